// SPDX-License-Identifier: GPL-2.0-or-later
// release-interrupted PROGRAM [all]: `PROGRAM release bump` in a real repository, ended at every
// system call that writes, or at all, and with every one that writes failing. Whatever happens, all
// files of the bump are as before, or all as after, once the next run has looked after it. Prints a
// line for each kind.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "package/release_fixture.h"
#include "support/traced_program.h"

namespace container_app {
namespace {

constexpr int kWorkers = 2;

struct Counts {
  int runs = 0;
  int untouched = 0;  ///< The files are as before, and there is no journal.
  int undone = 0;     ///< The next run undid it, and then did it.
  int completed = 0;  ///< The next run completed it.
  int mixed = 0;      ///< Before the next run, some files were as before and some as after.
  int wrong = 0;
};

/// Some files of the bump are as before and some as after; temporary ones do not count.
bool IsMixed(const Fixture& fixture, const Tree& now) {
  bool old = false;
  bool fresh = false;
  for (const auto& [path, text] : fixture.after()) {
    const auto was = fixture.before().find(path);
    const auto is = now.find(path);
    if (was != fixture.before().end() && was->second == text) continue;
    (is != now.end() && is->second == text ? fresh : old) = true;
  }
  return old && fresh;
}

/// What became of a run that was ended; the next one sets it right.
void Judge(const Fixture& fixture, const std::string& when, Counts* counts) {
  const Tree now = fixture.Read();
  ++counts->runs;
  if (IsMixed(fixture, now)) ++counts->mixed;
  // As before to the byte and without journal: the next run is like the first one.
  if (now == fixture.before() && !fixture.HasJournal()) {
    ++counts->untouched;
    return;
  }
  const int status = fixture.Run();
  const std::string output = fixture.output();
  if (output.find("is undone now") != std::string::npos) ++counts->undone;
  if (output.find("is completed now") != std::string::npos) ++counts->completed;
  if (status == 0 && fixture.Read() == fixture.after() && !fixture.HasJournal()) return;
  ++counts->wrong;
  fmt::print("# {}: the next run ended with {}: {}\n", when, status, output);
}

/// True for what needs room or a writable place on the disk.
bool Writes(const SystemCall& call) {
  switch (call.number) {
    case SYS_write:
      return call.arguments[0] > 2;
    case SYS_openat:
      return (call.arguments[2] & (O_WRONLY | O_RDWR | O_CREAT)) != 0;
    case SYS_fsync:
    case SYS_fchmod:
    case SYS_fchown:
    case SYS_mkdirat:
    case SYS_unlinkat:
    case SYS_renameat:
    case SYS_renameat2:
#ifdef SYS_rename
    case SYS_rename:
    case SYS_unlink:
    case SYS_mkdir:
    case SYS_chmod:
#endif
      return true;
    default:
      return false;
  }
}

/// Whether a bump is killed at each system call, or only where it writes: what it leaves on the
/// disk is the same at all calls between two of these.
bool at_each_call = false;

/// The system call with the number `at` of those that count.
struct Moment {
  explicit Moment(std::size_t number) : at(number) {}
  Verdict KillAt(const SystemCall& call) {
    const bool counts = at_each_call || Writes(call);
    return Verdict{.kill = counts && seen++ == at, .error = 0};
  }
  std::size_t at;
  std::size_t seen = 0;
};

/// Every call is one to be killed at, `worker` of kWorkers takes its share.
Counts KillEverywhere(const Fixture& fixture, int worker) {
  Counts counts;
  for (std::size_t at = static_cast<std::size_t>(worker);; at += kWorkers) {
    fixture.Reset();
    Moment moment(at);
    const TracedResult result =
        fixture.Trace([&](const SystemCall& call) { return moment.KillAt(call); });
    if (result.status == 0 && moment.seen <= at) return counts;
    Judge(fixture, fmt::format("killed at call {}", at), &counts);
  }
}

bool IsRename(const SystemCall& call) {
#ifdef SYS_rename
  if (call.number == SYS_rename) return true;
#endif
  return call.number == SYS_renameat || call.number == SYS_renameat2;
}

/// A bump killed when it has changed so many files, and the run that looks after it killed, too.
Counts KillRecovery(const Fixture& fixture, int changed, int worker) {
  Counts counts;
  int renames = 0;
  fixture.Reset();
  // The first one is the journal's; it is killed before the last one.
  fixture.Trace([&](const SystemCall& call) {
    return Verdict{.kill = IsRename(call) && ++renames == changed + 2, .error = 0};
  });
  const Tree half = fixture.Read();
  const std::string journal = fixture.Journal();
  for (std::size_t at = static_cast<std::size_t>(worker);; at += kWorkers) {
    fixture.Reset(half, journal);
    Moment moment(at);
    const TracedResult result =
        fixture.Trace([&](const SystemCall& call) { return moment.KillAt(call); });
    if (result.status == 0 && moment.seen <= at) return counts;
    Judge(fixture, fmt::format("recovery killed at call {}", at), &counts);
    // It is undone, and what follows is a bump like any other.
    if (counts.untouched > 0) return counts;
  }
}

/// One call after the other fails with `error`; all files are as before, or all as after.
Counts FailEverywhere(const Fixture& fixture, int error, int worker) {
  Counts counts;
  for (int at = worker;; at += kWorkers) {
    fixture.Reset();
    int writes = 0;
    bool failed = false;
    const TracedResult result = fixture.Trace([&](const SystemCall& call) {
      const bool now = Writes(call) && writes++ == at;
      failed = failed || now;
      return Verdict{.kill = false, .error = now ? error : 0};
    });
    if (!failed) return counts;
    const Tree tree = fixture.Read();
    if ((result.status == 0 ? tree != fixture.after() : tree != fixture.before())) {
      ++counts.wrong;
      fmt::print("# write {} failed, status {}: {}", at, result.status, fixture.output());
    }
    Judge(fixture, fmt::format("write {} failed", at), &counts);
  }
}

/// The repository is gone when this returns.
template <class Share>
Counts ShareOf(const std::string& program, int worker, Share share) {
  const Fixture fixture(program);
  if (fixture.good()) return share(fixture, worker);
  fmt::print("# the bump itself fails: {}\n", fixture.output());
  Counts counts;
  counts.wrong = 1;
  return counts;
}

/// Shares the work among processes, each with a repository of its own, and adds up.
template <class Share>
bool Report(const std::string& program, const std::string& name, bool may_mix, Share share) {
  int ends[2];
  if (pipe(ends) != 0) return false;
  for (int worker = 0; worker < kWorkers; ++worker) {
    if (fork() != 0) continue;
    const Counts counts = ShareOf(program, worker, share);
    std::fflush(stdout);
    const bool told = write(ends[1], &counts, sizeof counts) == sizeof counts;
    std::exit(told ? 0 : 1);
  }
  Counts all;
  for (int worker = 0; worker < kWorkers; ++worker) {
    Counts counts;
    if (read(ends[0], &counts, sizeof counts) != sizeof counts) return false;
    all.runs += counts.runs;
    all.untouched += counts.untouched;
    all.undone += counts.undone;
    all.completed += counts.completed;
    all.mixed += counts.mixed;
    all.wrong += counts.wrong;
    wait(nullptr);
  }
  // A test that never saw files half changed would show nothing.
  const bool good = all.wrong == 0 && all.runs > 0 && (all.mixed > 0) == may_mix;
  fmt::print(
      "{} - {}: {} runs, {} untouched, {} undone, {} completed; {} were half changed before "
      "that, {} after\n",
      good ? "ok" : "not ok", name, all.runs, all.untouched, all.undone, all.completed, all.mixed,
      all.wrong);
  std::fflush(stdout);
  return good;
}

const char* Moments() { return at_each_call ? "each system call" : "each call that writes"; }

int Main(const std::string& program) {
  bool good = Report(program, fmt::format("killed at {}", Moments()), true, KillEverywhere);
  for (const int changed : {0, 1}) {
    good =
        Report(program,
               fmt::format("{} killed at {}", changed == 0 ? "undoing" : "completing", Moments()),
               changed > 0,
               [changed](const Fixture& fixture, int worker) {
                 return KillRecovery(fixture, changed, worker);
               }) &&
        good;
  }
  good = Report(program, "no room at each write", false,
                [](const Fixture& fixture, int worker) {
                  return FailEverywhere(fixture, ENOSPC, worker);
                }) &&
         good;
  good = Report(program, "an error of the disk at each write", false,
                [](const Fixture& fixture, int worker) {
                  return FailEverywhere(fixture, EIO, worker);
                }) &&
         good;
  return good ? 0 : 1;
}

}  // namespace
}  // namespace container_app

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::fputs("usage: release-interrupted PROGRAM [all]\n", stderr);
    return 2;
  }
  container_app::at_each_call = argc == 3;
  return container_app::Main(argv[1]);
}

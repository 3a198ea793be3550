// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/run_command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <iterator>

#include "base/descriptor.h"
#include "base/interruption.h"
#include "base/text.h"

namespace container_app {
namespace {

using Clock = std::chrono::steady_clock;
using Pointers = std::vector<char*>;

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

bool MakePipe(Pipe* made) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  *made = {Descriptor(ends[0]), Descriptor(ends[1])};
  return true;
}

/// The caller's environment without what changes how programs print, and what tar and xz write.
std::vector<std::string> Environment() {
  constexpr std::string_view kDropped[] = {"LC_",          "LANG", "SYSTEMD_",
                                           "TAR_OPTIONS=", "XZ_",  "POSIXLY_CORRECT="};
  std::vector<std::string> environment;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text = *entry;
    const bool dropped = std::any_of(std::begin(kDropped), std::end(kDropped),
                                     [&](std::string_view name) { return text.starts_with(name); });
    if (!dropped) environment.emplace_back(text);
  }
  environment.insert(environment.end(), {"LC_ALL=C", "SYSTEMD_COLORS=0", "SYSTEMD_PAGER="});
  return environment;
}

Pointers PointersTo(std::vector<std::string>* strings) {
  Pointers pointers;
  for (std::string& string : *strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

bool Spawn(std::vector<std::string> words, const CommandSettings& settings, const Pipe& out,
           const Pipe& err, pid_t* pid) {
  std::vector<std::string> environment =
      settings.environment.empty() ? Environment() : settings.environment;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out.write_end.get(), 1);
  posix_spawn_file_actions_adddup2(&actions, err.write_end.get(), 2);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
      &attributes,
      static_cast<short>(POSIX_SPAWN_SETSIGDEF | (settings.own_group ? POSIX_SPAWN_SETPGROUP : 0)));
  const int error = posix_spawnp(pid, words[0].c_str(), &actions, &attributes,
                                 PointersTo(&words).data(), PointersTo(&environment).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error == 0;
}

/// Reads a piece; false at the end of what there is.
bool ReadPiece(int fd, std::string* piece) {
  char buffer[65536];
  ssize_t count = -1;
  do {
    count = read(fd, buffer, sizeof buffer);
  } while (count < 0 && errno == EINTR);
  piece->assign(buffer, count > 0 ? static_cast<std::size_t>(count) : 0);
  return count > 0;
}

/// Takes what is printed until both ends are closed, `deadline`, an interruption, or enough.
void ReadAll(const Pipe& out, const Pipe& err, Clock::time_point deadline, std::size_t errors_kept,
             const std::function<bool(std::string_view)>& take, CommandEnd* end) {
  pollfd fds[] = {{out.read_end.get(), POLLIN, 0}, {err.read_end.get(), POLLIN, 0}};
  std::string piece;
  while (fds[0].fd >= 0 || fds[1].fd >= 0) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) {
      end->timed_out = true;
      return;
    }
    if (Interruption::HasCome()) {
      end->stopped = true;
      return;
    }
    // In pieces: a signal may go to another thread.
    constexpr std::int64_t kPiece = 200;
    if (poll(fds, 2, static_cast<int>(std::min<std::int64_t>(left, kPiece))) <= 0) continue;
    if (fds[0].revents != 0) {
      if (!ReadPiece(fds[0].fd, &piece)) {
        fds[0].fd = -1;
      } else if (!take(piece)) {
        end->stopped = true;
        return;
      }
    }
    if (fds[1].revents != 0) {
      if (!ReadPiece(fds[1].fd, &piece)) fds[1].fd = -1;
      end->errors.append(piece, 0, errors_kept - end->errors.size());
    }
  }
}

/// Waits for it; its exit status, or 128 + signal.
int EndOf(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string FirstErrorLine(const CommandEnd& end) {
  return ShowControls(Trim(std::string_view(end.errors).substr(0, end.errors.find('\n'))));
}

}  // namespace

CommandEnd RunCommand(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                      const std::function<bool(std::string_view)>& take,
                      const CommandSettings& settings) {
  CommandEnd end;
  Pipe out;
  Pipe err;
  pid_t pid = -1;
  if (!MakePipe(&out) || !MakePipe(&err) || !Spawn(words, settings, out, err, &pid)) {
    return end;
  }
  end.started = true;
  // Closed here, so that reading ends when the program closes its own.
  out.write_end = Descriptor();
  err.write_end = Descriptor();
  ReadAll(out, err, Clock::now() + limit, settings.errors_kept, take, &end);
  if (end.timed_out || end.stopped) kill(settings.own_group ? -pid : pid, SIGKILL);
  end.status = EndOf(pid);
  return end;
}

int RunAttached(std::vector<std::string> words) {
  pid_t pid = -1;
  if (posix_spawnp(&pid, words[0].c_str(), nullptr, nullptr, PointersTo(&words).data(), environ) !=
      0) {
    return -1;
  }
  return EndOf(pid);
}

CommandEnd ReadCommand(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                       std::string* output, const CommandSettings& settings) {
  const auto take = [output](std::string_view piece) {
    output->append(piece);
    return true;
  };
  return RunCommand(words, limit, take, settings);
}

std::string FailureText(std::string_view program, std::chrono::milliseconds limit,
                        const CommandEnd& end) {
  if (!end.started) return fmt::format("{} cannot be run", program);
  if (end.timed_out) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit).count();
    return fmt::format("{} did not end within {} s", program, seconds);
  }
  const std::string line = FirstErrorLine(end);
  return fmt::format("{} failed with status {}{}{}", program, end.status, line.empty() ? "" : ": ",
                     line);
}

}  // namespace container_app

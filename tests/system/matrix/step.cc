// SPDX-License-Identifier: GPL-2.0-or-later
// What the units of the restart matrix run. Linked statically: it runs in any root and is quick to
// start.
//
//   step start LOG MS STATUS     notes the time in LOG, waits, ends; 600000 ms: a hang that ignores
//                                SIGTERM
//   step run LOG STATUS MS…      waits the time whose turn it is by the starts LOG has, ends
//   step wait MS                 waits
//   step pulse MS                wakes PID 1 every so often, by orphans it has to reap
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr long kHang = 600'000;
constexpr int kLineLength = 21;  // of a time in the log, so that lines can be counted by size

void Wait(long milliseconds) {
  timespec rest{milliseconds / 1000, milliseconds % 1000 * 1'000'000};
  while (nanosleep(&rest, &rest) != 0) {
  }
}

int NoteStart(const char* log) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  char line[32];
  std::snprintf(line, sizeof line, "%020lld\n",
                static_cast<long long>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000);
  const int file = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
  const bool good = file >= 0 && write(file, line, kLineLength) == kLineLength;
  return good && close(file) == 0 ? 0 : 99;
}

long StartsIn(const char* log) {
  struct stat status {};
  return stat(log, &status) == 0 ? status.st_size / kLineLength : 0;
}

/// An orphan wakes PID 1, which then looks at all its timers. Else systemd may let timers be late
/// by up to 250 ms, to wake up more seldom.
void MakeOrphan() {
  const pid_t child = fork();
  if (child != 0) return;
  if (fork() == 0) _exit(0);
  _exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 5 && std::strcmp(argv[1], "start") == 0) {
    const long time = std::atol(argv[3]);
    if (time >= kHang) signal(SIGTERM, SIG_IGN);
    if (NoteStart(argv[2]) != 0) return 99;
    Wait(time);
    return std::atoi(argv[4]);
  }
  if (argc >= 5 && std::strcmp(argv[1], "run") == 0) {
    const long starts = StartsIn(argv[2]);
    if (starts < 1) return 99;
    Wait(std::atol(argv[4 + (starts - 1) % (argc - 4)]));
    return std::atoi(argv[3]);
  }
  if (argc == 3 && std::strcmp(argv[1], "wait") == 0) {
    Wait(std::atol(argv[2]));
    return 0;
  }
  if (argc == 3 && std::strcmp(argv[1], "pulse") == 0) {
    signal(SIGCHLD, SIG_IGN);
    while (true) {
      MakeOrphan();
      Wait(std::atol(argv[2]));
    }
  }
  return 98;
}

// SPDX-License-Identifier: GPL-2.0-or-later
// What the units of the restart matrix run. Linked statically: it runs in any root and is quick to
// start.
//
//   step start LOG MS STATUS     notes the time in LOG, waits, ends; 600000 ms: a hang that ignores
//                                SIGTERM
//   step run LOG STATUS MS…      waits the time whose turn it is by the starts LOG has, ends
//   step sick LOG STOP MS…       a child tells systemd after the time whose turn it is that the app
//   is
//                                sick, as the watcher of an app does; ends STOP ms after SIGTERM
//   step wait MS                 waits
//   step pulse MS                wakes PID 1 every so often, by orphans it has to reap
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cstddef>
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

/// The one of `times` whose turn it is by the starts LOG has, or -1.
long TimeOfTurn(const char* log, int count, char** times) {
  const long starts = StartsIn(log);
  return starts < 1 ? -1 : std::atol(times[(starts - 1) % count]);
}

/// As sd_notify(3) does, which is in no static library.
bool Notify(const char* message) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (!path || std::strlen(path) >= sizeof address.sun_path) return false;
  std::strcpy(address.sun_path, path);
  if (path[0] == '@') address.sun_path[0] = '\0';
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path) +
                                           (path[0] == '@' ? 0 : 1));
  const int file = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const auto length = static_cast<ssize_t>(std::strlen(message));
  return file >= 0 && sendto(file, message, static_cast<std::size_t>(length), MSG_NOSIGNAL,
                             reinterpret_cast<const sockaddr*>(&address), size) == length;
}

/// When systemd does not stop it, it runs on, and the unit is not what was predicted.
int BeSick(long after, long stop) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  if (fork() == 0) {
    Wait(after);
    if (!Notify("WATCHDOG=trigger")) _exit(99);
    Wait(kHang);
    _exit(0);
  }
  int signal = 0;
  sigwait(&signals, &signal);
  Wait(stop);
  return 0;
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
    const long time = TimeOfTurn(argv[2], argc - 4, argv + 4);
    if (time < 0) return 99;
    Wait(time);
    return std::atoi(argv[3]);
  }
  if (argc >= 5 && std::strcmp(argv[1], "sick") == 0) {
    const long time = TimeOfTurn(argv[2], argc - 4, argv + 4);
    return time < 0 ? 99 : BeSick(time, std::atol(argv[3]));
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

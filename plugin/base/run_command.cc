// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/run_command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace container_app {
namespace {

using Clock = std::chrono::steady_clock;
using Pointers = std::vector<char*>;

constexpr std::size_t kErrorsKept = 4096;

/// Both ends of a pipe, closed when it goes.
class Pipe {
 public:
  Pipe() { made_ = pipe2(ends_, O_CLOEXEC) == 0; }
  ~Pipe() {
    Close(0);
    Close(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  bool made() const { return made_; }
  int read_end() const { return ends_[0]; }
  int write_end() const { return ends_[1]; }
  void Close(int end) {
    if (made_ && ends_[end] >= 0) close(ends_[end]);
    ends_[end] = -1;
  }

 private:
  bool made_ = false;
  int ends_[2] = {-1, -1};
};

/// The caller's environment, but for what changes how systemd's programs print.
std::vector<std::string> Environment() {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text = *entry;
    if (text.starts_with("LC_") || text.starts_with("LANG") || text.starts_with("SYSTEMD_")) {
      continue;
    }
    environment.emplace_back(text);
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

bool Spawn(std::vector<std::string> words, const Pipe& out, const Pipe& err, pid_t* pid) {
  std::vector<std::string> environment = Environment();
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out.write_end(), 1);
  posix_spawn_file_actions_adddup2(&actions, err.write_end(), 2);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
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

/// Takes what is printed until both ends are closed, `deadline`, or enough.
void ReadAll(Pipe* out, Pipe* err, Clock::time_point deadline,
             const std::function<bool(std::string_view)>& take, CommandEnd* end) {
  pollfd fds[] = {{out->read_end(), POLLIN, 0}, {err->read_end(), POLLIN, 0}};
  std::string piece;
  while (fds[0].fd >= 0 || fds[1].fd >= 0) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) {
      end->timed_out = true;
      return;
    }
    if (poll(fds, 2, static_cast<int>(left)) <= 0) continue;
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
      end->errors.append(piece, 0, kErrorsKept - end->errors.size());
    }
  }
}

}  // namespace

CommandEnd RunCommand(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                      const std::function<bool(std::string_view)>& take) {
  CommandEnd end;
  Pipe out;
  Pipe err;
  pid_t pid = -1;
  if (!out.made() || !err.made() || !Spawn(words, out, err, &pid)) return end;
  end.started = true;
  out.Close(1);
  err.Close(1);
  ReadAll(&out, &err, Clock::now() + limit, take, &end);
  if (end.timed_out || end.stopped) kill(pid, SIGKILL);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  end.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return end;
}

}  // namespace container_app

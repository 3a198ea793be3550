// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/run_program.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace container_app {
namespace {

constexpr unsigned kNobody = 65534;

std::vector<char*> Pointers(const std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (const std::string& string : strings) pointers.push_back(const_cast<char*>(string.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void Child(const std::vector<std::string>& arguments, const ProgramOptions& options,
                        int in, int out, int err) {
  signal(SIGPIPE, SIG_DFL);
  dup2(in, 0);
  dup2(out, 1);
  dup2(err, 2);
  if (options.unprivileged && geteuid() == 0) {
    if (setgroups(0, nullptr) != 0 || setgid(kNobody) != 0 || setuid(kNobody) != 0) _exit(127);
  }
  if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) _exit(127);
  const std::vector<char*> argv = Pointers(arguments);
  if (options.environment.empty()) {
    execvp(argv[0], argv.data());
  } else {
    const std::vector<char*> environment = Pointers(options.environment);
    execvpe(argv[0], argv.data(), environment.data());
  }
  _exit(127);
}

/// Feeds and drains all pipes at once, so that neither side waits for the other.
void Exchange(int in, const std::string& input, int out, std::string* output, int err,
              std::string* errors) {
  std::size_t written = 0;
  std::array<pollfd, 3> fds = {{{in, POLLOUT, 0}, {out, POLLIN, 0}, {err, POLLIN, 0}}};
  const auto close_fd = [](pollfd& fd) {
    close(fd.fd);
    fd.fd = -1;
  };
  if (input.empty()) close_fd(fds[0]);
  while (fds[1].fd >= 0 || fds[2].fd >= 0) {
    if (poll(fds.data(), fds.size(), -1) < 0) continue;
    if (fds[0].fd >= 0 && fds[0].revents != 0) {
      const ssize_t n = write(in, input.data() + written, input.size() - written);
      if (n > 0) written += static_cast<std::size_t>(n);
      if (n < 0 || written == input.size()) close_fd(fds[0]);
    }
    for (std::size_t i : {1, 2}) {
      if (fds[i].fd < 0 || fds[i].revents == 0) continue;
      char buffer[65536];
      const ssize_t n = read(fds[i].fd, buffer, sizeof buffer);
      if (n > 0) {
        (i == 1 ? output : errors)->append(buffer, static_cast<std::size_t>(n));
      } else {
        close_fd(fds[i]);
      }
    }
  }
  if (fds[0].fd >= 0) close(fds[0].fd);
}

}  // namespace

ProgramResult RunProgram(const std::vector<std::string>& arguments, const ProgramOptions& options) {
  ProgramResult result;
  int in[2];
  int out[2];
  int err[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) {
    return result;
  }
  signal(SIGPIPE, SIG_IGN);
  const pid_t pid = fork();
  if (pid == 0) Child(arguments, options, in[0], out[1], err[1]);
  close(in[0]);
  close(out[1]);
  close(err[1]);
  if (pid < 0) return result;
  Exchange(in[1], options.input, out[0], &result.output, err[0], &result.errors);
  int status = 0;
  waitpid(pid, &status, 0);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

bool HasProgram(const std::string& name) {
  return RunProgram({"sh", "-c", "command -v \"$1\"", "sh", name}).status == 0;
}

TemporaryFolder::TemporaryFolder() {
  const char* parent = getenv("TMPDIR");
  std::string pattern = std::string(parent ? parent : "/tmp") + "/container-app-test.XXXXXX";
  if (!mkdtemp(pattern.data())) abort();
  path_ = pattern;
  std::filesystem::permissions(path_, std::filesystem::perms{0755});
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::Write(std::string_view name, std::string_view content) const {
  const std::filesystem::path path = std::filesystem::path(path_) / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
  return path.string();
}

std::string ReadWholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace container_app

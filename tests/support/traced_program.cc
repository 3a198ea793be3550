// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/traced_program.h"

#include <elf.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

// Not with sys/ptrace.h in one source: both name the same things. These are of ptrace(2).
namespace {

constexpr int kGetSyscallInfo = 0x420e;
constexpr std::uint8_t kEntry = 1;

struct SyscallInfo {
  std::uint8_t op;
  std::uint8_t pad[3];
  std::uint32_t arch;
  std::uint64_t instruction_pointer;
  std::uint64_t stack_pointer;
  std::uint64_t number;
  std::uint64_t arguments[6];
};

}  // namespace

namespace container_app {
namespace {

std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void Become(const std::vector<std::string>& arguments, const std::string& folder,
                         const std::vector<std::string>& environment, const std::string& output) {
  const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file < 0 || dup2(file, 1) < 0 || dup2(file, 2) < 0 || chdir(folder.c_str()) != 0) _exit(126);
  close(file);
  if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(126);
  raise(SIGSTOP);
  execvpe(arguments[0].c_str(), Pointers(arguments).data(), Pointers(environment).data());
  _exit(127);
}

/// Makes the kernel skip the call that is about to be made.
void SkipCall(pid_t pid) {
#if defined(__x86_64__)
  ptrace(PTRACE_POKEUSER, pid, offsetof(user_regs_struct, orig_rax), -1L);
#elif defined(__aarch64__)
  int number = -1;
  iovec part{&number, sizeof number};
  ptrace(PTRACE_SETREGSET, pid, 0x404, &part);
#else
#error "how a system call is skipped on this architecture has to be written here"
#endif
}

/// What the program takes for the result of the call that was skipped.
void SetResult(pid_t pid, long result) {
#if defined(__x86_64__)
  ptrace(PTRACE_POKEUSER, pid, offsetof(user_regs_struct, rax), result);
#elif defined(__aarch64__)
  user_regs_struct registers{};
  iovec part{&registers, sizeof registers};
  ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &part);
  registers.regs[0] = static_cast<std::uint64_t>(result);
  ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &part);
#endif
}

}  // namespace

TracedResult RunTraced(const std::vector<std::string>& arguments, const std::string& folder,
                       const std::vector<std::string>& environment, const std::string& output,
                       const std::function<Verdict(const SystemCall&)>& judge) {
  TracedResult result;
  int status = 0;
  const pid_t pid = fork();
  if (pid == 0) Become(arguments, folder, environment, output);
  if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status)) return result;
  ptrace(PTRACE_SETOPTIONS, pid, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  int pending_error = 0;
  long signal = 0;
  for (;;) {
    ptrace(PTRACE_SYSCALL, pid, nullptr, signal);
    signal = 0;
    if (waitpid(pid, &status, 0) != pid) return result;
    if (WIFEXITED(status) || WIFSIGNALED(status)) break;
    if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
      // The SIGTRAP after execve(2) is the tracer's.
      signal = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
      continue;
    }
    SyscallInfo info{};
    ptrace(static_cast<__ptrace_request>(kGetSyscallInfo), pid, sizeof info, &info);
    if (info.op != kEntry) {
      if (pending_error != 0) SetResult(pid, -pending_error);
      pending_error = 0;
      continue;
    }
    SystemCall call{info.number, {}};
    for (int i = 0; i < 6; ++i) call.arguments[i] = info.arguments[i];
    const Verdict verdict = judge(call);
    if (verdict.kill) kill(pid, SIGKILL);
    if (verdict.error != 0) SkipCall(pid);
    pending_error = verdict.error;
  }
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace container_app

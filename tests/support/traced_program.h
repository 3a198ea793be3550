// SPDX-License-Identifier: GPL-2.0-or-later
// Runs a real program and stands between it and the kernel (ptrace(2)), to end it at any system
// call or let any of them fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace container_app {

/// A system call that is about to be made by the program itself, not by its children.
struct SystemCall {
  std::uint64_t number = 0;
  std::uint64_t arguments[6] = {};
};

struct Verdict {
  bool kill = false;
  int error = 0;  ///< The call is not made and fails with this errno.
};

struct TracedResult {
  int status = -1;  ///< Exit status; 128 + signal when killed; -1 when it cannot be traced.
};

/// `environment` in place of the caller's; what it prints goes to the file `output`.
TracedResult RunTraced(const std::vector<std::string>& arguments, const std::string& folder,
                       const std::vector<std::string>& environment, const std::string& output,
                       const std::function<Verdict(const SystemCall&)>& judge);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// What systemd itself makes of a unit: its `--test` mode loads units and prints them as it read
// them.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "support/run_program.h"

namespace container_app {

inline constexpr const char* kSystemd = "/lib/systemd/systemd";

#define SKIP_WITHOUT_SYSTEMD()                                                          \
  if (access(kSystemd, X_OK) != 0) {                                                    \
    GTEST_SKIP() << "NOT TESTED: systemd is not installed, so nothing here can ask it"; \
  }                                                                                     \
  if (access("/sys/fs/cgroup/cgroup.procs", F_OK) != 0) {                               \
    GTEST_SKIP() << "NOT TESTED: systemd reads no unit where it has no control groups"; \
  }

/// The lines of systemd's description of test.service, whose text is given, without indentation.
inline std::vector<std::string> ReadBySystemd(const std::string& unit) {
  const TemporaryFolder folder;
  folder.Write("test.service", unit);
  ProgramOptions options;
  options.unprivileged = true;  // systemd refuses its test mode to root.
  options.environment = {"PATH=/usr/bin:/bin", "SYSTEMD_UNIT_PATH=" + folder.path(),
                         "HOME=" + folder.path(), "XDG_RUNTIME_DIR=" + folder.path()};
  const ProgramResult result =
      RunProgram({kSystemd, "--test", "--system", "--no-pager", "--unit=test.service"}, options);
  std::vector<std::string> lines;
  bool ours = false;
  const std::string printed = result.output + result.errors;
  for (const std::string_view line : Split(printed, '\n')) {
    const std::string_view text = line.substr(std::min(line.find_first_not_of('\t'), line.size()));
    if (text.starts_with("-> Unit ")) ours = text == "-> Unit test.service:";
    if (ours) lines.emplace_back(text);
  }
  EXPECT_FALSE(lines.empty()) << result.errors;
  return lines;
}

/// What follows `name: ` on every line that begins so.
inline std::vector<std::string> Properties(const std::vector<std::string>& lines,
                                           std::string_view name) {
  std::vector<std::string> values;
  const std::string begin = std::string(name) + ": ";
  for (const std::string& line : lines) {
    if (line.starts_with(begin)) values.push_back(line.substr(begin.size()));
  }
  return values;
}

}  // namespace container_app

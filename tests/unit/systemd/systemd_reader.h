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

/// Runs systemd's test mode on the text of test.service.
inline ProgramResult AskSystemd(const std::string& unit) {
  const TemporaryFolder folder;
  folder.Write("test.service", unit);
  ProgramOptions options;
  options.unprivileged = true;  // systemd refuses its test mode to root.
  options.environment = {"PATH=/usr/bin:/bin", "SYSTEMD_UNIT_PATH=" + folder.path(),
                         "HOME=" + folder.path(), "XDG_RUNTIME_DIR=" + folder.path()};
  return RunProgram({kSystemd, "--test", "--system", "--no-pager", "--unit=test.service"}, options);
}

/// It needs control groups and /run/systemd, which some places to build have not.
#define SKIP_WITHOUT_SYSTEMD()                                                          \
  if (access(kSystemd, X_OK) != 0) {                                                    \
    GTEST_SKIP() << "NOT TESTED: systemd is not installed, so nothing here can ask it"; \
  }                                                                                     \
  const ProgramResult asked =                                                           \
      AskSystemd("[Unit]\nDefaultDependencies=no\n[Service]\nExecStart=/bin/true\n");   \
  if (asked.status != 0) {                                                              \
    GTEST_SKIP() << "NOT TESTED: systemd reads no unit here: " << asked.errors;         \
  }

/// The lines of systemd's description of test.service, whose text is given, without indentation.
inline std::vector<std::string> ReadBySystemd(const std::string& unit) {
  const ProgramResult result = AskSystemd(unit);
  std::vector<std::string> lines;
  bool ours = false;
  const std::string printed = result.output + result.errors;
  for (const std::string_view line : Split(printed, '\n')) {
    const std::string_view text = line.substr(std::min(line.find_first_not_of('\t'), line.size()));
    if (text.starts_with("-> Unit ") || text.starts_with("→ Unit ")) {
      ours = text.ends_with(" Unit test.service:");
    }
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

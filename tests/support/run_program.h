// SPDX-License-Identifier: GPL-2.0-or-later
// Asking real programs, and a folder to ask them in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace container_app {

struct ProgramResult {
  int status = -1;     ///< Exit status; 128 + signal when killed; 127 when it could not be started.
  std::string output;  ///< Standard output.
  std::string errors;  ///< Standard error.
};

struct ProgramOptions {
  std::string input;                     ///< Standard input.
  std::vector<std::string> environment;  ///< `NAME=value`, in place of the caller's.
  std::string folder;                    ///< Working directory; empty: the caller's.
  bool unprivileged = false;             ///< As nobody, when the caller is root.
};

/// Runs `arguments[0]`, found in PATH, and waits for it.
ProgramResult RunProgram(const std::vector<std::string>& arguments,
                         const ProgramOptions& options = {});

/// True when PATH has the program.
bool HasProgram(const std::string& name);

/// A new folder under $TMPDIR that others may read; removed with all it holds.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  /// Writes a file, mode 0644, making its folders, and gives its path.
  std::string Write(std::string_view name, std::string_view content) const;

 private:
  std::string path_;
};

/// The whole file; empty when it cannot be read.
std::string ReadWholeFile(const std::string& path);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/scratch_folder.h"

#include <stdlib.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/files.h"

namespace container_app {
namespace {

bool NeedsNoQuotes(std::string_view path) {
  return path.starts_with('/') && std::all_of(path.begin(), path.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '/' || c == '.' || c == '_' || c == '-';
         });
}

}  // namespace

void ScratchFolder::Remove() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  path_.clear();
}

bool ScratchFolder::Make(std::string* error) {
  std::error_code code;
  const char* wanted = getenv("TMPDIR");
  std::string parent = wanted ? std::filesystem::canonical(wanted, code).string() : "";
  if (code || !NeedsNoQuotes(parent)) parent = "/tmp";
  std::string pattern = parent + "/container-app.XXXXXX";
  if (!mkdtemp(pattern.data())) return FileError(error, pattern, errno);
  path_ = std::filesystem::canonical(pattern, code).string();
  if (code) path_ = pattern;
  return true;
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/definition_files.h: the code of a definition, `prestart.sh` and `prestart.d/`.
#include <fmt/format.h>

#include <algorithm>

#include "app/definition_files.h"
#include "app/definition_rules.h"
#include "base/text.h"

namespace container_app {
namespace {

constexpr std::size_t kLargestHook = std::size_t{1} << 20;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// `NN-name` or `NN-name.sh`; the number orders the stages.
bool IsStageName(std::string_view name) {
  if (name.ends_with(".sh")) name.remove_suffix(3);
  if (name.size() < 4 || !IsDigit(name[0]) || !IsDigit(name[1]) || name[2] != '-') return false;
  name.remove_prefix(3);
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

/// bash runs what ends in `.sh` and names no interpreter of its own.
bool CheckInterpreter(const SourceFile& file, std::string_view name, Diagnostics* diagnostics) {
  const Place first{&file, 1, 1};
  if (!file.text.starts_with("#!")) {
    if (name.ends_with(".sh")) return true;
    return diagnostics->Report({&file, 0, 0}, kHookInterpreter, "the hook names no interpreter",
                               "start it with a line such as '#!/bin/bash', or let its name end in "
                               "'.sh'");
  }
  if (Trim(file.Line(1).substr(2)).starts_with("/")) return true;
  return diagnostics->Report(first, kHookInterpreter, "the interpreter is not an absolute path",
                             "write it in full, such as '#!/bin/bash'");
}

bool CheckLineEnds(const SourceFile& file, Diagnostics* diagnostics) {
  const std::size_t at = file.text.find("\r\n");
  if (at == std::string::npos) return true;
  const std::string_view before = std::string_view(file.text).substr(0, at);
  const int line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
  const int column = static_cast<int>(at - (before.rfind('\n') + 1)) + 1;
  return diagnostics->Report({&file, line, column}, kHookCrlf,
                             "the line ends in CR LF, which no shell takes for a line end",
                             "save the file with Unix line ends (sed -i 's/\\r$//')");
}

bool ReadHook(const FileReader& files, const std::string& path, const std::string& name,
              Definition* definition, Diagnostics* diagnostics) {
  const FileStatus status = files.Status(path);
  if (!CheckRegularFile(status, path, diagnostics)) return false;
  if (status.size > kLargestHook) {
    return diagnostics->ReportFile(path, kHookTooLarge, "the hook is larger than 1 MiB",
                                   "put data in assets/");
  }
  auto file = std::make_unique<SourceFile>();
  file->path = path;
  std::string error;
  if (!files.Read(path, &file->text, &error, kLargestHook)) {
    return diagnostics->ReportFile(path, kIoError, "cannot be read: " + error);
  }
  const bool interpreter = CheckInterpreter(*file, name, diagnostics);
  const bool line_ends = CheckLineEnds(*file, diagnostics);
  definition->hooks.push_back({name, {file.get(), 0, 0}, file->text});
  definition->hook_files.push_back(std::move(file));
  return interpreter && line_ends;
}

}  // namespace

bool ReadHooks(const FileReader& files, const std::string& folder, Definition* definition,
               Diagnostics* diagnostics) {
  const std::string single = PathIn(folder, "prestart.sh");
  const std::string stages = PathIn(folder, "prestart.d");
  const bool has_single = files.Status(single).kind != FileKind::kMissing;
  const FileStatus stages_status = files.Status(stages);
  bool good = true;
  if (has_single && stages_status.kind != FileKind::kMissing) {
    good = diagnostics->ReportFile(single, kHookBoth, "there is a prestart.d/ beside it",
                                   "move it there, as prestart.d/50-start.sh");
  }
  if (has_single) good = ReadHook(files, single, "prestart.sh", definition, diagnostics) && good;
  if (stages_status.kind == FileKind::kMissing) return good;
  if (stages_status.kind == FileKind::kSymlink) {
    return CheckRegularFile(stages_status, stages, diagnostics);
  }
  if (stages_status.kind != FileKind::kDirectory) {
    return diagnostics->ReportFile(stages, kDefinitionSpecial, "is not a folder",
                                   "it holds the stages, such as 50-start.sh");
  }
  std::vector<std::string> names;
  good = ListFolder(files, stages, &names, diagnostics) && good;
  for (const std::string& name : names) {
    if (IsScratchFile(name) || name.starts_with("README")) continue;
    const std::string path = PathIn(stages, name);
    if (!IsStageName(name)) {
      good = diagnostics->ReportFile(path, kHookName, "is not the name of a stage",
                                     "two digits, '-', a name of lower-case letters, digits and "
                                     "'-', then '.sh' or nothing, such as 50-start.sh");
    } else {
      good = ReadHook(files, path, name, definition, diagnostics) && good;
    }
  }
  return good;
}

}  // namespace container_app

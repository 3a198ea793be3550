// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/definition_files.h: the prestart hooks.
#include <fmt/format.h>

#include <algorithm>

#include "app/definition_files.h"
#include "app/definition_rules.h"
#include "base/text.h"

namespace container_app {
namespace {

/// `NN-name` or `NN-name.sh`; the number orders the stages.
bool IsStageName(std::string_view name) {
  if (name.ends_with(".sh")) name.remove_suffix(3);
  if (name.size() < 4 || !IsDigit(name[0]) || !IsDigit(name[1]) || name[2] != '-') return false;
  name.remove_prefix(3);
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

/// bash runs what ends in `.sh` and names no interpreter of its own.
void CheckInterpreter(const SourceFile& file, std::string_view name, Diagnostics* diagnostics) {
  if (!file.text.starts_with("#!")) {
    if (name.ends_with(".sh")) return;
    diagnostics->Report({&file, 0, 0}, kHookInterpreter, "the hook does not name an interpreter",
                        "start it with a line such as '#!/bin/bash', or let its name end in '.sh'");
  } else if (!Trim(file.Line(1).substr(2)).starts_with("/")) {
    diagnostics->Report({&file, 1, 1}, kHookInterpreter, "the interpreter is not an absolute path",
                        "write it in full, such as '#!/bin/bash'");
  }
}

void CheckLineEnds(const SourceFile& file, Diagnostics* diagnostics) {
  const std::size_t at = file.text.find("\r\n");
  if (at == std::string::npos) return;
  const std::string_view before = std::string_view(file.text).substr(0, at);
  const int line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
  const int column = static_cast<int>(at - (before.rfind('\n') + 1)) + 1;
  diagnostics->Report({&file, line, column}, kHookCrlf,
                      "the line ends with CR LF: a shell takes the CR as part of the last word",
                      "save the file with Unix line endings (sed -i 's/\\r$//')");
}

void ReadHook(const FileReader& files, const std::string& path, const std::string& name,
              Definition* definition, Diagnostics* diagnostics) {
  auto file = std::make_unique<SourceFile>();
  if (!ReadSourceFile(files, path, kHookTooLarge, file.get(), diagnostics)) return;
  CheckInterpreter(*file, name, diagnostics);
  CheckLineEnds(*file, diagnostics);
  definition->hooks.push_back({name, {file.get(), 0, 0}, file->text});
  definition->hook_files.push_back(std::move(file));
}

/// The stages in `folder`, which is there.
void ReadStages(const FileReader& files, const std::string& folder, Definition* definition,
                Diagnostics* diagnostics) {
  const FileStatus status = files.Status(folder);
  if (status.kind == FileKind::kSymlink) {
    CheckRegularFile(status, folder, diagnostics);
    return;
  }
  if (status.kind != FileKind::kDirectory) {
    diagnostics->ReportFile(folder, kDefinitionSpecial, "is not a folder",
                            "it holds the stages, such as 50-start.sh");
    return;
  }
  std::vector<std::string> names;
  ListFolder(files, folder, &names, diagnostics);
  for (const std::string& name : names) {
    if (IsScratchFile(name) || name.starts_with("README")) continue;
    const std::string path = PathIn(folder, name);
    if (IsStageName(name)) {
      ReadHook(files, path, name, definition, diagnostics);
    } else {
      diagnostics->ReportFile(path, kHookName, "is not the name of a stage",
                              "two digits, '-', a name of lower-case letters, digits and '-', "
                              "then '.sh' or nothing, such as 50-start.sh");
    }
  }
}

}  // namespace

bool ReadHooks(const FileReader& files, const std::string& folder, Definition* definition,
               Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  const std::string single = PathIn(folder, "prestart.sh");
  const std::string stages = PathIn(folder, "prestart.d");
  const bool has_single = files.Status(single).kind != FileKind::kMissing;
  const bool has_stages = files.Status(stages).kind != FileKind::kMissing;
  if (has_single && has_stages) {
    diagnostics->ReportFile(single, kHookBoth, "there is a prestart.d/ beside it",
                            "move it there, as prestart.d/50-start.sh");
  }
  if (has_single) ReadHook(files, single, "prestart.sh", definition, diagnostics);
  if (has_stages) ReadStages(files, stages, definition, diagnostics);
  return errors.none();
}

}  // namespace container_app

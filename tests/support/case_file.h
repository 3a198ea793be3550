// SPDX-License-Identifier: GPL-2.0-or-later
// A test case that is a maintainer's own file with `##` lines that say what is found in it.
//
//   ## assert-error   [FILE:]LINE:COL RULE TEXT   a finding, TEXT part of its message
//   ## assert-warning [FILE:]LINE:COL RULE TEXT
//   ## assert-clean                               nothing is found
//   ## with-affixes PREFIX SUFFIX                 `-` for none; else no prefix and `container`
//   ## with-changelog VERSION                     the package is built, its changelog has VERSION
//   ## with-shared-changelog VERSION              so it does, and it is that of several packages
//   ## with-file PATH [TEXT]                      C escapes (\n, \xNN) in both
//   ## with-executable PATH [TEXT]
//   ## with-symlink PATH TARGET
//   ## with-folder PATH
//   ## with-fifo PATH
//   ## with-size PATH BYTES                       fills a file up with comment lines
//   ## without-file PATH
//   ## without-folder                             the definition's folder is not there at all
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace container_app {

struct CaseAssertion {
  Severity severity = Severity::kError;
  std::string file;  ///< Relative to the definition; `.` for its folder.
  int line = 0;
  int column = 0;
  std::string rule;
  std::string text;
};

struct CaseSetup {
  std::string op;  ///< `with-file`…
  std::vector<std::string> words;
};

struct CaseFile {
  std::string path;
  std::string subject;  ///< Its folder's name.
  std::string rule;     ///< Its name up to `--`.
  std::string target;   ///< What it is in the definition: `metadata.yaml`…
  std::string text;
  std::vector<CaseAssertion> assertions;
  bool clean = false;
  std::vector<CaseSetup> setup;
};

/// Parses the case's text. False with a sentence in `error` for a case that would test nothing: no
/// assertion, an unknown op, an assertion that is written so that it would be passed over.
bool ParseCase(const std::string& path, const std::string& text, CaseFile* parsed,
               std::string* error);

/// Case files below the folder `tests/cases/SUBJECT` of each subject, sorted.
std::vector<std::string> FindCases(const std::vector<std::string>& subjects);

/// Makes the definition in `folder`: tests/support/base-definition, then the case's file, then what
/// is in the folder `CASE.d` beside it, then its setup lines. The folder must not exist.
bool MakeDefinition(const CaseFile& parsed, const std::string& folder, std::string* error);

/// Compares findings with assertions; each line of the result is one difference.
std::string CompareFindings(const CaseFile& parsed, const std::string& folder,
                            const std::vector<Finding>& findings);

}  // namespace container_app

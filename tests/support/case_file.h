// SPDX-License-Identifier: GPL-2.0-or-later
// A test case that is a maintainer's own file with `##` lines that say what is found in it. In the
// folders metadata and files it says only what differs from tests/support/base-definition: each of
// its keys replaces that key of the base's metadata.yaml. Places are those in the case; what is
// found in a line of the base is at `base:LINE:COL`. In other folders a case is the whole file.
//
//   ## assert-error   [FILE:]LINE:COL RULE TEXT   a finding, TEXT part of its message
//   ## assert-warning [FILE:]LINE:COL RULE TEXT
//   ## assert-clean                               nothing is found
//   ## without-key KEY                            the base's key is left out
//   ## whole                                      this is all of metadata.yaml
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
  std::string file;  ///< Relative to the definition; `.` for its folder, `base` for the base's.
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
  std::string text;     ///< What is written there, all of it.
  std::vector<CaseAssertion> assertions;
  bool clean = false;
  bool whole = false;
  std::vector<std::string> without_keys;
  std::vector<CaseSetup> setup;
  int own_lines = 0;            ///< Of a patch: lines of `text` after these are the base's,
  std::vector<int> base_lines;  ///< and these are their numbers there.
};

/// Parses the case's text. False with a sentence in `error` for a case that would test nothing: no
/// assertion, an unknown op, an assertion that is written so that it would be passed over, an edit
/// of the base that changes nothing.
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

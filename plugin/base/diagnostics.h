// SPDX-License-Identifier: GPL-2.0-or-later
// Findings: what is wrong, where, and how to fix it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule.h"

namespace container_app {

/// A file as it was read. Places point into it; it outlives every value read from it.
struct SourceFile {
  std::string path;  ///< As the user named it, for messages.
  std::string text;

  /// Line `number` (from 1) without its newline; empty when there is no such line.
  std::string_view Line(int number) const;
};

/// A place in a file. Line and column count from 1, columns in bytes (a Finding counts characters);
/// line 0 means the whole file.
struct Place {
  const SourceFile* file = nullptr;
  int line = 0;
  int column = 0;
};

/// A value and where it was written. A default has a Place without file.
template <class T>
struct Located {
  T value{};
  Place place;
  /// Whether it was written; false for a default.
  explicit operator bool() const { return place.file != nullptr; }
};

/// One finding, complete in itself: it does not point into the source any more.
struct Finding {
  Severity severity = Severity::kError;
  std::string
      rule;  ///< Stable id in kebab case; the name of its test case and its line in the manual.
  std::string file;
  int line = 0;
  int column = 0;  ///< In characters.
  std::string source_line;
  std::string what;  ///< No full stop at the end.
  std::string fix;   ///< May be empty.
};

/// Collects findings.
class Diagnostics {
 public:
  /// A finding with the rule's severity. False for an error (`return diagnostics->Report(…)`), true
  /// for a warning.
  bool Report(const Place& place, const Rule& rule, std::string what, std::string fix = "");
  /// Likewise about a file as a whole, that may not even be readable.
  bool ReportFile(std::string_view path, const Rule& rule, std::string what, std::string fix = "");

  bool has_errors() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }
  const std::vector<Finding>& findings() const { return findings_; }

  /// Turns warnings into errors (`--strict`).
  void MakeWarningsErrors();
  /// Orders findings by file, line and column; equal places keep the order they were reported in.
  void Sort();

 private:
  void Add(Finding finding);

  std::vector<Finding> findings_;
  std::size_t errors_ = 0;
};

/// Remembers how many errors there were when it was made. A function that goes on after an error,
/// to report all of them, makes one first and returns `errors.none()` at its end.
class ErrorMark {
 public:
  explicit ErrorMark(const Diagnostics& diagnostics)
      : diagnostics_(diagnostics), before_(diagnostics.errors()) {}

  /// Whether no error was reported since.
  bool none() const { return diagnostics_.errors() == before_; }

 private:
  const Diagnostics& diagnostics_;
  std::size_t before_;
};

/// `file:line:col: error: what; fix [rule]`, the source line, and a caret, each line ended by LF.
/// Control characters in any part are shown as `\xNN`, so a hostile file cannot drive a terminal.
std::string FormatFinding(const Finding& finding);

}  // namespace container_app

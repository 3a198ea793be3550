// SPDX-License-Identifier: GPL-2.0-or-later
// A unit file as it is written (systemd.syntax(7)): sections in order, keys that may repeat,
// comments and continued lines kept. What is not changed prints back byte for byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace container_app {

/// Values handed in and out are those systemd sees before it expands specifiers or unquotes words:
/// escape with systemd/escape.h.
class UnitFile {
 public:
  /// False with places after text outside a section or a line that is none of systemd's.
  static bool Parse(const SourceFile& file, UnitFile* out, Diagnostics* diagnostics);

  /// The whole file.
  std::string Print() const;

  /// Names in the order they first appear.
  std::vector<std::string> Sections() const;
  /// Keys of a section in the order they first appear.
  std::vector<std::string> Keys(std::string_view section) const;
  /// Every value of a key in order, the empty ones that reset a list included.
  std::vector<std::string> Values(std::string_view section, std::string_view key) const;

  /// Appends `key=value` to the section's last part; makes the section at the end when missing.
  void Add(std::string_view section, std::string_view key, std::string_view value);
  /// Puts one assignment where the first of this key was, or adds it, and removes the others.
  void Set(std::string_view section, std::string_view key, std::string_view value);
  /// Removes all assignments of a key; true when there was any.
  bool Remove(std::string_view section, std::string_view key);

 private:
  enum class Kind { kBlankOrComment, kHeader, kAssignment };

  /// One logical line: what was written, ends of line included, and what it means.
  struct Line {
    Kind kind = Kind::kBlankOrComment;
    std::string written;
    std::string section;  ///< The section it is in, or opens.
    std::string key;
    std::string value;  ///< Continuations joined by a blank, blanks at the ends removed.
  };

  bool IsAssignment(const Line& line, std::string_view section, std::string_view key) const;

  std::vector<Line> lines_;
};

}  // namespace container_app

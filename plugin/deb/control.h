// SPDX-License-Identifier: GPL-2.0-or-later
// Files of stanzas, such as debian/control (deb822(5)).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace container_app {

struct ControlField {
  std::string name;  ///< As written.
  /// First line without blanks around it, then each continuation line with a newline before it and
  /// without its first blank. Comment lines are left out.
  std::string value;
  int line = 0;
};

/// Fields in the order of the file.
struct ControlStanza {
  std::vector<ControlField> fields;
  int line = 0;

  /// The field of that name in any case, or nullptr.
  const ControlField* Find(std::string_view name) const;
  /// Its value without blanks around it, or empty.
  std::string_view Value(std::string_view name) const;
};

/// Reads all stanzas and reports every fault of the file. Comments may stand anywhere; a line of
/// blanks separates stanzas, as it does for dpkg and debhelper (for apt it does not).
bool ReadControl(const SourceFile& file, std::vector<ControlStanza>* stanzas,
                 Diagnostics* diagnostics);

}  // namespace container_app

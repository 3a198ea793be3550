// SPDX-License-Identifier: GPL-2.0-or-later
#include "systemd/environment_file.h"

#include "base/text.h"
#include "systemd/escape.h"

namespace container_app {

bool QuoteEnvironmentFileValue(std::string_view value, std::string* out, std::string* why) {
  // A tab is harmless to every reader, other controls are not.
  if (HasControl(value, /*allow_newline_and_tab=*/true) ||
      value.find('\n') != std::string_view::npos) {
    *why = "it holds a line break or another control character";
    return false;
  }
  if (!IsSystemdText(value)) {
    *why = "it is not UTF-8 text";
    return false;
  }
  *out += '"';
  for (const char c : value) {
    if (c == '\\' || c == '"' || c == '$' || c == '`') *out += '\\';
    *out += c;
  }
  *out += '"';
  return true;
}

bool AppendEnvironmentFileLine(std::string_view key, std::string_view value, std::string* out,
                               std::string* why) {
  if (!IsIdentifier(key)) {
    *why = "the name of the variable is not an identifier";
    return false;
  }
  std::string quoted;
  if (!QuoteEnvironmentFileValue(value, &quoted, why)) return false;
  out->append(key).append("=").append(quoted).append("\n");
  return true;
}

}  // namespace container_app

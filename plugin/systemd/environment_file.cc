// SPDX-License-Identifier: GPL-2.0-or-later
#include "systemd/environment_file.h"

#include "base/text.h"
#include "systemd/escape.h"

namespace container_app {

bool QuoteEnvironmentFileValue(std::string_view value, std::string* out, std::string* why) {
  // Every reader accepts a tab. Other control characters are refused.
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

}  // namespace container_app

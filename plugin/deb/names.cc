// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace container_app {
namespace {

bool IsLowerAlphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

bool CheckPackageName(std::string_view name, std::string* reason) {
  if (name.size() < 2) {
    *reason = "a package name has at least two characters";
    return false;
  }
  for (const char c : name) {
    if (IsLowerAlphanumeric(c) || c == '+' || c == '-' || c == '.') continue;
    *reason = fmt::format("the character '{}' is not allowed in a package name",
                          ShowControls(std::string_view(&c, 1)));
    if (c >= 'A' && c <= 'Z') *reason = "a package name has no capital letters";
    return false;
  }
  if (!IsLowerAlphanumeric(name.front())) {
    *reason = "a package name starts with a letter or a digit";
    return false;
  }
  return true;
}

bool IsSection(std::string_view section) {
  for (const std::string_view area : {"contrib/", "non-free/", "non-free-firmware/"}) {
    if (section.starts_with(area)) {
      section.remove_prefix(area.size());
      break;
    }
  }
  return std::binary_search(kSections.begin(), kSections.end(), section);
}

}  // namespace container_app

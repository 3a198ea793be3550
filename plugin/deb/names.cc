// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace container_app {
namespace {

constexpr auto kSections = std::to_array<std::string_view>(
    {"admin",        "cli-mono", "comm",      "database",     "debug",         "devel",
     "doc",          "editors",  "education", "electronics",  "embedded",      "fonts",
     "games",        "gnome",    "gnu-r",     "gnustep",      "golang",        "graphics",
     "hamradio",     "haskell",  "httpd",     "interpreters", "introspection", "java",
     "javascript",   "kde",      "kernel",    "libdevel",     "libs",          "lisp",
     "localization", "mail",     "math",      "metapackages", "misc",          "net",
     "news",         "ocaml",    "oldlibs",   "otherosfs",    "perl",          "php",
     "python",       "raku",     "ruby",      "rust",         "science",       "shells",
     "sound",        "tasks",    "tex",       "text",         "utils",         "vcs",
     "video",        "virtual",  "web",       "x11",          "xfce",          "zope"});
static_assert(std::is_sorted(kSections.begin(), kSections.end()));

bool IsAlphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

bool CheckPackageName(std::string_view name, std::string* reason) {
  if (name.size() < 2) {
    *reason = "a package name has at least two characters";
    return false;
  }
  for (const char c : name) {
    if (IsAlphanumeric(c) || c == '+' || c == '-' || c == '.') continue;
    *reason = fmt::format("the character '{}' is not allowed in a package name",
                          ShowControls(std::string_view(&c, 1)));
    if (c >= 'A' && c <= 'Z') *reason = "a package name has no capital letters";
    return false;
  }
  if (!IsAlphanumeric(name.front())) {
    *reason = "a package name starts with a letter or a digit";
    return false;
  }
  return true;
}

std::span<const std::string_view> Sections() { return kSections; }

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

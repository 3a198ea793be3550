// SPDX-License-Identifier: GPL-2.0-or-later
// Names of packages and archive sections.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace container_app {

/// A package name: lower case letters, digits, `+`, `-`, `.`, two characters at least, the first
/// one alphanumeric (Debian Policy 5.6.1). False with a sentence in `reason`.
bool CheckPackageName(std::string_view name, std::string* reason);

/// The sections of the Debian archive (Debian Policy 2.4), sorted, without an archive area. They
/// are the ones that lintian knows, without debian-installer.
inline constexpr auto kSections = std::to_array<std::string_view>(
    {"admin",        "cli-mono", "comm",      "database",     "debug",         "devel",
     "doc",          "editors",  "education", "electronics",  "embedded",      "fonts",
     "games",        "gnome",    "gnu-r",     "gnustep",      "golang",        "graphics",
     "hamradio",     "haskell",  "httpd",     "interpreters", "introspection", "java",
     "javascript",   "kde",      "kernel",    "libdevel",     "libs",          "lisp",
     "localization", "mail",     "math",      "metapackages", "misc",          "net",
     "news",         "ocaml",    "oldlibs",   "otherosfs",    "perl",          "php",
     "python",       "raku",     "ruby",      "rust",         "science",       "shells",
     "sound",        "tasks",    "tex",       "text",         "utils",         "vcs",
     "video",        "web",      "x11",       "xfce",         "zope"});

/// A section, with or without the area `contrib/`, `non-free/` or `non-free-firmware/`.
bool IsSection(std::string_view section);

}  // namespace container_app

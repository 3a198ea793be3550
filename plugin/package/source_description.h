// SPDX-License-Identifier: GPL-2.0-or-later
// The description of a binary package, in the form Debian gives it.
#pragma once

#include <string>
#include <string_view>

#include "package/load.h"

namespace container_app {

/// Both parts of a package's description.
struct PackageDescription {
  std::string synopsis;
  std::string extended;
};
PackageDescription DescriptionOf(const App& app);

/// The synopsis in the form of Debian Policy 3.4.1: no article and no package name in front, no
/// full stop at the end, more than one word.
std::string Synopsis(std::string_view description, std::string_view package);

/// The lines of the extended description (Debian Policy 5.6.13), each without the blank that begins
/// it in the file; an empty line separates paragraphs. Prose is wrapped; lists and what is indented
/// stay as they are, behind one more blank, so that no front end reflows them, and are wrapped only
/// where they are too long. No line is wider than a terminal but for a word that is: an address.
/// Last comes a sentence on what the package does with `name`.
std::string ExtendedDescription(std::string_view long_description, std::string_view synopsis,
                                std::string_view name);

/// Whether a line of an extended description is longer than lintian likes.
bool HasLongLine(std::string_view extended_description);

}  // namespace container_app

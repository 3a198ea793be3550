// SPDX-License-Identifier: GPL-2.0-or-later
// debian/control of a source made of definitions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "package/builder.h"
#include "template/values.h"

namespace container_app {

/// What holds for the whole source.
struct SourceFacts {
  std::string name;
  std::string maintainer;
  std::int64_t timestamp = 0;
};

/// Values of `templates/source/control.mustache`.
Values ControlValues(const std::vector<App>& apps, const SourceFacts& facts);

/// The synopsis in the form of Debian Policy 3.4.1: no article and no package name in front, no
/// full stop at the end, more than one word.
std::string Synopsis(std::string_view description, std::string_view package);

/// The lines of the extended description (Debian Policy 5.6.13), each without the blank that begins
/// it in the file; an empty line separates paragraphs. Prose is wrapped; lists and what is indented
/// stay as they are, behind one more blank, so that no front end reflows them. Last comes a
/// sentence on what the package does with `name`.
std::string ExtendedDescription(std::string_view long_description, std::string_view synopsis,
                                std::string_view name);

}  // namespace container_app

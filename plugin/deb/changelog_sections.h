// SPDX-License-Identifier: GPL-2.0-or-later
// Who made which change of a changelog entry: `  [ Name ]` above the changes of each, as dch(1)
// writes it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deb/changelog.h"

namespace container_app {

/// `Name` of `Name <address>`.
std::string_view NameOf(std::string_view maintainer);

/// The changes of an entry that is to be written, as bullets; under names where not all are of its
/// maintainer.
std::string FormatSections(const ChangelogEntry& entry);

/// The lines between heading and trailer of `top`, with the changes of `addition` after them and
/// without the bullets `dropped` (paragraphs, each once). Where `addition` has another maintainer,
/// or changes of others, those that are there get the name of the maintainer of `top`. All other
/// lines stay. Each line ends in LF.
std::string ExtendSections(const ChangelogEntry& top, const ChangelogEntry& addition,
                           std::span<const std::string> dropped);

/// A bullet of an entry: its paragraph with single blanks, and its lines in `changes`.
struct ChangelogBullet {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::vector<ChangelogBullet> FindBullets(std::span<const std::string> changes);

}  // namespace container_app

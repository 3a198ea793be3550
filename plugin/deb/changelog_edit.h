// SPDX-License-Identifier: GPL-2.0-or-later
// Edits of a changelog (deb-changelog(5)) that leave all other bytes as they are.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "deb/changelog.h"

namespace container_app {

/// Puts `addition` above the entry at the top; every byte of the old text follows it. Its changes
/// are paragraphs, as FormatChangelogEntry() takes them. Refused with a place: a top entry that
/// dpkg would complain about, CR LF, a missing newline at the end, another source package, a
/// version that is not above the one at the top, a date before that of the top entry, an addition
/// that a reader would understand differently.
bool AddChangelogEntry(const SourceFile& file, const ChangelogEntry& addition, std::string* text,
                       Diagnostics* diagnostics);

/// Gives the top entry the version, the maintainer and the date of `addition` and its changes at
/// the end (ExtendSections()), and takes the bullets `dropped` out; distribution and urgency, too,
/// unless empty. Everything else stays. It refuses what AddChangelogEntry() refuses, except a
/// version that stays as it is.
bool ExtendChangelogEntry(const SourceFile& file, const ChangelogEntry& addition,
                          std::span<const std::string> dropped, std::string* text,
                          Diagnostics* diagnostics);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Entries of debian/changelog (deb-changelog(5)).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace container_app {

struct ChangelogEntry {
  std::string source;
  std::string version;
  std::string distribution;  ///< Several are separated by one blank.
  std::string urgency;
  std::vector<std::string> changes;  ///< Lines between heading and trailer, as written.
  /// Of an entry that is to be written: the names of those who made the changes, in their order;
  /// where one is missing or empty, the maintainer did.
  std::vector<std::string> authors;
  std::string maintainer;      ///< `Name <address>`
  std::string date;            ///< As written (RFC 5322).
  std::int64_t timestamp = 0;  ///< Seconds since 1970 UTC.
  int line = 0;                ///< Of the heading.
  int trailer_line = 0;
};

/// Reads the entry at the top. Text before it that is blank or a comment is passed over. Refuses
/// what dpkg-parsechangelog(1) warns of there.
bool ParseTopChangelogEntry(const SourceFile& file, ChangelogEntry* entry,
                            Diagnostics* diagnostics);

/// Paragraphs as bullets, folded to 80 columns.
std::string FormatChangelogChanges(std::span<const std::string> changes);

/// The entry as text, with the date made from `timestamp` in UTC and a trailing newline. Each
/// change is a paragraph: it becomes a bullet, folded to 80 columns.
std::string FormatChangelogEntry(const ChangelogEntry& entry);

/// `Thu, 01 Jan 1970 00:00:00 +0000`, in English whatever the locale.
std::string FormatRfc5322Date(std::int64_t timestamp);

/// Reads `[Day, ]D Mon YYYY HH:MM:SS +ZZZZ`. False for other text, and for a day that does not
/// exist.
bool ParseRfc5322Date(std::string_view text, std::int64_t* timestamp);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/app_version.h"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <string_view>

#include "deb/version.h"
#include "release/rules.h"
#include "yaml/document.h"

namespace container_app {
namespace {

/// A value as it is written: its bytes in the file, with the quotes.
struct Written {
  std::size_t begin = 0;
  std::size_t length = 0;
  std::string_view quote;
};

/// Finds the bytes of a scalar that is written without escapes.
bool FindWritten(const SourceFile& file, const yaml::Entry& entry, Written* written,
                 Diagnostics* diagnostics) {
  const Place& place = entry.value.place;
  const std::string_view line = file.Line(place.line);
  const auto column = static_cast<std::size_t>(place.column) - 1;
  if (entry.value.is_scalar() && place.line == entry.key.place.line && column < line.size()) {
    written->begin = static_cast<std::size_t>(line.data() - file.text.data()) + column;
    for (const std::string_view quote : {"", "'", "\""}) {
      const std::string text = fmt::format("{0}{1}{0}", quote, entry.value.text);
      if (entry.value.plain != quote.empty() || !line.substr(column).starts_with(text)) continue;
      written->length = text.size();
      written->quote = quote;
      return true;
    }
  }
  return diagnostics->Report(place.line < entry.key.place.line ? entry.key.place : place,
                             kAppVersion,
                             fmt::format("'{}' is not written as plain or quoted text on the line "
                                         "of its key",
                                         entry.key.text),
                             "write it so, then the program can change it");
}

/// Replaces the value of `key` at the top of the file.
bool ReplaceValue(const SourceFile& file, const std::string& key, const std::string& value,
                  std::string* text, Diagnostics* diagnostics) {
  yaml::Node root;
  if (!yaml::Parse(file, &root, diagnostics)) return false;
  for (const yaml::Entry& entry : root.entries) {
    if (entry.key.text != key) continue;
    Written written;
    if (!FindWritten(file, entry, &written, diagnostics)) return false;
    yaml::Node plain;
    plain.text = value;
    plain.plain = true;
    const std::string_view quote =
        written.quote.empty() && !plain.IsString() ? "\"" : written.quote;
    *text = file.text;
    text->replace(written.begin, written.length, fmt::format("{0}{1}{0}", quote, value));
    return true;
  }
  return diagnostics->ReportFile(file.path, kAppVersion, fmt::format("there is no '{}'", key),
                                 fmt::format("write '{}: 1.0-1'", key));
}

/// `2.1-3` → `2.1-4`; nothing when the revision does not end in a number.
std::string NextAppVersion(const std::string& version, const Version& parts) {
  if (parts.revision.empty()) return version + "-1";
  const std::size_t digits = version.find_last_not_of("0123456789") + 1;
  std::uint64_t number = 0;
  const auto [end, code] =
      std::from_chars(version.data() + digits, version.data() + version.size(), number);
  if (code != std::errc() || number == UINT64_MAX) return "";
  return version.substr(0, digits) + std::to_string(number + 1);
}

/// The version that follows the one at `node`.
bool Decide(const yaml::Node& node, const std::string& upstream, std::string* version,
            Diagnostics* diagnostics) {
  Version now;
  std::string reason;
  if (!node.is_scalar() || !ParseVersion(node.text, &now, &reason)) {
    return diagnostics->Report(node.place, kAppVersion, "this is not a valid version: " + reason,
                               "write one as deb-version(7) says, such as '1.0-1'");
  }
  if (upstream.empty() || upstream == now.upstream) {
    *version = NextAppVersion(node.text, now);
  } else {
    *version = fmt::format("{}{}{}-1", now.epoch, now.epoch.empty() ? "" : ":", upstream);
    if (Version parts; !ParseVersion(*version, &parts, &reason) || parts.upstream != upstream) {
      return diagnostics->Report(
          node.place, kAppVersion,
          fmt::format("'{}' is not a valid upstream version: {}", upstream,
                      reason.empty() ? "it has an epoch" : reason),
          "write it as deb-version(7) says, without 'v' and without an epoch");
    }
  }
  if (version->empty() || CompareVersions(*version, node.text) <= 0) {
    return diagnostics->Report(
        node.place, kAppVersion,
        version->empty() ? fmt::format("the revision of {} does not end in a number", node.text)
                         : fmt::format("{} is not above {}", *version, node.text),
        "raise it by hand");
  }
  return true;
}

}  // namespace

bool RaiseAppVersion(const SourceFile& file, const std::string& upstream, std::string* version,
                     std::string* text, Diagnostics* diagnostics) {
  yaml::Node root;
  if (!yaml::Parse(file, &root, diagnostics)) return false;
  const yaml::Node* node = root.is_mapping() ? root.Find("version") : nullptr;
  if (!node) {
    return diagnostics->ReportFile(file.path, kAppVersion, "there is no 'version'",
                                   "write 'version: 1.0-1'");
  }
  if (!Decide(*node, upstream, version, diagnostics) ||
      !ReplaceValue(file, "version", *version, text, diagnostics)) {
    return false;
  }
  if (upstream.empty() || !root.Find("upstream_version")) return true;
  const SourceFile edited{file.path, *text};
  return ReplaceValue(edited, "upstream_version", upstream, text, diagnostics);
}

}  // namespace container_app

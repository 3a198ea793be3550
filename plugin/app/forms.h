// SPDX-License-Identifier: GPL-2.0-or-later
// The forms strings of a definition may have. Each matches the whole text, never a line of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace container_app {

/// Characters (RFC 5321, 4.5.3.1.3: a path has 256, with its angle brackets).
inline constexpr std::size_t kLongestMailAddress = 254;

bool IsAppId(std::string_view text);             ///< `[a-z0-9][a-z0-9-]*`
bool IsAppReference(std::string_view text);      ///< `@` and an app_id, or the name of a package.
bool IsSystemIdentifier(std::string_view text);  ///< `[a-z][a-z0-9_]*`
bool IsFieldId(std::string_view text);           ///< `[A-Z][A-Z0-9_]*`
bool IsOneLineText(std::string_view text);       ///< Not empty, no blank at either end.
bool IsAppName(std::string_view text);           ///< As IsOneLineText, no backslash at the end.
bool IsSynopsis(std::string_view text);          ///< One line of 1 to 80 characters.
bool IsWebUrl(std::string_view text);            ///< Absolute http or https URL (RFC 3986).
bool IsMaintainer(std::string_view text);        ///< `Name <user@host>`
bool IsAbsolutePath(std::string_view text);      ///< Starts with `/`, no `..`, no empty component.
bool HasDotDot(std::string_view path);           ///< `..` among its components.
bool IsPlainFileName(std::string_view text);     ///< A name a shell, make and dpkg leave alone.
bool IsUrlPath(std::string_view text);           ///< `/` and the unreserved characters of RFC 3986.
bool IsWebUiPath(std::string_view text);         ///< As IsUrlPath, query and fragment allowed.
bool IsMdnsType(std::string_view text);        ///< `_name._tcp` or `_name._udp` (RFC 6763, §4.1.2)
bool IsScope(std::string_view text);           ///< `[a-z0-9_]+`
bool IsClientName(std::string_view text);      ///< `[A-Za-z0-9][A-Za-z0-9 ._-]*`
bool IsHttpHeaderName(std::string_view text);  ///< A token of letters, digits and `-`.
bool IsDebtag(std::string_view text);          ///< A debtags tag, `facet::name`.
bool IsDebianVersion(std::string_view text);   ///< deb-version(7), without epoch.
bool IsVersionOne(std::string_view text);      ///< `1.0`
bool IsRelation(std::string_view text);        ///< Looks like a relation; parsed in full later.
bool IsStoreName(std::string_view text);       ///< Of a service of Compose, or `NAME.service`.

/// A time span as systemd reads it, more than zero and at most kLongestTimeSpan, in microseconds.
/// False with a sentence in `why`.
bool ReadTimeSpan(std::string_view text, std::int64_t* microseconds, std::string* why);

/// What ReadTimeSpan() takes, in words.
inline constexpr std::string_view kTimeSpanForm =
    "a time span such as 10 (seconds), 10s, 1min 30s or 2h, more than 0 and at most a year";

/// systemd's year (365.25 days): sums of such spans are far from overflowing.
inline constexpr std::int64_t kLongestTimeSpan = 31'557'600'000'000;

}  // namespace container_app

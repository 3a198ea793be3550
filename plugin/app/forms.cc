// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/forms.h"

#include <algorithm>

#include "base/text.h"
#include "deb/version.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kDigits = "0123456789";

bool OneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// First character lower-case letter, upper-case letter or digit as asked, or of `extra`.
struct Class {
  bool lower = false;
  bool upper = false;
  bool digit = false;
  std::string_view extra = "";

  bool Has(char c) const {
    return (lower && OneOf(c, kLower)) || (upper && OneOf(c, kUpper)) ||
           (digit && OneOf(c, kDigits)) || OneOf(c, extra);
  }
  bool HasAll(std::string_view text) const {
    return std::all_of(text.begin(), text.end(), [this](char c) { return Has(c); });
  }
};

bool Matches(std::string_view text, const Class& first, const Class& rest) {
  return !text.empty() && first.Has(text.front()) && rest.HasAll(text.substr(1));
}

constexpr Class kAppIdFirst{.lower = true, .digit = true};
constexpr Class kAppIdRest{.lower = true, .digit = true, .extra = "-"};
constexpr Class kPackageRest{.lower = true, .digit = true, .extra = "+.-"};
constexpr Class kAlnum{.lower = true, .upper = true, .digit = true};

}  // namespace

bool IsAppId(std::string_view text) { return Matches(text, kAppIdFirst, kAppIdRest); }

bool IsAppReference(std::string_view text) {
  if (text.starts_with('@')) return IsAppId(text.substr(1));
  // Debian Policy 5.6.1.
  return text.size() >= 2 && Matches(text, kAppIdFirst, kPackageRest);
}

bool IsSystemIdentifier(std::string_view text) {
  return Matches(text, {.lower = true}, {.lower = true, .digit = true, .extra = "_"});
}

bool IsFieldId(std::string_view text) {
  return Matches(text, {.upper = true}, {.upper = true, .digit = true, .extra = "_"});
}

bool IsOneLineText(std::string_view text) {
  return !text.empty() && Trim(text).size() == text.size() && !HasControl(text);
}

// A backslash at the end of a line continues it in unit files, and Description= is the name.
bool IsAppName(std::string_view text) { return IsOneLineText(text) && !text.ends_with('\\'); }

bool IsSynopsis(std::string_view text) { return IsOneLineText(text) && DisplayWidth(text) <= 80; }

bool IsWebUrl(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view rest = text.substr(scheme.size());
    return !rest.empty() && rest.front() != '/' &&
           std::none_of(rest.begin(), rest.end(),
                        [](char c) { return c <= ' ' || OneOf(c, "\"<>\\^`{|}"); });
  }
  return false;
}

bool IsMaintainer(std::string_view text) {
  const std::size_t open = text.find('<');
  if (!IsOneLineText(text) || open == std::string_view::npos || text.back() != '>') return false;
  const std::string_view name = Trim(text.substr(0, open));
  const std::string_view address = text.substr(open + 1, text.size() - open - 2);
  const std::size_t at = address.find('@');
  // dpkg splits lists of people at commas, so a name may hold one only in the mail's own quotes.
  return !name.empty() && name.find_first_of(">,") == std::string_view::npos &&
         address.size() <= kLongestMailAddress && at != std::string_view::npos && at > 0 &&
         at + 1 < address.size() && address.find_first_of("<>, ") == std::string_view::npos;
}

bool HasDotDot(std::string_view path) {
  const auto parts = Split(path, '/');
  return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

bool IsAbsolutePath(std::string_view text) {
  return text.size() > 1 && text.front() == '/' && !HasDotDot(text) && !HasControl(text) &&
         text.find("//") == std::string_view::npos;
}

bool IsPlainFileName(std::string_view text) {
  return Matches(text, kAlnum, {.lower = true, .upper = true, .digit = true, .extra = "._+-"});
}

bool IsUrlPath(std::string_view text) {
  return Matches(text, {.extra = "/"},
                 {.lower = true, .upper = true, .digit = true, .extra = "._~/-"});
}

bool IsWebUiPath(std::string_view text) {
  constexpr Class kPath{
      .lower = true, .upper = true, .digit = true, .extra = "._~/-?#&=%+:@!,;*()[]"};
  return kPath.HasAll(text);
}

bool IsMdnsType(std::string_view text) {
  if (!text.ends_with("._tcp") && !text.ends_with("._udp")) return false;
  text.remove_suffix(5);
  if (!text.starts_with("_")) return false;
  return Matches(text.substr(1), kAlnum,
                 {.lower = true, .upper = true, .digit = true, .extra = "-"});
}

bool IsScope(std::string_view text) {
  constexpr Class kScope{.lower = true, .digit = true, .extra = "_"};
  return Matches(text, kScope, kScope);
}

bool IsClientName(std::string_view text) {
  return Matches(text, kAlnum, {.lower = true, .upper = true, .digit = true, .extra = " ._-"});
}

bool IsHttpHeaderName(std::string_view text) {
  return Matches(text, kAlnum, {.lower = true, .upper = true, .digit = true, .extra = "-_"});
}

bool IsDebtag(std::string_view text) {
  constexpr Class kTag{.lower = true, .upper = true, .digit = true, .extra = "+-.:_"};
  return Matches(text, kAlnum, kTag) && text.find("::") != std::string_view::npos;
}

bool IsDebianVersion(std::string_view text) {
  Version version;
  std::string reason;
  return ParseVersion(text, &version, &reason) && version.epoch.empty();
}

bool IsVersionOne(std::string_view text) { return text == "1.0"; }

bool IsRelation(std::string_view text) { return IsOneLineText(text); }

bool IsStoreName(std::string_view text) {
  return Matches(text, kAlnum, {.lower = true, .upper = true, .digit = true, .extra = ":_.@-"});
}

bool ReadTimeSpan(std::string_view text, std::int64_t* microseconds, std::string* why) {
  std::uint64_t span = 0;
  if (!ParseTimeSpan(text, &span, why)) return false;
  if (text.find('M') != std::string_view::npos) {
    *why = "'M' is a month, minutes are 'min'";
  } else if (span == kInfiniteTime) {
    *why = "it would never end";
  } else if (span == 0) {
    *why = "for systemd, zero means no limit or no pause";
  } else if (span > static_cast<std::uint64_t>(kLongestTimeSpan)) {
    *why = "that is more than a year";
  } else {
    *microseconds = static_cast<std::int64_t>(span);
    return true;
  }
  return false;
}

}  // namespace container_app

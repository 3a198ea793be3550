// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/version.h"

#include <apt-pkg/debversion.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace container_app {
namespace {

/// The first character of `text` that is neither alphanumeric nor one of `others`.
const char* FirstBad(std::string_view text, std::string_view others) {
  for (const char& c : text) {
    if (!IsAlphanumeric(c) && others.find(c) == std::string_view::npos) return &c;
  }
  return nullptr;
}

bool CheckEpoch(std::string_view epoch, std::string* reason) {
  if (epoch.empty()) return Refuse(reason, "the epoch before ':' is empty");
  if (!std::all_of(epoch.begin(), epoch.end(), IsDigit)) {
    return Refuse(reason, fmt::format("the epoch '{}' is not a number", ShowControls(epoch)));
  }
  // dpkg keeps the epoch in an int.
  const std::string_view digits =
      epoch.substr(std::min(epoch.find_first_not_of('0'), epoch.size()));
  constexpr std::string_view kLargest = "2147483647";
  if (digits.size() > kLargest.size() || (digits.size() == kLargest.size() && digits > kLargest)) {
    return Refuse(reason, fmt::format("the epoch '{}' is too large", epoch));
  }
  return true;
}

}  // namespace

bool ParseVersion(std::string_view text, Version* version, std::string* reason) {
  if (text.empty()) return Refuse(reason, "the version is empty");
  if (Trim(text) != text) return Refuse(reason, "there is a blank before or after the version");

  std::string_view rest = text;
  *version = Version();
  if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos) {
    if (!CheckEpoch(rest.substr(0, colon), reason)) return false;
    version->epoch = std::string(rest.substr(0, colon));
    rest.remove_prefix(colon + 1);
    if (rest.empty()) return Refuse(reason, "nothing follows the epoch");
  }
  if (const std::size_t hyphen = rest.rfind('-'); hyphen != std::string_view::npos) {
    version->revision = std::string(rest.substr(hyphen + 1));
    if (version->revision.empty()) return Refuse(reason, "the revision after '-' is empty");
    rest = rest.substr(0, hyphen);
  }
  if (rest.empty() || !IsDigit(rest.front())) {
    return Refuse(reason, "the upstream version does not start with a digit");
  }
  if (const char* bad = FirstBad(rest, ".+-~:")) {
    return Refuse(reason, fmt::format("the character '{}' is not allowed in a version",
                                      ShowControls(std::string_view(bad, 1))));
  }
  if (const char* bad = FirstBad(version->revision, ".+~")) {
    return Refuse(reason, fmt::format("the character '{}' is not allowed in a revision",
                                      ShowControls(std::string_view(bad, 1))));
  }
  version->upstream = std::string(rest);
  return true;
}

int CompareVersions(std::string_view a, std::string_view b) {
  return debVS.DoCmpVersion(a.data(), a.data() + a.size(), b.data(), b.data() + b.size());
}

}  // namespace container_app

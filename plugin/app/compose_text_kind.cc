// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_text_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "app/compose.h"
#include "app/compose_texts.h"
#include "base/text.h"

namespace container_app {
namespace {

std::string RefusedBoolean(const std::string& text, std::string* fix) {
  if (ReadComposeBoolean(text)) return "";
  *fix = "write true or false";
  return "which is neither true nor false";
}

std::string RefusedInteger(const ComposeTextForm& form, const std::string& text, std::string* fix) {
  *fix = "write it in digits";
  const std::string_view digits = std::string_view(text).substr(text.starts_with('+') ? 1 : 0);
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.starts_with("-") && text.starts_with('+')) return "which is not a number";
  if (failure != std::errc() || end != digits.data() + digits.size()) {
    return "which is not a whole number";
  }
  if (value >= form.minimum && value <= form.maximum) return "";
  *fix = form.maximum == std::numeric_limits<std::int64_t>::max()
             ? fmt::format("write a number, {} or more", form.minimum)
             : fmt::format("write a number from {} to {}", form.minimum, form.maximum);
  return "which is out of range";
}

std::string RefusedWord(const ComposeTextForm& form, const std::string& text, std::string* fix) {
  if (std::find(form.words.begin(), form.words.end(), text) != form.words.end()) return "";
  const std::vector<std::string> words(form.words.begin(), form.words.end());
  *fix = DidYouMean(text, form.words);
  if (!fix->empty()) return "which Compose does not know";
  *fix = fmt::format("write {}{}", words.size() > 1 ? "one of " : "", Join(words, ", "));
  return "which Compose does not know";
}

std::string RefusedDuration(const std::string& text, std::string* fix) {
  *fix = "write it as '30s', '1m30s' or '500ms'";
  std::int64_t microseconds = 0;
  std::string error;
  return ParseComposeDuration(text, &microseconds, &error) ? "" : "which is not a duration";
}

/// HOST:CONTAINER[:PERMISSIONS]
std::string RefusedDevice(const std::string& text, std::string* fix) {
  *fix = "write it as '/dev/HOST:/dev/CONTAINER:rwm', or with 'source:' and 'target:'";
  return std::count(text.begin(), text.end(), ':') <= 2 ? "" : "which has too many colons";
}

/// NAME:ADDRESS or NAME=ADDRESS
std::string RefusedHost(const std::string& text, std::string* fix) {
  *fix = "write it as 'NAME:ADDRESS'";
  const std::size_t end = text.find_first_of(":=");
  if (end == std::string::npos) return "which has no address";
  return end == 0 ? "which has no name" : "";
}

}  // namespace

std::optional<bool> ReadComposeBoolean(std::string_view text) {
  const std::string word = LowerCase(text);
  for (const std::string_view yes : {"true", "yes", "y", "on"}) {
    if (word == yes) return true;
  }
  for (const std::string_view no : {"false", "no", "n", "off"}) {
    if (word == no) return false;
  }
  return std::nullopt;
}

std::string RefusedComposeText(const ComposeTextForm& form, const std::string& text,
                               std::string* fix) {
  std::string error;
  ComposePort port;
  ComposeMount mount;
  switch (form.kind) {
    case ComposeTextKind::kAny:
      return "";
    case ComposeTextKind::kFilled:
      *fix = "give it a value, or remove the key";
      return text.empty() ? "which says nothing" : "";
    case ComposeTextKind::kEmpty:
      *fix = "remove the key";
      return text.empty() ? "" : "which Compose 2.26 does not know";
    case ComposeTextKind::kPair:
      *fix = "write it as 'KEY=VALUE'";
      return text.find('=') != std::string::npos ? "" : "which has no value";
    case ComposeTextKind::kBoolean:
      return RefusedBoolean(text, fix);
    case ComposeTextKind::kInteger:
      return RefusedInteger(form, text, fix);
    case ComposeTextKind::kNumber:
      *fix = "write it in digits";
      return IsComposeNumber(text) ? "" : "which is not a number";
    case ComposeTextKind::kSize:
      *fix = "write it as '512m' or '1.5g'";
      return IsComposeSize(text) ? "" : "which is not a size";
    case ComposeTextKind::kDuration:
      return RefusedDuration(text, fix);
    case ComposeTextKind::kWord:
      return RefusedWord(form, text, fix);
    case ComposeTextKind::kPort:
      *fix = "write it as 'HOST:CONTAINER', 'ADDRESS:HOST:CONTAINER' or 'CONTAINER'";
      return ParseShortPort(text, &port, &error) ? "" : "which is not a port: " + error;
    case ComposeTextKind::kMount:
      *fix = "write it as 'SOURCE:TARGET' or 'SOURCE:TARGET:ro'";
      return ParseShortMount(text, &mount, &error) ? "" : "which is not a volume: " + error;
    case ComposeTextKind::kDevice:
      return RefusedDevice(text, fix);
    case ComposeTextKind::kHost:
      return RefusedHost(text, fix);
    case ComposeTextKind::kDeviceCount:
      if (text == "all") return "";
      *fix = "write a number, or all";
      return RefusedInteger(form, text, fix).empty() ? "" : "which is neither a number nor all";
  }
  return "";
}

}  // namespace container_app

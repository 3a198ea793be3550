// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/image_reference.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace container_app {
namespace {

bool IsLower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Lower-case letters and digits, with single `.`, one or two `_`, or any number of `-` between.
bool IsNameComponent(std::string_view text) {
  if (text.empty() || !IsLower(text.front()) || !IsLower(text.back())) return false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(
        static_cast<std::size_t>(std::find_if(text.begin() + static_cast<long>(at), text.end(),
                                              [&](char c) { return c != text[at]; }) -
                                 text.begin()),
        text.size());
    const std::size_t length = end - at;
    const char c = text[at];
    if (!IsLower(c)) {
      const bool fits = c == '-' || (c == '.' && length == 1) || (c == '_' && length <= 2);
      if (!fits || (at > 0 && !IsLower(text[at - 1]))) return false;
    }
    at = IsLower(c) ? at + 1 : end;
  }
  return true;
}

bool IsTag(std::string_view tag) {
  return !tag.empty() && tag.size() <= 128 && tag.front() != '.' && tag.front() != '-' &&
         std::all_of(tag.begin(), tag.end(), [](char c) {
           return IsLower(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '-';
         });
}

bool IsHost(std::string_view part) {
  return part == "localhost" || part.find_first_of(".:") != std::string_view::npos ||
         part.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string_view::npos;
}

}  // namespace

bool ParseImageReference(std::string_view text, ImageReference* reference) {
  *reference = {};
  const std::size_t at = text.find('@');
  std::string_view name = text.substr(0, at);
  if (at != std::string_view::npos) {
    reference->digest = text.substr(at + 1);
    if (reference->digest.find(':') == std::string::npos) return false;
  }
  // A colon before the last slash is a port's.
  const std::size_t slash = name.rfind('/');
  const std::size_t colon = name.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon != std::string_view::npos) {
    reference->tag = name.substr(colon + 1);
    if (!IsTag(reference->tag)) return false;
    name = name.substr(0, colon);
  }
  const std::size_t first = name.find('/');
  if (first != std::string_view::npos && IsHost(name.substr(0, first))) {
    reference->host = name.substr(0, first);
    name.remove_prefix(first + 1);
  }
  reference->name = name;
  const std::vector<std::string_view> parts = Split(name, '/');
  return std::all_of(parts.begin(), parts.end(), IsNameComponent);
}

bool IsImageDigest(std::string_view text) {
  constexpr std::string_view kAlgorithm = "sha256:";
  if (!text.starts_with(kAlgorithm)) return false;
  text.remove_prefix(kAlgorithm.size());
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool IsImageWithoutDigest(std::string_view text) {
  ImageReference reference;
  return ParseImageReference(text, &reference) && reference.digest.empty();
}

bool IsImagePlatform(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, '/');
  return (parts.size() == 2 || parts.size() == 3) &&
         std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
             return IsLower(c) || c == '_' || c == '.' || c == '-';
           });
         });
}

}  // namespace container_app

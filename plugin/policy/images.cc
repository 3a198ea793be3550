// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/images.h"

#include <algorithm>

#include "app/image_reference.h"

namespace container_app {
namespace {

/// `${NAME:-word}` at the end and nothing else with a variable. Before the end, a digest would be
/// that of another image as soon as somebody sets the variable.
bool EndsInDefault(std::string_view text, const std::vector<VariableUse>& uses) {
  return uses.size() == 1 && uses[0].form == VariableUse::Form::kDefault && text.ends_with('}') &&
         text.find("$$") == std::string_view::npos;
}

}  // namespace

ServiceImage ImageOf(const Installed& installed, const ComposeService& service) {
  using enum ServiceImage::Kind;
  ServiceImage image;
  std::vector<VariableUse> uses;
  std::string error;
  if (service.has_build) image.kind = kBuilt;
  if (service.has_build || !service.image) return image;
  const std::string& text = service.image.value;
  if (!FindVariables(text, {}, &uses, &error)) {
    image.kind = kBad;
    return image;
  }
  if (!uses.empty()) image.variable = uses[0].name;
  const auto known = installed.KnownText(text);
  ImageReference parts;
  if (!known) {
    image.kind = kUnknown;
    return image;
  }
  image.reference = *known;
  if (!ParseImageReference(*known, &parts)) {
    image.kind = kBad;
  } else if (!parts.digest.empty()) {
    image.kind = kHasDigest;
  } else if (!uses.empty() &&
             (!EndsInDefault(text, uses) || installed.Variable(image.variable).has_value())) {
    image.kind = kChangeable;
  } else {
    image.kind = kPinned;
  }
  return image;
}

std::vector<std::string> ImagesToPin(const Installed& installed) {
  std::vector<std::string> references;
  for (const ComposeService& service : installed.definition().compose.services) {
    ServiceImage image = ImageOf(installed, service);
    if (image.kind == ServiceImage::Kind::kPinned) references.push_back(std::move(image.reference));
  }
  std::sort(references.begin(), references.end());
  references.erase(std::unique(references.begin(), references.end()), references.end());
  return references;
}

std::string PinnedImageText(std::string_view text, std::string_view digest) {
  const bool in_default = text.ends_with('}');
  std::string pinned(text.substr(0, text.size() - (in_default ? 1 : 0)));
  pinned.append("@").append(digest).append(in_default ? "}" : "");
  return pinned;
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Implements images/registry.h: what manifests say (OCI Image Specification 1.1; Docker's Image
// Manifest Version 2, Schema 2).
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/image_reference.h"
#include "base/text.h"
#include "images/registry.h"

namespace container_app {
namespace {

using Json = nlohmann::json;

std::string TextOf(const Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// OS/ARCHITECTURE[/VARIANT]; empty where that is not known, as for attestations.
std::string PlatformOf(const Json& object) {
  std::string platform = TextOf(object, "os") + "/" + TextOf(object, "architecture");
  const std::string variant = TextOf(object, "variant");
  if (!variant.empty()) platform += "/" + variant;
  return platform == "unknown/unknown" || !IsImagePlatform(platform) ? "" : platform;
}

bool HasMember(const Json& object, const char* name) {
  return object.is_object() && object.contains(name);
}

}  // namespace

bool ReadManifest(std::string_view text, std::vector<std::string>* platforms, bool* is_index,
                  std::string* why) {
  const Json manifest = Json::parse(text, nullptr, false);
  *is_index = HasMember(manifest, "manifests") && manifest["manifests"].is_array();
  if (*is_index) {
    for (const Json& one : manifest["manifests"]) {
      std::string platform = HasMember(one, "platform") ? PlatformOf(one["platform"]) : "";
      if (!platform.empty()) platforms->push_back(std::move(platform));
    }
    if (platforms->empty()) return Refuse(why, "an index without an image for any platform");
  } else if (HasMember(manifest, "rootfs")) {  // the configuration of one image
    std::string platform = PlatformOf(manifest);
    if (platform.empty()) return Refuse(why, "an image that does not say what it is made for");
    platforms->push_back(std::move(platform));
  } else if (!HasMember(manifest, "config")) {
    return Refuse(why, HasMember(manifest, "fsLayers")
                           ? "a manifest of version 1, which Docker does not take any more"
                           : "something that is no image");
  }
  std::sort(platforms->begin(), platforms->end());
  platforms->erase(std::unique(platforms->begin(), platforms->end()), platforms->end());
  return true;
}

std::string SkopeoMessage(std::string_view errors) {
  constexpr std::string_view kBegin = "msg=\"";
  errors = Trim(errors);
  std::string_view line = errors.substr(errors.rfind('\n') + 1);
  const std::size_t begin = line.find(kBegin);
  if (begin == std::string_view::npos || !line.ends_with('"')) return ShowControls(line);
  line = line.substr(begin + kBegin.size());
  line.remove_suffix(1);
  std::string message = ReplaceAll(line, "\\\"", "\"");
  // The reference is said before it.
  const std::size_t after = message.find("\": ");
  if (message.starts_with("Error parsing image name \"") && after != std::string::npos) {
    message.erase(0, after + 3);
  }
  return ShowControls(message);
}

}  // namespace container_app

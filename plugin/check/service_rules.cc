// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over the services of docker-compose.yml: image, user, network, name.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "check/rules.h"
#include "policy/volumes.h"

namespace container_app {
namespace {

/// Tag of an image's reference; empty without one. A colon before the last slash is a port's.
std::string_view TagOf(std::string_view image) {
  const std::size_t slash = image.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? image : image.substr(slash + 1);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(colon + 1);
}

/// Calls `visit(service, image)` for images whose reference is known and has no digest.
template <class Visit>
void ForEachTaggedImage(const RuleContext& context, Visit visit) {
  if (!context.definition().metadata.file) return;  // default_config decides what variables become
  for (const ComposeService& service : context.definition().compose.services) {
    const auto image = context.plan.installed.KnownText(service.image.value);
    if (!image || image->empty() || image->find('@') != std::string::npos) continue;
    visit(service, *image);
  }
}

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

/// The reference of an image as Docker reads it: [HOST/]NAME[:TAG][@DIGEST], the name in lower
/// case.
bool IsImageReference(std::string_view text) {
  const std::size_t at = text.find('@');
  std::string_view name = text.substr(0, at);
  if (at != std::string_view::npos && text.find(':', at) == std::string_view::npos) return false;
  const std::string_view tag = TagOf(name);
  if (!tag.empty() && !IsTag(tag)) return false;
  if (!tag.empty()) name.remove_suffix(tag.size() + 1);
  if (name.ends_with(':')) return false;
  std::vector<std::string_view> parts = Split(name, '/');
  const bool host =
      parts.size() > 1 &&
      (parts[0] == "localhost" || parts[0].find_first_of(".:") != std::string_view::npos ||
       parts[0].find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string_view::npos);
  return std::all_of(parts.begin() + (host ? 1 : 0), parts.end(), IsNameComponent);
}

void CheckImageReference(const Rule& rule, const RuleContext& context) {
  if (!context.definition().metadata.file) return;
  for (const ComposeService& service : context.definition().compose.services) {
    const auto image = context.plan.installed.KnownText(service.image.value);
    if (!service.image || !image || image->empty() || IsImageReference(*image)) continue;
    context.diagnostics->Report(service.image.place, rule,
                                fmt::format("no image can have the name '{}'", *image),
                                "write [HOST/]NAME:TAG, the name in lower case, one tag");
  }
}

void CheckImageTag(const Rule& rule, const RuleContext& context) {
  ForEachTaggedImage(context, [&](const ComposeService& service, const std::string& image) {
    if (!TagOf(image).empty()) return;
    context.diagnostics->Report(
        service.image.place, rule, fmt::format("the image '{}' has no tag", image),
        "name the version, or each device runs whatever was newest when it pulled");
  });
}

void CheckImageLatest(const Rule& rule, const RuleContext& context) {
  ForEachTaggedImage(context, [&](const ComposeService& service, const std::string& image) {
    if (TagOf(image) != "latest") return;
    context.diagnostics->Report(
        service.image.place, rule, fmt::format("the image '{}' has the tag 'latest'", image),
        "name the version, or each device runs whatever was newest when it pulled");
  });
}

void CheckBuild(const Rule& rule, const RuleContext& context) {
  for (const ComposeService& service : context.definition().compose.services) {
    if (!service.has_build || service.image) continue;
    context.diagnostics->Report(
        service.name.place, rule,
        fmt::format("the service '{}' is built on the device", service.name.value),
        "publish an image and name it: what 'build' needs is not in the package, unless it "
        "is in assets/");
  }
}

/// The folder that the service's user would have to own; empty without one.
std::string FolderOfUser(const RuleContext& context, const ComposeService& service) {
  for (const ComposeMount& mount : service.mounts) {
    if (mount.type != ComposeMount::Type::kBind || mount.read_only) continue;
    const auto path = context.plan.installed.BindSource(mount);
    if (path && IsAtOrBelow(*path, context.plan.names().data) && !LooksLikeFile(*path)) {
      return mount.source;
    }
  }
  return "";
}

void CheckUser(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const ComposeService& service : context.definition().compose.services) {
    if (context.plan.installed.User(service)) continue;
    const std::string folder = FolderOfUser(context, service);
    if (folder.empty()) continue;
    context.diagnostics->Report(
        service.user.place, rule,
        fmt::format("the package cannot give '{}' to the user '{}' of '{}'", folder,
                    service.user.value, service.name.value),
        service.user.value.find('$') != std::string::npos
            ? "set the variable to a number in 'default_config'"
            : "write UID or UID:GID: names of the image are not known when the package is "
              "installed");
  }
}

bool IsContainerName(std::string_view name) {
  const auto alnum = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return name.size() > 1 && alnum(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return alnum(c) || c == '_' || c == '.' || c == '-'; });
}

void CheckContainerName(const Rule& rule, const RuleContext& context) {
  for (const ComposeService& service : context.definition().compose.services) {
    const auto name = context.plan.installed.KnownText(service.container_name.value);
    if (!service.container_name || !name || IsContainerName(*name)) continue;
    context.diagnostics->Report(
        service.container_name.place, rule,
        fmt::format("'{}' cannot be the name of a container", *name),
        "write two or more letters, digits and _.-, and a letter or digit first");
  }
}

void CheckContainerNameTwice(const Rule& rule, const RuleContext& context) {
  const auto& services = context.definition().compose.services;
  for (auto service = services.begin(); service != services.end(); ++service) {
    const std::string& name = service->container_name.value;
    const bool seen = std::any_of(services.begin(), service, [&](const ComposeService& earlier) {
      return earlier.container_name.value == name;
    });
    if (name.empty() || !seen) continue;
    context.diagnostics->Report(service->container_name.place, rule,
                                fmt::format("two services have the container_name '{}'", name),
                                "only one of them could run: rename one");
  }
}

constexpr CheckRule kRules[] = {
    {{"user-not-numeric",
      "The user of a service that writes below the data root is UID or UID:GID."},
     CheckUser},
    {{"container-name", "`container_name` is a name that Docker accepts."}, CheckContainerName},
    {{"container-name-twice", "Each `container_name` is used once."}, CheckContainerNameTwice},
    {{"image-reference", "The name of an image is one that Docker accepts."}, CheckImageReference},
    {{"image-untagged", "An image has a tag or a digest.", Severity::kWarning}, CheckImageTag},
    {{"image-latest", "The tag of an image is not `latest`.", Severity::kWarning},
     CheckImageLatest},
    {{"image-build", "A service has an image, not only `build`.", Severity::kWarning}, CheckBuild},
};

}  // namespace

std::span<const CheckRule> ServiceRules() { return kRules; }

}  // namespace container_app

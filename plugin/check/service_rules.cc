// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over the services of docker-compose.yml: image, user, network, name.
#include <fmt/format.h>

#include <algorithm>

#include "app/image_reference.h"
#include "base/text.h"
#include "check/rules.h"
#include "policy/volumes.h"

namespace container_app {
namespace {

constexpr const char* kUntaggedFix =
    "name the version, or have container-app pin write images.lock: else each device runs what was "
    "newest when it pulled";

/// Calls `visit(service, image, tag)` for images whose reference is known and has no digest, in
/// docker-compose.yml or in images.lock.
template <class Visit>
void ForEachTaggedImage(const RuleContext& context, Visit visit) {
  if (!context.definition().metadata.file) return;  // default_config decides what variables become
  for (const ComposeService& service : context.definition().compose.services) {
    const auto image = context.plan.installed.KnownText(service.image.value);
    ImageReference parts;
    if (!image || image->empty() || !context.plan.Of(service).pinned_image.empty()) continue;
    ParseImageReference(*image, &parts);
    if (parts.digest.empty()) visit(service, *image, parts.tag);
  }
}

void CheckImageReference(const Rule& rule, const RuleContext& context) {
  if (!context.definition().metadata.file) return;
  ImageReference unused;
  for (const ComposeService& service : context.definition().compose.services) {
    const auto image = context.plan.installed.KnownText(service.image.value);
    if (!service.image || !image || image->empty() || ParseImageReference(*image, &unused))
      continue;
    context.diagnostics->Report(service.image.place, rule,
                                fmt::format("no image can have the name '{}'", *image),
                                "write [HOST/]NAME:TAG, the name in lower case, one tag");
  }
}

void CheckImageTag(const Rule& rule, const RuleContext& context) {
  ForEachTaggedImage(context, [&](const ComposeService& service, const std::string& image,
                                  const std::string& tag) {
    if (!tag.empty()) return;
    context.diagnostics->Report(service.image.place, rule,
                                fmt::format("the image '{}' has no tag", image), kUntaggedFix);
  });
}

void CheckImageLatest(const Rule& rule, const RuleContext& context) {
  ForEachTaggedImage(context, [&](const ComposeService& service, const std::string& image,
                                  const std::string& tag) {
    if (tag != "latest") return;
    context.diagnostics->Report(service.image.place, rule,
                                fmt::format("the image '{}' has the tag 'latest'", image),
                                kUntaggedFix);
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
  return name.size() > 1 && IsAlphanumeric(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return IsAlphanumeric(c) || c == '_' || c == '.' || c == '-'; });
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

constexpr CheckRule kServiceRules[] = {
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

std::span<const CheckRule> ServiceRules() { return kServiceRules; }

}  // namespace container_app

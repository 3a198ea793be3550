// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over images.lock: whether it fits docker-compose.yml.
#include <fmt/format.h>

#include <algorithm>

#include "app/image_reference.h"
#include "base/text.h"
#include "check/rules.h"
#include "policy/images.h"

namespace container_app {
namespace {

using Kind = ServiceImage::Kind;

/// Calls `visit(service, image)` for each service, where there is a lock that could be read.
template <class Visit>
void ForEachImage(const RuleContext& context, Visit visit) {
  const Definition& definition = context.definition();
  if (!HasMetadataAndCompose(definition) || !definition.lock.file) return;
  for (const ComposeService& service : definition.compose.services) {
    visit(service, ImageOf(context.plan.installed, service));
  }
}

bool Holds(const std::vector<std::string>& sorted, std::string_view reference) {
  return std::binary_search(sorted.begin(), sorted.end(), reference);
}

/// The entry that most probably was this image's before docker-compose.yml changed, or null: of the
/// same name, with another tag or of another registry.
const LockedImage* EarlierEntry(const RuleContext& context, const std::string& reference) {
  ImageReference now, then;
  if (!ParseImageReference(reference, &now)) return nullptr;
  const std::vector<std::string> used = ImagesToPin(context.plan.installed);
  for (const LockedImage& one : context.definition().lock.images) {
    if (!ParseImageReference(one.image.value, &then) || then.name != now.name) continue;
    if (!Holds(used, one.image.value)) return &one;
  }
  return nullptr;
}

void CheckLockMissing(const Rule& rule, const RuleContext& context) {
  ForEachImage(context, [&](const ComposeService& service, const ServiceImage& image) {
    if (image.kind != Kind::kPinned || context.definition().lock.Find(image.reference)) return;
    const LockedImage* earlier = EarlierEntry(context, image.reference);
    context.diagnostics->Report(
        service.image.place, rule,
        fmt::format("images.lock has no digest of the image '{}'{}", image.reference,
                    earlier ? fmt::format(", but one of '{}'", earlier->image.value) : ""),
        fmt::format("run container-app pin {}, which adds what is missing",
                    context.definition().folder));
  });
}

void CheckLockUnused(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  const std::vector<std::string> used = ImagesToPin(context.plan.installed);
  for (const LockedImage& one : context.definition().lock.images) {
    if (!one.image || Holds(used, one.image.value)) continue;
    context.diagnostics->Report(
        one.image.place, rule,
        fmt::format("no service has the image '{}' that images.lock has a digest of",
                    one.image.value),
        fmt::format("run container-app pin {}, which removes what is not used",
                    context.definition().folder));
  }
}

void CheckVariable(const Rule& rule, const RuleContext& context) {
  ForEachImage(context, [&](const ComposeService& service, const ServiceImage& image) {
    const bool by_hook = image.kind == Kind::kPinned && IsSetLater(context, image.variable);
    if (image.kind != Kind::kChangeable && image.kind != Kind::kUnknown && !by_hook) return;
    context.diagnostics->Report(
        service.image.place, rule,
        fmt::format("images.lock cannot hold the image of '{}', which depends on the variable {}",
                    service.name.value, image.variable),
        fmt::format("write the tag itself, or ${{{}:-TAG}} at the end and give the variable no "
                    "other value: it is for the administrator then, and the digest is the default",
                    image.variable));
  });
}

/// Docker's word for a Debian architecture.
std::string_view DockerArchitecture(std::string_view debian) {
  return debian == "armhf" ? "arm" : debian;
}

void CheckPlatform(const Rule& rule, const RuleContext& context) {
  const std::string& debian = context.definition().metadata.architecture.value;
  const std::string wanted = fmt::format("linux/{}", DockerArchitecture(debian));
  if (debian.empty() || debian == "all") return;
  ForEachImage(context, [&](const ComposeService& service, const ServiceImage& image) {
    if (image.kind != Kind::kPinned || service.keys.contains("platform")) return;
    const LockedImage* locked = context.definition().lock.Find(image.reference);
    if (!locked || locked->platforms.value.empty()) return;
    std::vector<std::string_view> platforms;
    for (const Located<std::string>& one : locked->platforms.value) platforms.push_back(one.value);
    if (std::any_of(platforms.begin(), platforms.end(), [&](std::string_view platform) {
          return platform == wanted || platform.starts_with(wanted + "/");
        })) {
      return;
    }
    context.diagnostics->Report(
        service.image.place, rule,
        fmt::format("the package is for {}, and the image '{}' for {} only", debian,
                    image.reference, fmt::join(platforms, ", ")),
        "name an image that is made for it, or change 'architecture' in metadata.yaml");
  });
}

constexpr CheckRule kImageLockRules[] = {
    {{"image-lock-missing", "images.lock, where there is one, has the digest of each image."},
     CheckLockMissing},
    {{"image-lock-unused", "images.lock has only images of docker-compose.yml.",
      Severity::kWarning},
     CheckLockUnused},
    {{"image-lock-variable",
      "Where there is images.lock, no image depends on a variable that has another value.",
      Severity::kWarning},
     CheckVariable},
    {{"image-lock-platform", "An image in images.lock is made for the package's architecture."},
     CheckPlatform},
};

}  // namespace

std::span<const CheckRule> ImageLockRules() { return kImageLockRules; }

}  // namespace container_app

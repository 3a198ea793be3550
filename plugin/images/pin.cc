// SPDX-License-Identifier: GPL-2.0-or-later
#include "images/pin.h"

#include <fmt/format.h>

#include <algorithm>

#include "images/rules.h"
#include "policy/images.h"

namespace container_app {
namespace {

using Kind = ServiceImage::Kind;

/// Why the image of a service is not pinned; empty where it is, or where that is an error
/// elsewhere.
std::string NoteOn(const std::string& service, const ServiceImage& image) {
  switch (image.kind) {
    case Kind::kBuilt:
      return fmt::format("'{}' gets no digest: it is built on the device", service);
    case Kind::kHasDigest:
      return fmt::format("'{}' has its digest in docker-compose.yml", service);
    case Kind::kUnknown:
    case Kind::kChangeable:
      return fmt::format(
          "'{}' gets no digest: its image depends on the variable {}; write the tag itself, or "
          "${{{}:-TAG}} at the end and give the variable no other value",
          service, image.variable, image.variable);
    case Kind::kNone:
    case Kind::kBad:
      return fmt::format("'{}' gets no digest: container-app check says what is wrong with it",
                         service);
    case Kind::kPinned:
      return "";
  }
  return "";
}

/// The place that names an image, for a message.
Place PlaceOf(const Installed& installed, const std::string& reference) {
  for (const ComposeService& service : installed.definition().compose.services) {
    if (ImageOf(installed, service).reference == reference) return service.image.place;
  }
  return {};
}

LockedImage MakeEntry(const std::string& reference, const RegistryImage& image) {
  LockedImage entry;
  entry.image.value = reference;
  entry.digest.value = image.digest;
  for (const std::string& platform : image.platforms) {
    entry.platforms.value.push_back({platform, {}});
  }
  return entry;
}

}  // namespace

bool PinImages(const Installed& installed, bool update, Registries* registries,
               PinnedImages* pinned, Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  const Definition& definition = installed.definition();
  const std::vector<std::string> references = ImagesToPin(installed);
  for (const std::string& reference : references) {
    const LockedImage* locked = definition.lock.Find(reference);
    if (locked && !update) {
      pinned->images.push_back(*locked);
      continue;
    }
    RegistryImage image;
    RegistryProblem problem;
    if (!registries->Ask(reference, &image, &problem)) {
      diagnostics->Report(PlaceOf(installed, reference), *problem.rule, problem.what, problem.fix);
      if (problem.rule == &kPinSkopeo) return false;  // It would be the same for all.
      continue;
    }
    const std::string before = locked ? locked->digest.value : "";
    if (before != image.digest) {
      pinned->changes.push_back({reference, before, image.digest, image.platforms});
    }
    pinned->images.push_back(MakeEntry(reference, image));
  }
  for (const LockedImage& one : definition.lock.images) {
    if (std::binary_search(references.begin(), references.end(), one.image.value)) continue;
    pinned->changes.push_back({one.image.value, one.digest.value, "", {}});
  }
  for (const ComposeService& service : definition.compose.services) {
    std::string note = NoteOn(service.name.value, ImageOf(installed, service));
    if (!note.empty()) pinned->notes.push_back(std::move(note));
  }
  return errors.none();
}

}  // namespace container_app

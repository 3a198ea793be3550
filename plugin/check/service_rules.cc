// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over the services of docker-compose.yml: image, user, network, name.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "check/rules.h"

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

std::string UserWithoutNumbers(const RuleContext& context, const ComposeService& service) {
  std::vector<VariableUse> uses;
  std::string error;
  FindVariables(service.user.value, {}, &uses, &error);
  for (const VariableUse& use : uses) {
    if (use.form == VariableUse::Form::kPlain &&
        !context.definition().metadata.DefaultConfig(use.name)) {
      return fmt::format("the user of '{}' depends on '{}', which has no value", service.name.value,
                         use.name);
    }
  }
  return fmt::format("the user '{}' of '{}' is not numeric", service.user.value,
                     service.name.value);
}

void CheckUser(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const ComposeService& service : context.definition().compose.services) {
    if (context.plan.installed.User(service)) continue;
    const bool variable = service.user.value.find('$') != std::string::npos;
    context.diagnostics->Report(
        service.user.place, rule, UserWithoutNumbers(context, service),
        variable ? "set the variable to a number in 'default_config'"
                 : "write UID or UID:GID: its folders are given to that user when the package "
                   "is installed, where names of the image are not known");
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
    {{"user-not-numeric", "`user` is UID or UID:GID, with the values of default_config."},
     CheckUser},
    {{"container-name", "`container_name` is a name that Docker accepts."}, CheckContainerName},
    {{"container-name-twice", "Each `container_name` is used once."}, CheckContainerNameTwice},
    {{"image-untagged", "An image has a tag or a digest.", Severity::kWarning}, CheckImageTag},
    {{"image-latest", "The tag of an image is not `latest`.", Severity::kWarning},
     CheckImageLatest},
    {{"image-build", "A service has an image, not only `build`.", Severity::kWarning}, CheckBuild},
};

}  // namespace

std::span<const CheckRule> ServiceRules() { return kRules; }

}  // namespace container_app

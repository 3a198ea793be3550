// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace container_app {
namespace {

constexpr std::string_view kAllExcluded =
    "All requested packages have been excluded (e.g. via a Build-Profile or due to architecture "
    "restrictions).";
constexpr std::string_view kNoneOfKind =
    "You asked that all arch in(dep) packages be built, but there are none of that type.";

}  // namespace

void PackageSelection::AddKind(bool independent) {
  if (!selected_) selected_.emplace();
  for (const BinaryPackage& package : control_.packages) {
    if (package.built && package.independent == independent) selected_->push_back(package.name);
  }
  asked_by_kind_ = true;
}

bool PackageSelection::AddPackage(const std::string& name) {
  const BinaryPackage* package = control_.Find(name);
  if (package == nullptr) return RefuseUnknown(name, "-p/--package");
  requested_.insert(name);
  if (!package->built) {
    requested_not_built_ = true;
    return true;
  }
  if (!selected_) selected_.emplace();
  selected_->push_back(name);
  return true;
}

bool PackageSelection::Exclude(const std::string& name) {
  if (control_.Find(name) == nullptr) return RefuseUnknown(name, "-N/--no-package");
  excluded_.insert(name);
  return true;
}

void PackageSelection::ExcludeUnselected() {
  if (selected_) {
    for (const BinaryPackage& package : control_.packages) {
      if (std::count(selected_->begin(), selected_->end(), package.name) > 0) continue;
      excluded_.insert(package.name);
      internally_excluded_.insert(package.name);
    }
  }
  selected_.reset();
  asked_by_kind_ = false;
}

OptionsOutcome PackageSelection::Resolve(const FileReader& files, BuildEnvironment* environment,
                                         std::vector<std::string>* packages) {
  packages->clear();
  if (!selected_ || selected_->empty()) {
    if (requested_not_built_) messages_->Warning(kAllExcluded);
    if (asked_by_kind_) messages_->Warning(kNoneOfKind);
    if (requested_not_built_ || asked_by_kind_) return OptionsOutcome::kNothingToDo;
    selected_ = control_.BuiltNames();
  }
  for (const std::string& name : *selected_) {
    if (remaining_) {
      const std::vector<std::string> log = ReadLog(files, name);
      if (std::count(log.begin(), log.end(), kToolName) > 0) excluded_.insert(name);
    }
    if (excluded_.count(name) > 0) continue;
    if (std::count(packages->begin(), packages->end(), name) == 0) packages->push_back(name);
  }
  if (!packages->empty()) return OptionsOutcome::kRun;
  return WarnNothingLeft(environment) ? OptionsOutcome::kNothingToDo : OptionsOutcome::kFailed;
}

bool PackageSelection::RefuseUnknown(const std::string& name, std::string_view option) {
  return messages_->Error(fmt::format("Requested unknown package {} via {}, expected one of: {}",
                                      name, option, Join(control_.Names(), " ")));
}

bool PackageSelection::WarnNothingLeft(BuildEnvironment* environment) {
  const auto left_out_on_purpose = [&](const std::string& name) {
    return internally_excluded_.count(name) > 0 || !control_.Find(name)->built;
  };
  if (!requested_.empty() &&
      std::all_of(requested_.begin(), requested_.end(), left_out_on_purpose)) {
    messages_->Warning(kAllExcluded);
    return true;
  }
  std::string host;
  if (!environment->ArchitectureVariable("DEB_HOST_ARCH", &host)) return false;
  std::set<std::string> wanted;
  for (const BinaryPackage& package : control_.packages) {
    wanted.insert(package.declared_architecture);
  }
  messages_->Warning(
      fmt::format("No packages to build. Possible architecture mismatch: {}, want: {}", host,
                  Join(std::vector<std::string>(wanted.begin(), wanted.end()), " ")));
  return true;
}

std::vector<std::string> ReadLog(const FileReader& files, const std::string& package) {
  std::string text;
  std::string error;
  std::vector<std::string> lines;
  if (!files.Read("debian/" + package + ".debhelper.log", &text, &error)) return lines;
  for (const std::string_view line : Split(text, '\n')) lines.emplace_back(line);
  return lines;
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/secrets.h"

#include <algorithm>

#include "policy/state.h"

namespace container_app {
namespace {

bool IsElsewhere(const Installed& installed, const ComposeMount& mount) {
  if (KeepingOf(installed, mount) != Keeping::kKept) return false;
  if (mount.type != ComposeMount::Type::kBind) return true;
  const auto source = installed.BindSource(mount);
  return !source || !IsAtOrBelow(*source, installed.names().data);
}

}  // namespace

bool KeepsDataElsewhere(const Installed& installed) {
  const auto& services = installed.definition().compose.services;
  return std::any_of(services.begin(), services.end(), [&](const ComposeService& service) {
    return std::any_of(service.mounts.begin(), service.mounts.end(),
                       [&](const ComposeMount& mount) { return IsElsewhere(installed, mount); });
  });
}

}  // namespace container_app

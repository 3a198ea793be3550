// SPDX-License-Identifier: GPL-2.0-or-later
// What the device has to know of the secrets that it makes for an app.
#pragma once

#include "policy/installed.h"

namespace container_app {

/// Whether something outside of the app's data folder keeps what the app writes: a volume with a
/// name, or a bind mount of another folder. An empty data folder does not say then that no data
/// needs a secret any more.
bool KeepsDataElsewhere(const Installed& installed);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// What is reported when registries are asked for images.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kPinSkopeo{"pin-skopeo", "skopeo is installed; it asks the registries."};
inline constexpr Rule kPinRegistry{
    "pin-registry", "The registry of an image answers, in time, with an image that it has."};

inline constexpr const Rule* kImageRules[] = {&kPinSkopeo, &kPinRegistry};

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Whether it makes sense to wait until an app is ready.
#pragma once

#include <string>

#include "device/status.h"

namespace container_app {

enum class Prospect {
  kReady,
  kNotYet,   ///< It starts, or is started again without anybody.
  kUnclear,  ///< It does not run, and nothing says whether a start is on its way.
  kNever,    ///< It does not become ready before somebody does something.
};

/// Whether the app is ready, by the note of the runtime, or else by its state whether it can become
/// ready.
Prospect JudgeProspect(const AppStatus& app);

/// Why an app does not become ready, and what to do: a sentence.
std::string NeverText(const AppStatus& app);

/// What is missing until the app is ready: its state, what comes next and its details.
std::string MissingText(const AppStatus& app);

}  // namespace container_app

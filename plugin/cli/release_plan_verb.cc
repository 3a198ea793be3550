// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/release_verbs.h: the verb `release plan`.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "cli/common.h"
#include "cli/release_verbs.h"

namespace container_app {
namespace {

int ShowPlan(const ReleaseOptions& options) {
  Release release;
  Diagnostics diagnostics;
  const bool good = LoadRelease(options, &release, &diagnostics);
  PrintFindings(diagnostics, options.json);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  const std::string text = FormatDecision(release.decision, options.json);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kExitOk;
}

}  // namespace

std::function<int()> AddReleasePlanVerb(Command command) {
  const auto options = std::make_shared<ReleaseOptions>();
  AddReleaseOptions(command, options.get());
  return [options] { return ShowPlan(*options); };
}

}  // namespace container_app

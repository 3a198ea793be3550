// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/release_verbs.h: the verb `release next-revision`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "cli/common.h"
#include "cli/release_verbs.h"
#include "release/next_revision.h"

namespace container_app {
namespace {

int NextRevision(const ReleaseOptions& options) {
  const DiskFileSystem files;
  Diagnostics diagnostics;
  Release release;
  std::uint64_t revision = 0;
  std::string why;
  const bool good = OpenRelease(options, &release, &diagnostics) &&
                    FindNextRevision(files, release.repository, release.policy, options.decision,
                                     &revision, &why, &diagnostics);
  PrintFindings(diagnostics, false);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  fmt::print(stderr, "container-app: {}\n", why);
  fmt::print("{}\n", revision);
  return kExitOk;
}

}  // namespace

std::function<int()> AddReleaseNextRevisionVerb(Command command) {
  const auto options = std::make_shared<ReleaseOptions>();
  AddSourceOptions(command, options.get());
  return [options] { return NextRevision(*options); };
}

}  // namespace container_app

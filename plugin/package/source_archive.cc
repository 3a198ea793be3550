// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_archive.h"

#include <fmt/format.h>

#include <chrono>
#include <vector>

#include "base/run_command.h"

namespace container_app {
namespace {

/// A large source on a slow disk takes minutes.
constexpr std::chrono::minutes kArchiveLimit{60};

}  // namespace

bool MakeArchive(const std::string& parent, const std::string& name, std::int64_t timestamp,
                 const std::string& archive, std::string* error) {
  // The format and xz's threads and level are given here: defaults change, and the bytes with them.
  const std::vector<std::string> words = {"tar",
                                          "--format=gnu",
                                          "--sort=name",
                                          fmt::format("--mtime=@{}", timestamp),
                                          "--owner=0",
                                          "--group=0",
                                          "--numeric-owner",
                                          "--mode=u=rwX,go=rX",
                                          "--use-compress-program=xz -6 --threads=1",
                                          "--directory=" + parent,
                                          "--create",
                                          "--file=" + archive,
                                          "--force-local",
                                          "--",
                                          name};
  std::string output;
  const CommandEnd end = ReadCommand(words, kArchiveLimit, &output);
  if (!end.good()) *error = fmt::format("{}: {}", archive, FailureText("tar", kArchiveLimit, end));
  return end.good();
}

}  // namespace container_app

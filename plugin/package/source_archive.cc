// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_archive.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace container_app {
namespace {

std::vector<char*> Pointers(std::vector<std::string>* words) {
  std::vector<char*> pointers;
  for (std::string& word : *words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

bool MakeArchive(const std::string& parent, const std::string& name, std::int64_t timestamp,
                 const std::string& archive, std::string* error) {
  // The format and xz's threads and level are said here: defaults change, and with them the bytes.
  std::vector<std::string> arguments = {"tar",
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
  // Nothing of the caller's TAR_OPTIONS, XZ_OPT or locale.
  std::vector<std::string> environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C"};
  pid_t child = 0;
  const int failure = posix_spawnp(&child, "tar", nullptr, nullptr, Pointers(&arguments).data(),
                                   Pointers(&environment).data());
  if (failure != 0) {
    *error = fmt::format("tar: {}", std::strerror(failure));
    return false;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) {
      *error = fmt::format("tar: {}", std::strerror(errno));
      return false;
    }
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
  *error = fmt::format("tar did not make {}", archive);
  return false;
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Docker Compose as it is installed on this machine, and what it says of files.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace container_app {

using Variables = std::map<std::string, std::string>;

struct ComposeProgram {
  std::vector<std::string> words;  ///< `docker compose`, or `docker-compose`.
  std::string version;
  std::string home;  ///< A folder in the place of the caller's own, with no configuration in it.
  std::chrono::milliseconds limit{};  ///< Of each run.
};

/// Finds version 2 or a later one in PATH; `home` and `limit` are those given. False with the
/// reason in `why`: `docker compose is not installed`.
bool FindCompose(ComposeProgram* program, std::string* why);

struct ComposeAnswer {
  enum class Kind { kAccepts, kRefuses, kFails };
  Kind kind = Kind::kAccepts;
  std::string text;  ///< Why it refuses, in its words; or why there is no answer.
};

/// Whether Compose can read `files`, merged in their order, in the folder `project` and with these
/// variables: `docker compose config`, which needs neither Docker nor a network. The caller's own
/// variables are kept from it, and so are those of `variables` that would change the program.
ComposeAnswer ReadByCompose(const ComposeProgram& program, const std::string& project,
                            const std::vector<std::string>& files, const Variables& variables);

/// Joins `files` to one text, as Compose merges, includes and extends, with all references to
/// variables as they are. Kinds of answers as above.
ComposeAnswer JoinByCompose(const ComposeProgram& program, const std::string& project,
                            const std::vector<std::string>& files, std::string* text);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/scratch_repository.h"

#include <fmt/format.h>

namespace container_app {
namespace {

std::string Data(std::string_view text) { return fmt::format("data {}\n{}\n", text.size(), text); }

}  // namespace

int ScratchRepository::Add(std::string_view branch, std::string_view message,
                           const std::vector<int>& parents, const Contents& files) {
  ++mark_;
  stream_ += fmt::format("commit refs/heads/{}\nmark :{}\ncommitter Ada <ada@x.example> {} +0000\n",
                         branch, mark_, 1700000000 + mark_);
  stream_ += Data(message);
  std::string_view word = "from";
  for (const int parent : parents) {
    stream_ += fmt::format("{} :{}\n", word, parent);
    word = "merge";
  }
  for (const auto& [path, content] : files) {
    stream_ += fmt::format("M 100644 inline {}\n", path) + Data(content);
  }
  return mark_;
}

void ScratchRepository::Commit(std::string_view message, const Contents& files) {
  last_ = Add("main", message, last_ > 0 ? std::vector<int>{last_} : std::vector<int>{}, files);
}

void ScratchRepository::Merge(std::string_view message, std::string_view brought,
                              const Contents& files) {
  const int side = Add("side", brought, {last_}, files);
  last_ = Add("main", message, {last_, side}, files);
}

void ScratchRepository::Tag(std::string_view name) {
  stream_ += fmt::format("reset refs/tags/{}\nfrom :{}\n\n", name, last_);
}

std::string ScratchRepository::Finish() {
  const ProgramResult made =
      RunProgram({"git", "init", "--quiet", "--template=", "--initial-branch=main", path()});
  if (made.status != 0) return made.errors;
  ProgramOptions options;
  options.input = stream_;
  options.folder = path();
  const ProgramResult imported = RunProgram({"git", "fast-import", "--quiet"}, options);
  if (imported.status != 0) return imported.errors;
  return last_ == 0 ? "" : Git({"reset", "--quiet", "--hard", "main"}).errors;
}

ProgramResult ScratchRepository::Git(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(),
                   {"git", "-C", path(), "-c", "user.name=Ada", "-c", "user.email=ada@x.example"});
  return RunProgram(arguments);
}

void ScratchRepository::Write(std::string_view name, std::string_view content) const {
  folder_.Write("repository/" + std::string(name), content);
}

std::string ChangelogOf(std::string_view version, std::string_view distribution,
                        std::string_view bullets) {
  return fmt::format(
      "berth ({}) {}; urgency=medium\n\n{}\n"
      " -- Ada Pilot <ada@x.example>  Sun, 22 Nov 2026 02:00:00 +0000\n",
      version, distribution, bullets);
}

}  // namespace container_app

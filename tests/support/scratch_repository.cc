// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/scratch_repository.h"

#include <fmt/format.h>

namespace container_app {
namespace {

std::string Data(std::string_view text) { return fmt::format("data {}\n{}\n", text.size(), text); }

}  // namespace

std::string ScratchRepository::Add(std::string_view branch, std::string_view message,
                                   const std::vector<std::string>& parents, const Contents& files) {
  ++mark_;
  stream_ += fmt::format("commit refs/heads/{}\nmark :{}\ncommitter Ada <ada@x.example> {} +0000\n",
                         branch, mark_, 1700000000 + mark_);
  stream_ += Data(message);
  std::string_view word = "from";
  for (const std::string& parent : parents) {
    stream_ += fmt::format("{} {}\n", word, parent);
    word = "merge";
  }
  for (const auto& [path, content] : files) {
    stream_ += fmt::format("M 100644 inline {}\n", path) + Data(content);
  }
  return fmt::format(":{}", mark_);
}

void ScratchRepository::Commit(std::string_view message, const Contents& files) {
  last_ = Add("main", message,
              last_.empty() ? std::vector<std::string>{} : std::vector<std::string>{last_}, files);
}

void ScratchRepository::Merge(std::string_view message, std::string_view brought,
                              const Contents& files) {
  const std::string side = Add("side", brought, {last_}, files);
  last_ = Add("main", message, {last_, side}, files);
}

void ScratchRepository::Tag(std::string_view name) {
  stream_ += fmt::format("reset refs/tags/{}\nfrom {}\n\n", name, last_);
}

void ScratchRepository::TagElsewhere(std::string_view name) {
  const std::string other = Add("other", fmt::format("Release {}\n", name), {last_}, {});
  stream_ += fmt::format("reset refs/tags/{}\nfrom {}\n\n", name, other);
}

std::string ScratchRepository::Revert(const std::vector<std::string>& hashes) {
  std::string complaints = Finish();
  std::string message;
  for (const std::string& hash : hashes) {
    const bool is_merge = Git({"rev-parse", "--verify", "--quiet", hash + "^2"}).status == 0;
    std::vector<std::string> words{"revert", "--no-commit"};
    if (is_merge) words.insert(words.end(), {"--mainline", "1"});
    words.push_back(hash);
    complaints += Git(words).errors;
    const std::string subject = Git({"log", "-1", "--format=%s", hash}).output;
    if (message.empty()) {
      message = fmt::format("Revert \"{}\"\n", subject.substr(0, subject.find('\n')));
    }
    message += fmt::format("\nThis reverts commit {}{}\n", hash,
                           is_merge ? ", reversing\nchanges made to the branch." : ".");
  }
  complaints += Git({"commit", "--quiet", "--allow-empty", "-m", message}).errors;
  last_ = Head();
  return complaints;
}

std::string ScratchRepository::Head() {
  const std::string complaints = Finish();
  const std::string hash = Git({"rev-parse", "HEAD"}).output;
  return complaints.empty() ? hash.substr(0, hash.find('\n')) : complaints;
}

std::string ScratchRepository::Finish() {
  if (!begun_) {
    const ProgramResult made =
        RunProgram({"git", "init", "--quiet", "--template=", "--initial-branch=main", path()});
    if (made.status != 0) return made.errors;
    begun_ = true;
  }
  if (stream_.empty()) return "";
  ProgramOptions options;
  options.input = stream_;
  options.folder = path();
  stream_.clear();
  const std::string marks = folder_.path() + "/marks";
  const ProgramResult imported =
      RunProgram({"git", "fast-import", "--quiet", "--import-marks-if-exists=" + marks,
                  "--export-marks=" + marks},
                 options);
  if (imported.status != 0) return imported.errors;
  return Git({"reset", "--quiet", "--hard", "main"}).errors;
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

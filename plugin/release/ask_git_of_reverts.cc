// SPDX-License-Identifier: GPL-2.0-or-later
// Implements release/reverts.h: AskGitOfReverts().
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "release/reverts.h"

namespace container_app {
namespace {

/// How often a line was added to a file, less how often it was removed: what several commits do
/// together is the sum.
using Balance = std::unordered_map<std::string, long>;

/// Reads `git diff-tree -p --unified=0`.
class PatchReader {
 public:
  PatchReader(Balance* balance, std::set<std::string>* files)
      : balance_(*balance), files_(*files) {}

  void Read(std::string_view patch) {
    for (const std::string_view line : Split(patch, '\n')) {
      if (removed_ + added_ > 0) {
        Content(line);
      } else if (line.starts_with("@@ ")) {
        Hunk(line);
      } else if (line.starts_with("\\ ")) {
        if (last_) Count(*last_ + "\\", last_sign_), Count(*last_, -last_sign_);
      } else {
        Header(line);
      }
    }
  }

 private:
  void Count(const std::string& what, long sign) { balance_[file_ + '\0' + what] += sign; }

  void Content(std::string_view line) {
    if (line.starts_with("\\ ")) {
      if (last_) Count(*last_ + "\\", last_sign_), Count(*last_, -last_sign_);
      return;
    }
    const bool added = line.starts_with('+');
    --(added ? added_ : removed_);
    last_ = std::string(line.substr(std::min<std::size_t>(1, line.size())));
    last_sign_ = added ? 1 : -1;
    Count(*last_, last_sign_);
  }

  /// `@@ -12,3 +12 @@`: three lines removed, one added.
  void Hunk(std::string_view line) {
    const auto words = Split(line, ' ');
    const auto lines = [](std::string_view range) {
      const std::size_t comma = range.find(',');
      long count = 1;
      if (comma != std::string_view::npos) {
        range.remove_prefix(comma + 1);
        std::from_chars(range.data(), range.data() + range.size(), count);
      }
      return count;
    };
    if (words.size() < 3) return;
    removed_ = lines(words[1]);
    added_ = lines(words[2]);
  }

  void Header(std::string_view line) {
    last_.reset();
    if (line.starts_with("diff --git ")) {
      file_ = std::string(line);
      files_.insert(file_);
    } else if (line.starts_with("index ")) {
      const std::string_view hashes = Split(line, ' ')[1];
      before_ = std::string(hashes.substr(0, hashes.find("..")));
      after_ = std::string(hashes.substr(std::min(hashes.find("..") + 2, hashes.size())));
    } else if (line.starts_with("Binary files ")) {
      Count("content " + before_, -1);
      Count("content " + after_, 1);
    } else if (line.starts_with("old mode ") || line.starts_with("deleted file mode ")) {
      Count("mode " + std::string(line.substr(line.rfind(' ') + 1)), -1);
    } else if (line.starts_with("new mode ") || line.starts_with("new file mode ")) {
      Count("mode " + std::string(line.substr(line.rfind(' ') + 1)), 1);
    }
  }

  Balance& balance_;
  std::set<std::string>& files_;
  std::string file_;
  std::string before_;
  std::string after_;
  long removed_ = 0;
  long added_ = 0;
  std::optional<std::string> last_;
  long last_sign_ = 0;
};

class Asker {
 public:
  Asker(const Repository& repository, std::string head, std::string* error)
      : repository_(repository), head_(std::move(head)), error_(*error) {}

  bool TakesBack(const Commit& revert, const std::vector<const Commit*>& reverted) const {
    Balance balance;
    std::set<std::string> there;
    std::set<std::string> back;
    for (const Commit* commit : reverted) {
      if (!Add(*commit, &balance, &there)) return false;
    }
    if (!Add(revert, &balance, &back)) return false;
    // The lines of a file may be in another order, and then all are there.
    if (reverted.size() == 1 && there != back) return false;
    return std::all_of(balance.begin(), balance.end(),
                       [](const auto& line) { return line.second == 0; });
  }

  std::string Where(const std::string& hash) const {
    std::string output;
    std::string ignored;
    if (!RunGit(repository_, {"rev-parse", "--verify", "--quiet", hash + "^{commit}"}, &output,
                &ignored)) {
      return repository_.shallow ? "is not in this shallow clone (git fetch --unshallow)"
                                 : "is not in this repository";
    }
    return RunGit(repository_, {"merge-base", "--is-ancestor", std::string(Trim(output)), head_},
                  &output, &ignored)
               ? "is from before this cycle"
               : "is not in this branch";
  }

 private:
  /// What the commit changes against its first parent.
  bool Add(const Commit& commit, Balance* balance, std::set<std::string>* files) const {
    std::string patch;
    std::vector<std::string> words{"diff-tree",
                                   "-p",
                                   "-r",
                                   "--no-commit-id",
                                   "--unified=0",
                                   "--no-renames",
                                   "--full-index",
                                   "--no-ext-diff",
                                   "--no-textconv",
                                   "--no-color",
                                   "--src-prefix=",
                                   "--dst-prefix="};
    if (commit.parents.empty()) {
      words.emplace_back("--root");
    } else {
      words.push_back(commit.parents.front());
    }
    words.push_back(commit.hash);
    if (!RunGit(repository_, words, &patch, &error_)) return false;
    PatchReader(balance, files).Read(patch);
    return true;
  }

  const Repository& repository_;
  std::string head_;
  std::string& error_;
};

}  // namespace

RevertQuestions AskGitOfReverts(const Repository& repository, const std::string& head,
                                std::string* error) {
  const Asker asker(repository, head, error);
  return {[asker](const Commit& revert, const std::vector<const Commit*>& reverted) {
            return asker.TakesBack(revert, reverted);
          },
          [asker](const std::string& hash) { return asker.Where(hash); }};
}

}  // namespace container_app

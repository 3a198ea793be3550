// SPDX-License-Identifier: GPL-2.0-or-later
// A repository in which `container-app release bump` has all kinds of files to change.
#pragma once

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/run_program.h"
#include "support/traced_program.h"

namespace container_app {

namespace fs = std::filesystem;

using Tree = std::map<std::string, std::string>;

inline constexpr const char* kState = ".git/container-app-release";

/// A repository in which a bump has all kinds of files to change.
class Fixture {
 public:
  explicit Fixture(std::string program) : program_(std::move(program)) {
    folder_.Write("tree/VERSION", "1.2.3\n");
    folder_.Write("tree/debian/control", "Source: tide\n");
    folder_.Write("tree/debian/changelog",
                  "tide (1.2.3-1) unstable; urgency=medium\n\n  * First.\n\n"
                  " -- Ada <ada@example.org>  Thu, 01 Jan 2026 00:00:00 +0000\n");
    folder_.Write(
        "tree/debian/container-app.release",
        "Distribution: unstable\n\nFile: src/version.h\nPattern: VERSION \"{version}\"\n");
    folder_.Write("tree/src/version.h", "#define VERSION \"1.2.3\"\n");
    folder_.Write("tree/apps/bell/metadata.yaml", "name: Bell\nversion: 2.0-1 # of ours\n");
    Git({"init", "-q", "-b", "main", "."});
    Git({"add", "-A"});
    Git({"commit", "-q", "-m", "feat: first"});
    Git({"tag", "v1.2.3+1"});
    folder_.Write("tree/src/bell.c", "int main;\n");
    Git({"add", "-A"});
    Git({"commit", "-q", "-m", "feat: ring a bell"});
    before_ = Read();
    if (Run() == 0) after_ = Read();
  }

  bool good() const { return !after_.empty() && after_ != before_; }
  std::string output() const { return ReadWholeFile(output_path()); }
  const Tree& before() const { return before_; }
  const Tree& after() const { return after_; }

  /// All files but git's own; those of an interrupted bump too.
  Tree Read() const {
    Tree tree;
    for (fs::recursive_directory_iterator it(top()), end; it != end; ++it) {
      const std::string path = fs::relative(it->path(), top()).string();
      if (path == ".git") it.disable_recursion_pending();
      if (it->is_regular_file()) tree[path] = ReadWholeFile(it->path().string());
    }
    return tree;
  }
  bool HasJournal() const { return !Journal().empty(); }

  std::string Journal() const { return ReadWholeFile(top() + "/" + kState + "/journal"); }

  /// As it was before the bump.
  void Reset() const { Reset(before_, ""); }
  /// As it was at another time, with the journal of then.
  void Reset(const Tree& tree, const std::string& journal) const {
    fs::remove_all(top() + "/" + kState);
    if (!journal.empty()) folder_.Write(std::string("tree/") + kState + "/journal", journal);
    for (const auto& [path, text] : Read()) {
      if (!tree.contains(path)) fs::remove(top() + "/" + path);
    }
    for (const auto& [path, text] : tree) std::ofstream(top() + "/" + path) << text;
  }

  int Run() const {
    return Trace([](const SystemCall&) { return Verdict(); }).status;
  }
  TracedResult Trace(const std::function<Verdict(const SystemCall&)>& judge) const {
    return RunTraced({program_, "release", "bump", "--merge", "7", "--app", "apps/bell"}, top(),
                     Environment(), output_path(), judge);
  }

 private:
  std::string top() const { return folder_.path() + "/tree"; }
  std::string output_path() const { return folder_.path() + "/output"; }

  std::vector<std::string> Environment() const {
    return {std::string("PATH=") + getenv("PATH"),
            "HOME=" + folder_.path(),
            "SOURCE_DATE_EPOCH=1790000000",
            "GIT_AUTHOR_NAME=Ada",
            "GIT_AUTHOR_EMAIL=ada@example.org",
            "GIT_COMMITTER_NAME=Ada",
            "GIT_COMMITTER_EMAIL=ada@example.org",
            "DEBFULLNAME=Ada",
            "DEBEMAIL=ada@example.org"};
  }
  void Git(std::vector<std::string> words) const {
    words.insert(words.begin(), "git");
    ProgramOptions options;
    options.folder = top();
    options.environment = Environment();
    const ProgramResult result = RunProgram(words, options);
    if (result.status != 0) fmt::print("# git {}: {}\n", words[1], result.errors);
  }

  std::string program_;
  TemporaryFolder folder_;
  Tree before_;
  Tree after_;
};

}  // namespace container_app

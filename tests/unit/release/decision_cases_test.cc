// SPDX-License-Identifier: GPL-2.0-or-later
// Worked decisions, tests/cases/release: each is a policy (debian/container-app.release) with `##`
// lines that say what happened in its repository, in this order, and what is decided.
//
//   ## with-version VERSION             of the first commit; later, a commit that raises it
//                                       (default: 1.2.3)
//   ## with-changelog VERSION WORD [TEXT]  version, distribution and bullet of its top entry;
//                                       before the first commit (default: 1.2.3-1 unstable)
//   ## with-file PATH TEXT              in the first commit
//   ## with-tag NAME                    on the newest commit
//   ## with-tag-elsewhere NAME          on a commit above it, of another branch
//   ## with-commit PATH[,PATH…] MESSAGE `\n` in the message is a new line, and `{N}` the hash of
//                                       the commit N: with-commit, with-merge and with-revert count
//   ## with-revert N[,N…]               git revert of these commits, in one
//   ## with-merge PATH[,PATH…] SUBJECT  a merge as forges make them, SUBJECT in its body
//   ## with-archive VERSION             the archive `--archive` reads has a package of the source
//   ## with-option --WORD VALUE         `--level`, `--released` (`-`: none), `--base`
//   ## assert-action WORD  ## assert-level WORD  ## assert-version VERSION
//   ## assert-changelog VERSION         of its top entry afterwards
//   ## assert-dropped TEXT              a bullet that the top entry loses
//   ## assert-bullet TEXT               in this order; where one is asserted, there are no others
//   ## assert-reason TEXT               part of one
//   ## assert-error RULE TEXT
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>

#include "base/text.h"
#include "release/decision.h"
#include "support/case_file.h"
#include "support/scratch_repository.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;

struct Op {
  std::string name;
  std::vector<std::string> words;
};

struct ReleaseCase {
  std::string text;
  std::vector<Op> setup;
  std::vector<Op> assertions;
};

/// Words of each op; the last one takes the rest of the line.
const std::map<std::string, std::size_t> kOps = {
    {"with-version", 1},  {"with-changelog", 3},    {"with-file", 2},      {"with-tag", 1},
    {"with-commit", 2},   {"with-merge", 2},        {"with-archive", 1},   {"with-option", 2},
    {"assert-action", 1}, {"assert-level", 1},      {"assert-version", 1}, {"assert-changelog", 1},
    {"assert-bullet", 1}, {"assert-reason", 1},     {"assert-error", 2},   {"assert-dropped", 1},
    {"with-revert", 1},   {"with-tag-elsewhere", 1}};

bool ParseOp(std::string_view line, Op* op, std::string* error) {
  std::string_view rest = Trim(line);
  const auto take = [&rest](bool all) {
    const std::size_t end = all ? rest.size() : std::min(rest.find(' '), rest.size());
    std::string word(rest.substr(0, end));
    rest = Trim(rest.substr(end));
    return word;
  };
  op->name = take(false);
  const auto known = kOps.find(op->name);
  if (known == kOps.end()) return *error = "unknown op '" + op->name + "'", false;
  while (!rest.empty()) op->words.push_back(take(op->words.size() + 1 == known->second));
  const std::size_t least = op->name == "with-changelog" ? 2 : known->second;
  if (op->words.size() >= least && op->words.size() <= known->second) return true;
  return *error = "wrong number of words: " + std::string(line), false;
}

bool ParseReleaseCase(const std::string& text, ReleaseCase* parsed, std::string* error) {
  static const std::regex kNearlyOp("\\s*#+\\s*!?(assert|with)-.*");
  parsed->text = text;
  for (const std::string_view line : Split(text, '\n')) {
    if (!line.starts_with("## ")) {
      if (!std::regex_match(line.begin(), line.end(), kNearlyOp)) continue;
      return *error = "an op starts with '## ' at the first column", false;
    }
    Op op;
    if (!ParseOp(line.substr(3), &op, error)) return false;
    (op.name.starts_with("with-") ? parsed->setup : parsed->assertions).push_back(op);
  }
  if (parsed->assertions.empty()) return *error = "asserts nothing", false;
  return true;
}

/// What a case makes: a repository, an archive, options.
class World {
 public:
  explicit World(const ReleaseCase& parsed) {
    files_ = {{"debian/container-app.release", parsed.text},
              {"VERSION", "1.2.3\n"},
              {"debian/changelog", ChangelogOf("1.2.3-1", "unstable")}};
    needs_hashes_ = parsed.text.find("with-revert") != std::string::npos ||
                    parsed.text.find("{1") != std::string::npos;
    for (const Op& op : parsed.setup) Apply(op);
    Begin();
    complaints_ += repository_.Finish();
  }

  std::string Decide(Decision* decision, Diagnostics* diagnostics) {
    if (!complaints_.empty()) return complaints_;
    const DiskFileSystem files;
    Repository repository;
    SourceFile file;
    ReleasePolicy policy;
    if (OpenRepository(repository_.path(), &repository, diagnostics) &&
        ReadPolicy(files, repository.top, "", &file, &policy, diagnostics)) {
      container_app::Decide(files, repository, policy, options_, decision, diagnostics);
    }
    return "";
  }

 private:
  void Begin() {
    if (!begun_) repository_.Commit("Start", files_);
    begun_ = true;
  }

  Contents Changed(const std::string& paths) {
    Contents files;
    for (const std::string_view path : Split(paths, ',')) {
      std::string content = fmt::format("{}\n", ++count_);
      if (path == "debian/changelog") {
        content = ChangelogOf("1.2.3-1", "unstable", "  * " + content);
      }
      files.emplace(path, content);
    }
    return files;
  }

  void Apply(const Op& op) {
    const auto& words = op.words;
    if (op.name == "with-version" && !begun_) {
      files_["VERSION"] = ReplaceAll(words[0], "\\n", "\n") + "\n";
    } else if (op.name == "with-changelog") {
      files_["debian/changelog"] = ChangelogOf(
          words[0], words[1], "  * " + (words.size() > 2 ? words[2] : "Initial release.") + "\n");
    } else if (op.name == "with-file") {
      files_[words[0]] = words[1] + "\n";
    } else if (op.name == "with-archive") {
      options_.archive = archive_.path();
      index_ += fmt::format("Package: libberth\nSource: berth\nVersion: {}\n\n", words[0]);
      archive_.Write("dists/stable/main/binary-all/Packages", index_);
    } else if (op.name == "with-option") {
      Option(words[0], words[1] == "-" ? "" : words[1]);
    } else {
      Begin();
      History(op);
    }
  }

  void History(const Op& op) {
    const auto& words = op.words;
    if (op.name == "with-version") {
      repository_.Commit("Release " + words[0], {{"VERSION", words[0] + "\n"}});
    } else if (op.name == "with-tag") {
      repository_.Tag(words[0]);
    } else if (op.name == "with-tag-elsewhere") {
      repository_.TagElsewhere(words[0]);
    } else if (op.name == "with-revert") {
      std::vector<std::string> hashes;
      for (const std::string_view number : Split(words[0], ',')) {
        hashes.push_back(hashes_.at(std::stoul(std::string(number)) - 1));
      }
      complaints_ += repository_.Revert(hashes);
      Remember();
    } else {
      Commit(op.name, words[0], ReplaceAll(words[1], "\\n", "\n") + "\n");
    }
  }

  void Commit(const std::string& name, const std::string& paths, std::string message) {
    for (std::size_t i = 0; i < hashes_.size(); ++i) {
      message = ReplaceAll(message, fmt::format("{{{}}}", i + 1), hashes_[i]);
      message = ReplaceAll(message, fmt::format("{{{}:9}}", i + 1), hashes_[i].substr(0, 9));
    }
    if (name == "with-commit") {
      repository_.Commit(message, Changed(paths));
    } else {
      repository_.Merge("Merge pull request #7 from ada/branch\n\n" + message, "wip\n",
                        Changed(paths));
    }
    Remember();
  }

  /// Hashes are asked for only where a case has use for them.
  void Remember() {
    if (needs_hashes_) hashes_.push_back(repository_.Head());
  }

  void Option(const std::string& name, const std::string& value) {
    if (Level level{}; name == "--level" && ParseLevel(value, &level)) options_.level = level;
    if (name == "--released") options_.released = value;
    if (name == "--base") options_.base = value;
  }

  ScratchRepository repository_;
  TemporaryFolder archive_;
  std::string index_;
  Contents files_;
  DecisionOptions options_;
  bool begun_ = false;
  bool needs_hashes_ = false;
  std::vector<std::string> hashes_;
  int count_ = 0;
  std::string complaints_;
};

std::string Found(const Op& assertion, const Decision& decision) {
  if (assertion.name == "assert-action") return std::string(ActionName(decision.action));
  if (assertion.name == "assert-level") return std::string(LevelName(decision.level));
  if (assertion.name == "assert-version") return decision.next_version;
  return decision.changelog_version;
}

/// Each line is a difference.
std::string Compare(const ReleaseCase& parsed, const Decision& decision,
                    const Diagnostics& diagnostics) {
  std::string differences;
  std::vector<std::string> bullets;
  std::vector<std::string> dropped;
  std::string errors;
  std::size_t asserted = 0;
  for (const Finding& finding : diagnostics.findings()) errors += FormatFinding(finding);
  for (const Op& op : parsed.assertions) {
    bool holds = false;
    if (op.name == "assert-error") {
      ++asserted;
      holds = errors.find("[" + op.words[0] + "]") != std::string::npos &&
              errors.find(op.words[1]) != std::string::npos;
    } else if (op.name == "assert-bullet") {
      bullets.push_back(op.words[0]);
      continue;
    } else if (op.name == "assert-dropped") {
      dropped.push_back(op.words[0]);
      continue;
    } else if (op.name == "assert-reason") {
      holds = Join(decision.reasons, "\n").find(op.words[0]) != std::string::npos;
    } else {
      holds = Found(op, decision) == op.words[0];
    }
    if (!holds) {
      differences += fmt::format("{} {}: not so, but {}\n", op.name, Join(op.words, " "),
                                 asserted > 0 ? errors : Found(op, decision));
    }
  }
  std::vector<std::string> decided;
  for (const Bullet& bullet : decision.bullets) decided.push_back(bullet.text);
  if (!bullets.empty() && bullets != decided) {
    differences += "bullets: " + Join(decided, " / ") + "\n";
  }
  if (dropped != decision.dropped) {
    differences += "dropped: " + Join(decision.dropped, " / ") + "\n";
  }
  if (diagnostics.errors() != asserted) differences += "not asserted: " + errors;
  return differences + (differences.empty() ? "" : Join(decision.reasons, "\n"));
}

class ReleaseCaseTest : public testing::TestWithParam<std::string> {};

TEST_P(ReleaseCaseTest, DecidesAsItSays) {
  ReleaseCase parsed;
  std::string error;
  ASSERT_TRUE(ParseReleaseCase(ReadWholeFile(GetParam()), &parsed, &error)) << error;
  World world(parsed);
  Decision decision;
  Diagnostics diagnostics;
  ASSERT_EQ(world.Decide(&decision, &diagnostics), "");
  EXPECT_EQ(Compare(parsed, decision, diagnostics), "");
}

INSTANTIATE_TEST_SUITE_P(Cases, ReleaseCaseTest, testing::ValuesIn(FindCases({"release"})),
                         [](const auto& tested) {
                           std::string name = fs::path(tested.param).stem().string();
                           std::replace_if(
                               name.begin(), name.end(),
                               [](char c) { return !isalnum(static_cast<unsigned char>(c)); }, '_');
                           return name;
                         });

TEST(ReleaseCaseFormTest, ACaseThatTestsNothingIsAnError) {
  for (const std::string text :
       {"", "## with-tag v1\n", "## assert-acton start\n",
        "# assert-action start\n## assert-level none\n", "## assert-error rule\n"}) {
    ReleaseCase parsed;
    std::string error;
    EXPECT_FALSE(ParseReleaseCase(text, &parsed, &error)) << text;
  }
}

}  // namespace
}  // namespace container_app

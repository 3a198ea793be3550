// SPDX-License-Identifier: GPL-2.0-or-later
// Repositories in states that cannot be decided about, and what is said of them.
#include "release/repository.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/decision.h"
#include "release/history.h"
#include "release/next_revision.h"
#include "support/scratch_repository.h"

namespace container_app {
namespace {

using testing::HasSubstr;

/// Decides about the repository at `path`; what is found, or the reasons.
std::string Plan(const std::string& path, const DecisionOptions& options = {}) {
  const DiskFileSystem files;
  Diagnostics diagnostics;
  Repository repository;
  Decision decision;
  std::string text;
  if (OpenRepository(path, &repository, &diagnostics) &&
      Decide(files, repository, ReleasePolicy(), options, &decision, &diagnostics)) {
    text = std::string(ActionName(decision.action)) + " " + decision.next_version + "\n";
  }
  for (const Finding& finding : diagnostics.findings()) text += FormatFinding(finding);
  return text;
}

std::string Next(const ScratchRepository& scratch, const DecisionOptions& options = {}) {
  const DiskFileSystem files;
  Diagnostics diagnostics;
  Repository repository;
  std::uint64_t revision = 0;
  std::string why;
  std::string text;
  if (OpenRepository(scratch.path(), &repository, &diagnostics) &&
      FindNextRevision(files, repository, ReleasePolicy(), options, &revision, &why,
                       &diagnostics)) {
    text = fmt::format("{}: {}", revision, why);
  }
  for (const Finding& finding : diagnostics.findings()) text += FormatFinding(finding);
  return text;
}

class RepositoryTest : public testing::Test {
 protected:
  RepositoryTest() {
    scratch_.Commit("Start", {{"VERSION", "1.2.3\n"},
                              {"debian/changelog", ChangelogOf("1.2.3-1", "unstable")}});
    scratch_.Tag("v1.2.3+1");
    scratch_.Commit("fix: a", {{"src/a.cc", "a\n"}});
    scratch_.Commit("feat: b", {{"src/b.cc", "b\n"}});
  }

  /// Those of the whole history, as they are read.
  std::vector<Change> AllChanges() {
    Diagnostics diagnostics;
    Repository repository;
    HistoryRange range;
    History history;
    EXPECT_TRUE(OpenRepository(scratch_.path(), &repository, &diagnostics));
    EXPECT_TRUE(ResolveCommit(repository, "--head", "HEAD", &range.head, &diagnostics));
    EXPECT_TRUE(ReadChanges(repository, range, &history, &diagnostics));
    return history.changes;
  }

  /// A clone of that depth, made as CI does; its path.
  std::string Clone(const std::string& depth) {
    EXPECT_EQ(scratch_.Finish(), "");
    std::string path = clones_.path() + "/" + depth;
    const ProgramResult cloned = RunProgram(
        {"git", "clone", "--quiet", "--depth", depth, "file://" + scratch_.path(), path});
    EXPECT_EQ(cloned.status, 0) << cloned.errors;
    return path;
  }

  ScratchRepository scratch_;
  TemporaryFolder clones_;
};

TEST_F(RepositoryTest, AFolderWithoutRepositoryIsNamed) {
  EXPECT_THAT(Plan(clones_.path()), HasSubstr("not a git repository"));
}

TEST_F(RepositoryTest, WithoutCommitNothingIsDecided) {
  ScratchRepository empty;
  ASSERT_EQ(empty.Finish(), "");
  EXPECT_THAT(Plan(empty.path()), HasSubstr("there is no commit yet"));
}

TEST_F(RepositoryTest, ADetachedHeadAndADirtyTreeAreDecidedAbout) {
  ASSERT_EQ(scratch_.Finish(), "");
  ASSERT_EQ(scratch_.Git({"checkout", "--quiet", "--detach", "HEAD~"}).status, 0);
  EXPECT_EQ(Plan(scratch_.path()), "start 1.2.4\n");
  scratch_.Write("VERSION", "1.2.4\n");
  EXPECT_EQ(Plan(scratch_.path()), "extend 1.2.4\n");
}

TEST_F(RepositoryTest, FilesAreReadFromTheHeadThatIsNamed) {
  scratch_.Commit("Release 1.3.0", {{"VERSION", "1.3.0\n"}});
  ASSERT_EQ(scratch_.Finish(), "");
  scratch_.Write("VERSION", "rubbish\n");
  DecisionOptions options;
  options.head = "HEAD";
  EXPECT_EQ(Plan(scratch_.path(), options), "extend 1.3.0\n");
  options.head = "HEAD~2";
  EXPECT_EQ(Plan(scratch_.path(), options), "start 1.2.4\n");
}

TEST_F(RepositoryTest, AShallowCloneSaysHowToDeepenIt) {
  EXPECT_THAT(Plan(Clone("1")), HasSubstr("the clone is shallow and has no tag of a release; git "
                                          "fetch --unshallow --tags [git-shallow]"));
  DecisionOptions options;
  options.base = "v1.2.3+1";
  EXPECT_THAT(Plan(Clone("2"), options), HasSubstr("git fetch --unshallow --tags"));
  EXPECT_EQ(Plan(Clone("3")), "start 1.3.0\n");
}

TEST_F(RepositoryTest, AReferenceIsNeverAnOption) {
  ASSERT_EQ(scratch_.Finish(), "");
  DecisionOptions options;
  for (const std::string reference : {"--all", "-", "nowhere", "VERSION", "HEAD:VERSION"}) {
    options.base = reference;
    EXPECT_THAT(Plan(scratch_.path(), options),
                HasSubstr("--base: there is no commit '" + reference + "' here"));
  }
}

TEST_F(RepositoryTest, OddNamesAndMessagesAreTakenAsTheyAre) {
  scratch_.Commit("feat: \x1b[31mred \xff\n\n\x01text\n", {{"src/\"a b\x01.cc", "c\n"}});
  ASSERT_EQ(scratch_.Finish(), "");
  const std::vector<Change> changes = AllChanges();
  ASSERT_EQ(changes.size(), 4u);
  EXPECT_THAT(changes[3].title, HasSubstr("feat: \x1b[31mred"));
  EXPECT_EQ(changes[3].paths, std::vector<std::string>{"src/\"a b\x01.cc"});
}

TEST_F(RepositoryTest, AMergeBelongsToTheStepThatBroughtIt) {
  scratch_.Merge("Merge branch 'side'\n", "feat!: from the side\n", {{"src/c.cc", "c\n"}});
  ASSERT_EQ(scratch_.Finish(), "");
  const std::vector<Change> changes = AllChanges();
  ASSERT_EQ(changes.size(), 4u);
  EXPECT_EQ(changes[3].title, "");
  EXPECT_EQ(changes[3].subjects, std::vector<std::string>{"feat!: from the side"});
  EXPECT_EQ(changes[3].paths, std::vector<std::string>{"src/c.cc"});
  EXPECT_EQ(changes[3].level, Level::kMajor);
}

TEST_F(RepositoryTest, TheNextRevisionIsOneThatNobodyHas) {
  ASSERT_EQ(scratch_.Finish(), "");
  EXPECT_EQ(Next(scratch_), "2: the revision is 2: 1 is taken (v1.2.3+1)");
  scratch_.Git({"tag", "v1.2.3+9_pre", "HEAD~"});
  EXPECT_EQ(Next(scratch_), "10: the revision is 10: 9 is taken (v1.2.3+9_pre)");
  DecisionOptions options;
  options.released = "1.2.3-14";
  EXPECT_EQ(Next(scratch_, options), "15: the revision is 15: 14 is taken (--released)");
  scratch_.Write("VERSION", "1.2.4\n");
  EXPECT_EQ(Next(scratch_), "1: the revision is 1: no build of 1.2.4 is known");
}

TEST_F(RepositoryTest, ABuildThatIsBegunKeepsItsRevision) {
  ASSERT_EQ(scratch_.Finish(), "");
  scratch_.Git({"tag", "-a", "-m", "built", "v1.2.3+4_pre"});
  EXPECT_EQ(Next(scratch_), "4: the revision is 4: this commit is v1.2.3+4_pre already");
}

TEST_F(RepositoryTest, NothingIsBuiltBehindWhatIsReleased) {
  ASSERT_EQ(scratch_.Finish(), "");
  scratch_.Git({"tag", "v1.2.3+2_pre"});
  scratch_.Git({"checkout", "--quiet", "HEAD~"});
  EXPECT_THAT(Next(scratch_), HasSubstr("v1.2.3+2_pre is a build of a later commit"));
  DecisionOptions options;
  options.released = "1.3.0-1";
  scratch_.Git({"checkout", "--quiet", "main"});
  EXPECT_THAT(Next(scratch_, options), HasSubstr("1.2.3 is below 1.3.0 (--released)"));
}

}  // namespace
}  // namespace container_app

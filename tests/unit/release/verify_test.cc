// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "support/scratch_repository.h"

namespace container_app {
namespace {

using testing::HasSubstr;

constexpr std::string_view kMetadata = "name: Berth Log\nversion: \"1.0-3\"  # of the log\n";

class VerifyTest : public testing::Test {
 protected:
  VerifyTest() {
    repository_.Commit("Start",
                       {{"VERSION", "1.2.3\n"},
                        {"debian/changelog", ChangelogOf("1.2.3-1", "unstable")},
                        {"debian/container-app.release",
                         "Urgency: low\n\nFile: setup.cfg\nPattern: version = {version}\n"},
                        {"setup.cfg", "[metadata]\nversion = 1.2.3\n"},
                        {"apps/log/metadata.yaml", std::string(kMetadata)},
                        {"apps/log/docker-compose.yml", "services: {}\n"}});
    repository_.Tag("v1.2.3+1");
  }

  /// What is found, a line each, and the notes.
  std::string Find(VerifyMode mode, const DecisionOptions& options) {
    const DiskFileSystem files;
    Diagnostics diagnostics;
    Repository repository;
    SourceFile file;
    ReleasePolicy policy;
    std::vector<std::string> notes;
    const bool good = OpenRepository(repository_.path(), &repository, &diagnostics) &&
                      ReadPolicy(files, repository.top, "", &file, &policy, &diagnostics) &&
                      Verify(files, repository, policy, options, mode, &notes, &diagnostics);
    std::string found;
    for (const Finding& finding : diagnostics.findings()) found += FormatFinding(finding);
    EXPECT_EQ(good, found.empty()) << found;
    notes_ = Join(notes, "\n");
    return found;
  }

  /// A change of these files since the start, verified as such.
  std::string FindChange(VerifyMode mode, std::string_view subject, const Contents& files) {
    repository_.Commit(subject, files);
    EXPECT_EQ(repository_.Finish(), "");
    DecisionOptions options;
    options.base = "v1.2.3+1";
    return Find(mode, options);
  }

  std::string FindFiles(const Contents& files) {
    repository_.Commit("Change", files);
    EXPECT_EQ(repository_.Finish(), "");
    return Find(VerifyMode::kMerge, {});
  }

  ScratchRepository repository_;
  std::string notes_;
};

TEST_F(VerifyTest, FilesThatAgreeAreGood) {
  EXPECT_EQ(FindFiles({{"README.md", "x\n"}}), "");
  EXPECT_EQ(notes_, "VERSION and debian/changelog say 1.2.3 (1.2.3-1)");
}

TEST_F(VerifyTest, TheChangelogIsOfAnotherVersion) {
  EXPECT_THAT(FindFiles({{"debian/changelog", ChangelogOf("1.2.4-1", "unstable")}}),
              HasSubstr("debian/changelog:1:8: error: the top entry is of 1.2.4, and VERSION says "
                        "1.2.3; let both say the same"));
}

TEST_F(VerifyTest, TheChangelogIsOfAnotherSource) {
  EXPECT_THAT(FindFiles({{"debian/control", "Source: quay\n\nPackage: quay\n"}}),
              HasSubstr("debian/changelog:1:1: error: the top entry is of 'berth', and "
                        "debian/control names 'quay'"));
}

TEST_F(VerifyTest, ANativePackageHasNoRevision) {
  EXPECT_THAT(FindFiles({{"debian/source/format", "3.0 (native)\n"}}),
              HasSubstr("debian/changelog:1:8: error: '1.2.3-1' has a revision, and the package is "
                        "native"));
}

TEST_F(VerifyTest, AnExtraFileIsOfAnotherVersion) {
  EXPECT_THAT(FindFiles({{"setup.cfg", "[metadata]\nversion = 1.2.2\n"}}),
              HasSubstr("setup.cfg:2:11: error: this says 1.2.2, and VERSION says 1.2.3; write "
                        "1.2.3 [version-differs]"));
}

TEST_F(VerifyTest, APatternHasToFitOnce) {
  EXPECT_THAT(FindFiles({{"setup.cfg", "version = 1.2.3\nversion = 1.2.3\n"}}),
              HasSubstr("setup.cfg:2:11: error: the pattern 'version = {version}' fits here, too"));
}

TEST_F(VerifyTest, APatternThatFitsNothingIsNamedInThePolicy) {
  EXPECT_THAT(FindFiles({{"setup.cfg", "[metadata]\n"}}),
              HasSubstr("debian/container-app.release:3:1: error: the pattern fits nothing in "
                        "setup.cfg"));
}

TEST_F(VerifyTest, EveryFaultIsTold) {
  const std::string found = FindFiles({{"debian/changelog", ChangelogOf("1.2.4-1", "unstable")},
                                       {"setup.cfg", "version = 1.2.2\n"}});
  EXPECT_THAT(found, HasSubstr("[version-changelog]"));
  EXPECT_THAT(found, HasSubstr("[version-differs]"));
}

TEST_F(VerifyTest, LineEndsAndTheLastNewlineOfVersionCount) {
  ASSERT_EQ(repository_.Finish(), "");
  for (const auto& [text, what] : std::vector<std::pair<std::string, std::string>>{
           {"1.2.3\r\n", "VERSION:1:6: error: the line ends with CR LF; sed -i"},
           {"1.2.3", "VERSION:1:6: error: the newline at the end is missing; echo >>VERSION"},
           {" 1.2.3\n", "VERSION:1:1: error: there is a blank beside the version"},
           {"", "VERSION: error: the file is empty; write X.Y.Z"},
           {"\n1.2.3\n", "VERSION:2:1: error: there is more than one line"}}) {
    repository_.Write("VERSION", text);
    EXPECT_THAT(Find(VerifyMode::kMerge, {}), HasSubstr(what));
  }
}

TEST_F(VerifyTest, AnAuthorLeavesVersionsAlone) {
  EXPECT_EQ(FindChange(VerifyMode::kAuthor, "feat: list", {{"src/list.cc", "x\n"}}), "");
  EXPECT_THAT(notes_, HasSubstr("a bump from 1.2.3 to 1.3.0 is due at the merge; the orchestrator "
                                "makes it"));
}

TEST_F(VerifyTest, AnAuthorWhoRaisesTheVersionIsToldWhoWill) {
  const std::string found = FindChange(VerifyMode::kAuthor, "feat: list",
                                       {{"src/list.cc", "x\n"},
                                        {"VERSION", "1.3.0\n"},
                                        {"debian/changelog", ChangelogOf("1.3.0-1", "unstable")},
                                        {"setup.cfg", "version = 1.3.0\n"}});
  for (const std::string file : {"VERSION", "debian/changelog", "setup.cfg"}) {
    EXPECT_THAT(found, HasSubstr(file + ": error: the change touches it; git checkout "));
  }
  EXPECT_THAT(found, HasSubstr("the orchestrator raises the version at the merge"));
}

TEST_F(VerifyTest, AnAuthorMayTouchTheRestOfAnExtraFile) {
  EXPECT_EQ(FindChange(VerifyMode::kAuthor, "fix: name",
                       {{"setup.cfg", "[metadata]\nname = berth\nversion = 1.2.3\n"}}),
            "");
}

TEST_F(VerifyTest, AMergeWithoutItsBumpIsNamed) {
  EXPECT_THAT(
      FindChange(VerifyMode::kMerge, "feat: list", {{"src/list.cc", "x\n"}}),
      HasSubstr("VERSION:1:1: error: a bump from 1.2.3 to 1.3.0 is due: 1 of 1 change since "
                "v1.2.3+1 affects the package, the first by src/list.cc; container-app "
                "release bump --base v1.2.3+1 [bump-due]"));
}

TEST_F(VerifyTest, AMergeWithItsBumpIsGood) {
  EXPECT_EQ(FindChange(VerifyMode::kMerge, "feat: list",
                       {{"src/list.cc", "x\n"},
                        {"VERSION", "1.3.0\n"},
                        {"debian/changelog", ChangelogOf("1.3.0-1", "UNRELEASED")},
                        {"setup.cfg", "version = 1.3.0\n"}}),
            "");
}

TEST_F(VerifyTest, AVersionThatFallsIsNamed) {
  EXPECT_THAT(FindChange(VerifyMode::kMerge, "fix: list",
                         {{"VERSION", "1.2.2\n"},
                          {"debian/changelog", ChangelogOf("1.2.2-1", "unstable")},
                          {"setup.cfg", "version = 1.2.2\n"}}),
              testing::AllOf(HasSubstr("the version falls from 1.2.3 to 1.2.2"),
                             HasSubstr("the changelog falls from 1.2.3-1 to 1.2.2-1")));
}

TEST_F(VerifyTest, AnAppThatChangedHasToRise) {
  EXPECT_THAT(FindChange(VerifyMode::kAuthor, "fix: log",
                         {{"apps/log/docker-compose.yml", "services: {log: {}}\n"}}),
              HasSubstr("apps/log/metadata.yaml:2:10: error: apps/log has changed, but its version "
                        "is still 1.0-3; raise it: container-app release bump --app apps/log"));
}

TEST_F(VerifyTest, AnyEditOfItsMetadataIsNoRise) {
  EXPECT_THAT(FindChange(VerifyMode::kAuthor, "fix: log",
                         {{"apps/log/metadata.yaml", "name: The Log\nversion: 1.0-3\n"}}),
              HasSubstr("[app-version]"));
}

TEST_F(VerifyTest, AVersionThatFallsIsNoRise) {
  EXPECT_THAT(FindChange(VerifyMode::kAuthor, "fix: log",
                         {{"apps/log/metadata.yaml", "name: Berth Log\nversion: 1.0-2\n"}}),
              HasSubstr("its version falls from 1.0-3 to 1.0-2"));
}

TEST_F(VerifyTest, AnAppThatRoseIsGoodAndSoAreDocuments) {
  EXPECT_EQ(FindChange(VerifyMode::kAuthor, "fix: log",
                       {{"apps/log/docker-compose.yml", "services: {log: {}}\n"},
                        {"apps/log/metadata.yaml", "name: Berth Log\nversion: 1.0-4\n"},
                        {"apps/new/metadata.yaml", "name: New\nversion: 1.0-1\n"}}),
            "");
  EXPECT_EQ(repository_.Git({"status", "--porcelain"}).output, "");
}

TEST_F(VerifyTest, TheArchiveMayNotBeAhead) {
  const TemporaryFolder archive;
  DecisionOptions options;
  options.archive = archive.Write("Packages", "Package: berth\nVersion: 1.2.3-2\n");
  ASSERT_EQ(repository_.Finish(), "");
  EXPECT_THAT(Find(VerifyMode::kMerge, options),
              HasSubstr("the archive has 1.2.3-2 already, and the top entry is 1.2.3-1 unstable"));
  options.archive = archive.Write("Packages", "Package: berth\nVersion: 1.3.0-1\n");
  EXPECT_THAT(Find(VerifyMode::kMerge, options),
              HasSubstr("1.2.3 is below 1.3.0, which is published"));
  options.archive = archive.Write("Packages", "Package: berth\nVersion: 1.2.3-1\n");
  EXPECT_EQ(Find(VerifyMode::kMerge, options), "");
}

}  // namespace
}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// `container-app release bump` on real repositories: what it writes, and what it leaves alone.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/text.h"
#include "release/transaction.h"
#include "support/scratch_repository.h"
#include "typed.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;

const char* const kMetadata =
    "# Rings.\nversion: '2.0-1' # ours\nname: Bell\nupstream_version: 2.0\n";

/// A closed cycle, 1.2.3, with a feature that waits for its release.
class ReleaseBumpTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("SOURCE_DATE_EPOCH", "1800000000", 1);
    setenv("DEBFULLNAME", "Bo Deckhand", 1);
    setenv("DEBEMAIL", "bo@x.example", 1);
    repository_.Commit("Start", {{"VERSION", "1.2.3\n"},
                                 {"debian/control", "Source: berth\n"},
                                 {"debian/changelog", ChangelogOf("1.2.3-1", "unstable")},
                                 {"debian/container-app.release",
                                  "Distribution: UNRELEASED\n\nFile: src/version.h\n"
                                  "Pattern: VERSION \"{version}\"\n"},
                                 {"src/version.h", "#define VERSION \"1.2.3\"\n"},
                                 {"apps/bell/metadata.yaml", kMetadata}});
    repository_.Tag("v1.2.3+1");
    repository_.Commit("feat: ring a bell", {{"src/bell.c", "int main;\n"}});
    ASSERT_EQ(repository_.Finish(), "");
    ASSERT_EQ(chdir(repository_.path().c_str()), 0);
  }

  /// All files of the work tree, with their contents.
  Contents Files() const {
    Contents files;
    for (fs::recursive_directory_iterator it(repository_.path()), end; it != end; ++it) {
      if (it->path().filename() == ".git") it.disable_recursion_pending();
      if (it->is_regular_file()) {
        files[fs::relative(it->path(), repository_.path()).string()] = ReadWholeFile(it->path());
      }
    }
    return files;
  }
  std::string File(const std::string& name) const {
    return ReadWholeFile(repository_.path() + "/" + name);
  }
  /// Commits a file as somebody gave it.
  void Give(const std::string& name, const std::string& content) {
    repository_.Write(name, content);
    repository_.Git({"commit", "--quiet", "--all", "--message", "chore: spoil"});
  }
  std::string Journal() const { return repository_.path() + "/.git/container-app-release/journal"; }

  /// The bump fails with `status` and the rule, and no file changes.
  void ExpectRefused(int status, const std::string& rule, std::vector<std::string> words = {}) {
    words.insert(words.begin(), {"release", "bump"});
    const Contents before = Files();
    const Outcome outcome = Type(words);
    EXPECT_EQ(outcome.status, status) << outcome.err;
    EXPECT_NE(outcome.err.find("[" + rule + "]"), std::string::npos) << rule << outcome.err;
    EXPECT_NE(outcome.err.find("; "), std::string::npos) << "no fix: " << outcome.err;
    EXPECT_EQ(Files(), before) << rule;
    EXPECT_FALSE(fs::exists(Journal())) << rule;
  }

  ScratchRepository repository_;
};

TEST_F(ReleaseBumpTest, WritesAllFilesAndNothingElseInThem) {
  Contents wanted = Files();
  const Outcome outcome = Type({"release", "bump", "--merge", "42", "--app", "apps/bell=2.1"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  wanted["VERSION"] = "1.3.0\n";
  wanted["src/version.h"] = "#define VERSION \"1.3.0\"\n";
  wanted["debian/changelog"] =
      "berth (1.3.0-1) UNRELEASED; urgency=medium\n\n  [ Ada ]\n  * feat: ring a bell\n\n"
      " -- Bo Deckhand <bo@x.example>  Fri, 15 Jan 2027 08:00:00 +0000\n\n" +
      wanted["debian/changelog"];
  // 2.1 alone would be a number.
  wanted["apps/bell/metadata.yaml"] =
      "# Rings.\nversion: '2.1-1' # ours\nname: Bell\nupstream_version: \"2.1\"\n";
  wanted["debian/container-app.merges"] =
      "# Merges that 'container-app release bump' has carried out; it does none of them twice.\n"
      "42\n";
  EXPECT_EQ(Files(), wanted);
}

TEST_F(ReleaseBumpTest, TheSameMergeAgainChangesNothing) {
  const std::vector<std::string> words{"release", "bump", "--merge", "7", "--app", "apps/bell"};
  EXPECT_EQ(Type(words).status, 0);
  const Contents once = Files();
  const Outcome again = Type(words);
  EXPECT_EQ(again.status, 0);
  EXPECT_NE(again.err.find("merge 7 was carried out before"), std::string::npos) << again.err;
  EXPECT_EQ(Files(), once);
  EXPECT_EQ(Type({"release", "bump", "--merge", "7", "--json"}).out,
            "{\"action\":\"nothing\",\"merge\":\"7\"}\n");
  // In a clone of what was committed, too.
  repository_.Git({"add", "--all"});
  repository_.Git({"commit", "--quiet", "--message", "Release"});
  const std::string clone = repository_.path() + "/../clone";
  repository_.Git({"clone", "--quiet", repository_.path(), clone});
  ASSERT_EQ(chdir(clone.c_str()), 0);
  EXPECT_NE(Type(words).err.find("merge 7 was carried out before"), std::string::npos);
  EXPECT_EQ(ReadWholeFile(clone + "/apps/bell/metadata.yaml"), File("apps/bell/metadata.yaml"));
}

TEST_F(ReleaseBumpTest, AnUnreleasedEntryIsExtendedUntilItGetsADistribution) {
  EXPECT_EQ(Type({"release", "bump"}).status, 0);
  repository_.Write("src/bell.c", "int main2;\n");
  repository_.Git({"commit", "--quiet", "--message", "fix: ring it once", "src/bell.c"});
  const Outcome outcome =
      Type({"release", "bump", "--distribution", "unstable", "--urgency", "high"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(File("debian/changelog")
                  .starts_with("berth (1.3.0-1) unstable; urgency=high\n\n  [ Ada ]\n"
                               "  * feat: ring a bell\n  * fix: ring it once\n\n -- Bo Deckhand"))
      << File("debian/changelog");
  const Contents now = Files();
  EXPECT_EQ(Type({"release", "bump"}).status, 0);
  EXPECT_EQ(Files(), now) << "all is told";
}

TEST_F(ReleaseBumpTest, RefusesSpoiltFiles) {
  const std::string changelog = File("debian/changelog");
  for (const std::string version : {"", "1.2.3", "1.2.3\n1.2.4\n", "v1.2.3\n", " 1.2.3\n",
                                    "1.2.3 \n", "1.2.3\r\n", "1:1.2.3\n", "1.2\n", "one\n"}) {
    Give("VERSION", version);
    ExpectRefused(1, "version-file");
  }
  Give("VERSION", "1.2.3\n");
  Give("debian/changelog", ReplaceAll(changelog, "\n", "\r\n"));
  ExpectRefused(1, "changelog-line-ends");
  Give("debian/changelog", changelog.substr(0, changelog.size() - 1));
  ExpectRefused(1, "changelog-line-ends");
  Give("debian/changelog", ReplaceAll(changelog, "berth", "birth"));
  ExpectRefused(1, "changelog-source");
  Give("debian/changelog", ReplaceAll(changelog, "2026", "2096"));
  ExpectRefused(1, "changelog-date-order");
  Give("debian/changelog", ReplaceAll(changelog, "Nov", "Brumaire"));
  ExpectRefused(1, "changelog-date");
  Give("debian/changelog", changelog);
  Give("src/version.h", "#define VERSION \"1.2.2\"\n");
  ExpectRefused(1, "version-differs");
  Give("src/version.h", "#define VERSION 1\n");
  ExpectRefused(1, "version-pattern");
}

TEST_F(ReleaseBumpTest, RefusesSpoiltApps) {
  const std::vector<std::string> words{"--app", "apps/bell"};
  const auto give = [this](const std::string& text) { Give("apps/bell/metadata.yaml", text); };
  for (const std::string text :
       {"name: Bell\n", "version: [1]\n", "version: 1_0\n", "version: >\n  1.0-1\n",
        "version: &one 1.0-1\n", "version: \"1.0\\x2d1\"\n", "version: 1.0-a\n",
        "a: &one 1.0-1\nversion: *one\n", "version:\n  1.0-1\n"}) {
    give(text);
    ExpectRefused(1, "app-version", words);
  }
  give("version: 1.0-1\nversion: 1.0-1\n");
  ExpectRefused(1, "yaml-duplicate-key", words);
  give(kMetadata);
  for (const std::string upstream : {"1.9", "v3", "1:3", "3 0", "3\n"}) {
    ExpectRefused(1, "app-version", {"--app", "apps/bell=" + upstream});
  }
  ExpectRefused(3, "io-error", {"--app", "apps/none"});
  ExpectRefused(3, "io-error", {"--app", "src"});
  ExpectRefused(1, "release-app", {"--app", "/"});
}

TEST_F(ReleaseBumpTest, RefusesWhatSomebodyEdited) {
  const std::string changelog = File("debian/changelog");
  repository_.Write("debian/changelog", ReplaceAll(changelog, "Initial", "First"));
  ExpectRefused(1, "release-dirty");
  repository_.Write("debian/changelog", changelog);
  // What bumps wrote and nobody committed yet is none of that; an edit of it is.
  EXPECT_EQ(Type({"release", "bump", "--app", "apps/bell"}).status, 0);
  EXPECT_EQ(Type({"release", "bump", "--app", "apps/bell"}).status, 0);
  EXPECT_NE(File("apps/bell/metadata.yaml").find("'2.0-3' # ours"), std::string::npos);
  repository_.Write("apps/bell/metadata.yaml", kMetadata + std::string("# more\n"));
  ExpectRefused(1, "release-dirty", {"--app", "apps/bell"});
}

TEST_F(ReleaseBumpTest, RefusesWhereItCannotWrite) {
  const std::string version = repository_.path() + "/VERSION";
  ASSERT_EQ(chmod(version.c_str(), 0444), 0);
  ExpectRefused(3, "io-error");
  ASSERT_EQ(chmod(version.c_str(), 0644), 0);
  // A link would lead the bump to another file.
  Give("debian/control", "Source: berth\n\nPackage: berth\n");
  fs::rename(repository_.path() + "/src/version.h", repository_.path() + "/src/real.h");
  fs::create_symlink("real.h", repository_.path() + "/src/version.h");
  repository_.Git({"add", "--all"});
  repository_.Git({"commit", "--quiet", "--message", "chore: link"});
  ExpectRefused(3, "io-error");
  // And one among its folders out of the repository.
  const std::string outside = repository_.path() + "/../outside";
  fs::create_directory(outside);
  fs::rename(repository_.path() + "/src/real.h", outside + "/version.h");
  fs::remove_all(repository_.path() + "/src");
  fs::create_symlink("../outside", repository_.path() + "/src");
  repository_.Git({"add", "--all"});
  repository_.Git({"commit", "--quiet", "--message", "chore: link"});
  ExpectRefused(1, "release-link");
  EXPECT_EQ(ReadWholeFile(outside + "/version.h"), "#define VERSION \"1.2.3\"\n");
}

TEST_F(ReleaseBumpTest, RefusesWithoutBranchNameOrMergeId) {
  ExpectRefused(1, "release-merge", {"--merge", "4 2"});
  ExpectRefused(1, "release-merge", {"--merge", "#4"});
  for (const std::string name : {"a;b", "a b)", "a\nb", "un_stable", " "}) {
    ExpectRefused(1, "changelog-entry", {"--distribution", name});
  }
  setenv("DEBEMAIL", "nobody", 1);
  ExpectRefused(1, "release-maintainer");
  setenv("DEBEMAIL", "Ada Pilot <ada@x.example>", 1);
  unsetenv("DEBFULLNAME");
  repository_.Git({"checkout", "--quiet", "--detach"});
  ExpectRefused(1, "release-detached");
  repository_.Git({"checkout", "--quiet", "main"});
  EXPECT_EQ(Type({"release", "bump"}).status, 0);
  EXPECT_NE(File("debian/changelog").find(" -- Ada Pilot <ada@x.example>  "), std::string::npos);
}

TEST_F(ReleaseBumpTest, LooksAfterAnInterruptedBump) {
  const std::string version = repository_.path() + "/VERSION";
  const std::string header = repository_.path() + "/src/version.h";
  const std::vector<FileChange> changes{
      {version, true, "1.2.3\n", "1.3.0\n"},
      {header, true, File("src/version.h"), "#define VERSION \"1.3.0\"\n"}};
  fs::create_directories(fs::path(Journal()).parent_path());
  const auto interrupted = [&] {
    repository_.Write(".git/container-app-release/journal", FormatBumpRecord(changes));
  };
  // One that somebody went on with by hand is left to them.
  interrupted();
  repository_.Write("VERSION", "1.4.0\n");
  const Contents edited = Files();
  const Outcome refused = Type({"release", "bump"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("VERSION: error: a bump was interrupted, and since then this file was "
                             "changed; restore it"),
            std::string::npos)
      << refused.err;
  EXPECT_EQ(Files(), edited);
  EXPECT_TRUE(fs::exists(Journal()));

  repository_.Write("VERSION", "1.3.0\n");
  const Outcome completed = Type({"release", "bump", "--level", "none"});
  EXPECT_NE(completed.err.find("is completed now: " + version + ", " + header), std::string::npos)
      << completed.err;
  EXPECT_EQ(File("src/version.h"), "#define VERSION \"1.3.0\"\n");
  EXPECT_FALSE(fs::exists(Journal()));

  repository_.Git({"checkout", "--quiet", "--", "."});
  interrupted();
  const Outcome undone = Type({"release", "bump"});
  EXPECT_EQ(undone.status, 0) << undone.err;
  EXPECT_NE(undone.err.find("is undone now: "), std::string::npos) << undone.err;
  EXPECT_EQ(File("VERSION"), "1.3.0\n");

  repository_.Write(".git/container-app-release/journal", "container-app release journal 1\n1 2");
  EXPECT_NE(Type({"release", "bump"}).err.find("[release-interrupted]"), std::string::npos);
}

TEST(JournalTest, IsReadBackAndNothingElseIs) {
  const std::vector<FileChange> changes{{"/a b", true, "old\n", "end\n"},
                                        {"/c", false, "", std::string("\0\nend\n", 6)}};
  const std::string text = FormatBumpRecord(changes);
  std::vector<FileChange> read;
  ASSERT_TRUE(ParseBumpRecord(text, &read));
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[0].after, changes[0].after);
  EXPECT_EQ(read[1].after, changes[1].after);
  EXPECT_FALSE(read[1].existed);
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_FALSE(ParseBumpRecord(text.substr(0, length), &read)) << length;
  }
}

}  // namespace
}  // namespace container_app

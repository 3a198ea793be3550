// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/files.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/run_program.h"

namespace container_app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class DiskTest : public testing::Test {
 protected:
  std::string At(const std::string& name) const { return folder_.path() + "/" + name; }
  unsigned ModeOf(const std::string& name) const {
    struct stat status {};
    return lstat(At(name).c_str(), &status) == 0 ? status.st_mode & 07777u : 0;
  }

  TemporaryFolder folder_;
  DiskFileSystem files_;
  std::string error_;
  std::string text_;
};

TEST_F(DiskTest, WritesWhatItReadsWithTheModeAskedForWhateverTheUmask) {
  const mode_t before = umask(0077);
  const bool written = files_.Write(At("a/b/c"), std::string("x\0y", 3), 0755, &error_);
  umask(before);
  ASSERT_TRUE(written) << error_;
  ASSERT_TRUE(files_.Read(At("a/b/c"), &text_, &error_, 100)) << error_;
  EXPECT_EQ(text_, std::string("x\0y", 3));
  EXPECT_EQ(ModeOf("a/b/c"), 0755u);
  EXPECT_EQ(ModeOf("a/b"), 0755u);
}

TEST_F(DiskTest, LeavesNothingBehindWhenAWriteFails) {
  ASSERT_TRUE(files_.MakeDirectories(At("there"), &error_));
  EXPECT_FALSE(files_.Write(At("there"), "x", 0644, &error_)) << "a folder is in the way";
  EXPECT_THAT(error_, HasSubstr(At("there")));
  std::vector<std::string> names;
  ASSERT_TRUE(files_.List(folder_.path(), &names, &error_)) << error_;
  EXPECT_THAT(names, ElementsAre("there"));
}

TEST_F(DiskTest, ALinkTakesThePlaceOfWhatWasThere) {
  ASSERT_TRUE(files_.Write(At("a/link"), "x", 0644, &error_));
  ASSERT_TRUE(files_.Link(At("a/link"), "/usr/share/first", &error_)) << error_;
  ASSERT_TRUE(files_.Link(At("a/link"), "/usr/share/second", &error_)) << error_;
  EXPECT_EQ(files_.Status(At("a/link")).kind, FileKind::kSymlink);
  char target[64] = {};
  ASSERT_GT(readlink(At("a/link").c_str(), target, sizeof target - 1), 0);
  EXPECT_STREQ(target, "/usr/share/second");
  EXPECT_FALSE(files_.Link(At("a"), "/usr/share/first", &error_)) << "a folder is in the way";
  std::vector<std::string> names;
  ASSERT_TRUE(files_.List(folder_.path(), &names, &error_)) << error_;
  EXPECT_THAT(names, ElementsAre("a"));
}

TEST_F(DiskTest, AMissingFolderIsEmptyAndAnUnreadableOneAnError) {
  std::vector<std::string> names{"stale"};
  EXPECT_TRUE(files_.List(At("none"), &names, &error_)) << error_;
  EXPECT_THAT(names, ElementsAre());
  ASSERT_TRUE(files_.Write(At("file"), "x", 0644, &error_));
  EXPECT_FALSE(files_.List(At("file"), &names, &error_));
  EXPECT_EQ(error_, At("file") + ": Not a directory");
  ASSERT_EQ(mkdir(At("closed").c_str(), 0), 0);
  const bool is_root = geteuid() == 0;
  if (is_root) {
    ASSERT_EQ(seteuid(65534), 0);
  }
  EXPECT_FALSE(files_.List(At("closed"), &names, &error_));
  if (is_root) {
    ASSERT_EQ(seteuid(0), 0);
  }
  EXPECT_EQ(error_, At("closed") + ": Permission denied");
}

TEST_F(DiskTest, RefusesToReadMoreThanTheLimit) {
  ASSERT_TRUE(files_.Write(At("big"), std::string(11, 'x'), 0644, &error_));
  EXPECT_FALSE(files_.Read(At("big"), &text_, &error_, 10));
  EXPECT_THAT(error_, HasSubstr("larger than 10 bytes"));
  EXPECT_TRUE(files_.Read(At("big"), &text_, &error_, 11));
}

TEST_F(DiskTest, SaysWhyAFileCannotBeRead) {
  EXPECT_FALSE(files_.Read(At("none"), &text_, &error_, 10));
  EXPECT_EQ(error_, At("none") + ": No such file or directory");
  EXPECT_FALSE(files_.Read(folder_.path(), &text_, &error_, 10));
  EXPECT_THAT(error_, HasSubstr("Is a directory"));
  ASSERT_EQ(mkfifo(At("pipe").c_str(), 0600), 0);
  EXPECT_FALSE(files_.Read(At("pipe"), &text_, &error_, 10)) << "and does not wait for a writer";
  EXPECT_THAT(error_, HasSubstr("is not a regular file"));
}

TEST_F(DiskTest, TellsASymbolicLinkFromWhatItPointsTo) {
  ASSERT_TRUE(files_.Write(At("file"), "x", 0755, &error_));
  ASSERT_EQ(symlink("file", At("link").c_str()), 0);
  EXPECT_EQ(files_.Status(At("link")).kind, FileKind::kSymlink);
  EXPECT_EQ(files_.Status(At("file")).kind, FileKind::kRegular);
  EXPECT_TRUE(files_.Status(At("file")).executable);
  EXPECT_EQ(files_.Status(At("none")).kind, FileKind::kMissing);
}

TEST_F(DiskTest, RemovesTreesAndWhatIsNotThere) {
  ASSERT_TRUE(files_.Write(At("a/b"), "x", 0644, &error_));
  EXPECT_TRUE(files_.RemoveTree(At("a"), &error_));
  EXPECT_EQ(files_.Status(At("a")).kind, FileKind::kMissing);
  EXPECT_TRUE(files_.Remove(At("a"), &error_));
}

}  // namespace
}  // namespace container_app

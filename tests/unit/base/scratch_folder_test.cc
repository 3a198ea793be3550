// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/scratch_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

#include "support/run_program.h"

namespace container_app {
namespace {

/// Sets a variable for the time of a test.
class Setting {
 public:
  Setting(const char* name, const std::string& value) : name_(name) {
    const char* before = getenv(name);
    if (before) before_ = before;
    setenv(name, value.c_str(), 1);
  }
  ~Setting() {
    if (before_.empty()) {
      unsetenv(name_);
    } else {
      setenv(name_, before_.c_str(), 1);
    }
  }

 private:
  const char* name_;
  std::string before_;
};

mode_t ModeOf(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_mode : 0;
}

TEST(ScratchFolderTest, IsOurAloneAndGoesWithAllThatIsInIt) {
  const TemporaryFolder parent;
  const Setting setting("TMPDIR", parent.path());
  std::string path;
  {
    ScratchFolder folder;
    std::string error;
    ASSERT_TRUE(folder.Make(&error)) << error;
    path = folder.path();
    EXPECT_TRUE(path.starts_with(parent.path() + "/")) << path;
    EXPECT_EQ(ModeOf(path), mode_t{S_IFDIR | 0700});
    ASSERT_EQ(mkdir((path + "/in").c_str(), 0755), 0);
  }
  EXPECT_EQ(ModeOf(path), mode_t{0});
}

TEST(ScratchFolderTest, ItsPathNeedsNoQuotes) {
  const TemporaryFolder parent;
  for (const std::string name : {"a b", "a:b", "a$b"}) {
    const std::string odd = parent.path() + "/" + name;
    ASSERT_EQ(mkdir(odd.c_str(), 0755), 0);
    const Setting setting("TMPDIR", odd);
    ScratchFolder folder;
    std::string error;
    ASSERT_TRUE(folder.Make(&error)) << error;
    EXPECT_TRUE(folder.path().starts_with("/tmp/container-app.")) << folder.path();
  }
}

TEST(ScratchFolderTest, AMissingParentIsNotUsed) {
  const Setting setting("TMPDIR", "/no/such/folder");
  ScratchFolder folder;
  std::string error;
  ASSERT_TRUE(folder.Make(&error)) << error;
  EXPECT_TRUE(folder.path().starts_with("/tmp/container-app.")) << folder.path();
}

}  // namespace
}  // namespace container_app

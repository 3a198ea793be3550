// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/stage.h"

#include <gtest/gtest.h>

#include "package/load.h"
#include "support/berth_book.h"

namespace container_app {
namespace {

using Strings = std::vector<std::string>;

class StageTest : public testing::Test {
 protected:
  void SetUp() override {
    const DiskFileSystem disk;
    ASSERT_TRUE(LoadTemplates(disk, SOURCE_DIR, &templates_, &diagnostics_));
    AddBerthBook("one", &files_);
    AddBerthBook("two", &files_);
  }

  bool Render(const std::string& version = "1.2-1") {
    packages_.clear();
    diagnostics_ = {};
    return RenderPackages(files_,
                          {{"berth-book-one", version, "one"}, {"berth-book-two", version, "two"}},
                          templates_, 0, nullptr, &packages_, &diagnostics_);
  }
  Strings Found() const {
    Strings found;
    for (const Finding& finding : diagnostics_.findings()) {
      found.push_back(finding.file + " " + finding.rule +
                      (finding.severity == Severity::kError ? "" : " (warning)"));
    }
    return found;
  }

  MemoryFileSystem files_;
  TemplateSet templates_;
  std::vector<RenderedPackage> packages_;
  Diagnostics diagnostics_;
};

TEST_F(StageTest, RendersEachPackageUnderItsName) {
  ASSERT_TRUE(Render());
  ASSERT_EQ(packages_.size(), 2u);
  EXPECT_EQ(packages_[0].package, "berth-book-one");
  EXPECT_EQ(packages_[1].rendering.units.front().name, "berth-book-two.service");
  EXPECT_EQ(packages_[1].unit_folder, "/usr/lib/systemd/system");
}

TEST_F(StageTest, TwoPackagesWithOneFileAreAnError) {
  for (const std::string folder : {"one", "two"}) {
    files_.files[folder + "/metadata.yaml"].content += "routing: {port: 80}\n";
  }
  EXPECT_FALSE(Render());
  EXPECT_EQ(Found(), (Strings{"/etc/halos/routing.d/berth-book.yml file-shared"}));
  files_.files["two/metadata.yaml"].content += "conflicts: [berth-book-one]\n";
  EXPECT_TRUE(Render()) << "they are not installed together";
}

TEST_F(StageTest, TwoCardsForServicesOfOneNameAreAWarning) {
  for (const std::string folder : {"one", "two"}) {
    files_.files[folder + "/metadata.yaml"].content += "web_ui: {enabled: true, port: 80}\n";
  }
  EXPECT_TRUE(Render());
  EXPECT_EQ(Found(), (Strings{"berth-book-two card-shared (warning)"}));
  files_.files["two/metadata.yaml"].content += "conflicts: [berth-book-one]\n";
  EXPECT_TRUE(Render());
  EXPECT_EQ(Found(), Strings()) << "they are not installed together";
}

TEST_F(StageTest, TellsTheFindingsOfAllDefinitions) {
  for (const std::string folder : {"one", "two"}) {
    files_.files[folder + "/metadata.yaml"].content += "colour: blue\n";
  }
  EXPECT_FALSE(Render());
  EXPECT_EQ(Found(), (Strings{"one/metadata.yaml key-unknown", "two/metadata.yaml key-unknown"}));
}

TEST_F(StageTest, TheOnlyPackageHasTheChangelogOfTheSource) {
  files_.Add("debian/control", "Source: book\n\nPackage: berth-book-one\n");
  EXPECT_FALSE(Render("1.3-1"));
  EXPECT_EQ(Found(),
            (Strings{"one/metadata.yaml version-package", "two/metadata.yaml version-package"}));
}

TEST_F(StageTest, SeveralPackagesShareItUnlessTheyHaveTheirOwn) {
  files_.Add("debian/control",
             "Source: book\n\nPackage: berth-book-one\n\nPackage: berth-book-two\n");
  EXPECT_TRUE(Render("20261125"));
  EXPECT_EQ(Found(), (Strings{"one/metadata.yaml version-shared (warning)",
                              "two/metadata.yaml version-shared (warning)"}));
  files_.Add("debian/berth-book-two.changelog.arm64", "");
  EXPECT_FALSE(Render("20261125"));
  EXPECT_EQ(Found(), (Strings{"one/metadata.yaml version-shared (warning)",
                              "two/metadata.yaml version-package"}));
}

TEST_F(StageTest, DefinesEachVariableAlsoWithoutItems) {
  ASSERT_TRUE(Render());
  Strings names;
  for (const auto& [name, items] : packages_[0].rendering.substvars) names.push_back(name);
  for (const char* name :
       {"Depends", "Recommends", "Suggests", "Provides", "Conflicts", "Breaks"}) {
    EXPECT_NE(std::find(names.begin(), names.end(), std::string("container-app:") + name),
              names.end())
        << name;
  }
}

TEST_F(StageTest, WritesFilesAndLinksBelowTheNameOfThePackage) {
  RenderedPackage package;
  package.package = "book";
  package.rendering.artifacts = {{"/usr/bin/book", 0755, "#!", ""},
                                 {"/var/lib/book", 0644, "", "", "/usr/share/book"}};
  ASSERT_TRUE(WriteStage({package}, "stage", &files_, &diagnostics_));
  EXPECT_EQ(files_.files["stage/book/usr/bin/book"].mode, 0755u);
  EXPECT_TRUE(files_.files["stage/book/var/lib/book"].link);
  EXPECT_EQ(files_.files["stage/book/var/lib/book"].content, "/usr/share/book");
}

TEST_F(StageTest, LeavesNothingWhenAFileCannotBeRead) {
  RenderedPackage package;
  package.package = "book";
  package.rendering.artifacts = {{"/usr/bin/book", 0755, "#!", ""},
                                 {"/usr/bin/page", 0755, "", "gone"}};
  EXPECT_FALSE(WriteStage({package}, "stage", &files_, &diagnostics_));
  EXPECT_EQ(Found(), Strings{"gone io-error"});
  EXPECT_EQ(files_.Status("stage").kind, FileKind::kMissing);
}

TEST_F(StageTest, TakesNoFolderThatIsThere) {
  files_.Add("stage/other", "");
  EXPECT_FALSE(WriteStage({}, "stage", &files_, &diagnostics_));
  EXPECT_EQ(files_.Status("stage/other").kind, FileKind::kRegular);
}

}  // namespace
}  // namespace container_app

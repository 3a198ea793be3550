// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/definition.h"

#include <gtest/gtest.h>

#include "support/berth_book.h"

namespace container_app {
namespace {

/// A disk on which one file or folder cannot be read.
class BrokenFile final : public FileReader {
 public:
  BrokenFile(const FileReader& files, std::string broken)
      : files_(files), broken_(std::move(broken)) {}
  bool Read(const std::string& path, std::string* content, std::string* error,
            std::size_t limit) const override {
    if (path != broken_) return files_.Read(path, content, error, limit);
    *error = path + ": Input/output error";
    return false;
  }
  FileStatus Status(const std::string& path) const override { return files_.Status(path); }
  bool List(const std::string& folder, std::vector<std::string>* names,
            std::string* error) const override {
    if (folder != broken_) return files_.List(folder, names, error);
    *error = folder + ": Permission denied";
    return false;
  }

 private:
  const FileReader& files_;
  std::string broken_;
};

class DefinitionTest : public testing::Test {
 protected:
  DefinitionTest() { AddBerthBook("app", &files_); }

  bool Read(const std::string& folder = "app") {
    return ReadDefinition(files_, folder, &definition_, &diagnostics_);
  }
  std::vector<std::string> Findings() const {
    std::vector<std::string> out;
    for (const Finding& finding : diagnostics_.findings()) {
      out.push_back(finding.file + " " + finding.rule);
    }
    return out;
  }
  static std::vector<std::string> NamesOf(const std::vector<CarriedFile>& files) {
    std::vector<std::string> names;
    for (const CarriedFile& file : files) names.push_back(file.name);
    return names;
  }
  using Strings = std::vector<std::string>;

  MemoryFileSystem files_;
  Definition definition_;
  Diagnostics diagnostics_;
};

TEST_F(DefinitionTest, ReadsTheThreeFilesAndKeepsPlacesWhenMoved) {
  ASSERT_TRUE(Read());
  const Definition moved = std::move(definition_);
  EXPECT_EQ(moved.metadata.app_id.value, "berth-book");
  EXPECT_EQ(moved.metadata.app_id.place.file->path, "app/metadata.yaml");
  EXPECT_EQ(moved.metadata.app_id.place.line, 2);
  ASSERT_EQ(moved.compose.services.size(), 1u);
  EXPECT_EQ(moved.compose.services[0].image.place.file, moved.compose_file.get());
  EXPECT_EQ(moved.config.file, moved.config_file.get());
}

TEST_F(DefinitionTest, ASlashAtTheEndOfTheFolderChangesNothing) {
  ASSERT_TRUE(Read("app//"));
  EXPECT_EQ(definition_.folder, "app");
  EXPECT_EQ(definition_.metadata_file->path, "app/metadata.yaml");
}

TEST_F(DefinitionTest, CarriesFilesWithTheirExecuteBitsSorted) {
  files_.Add("app/assets/web/index.html", "");
  files_.Add("app/assets/run", "", 0755);
  files_.Add("app/assets/.htaccess", "");
  files_.Add("app/assets/run~", "");
  files_.Add("app/default-data/a/b", "");
  ASSERT_TRUE(Read());
  EXPECT_EQ(NamesOf(definition_.assets), (Strings{".htaccess", "run", "web/index.html"}));
  EXPECT_TRUE(definition_.assets[1].executable);
  EXPECT_FALSE(definition_.assets[2].executable);
  EXPECT_EQ(definition_.assets[2].source_path, "app/assets/web/index.html");
  EXPECT_EQ(NamesOf(definition_.default_data), Strings{"a/b"});
}

TEST_F(DefinitionTest, PrefersTheVectorIcon) {
  files_.Add("app/icon.png", "");
  ASSERT_TRUE(Read());
  EXPECT_EQ(definition_.icon_name, "icon.png");
  files_.Add("app/icon.svg", "");
  definition_ = {};
  ASSERT_TRUE(Read());
  EXPECT_EQ(definition_.icon_name, "icon.svg");
  EXPECT_EQ(definition_.icon.source_path, "app/icon.svg");
  EXPECT_EQ(definition_.ignored, Strings{"icon.png"}) << "and says which is not used";
}

TEST_F(DefinitionTest, RunsStagesInTheOrderOfTheirNumbers) {
  files_.Add("app/prestart.d/90-late", "#!/usr/bin/env perl\n");
  files_.Add("app/prestart.d/10-early.sh", "echo early\n");
  files_.Add("app/prestart.d/README", "about stages\n");
  files_.Add("app/prestart.d/20-keys.sh.orig", "old\n");
  ASSERT_TRUE(Read());
  ASSERT_EQ(definition_.hooks.size(), 2u);
  EXPECT_EQ(definition_.hooks[0].name, "10-early.sh");
  EXPECT_EQ(definition_.hooks[0].content, "echo early\n");
  EXPECT_EQ(definition_.hooks[1].name, "90-late");
  EXPECT_EQ(definition_.hooks[1].place.file->path, "app/prestart.d/90-late");
}

TEST_F(DefinitionTest, StageNamesAreTwoDigitsAndALowerCaseName) {
  for (const std::string name :
       {"1-a.sh", "10a.sh", "10-.sh", "10-A.sh", "10-a.py", "100-a.sh", "10-"}) {
    files_.Add("app/prestart.d/" + name, "#!/bin/sh\n");
  }
  EXPECT_FALSE(Read());
  EXPECT_EQ(diagnostics_.errors(), 7u);
  for (const Finding& finding : diagnostics_.findings()) EXPECT_EQ(finding.rule, "hook-name");
}

TEST_F(DefinitionTest, NamesWhatNothingIsMadeOf) {
  for (const std::string name : {"notes.txt", "README", "a.md", ".gitignore", "x~", "LICENSE",
                                 "debian/control", "src/main.c", "screenshot-1.png"}) {
    files_.Add("app/" + name, "");
  }
  ASSERT_TRUE(Read());
  EXPECT_EQ(definition_.ignored, (Strings{"notes.txt", "src"}));
  EXPECT_EQ(NamesOf(definition_.screenshots), Strings{"screenshot-1.png"});
}

TEST_F(DefinitionTest, FindsDeclaredScreenshotsOfOtherNames) {
  files_.files["app/metadata.yaml"].content +=
      "screenshots: [pictures/a.png, ../b.png, /c.png, missing.png]\n";
  files_.Add("app/pictures/a.png", "");
  files_.Add("b.png", "");
  ASSERT_TRUE(Read());
  EXPECT_EQ(NamesOf(definition_.screenshots), Strings{"pictures/a.png"});
  EXPECT_EQ(definition_.ignored, Strings{});
}

TEST_F(DefinitionTest, ReportsEveryFileThatIsMissing) {
  files_.files.clear();
  files_.Add("app/other", "");
  EXPECT_FALSE(Read());
  EXPECT_EQ(Findings(), (Strings{"app/metadata.yaml definition-missing-file",
                                 "app/config.yml definition-missing-file",
                                 "app/docker-compose.yml definition-missing-file"}));
}

TEST_F(DefinitionTest, AnUnreadableFileIsNoFindingOfItsContent) {
  const BrokenFile broken(files_, "app/docker-compose.yml");
  EXPECT_FALSE(ReadDefinition(broken, "app", &definition_, &diagnostics_));
  EXPECT_EQ(Findings(), Strings{"app/docker-compose.yml io-error"});
  EXPECT_EQ(diagnostics_.findings()[0].what,
            "cannot be read: app/docker-compose.yml: Input/output error");
}

TEST_F(DefinitionTest, AnUnreadableFolderIsNotAnEmptyOne) {
  files_.Add("app/assets/sub/file", "");
  files_.Add("app/default-data/file", "");
  files_.Add("app/prestart.d/10-a.sh", "true\n");
  for (const std::string folder :
       {"app", "app/assets", "app/assets/sub", "app/default-data", "app/prestart.d"}) {
    const BrokenFile broken(files_, folder);
    definition_ = {};
    diagnostics_ = {};
    EXPECT_FALSE(ReadDefinition(broken, "app", &definition_, &diagnostics_)) << folder;
    EXPECT_EQ(Findings(), Strings{folder + " io-error"});
  }
}

TEST_F(DefinitionTest, AMissingFolderIsAnInputOutputError) {
  EXPECT_FALSE(Read("elsewhere"));
  EXPECT_EQ(Findings(), Strings{"elsewhere io-error"});
}

TEST_F(DefinitionTest, WarningsAloneAreNoFailure) {
  files_.files["app/config.yml"].content += "colour: blue\n";
  EXPECT_TRUE(Read());
  EXPECT_EQ(Findings(), Strings{"app/config.yml config-key-unknown"});
}

TEST_F(DefinitionTest, ASettingIsOfDefaultConfigOrTheDefaultOfItsField) {
  files_.files["app/metadata.yaml"].content +=
      "default_config: {PORT: '80'}\ngenerated_secrets: [{name: KEY}]\n";
  std::string& form = files_.files["app/config.yml"].content;
  form = "version: '1.0'\ngroups:\n- id: general\n  label: General\n  fields:\n";
  for (const std::string field : {"PORT, default: '81'", "KEY, default: key", "UNITS, default: m",
                                  "NAME, default: null", "COMPOSE_PROFILES, default: chart"}) {
    form += "  - {id: " + field + ", label: A, type: string, required: false}\n";
  }
  files_.files["app/docker-compose.yml"].content += "    profiles: [chart]\n";
  EXPECT_TRUE(Read());
  EXPECT_EQ(definition_.Setting("PORT")->value.value, "80");
  EXPECT_EQ(definition_.Setting("UNITS")->value.value, "m");
  EXPECT_EQ(definition_.Setting("NAME"), nullptr);
  EXPECT_EQ(definition_.Setting("KEY"), nullptr) << "each device makes its own";
  EXPECT_EQ(definition_.Settings().size(), 3u);
  EXPECT_TRUE(definition_.compose.services.at(0).is_enabled);
}

}  // namespace
}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// What is rendered of a definition, read by the programs it is for.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "package/load.h"
#include "support/berth_book.h"
#include "support/run_program.h"

namespace container_app {
namespace {

class RenderingTest : public testing::Test {
 protected:
  void SetUp() override {
    AddBerthBook("app", &files_);
    ASSERT_TRUE(LoadTemplates(DiskFileSystem(), SOURCE_DIR, &templates_, &diagnostics_));
    ASSERT_TRUE(LoadApp(files_, "app", BuildContext(), &app_, &diagnostics_));
  }

  bool Render() {
    rendering_ = Rendering();
    return RenderAll(app_.plan, templates_, &rendering_, &diagnostics_);
  }

  /// The file whose path ends so, or nothing.
  std::string Content(const std::string& end) const {
    for (const Artifact& artifact : rendering_.artifacts) {
      if (artifact.path.ends_with(end)) return artifact.content;
    }
    return "";
  }

  std::string Metainfo() const { return Content(".metainfo.xml"); }

  /// The drop-in of a unit: what it links to, or nothing.
  std::string DropIn(const std::string& unit) const {
    for (const Artifact& artifact : rendering_.artifacts) {
      if (artifact.path.ends_with("/" + unit + ".d/10-container-app.conf")) {
        return artifact.link_target;
      }
    }
    return "";
  }

  /// The field Tag of the binary package whose debian/control takes the variable.
  std::string TagOfPackage() const {
    TemporaryFolder folder;
    folder.Write("debian/control",
                 "Source: berth-book\nMaintainer: Ada <ada@berth.example>\n\n"
                 "Package: berth-book\nArchitecture: all\nTag: ${container-app:Tag}\n"
                 "Description: book of berths\n Who lies where.\n");
    folder.Write("debian/changelog",
                 "berth-book (1.2) unstable; urgency=medium\n\n  * Book.\n\n"
                 " -- Ada <ada@berth.example>  Thu, 01 Jan 1970 00:00:00 +0000\n");
    std::string variables;
    for (const auto& [name, items] : rendering_.substvars) {
      variables += name + "=" + Join(items, ", ") + "\n";
    }
    const std::string path = folder.Write("debian/substvars", variables);
    ProgramOptions options;
    options.folder = folder.path();
    const ProgramResult made = RunProgram({"dpkg-gencontrol", "-O", "-T" + path}, options);
    EXPECT_EQ(made.status, 0) << made.errors;
    for (const std::string_view line : Split(made.output, '\n')) {
      if (line.starts_with("Tag: ")) return std::string(line.substr(5));
    }
    return "";
  }

  MemoryFileSystem files_;
  Diagnostics diagnostics_;
  TemplateSet templates_;
  App app_;
  Rendering rendering_;
};

TEST_F(RenderingTest, UnitsAreSandboxedByTheRuntimeAsFarAsTheyCanBe) {
  const std::string sandbox = "../../../container-app/sandbox.conf";
  const std::string hardening = "../../../container-app/hardening.conf";
  Metadata& metadata = app_.definition.metadata;
  metadata.file_watchers.resize(2);
  metadata.file_watchers[0].name.value = "one";
  for (FileWatcher& watcher : metadata.file_watchers) watcher.watch_path.value = "/etc/berths";
  metadata.file_watchers[0].restart_service = true;
  metadata.file_watchers[1].name.value = "two";
  metadata.file_watchers[1].script.value = "/usr/bin/true";
  ASSERT_TRUE(Render());
  const Names& names = app_.plan.names();
  const std::string restarting = WatcherStem(names, "one") + ".service";
  const std::string scripted = WatcherStem(names, "two") + ".service";
  for (const std::string& unit :
       {names.recover_unit, names.retry_unit, names.wanted_unit, names.ready_unit, restarting}) {
    EXPECT_EQ(DropIn(unit), sandbox) << unit;
  }
  for (const std::string& unit : {names.unit, scripted}) EXPECT_EQ(DropIn(unit), hardening) << unit;
  metadata.hardening = false;
  ASSERT_TRUE(Render());
  for (const std::string& unit : {names.unit, scripted}) EXPECT_EQ(DropIn(unit), "") << unit;
  EXPECT_EQ(DropIn(restarting), sandbox);
}

TEST_F(RenderingTest, SecretsAreNamedForTheDeviceThatMakesThem) {
  ASSERT_TRUE(Render());
  for (const std::string file : {"/app.conf", "/env.template", "/env.user-template"}) {
    EXPECT_EQ(Content(file).find("ecret"), std::string::npos) << file;
  }
  auto& secrets = app_.definition.metadata.generated_secrets;
  secrets.emplace_back().name.value = "WORD";
  ASSERT_TRUE(Render());
  EXPECT_NE(Content("/app.conf")
                .find("[Secret]\nName=WORD\nLength=32\nAlphabet=alphanumeric\n"
                      "As=variable\nOwner=0\n"),
            std::string::npos);
  EXPECT_NE(Content("/env.template").find("# WORD is made on this device"), std::string::npos);
  EXPECT_EQ(Content("/env.template").find("CONTAINER_SECRETS_ROOT"), std::string::npos);
  EXPECT_NE(Content("/env.user-template").find("#WORD=\n"), std::string::npos);
  secrets[0].as = "file";
  secrets[0].owner = Located<int>{999, {}};
  ASSERT_TRUE(Render());
  EXPECT_NE(Content("/app.conf").find("As=file\nOwner=999\n"), std::string::npos);
  EXPECT_NE(Content("/env.template")
                .find("CONTAINER_SECRETS_ROOT=\"/etc/container-apps/" + app_.plan.names().package +
                      "/secrets\""),
            std::string::npos);
  EXPECT_EQ(Content("/env.user-template").find("WORD="), std::string::npos);
}

TEST_F(RenderingTest, TagsComeThroughAVariableAsTheyAre) {
  Metadata& metadata = app_.definition.metadata;
  for (const char* name : {"Berth Book", "${Newline}Essential: yes", "${}{a} $$ ${F:Package}", "$",
                           "a (b) | c", "Kai- & B\u00fccherbuch"}) {
    metadata.name.value = name;
    ASSERT_TRUE(Render());
    EXPECT_EQ(TagOfPackage(), std::string("role::container-app, x-display-name::") + name);
  }
  metadata.name.value = "Berths, a book";
  ASSERT_TRUE(Render());
  EXPECT_EQ(TagOfPackage(), "role::container-app") << "a comma ends a tag";
  metadata.tags.value.clear();
  ASSERT_TRUE(Render());
  EXPECT_EQ(TagOfPackage(), "") << "a field without a value is left out";
}

TEST_F(RenderingTest, AppStreamShowsTheVersionOfTheAppNotOfThePackaging) {
  for (const auto& [version, shown] : {std::pair("1.2-3", "1.2"),
                                       {"1:2.0~rc1-0.1", "2.0~rc1"},
                                       {"2026-01-02-1", "2026-01-02"},
                                       {"3", "3"}}) {
    app_.plan.version = version;
    ASSERT_TRUE(Render());
    EXPECT_NE(Metainfo().find(std::string("<release version=\"") + shown + "\""), std::string::npos)
        << version << Metainfo();
  }
}

TEST_F(RenderingTest, AppStreamNamesTheMaintainersDomainByLabelsThatAreNames) {
  const std::string label = std::string(60, 'b') + ".";
  const std::string too_long_for_a_file_name = label + label + label + label + "example";
  for (const auto& [host, prefix] : {std::pair("Berth.example", "example.berth"),
                                     {"my-berth.example", "example.my_berth"},
                                     {"mail.7-berths.example", "example._7_berths.mail"},
                                     {"b\u00e9rth.example", "local"},
                                     {too_long_for_a_file_name.c_str(), "local"}}) {
    app_.definition.metadata.maintainer.value = std::string("Ada <ada@") + host + ">";
    ASSERT_TRUE(Render());
    EXPECT_NE(Metainfo().find(std::string("<id>") + prefix + ".berth-book"), std::string::npos)
        << host << Metainfo();
  }
}

}  // namespace
}  // namespace container_app

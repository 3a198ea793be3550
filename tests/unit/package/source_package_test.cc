// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_package.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>

#include "package/source_copyright.h"
#include "package/source_writer.h"
#include "support/hostile_values.h"
#include "support/run_program.h"

namespace container_app {
namespace {

class SourceTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(LoadSourceTemplates(files_, SOURCE_DIR, &templates_, &diagnostics_));
    options_.timestamp = 1700000000;
    Define("harbor-log", "1.2.0-3", "Harbor Log");
  }

  void Define(const std::string& app_id, const std::string& version, const std::string& name,
              const std::string& license = "MIT") {
    const std::string top = "defs/" + app_id + "/";
    folder_.Write(top + "metadata.yaml",
                  "name: " + name + "\napp_id: " + app_id + "\nversion: \"" + version +
                      "\"\ndescription: Log book for a harbour\n"
                      "long_description: Keeps the log.\nmaintainer: Jane Doe <jane@example.org>\n"
                      "license: " +
                      license +
                      "\ntags: [\"role::container-app\"]\ndebian_section: utils\n"
                      "architecture: all\n");
    folder_.Write(top + "docker-compose.yml", "services:\n  app:\n    image: example/app:1\n");
    folder_.Write(top + "config.yml", "version: \"1.0\"\ngroups: []\n");
    folders_.push_back(folder_.path() + "/defs/" + app_id);
    affixes_.push_back({"", "container"});
  }

  bool Make() {
    apps_ = std::vector<App>(folders_.size());
    BuildContext context;
    bool good = true;
    for (std::size_t i = 0; i < apps_.size(); ++i) {
      context.affixes = affixes_[i];
      good = LoadApp(files_, folders_[i], context, &apps_[i], &diagnostics_) && good;
    }
    package_ = SourcePackage();
    return good && MakeSourcePackage(apps_, options_, templates_, &package_, &diagnostics_);
  }

  bool Write(bool force = false) {
    return WriteSourcePackage(package_, folder_.path() + "/out", force, &files_, &tree_,
                              &diagnostics_);
  }

  std::string Content(const std::string& path) const {
    for (const Artifact& artifact : package_.packaging) {
      if (artifact.path == path) return artifact.content;
    }
    return "";
  }

  std::string LastRule() const {
    return diagnostics_.findings().empty() ? "" : diagnostics_.findings().back().rule;
  }

  TemporaryFolder folder_;
  DiskFileSystem files_;
  Diagnostics diagnostics_;
  TemplateSet templates_;
  SourceOptions options_;
  std::vector<std::string> folders_;
  std::vector<Affixes> affixes_;  ///< Of each folder.
  std::vector<App> apps_;
  SourcePackage package_;
  std::string tree_;
};

TEST_F(SourceTest, TakesNameVersionAndFormatFromTheDefinition) {
  ASSERT_TRUE(Make());
  EXPECT_EQ(package_.FolderName(), "harbor-log-container-1.2.0");
  EXPECT_EQ(package_.OrigName(), "harbor-log-container_1.2.0.orig.tar.xz");
  EXPECT_EQ(Content("debian/source/format"), "3.0 (quilt)\n");
  EXPECT_EQ(Content("debian/harbor-log-container.container-app"), "");
  EXPECT_NE(Content("debian/control").find("\n docker-compose <!nocheck>,\n"), std::string::npos);
}

TEST_F(SourceTest, SeveralDefinitionsMakeOneNativeSource) {
  Define("tide", "2.0", "Tide");
  EXPECT_FALSE(Make());
  EXPECT_EQ(LastRule(), "source-name");
  options_.name = "harbor-apps";
  ASSERT_TRUE(Make());
  EXPECT_EQ(package_.version, "20231114");
  EXPECT_EQ(Content("debian/source/format"), "3.0 (native)\n");
  EXPECT_EQ(Content("debian/tide-container.container-app"), "apps/tide-container\n");
  EXPECT_EQ(Content("debian/tide-container.changelog").find("harbor-apps (2.0) unstable;"), 0u);
  EXPECT_EQ(Content("debian/changelog").find("harbor-apps (20231114) unstable;"), 0u);
}

TEST_F(SourceTest, PrefixesKeepDefinitionsOfOneAppApart) {
  folders_.push_back(folders_.front());
  affixes_.push_back({"pier", ""});
  options_.name = "stores";
  ASSERT_TRUE(Make());
  EXPECT_EQ(Content("debian/harbor-log-container.container-app"), "apps/harbor-log-container\n");
  EXPECT_EQ(Content("debian/pier-harbor-log.container-app"), "apps/pier-harbor-log\n");
  EXPECT_NE(Content("debian/copyright").find("\nFiles: apps/pier-harbor-log/*\n"),
            std::string::npos);
  EXPECT_NE(Content("debian/control").find("\nPackage: pier-harbor-log\n"), std::string::npos);
}

TEST_F(SourceTest, AtNamesMeanTheSameWhenThePackageIsBuilt) {
  Define("tide", "2.0", "Tide");
  folder_.Write("defs/tide/metadata.yaml",
                ReadWholeFile(folders_[1] + "/metadata.yaml") + "depends: [\"@harbor-log\"]\n");
  affixes_[1] = {"tide", "container"};
  options_.name = "stores";
  EXPECT_FALSE(Make()) << "tide-tide-container reads as the app tide with another suffix";
  EXPECT_EQ(LastRule(), "source-affixes");
  affixes_[1] = {"pier", "container"};
  EXPECT_TRUE(Make());
}

TEST_F(SourceTest, EachPackageIsLookedAtByATest) {
  folder_.Write("defs/harbor-log/prestart.sh", "true\n");
  Define("tide", "2.0", "Tide");
  options_.name = "harbor-apps";
  ASSERT_TRUE(Make());
  const std::string tests = Content("debian/tests/control");
  EXPECT_NE(tests.find("\n\nTest-Command: debian/tests/superficial harbor-log-container "
                       "--no-interpolate\nFeatures: test-name=harbor-log-container\n"
                       "Depends: harbor-log-container, systemd\n"),
            std::string::npos)
      << tests;
  EXPECT_NE(tests.find("\n\nTest-Command: debian/tests/superficial tide-container\n"),
            std::string::npos)
      << tests;
  const auto script =
      std::find_if(package_.packaging.begin(), package_.packaging.end(),
                   [](const Artifact& a) { return a.path == "debian/tests/superficial"; });
  ASSERT_NE(script, package_.packaging.end());
  EXPECT_EQ(script->mode, 0755u);
}

TEST_F(SourceTest, LintianIsToldOfALineThatCannotBeBroken) {
  ASSERT_TRUE(Make());
  const std::string path = "debian/harbor-log-container.lintian-overrides";
  const std::string tag = "\nextended-description-line-too-long\n";
  EXPECT_EQ(Content(path).find(tag), std::string::npos);
  apps_.front().definition.metadata.long_description.value =
      "See https://example.org/" + std::string(80, 'x') + " for more.";
  package_ = SourcePackage();
  ASSERT_TRUE(MakeSourcePackage(apps_, options_, templates_, &package_, &diagnostics_));
  EXPECT_NE(Content(path).find(tag), std::string::npos);
}

TEST_F(SourceTest, RefusesWhatTheOptionsContradict) {
  options_.version = "9";
  EXPECT_FALSE(Make());
  EXPECT_EQ(LastRule(), "source-version");
  options_.version.clear();
  options_.distribution = "unstable; urgency=high";
  EXPECT_FALSE(Make());
  EXPECT_EQ(LastRule(), "source-distribution");
  options_.distribution = "unstable";
  options_.maintainer = "Jane\nUploaders: x <x@example.org>";
  EXPECT_FALSE(Make());
  EXPECT_EQ(LastRule(), "source-maintainer");
  options_.maintainer.clear();
  folders_.push_back(folders_.front());
  affixes_.push_back(affixes_.front());
  options_.name = "twice";
  EXPECT_FALSE(Make());
  EXPECT_EQ(LastRule(), "source-duplicate");
}

TEST_F(SourceTest, ReplacesOnlyWhatItMadeAndOnlyByForce) {
  ASSERT_TRUE(Make());
  ASSERT_TRUE(Write());
  folder_.Write("out/harbor-log-container-1.2.0/debian/mine", "kept");
  EXPECT_FALSE(Write());
  EXPECT_EQ(LastRule(), "source-exists");
  EXPECT_EQ(ReadWholeFile(tree_ + "/debian/mine"), "kept");
  EXPECT_TRUE(Write(/*force=*/true));
  EXPECT_EQ(files_.Status(tree_ + "/debian/mine").kind, FileKind::kMissing);
  folder_.Write("out/harbor-log-container-1.2.0/.git/HEAD", "ref");
  EXPECT_FALSE(Write(/*force=*/true));
  EXPECT_EQ(ReadWholeFile(tree_ + "/.git/HEAD"), "ref");
  folder_.Write("out/harbor-log-container-1.2.0/debian/changelog", "other\n");
  EXPECT_FALSE(Write(/*force=*/true));
  // Nothing half made is left behind.
  std::vector<std::string> names;
  std::string error;
  ASSERT_TRUE(files_.List(folder_.path() + "/out", &names, &error)) << error;
  EXPECT_EQ(names, (std::vector<std::string>{"harbor-log-container-1.2.0",
                                             "harbor-log-container_1.2.0.orig.tar.xz"}));
}

TEST_F(SourceTest, SameInputGivesTheSameArchiveWhateverTheUmask) {
  ASSERT_TRUE(Make());
  ASSERT_TRUE(Write());
  const std::string archive = folder_.path() + "/out/" + package_.OrigName();
  const std::string first = ReadWholeFile(archive);
  ASSERT_FALSE(first.empty());
  const mode_t mask = umask(077);
  EXPECT_TRUE(Write(/*force=*/true));
  umask(mask);
  EXPECT_EQ(ReadWholeFile(archive), first);
}

TEST_F(SourceTest, CarriesTheLockOfImages) {
  const std::string lock = ImageLockText({});
  folder_.Write("defs/harbor-log/docker-compose.yml", "services: {app: {image: 'a@sha256:00'}}\n");
  folder_.Write("defs/harbor-log/images.lock", lock);
  ASSERT_TRUE(Make());
  const auto carried = std::find_if(package_.upstream.begin(), package_.upstream.end(),
                                    [](const Artifact& a) { return a.path == "images.lock"; });
  ASSERT_NE(carried, package_.upstream.end());
  EXPECT_EQ(lock, carried->content);
}

TEST_F(SourceTest, WritesLicencesByDebiansNames) {
  EXPECT_EQ(ReadLicense("MIT", templates_).expression, "Expat");
  EXPECT_EQ(ReadLicense("GPL-3.0-or-later", templates_).expression, "GPL-3+");
  EXPECT_EQ(ReadLicense("GPL-2.0-only OR Apache-2.0", templates_).expression,
            "GPL-2 or Apache-2.0");
  EXPECT_EQ(ReadLicense("Unknown", templates_).expression, "not-stated");
  EXPECT_EQ(ReadLicense("ask me (maybe)", templates_).expression, "other");
  EXPECT_EQ(ReadLicense("MIT OR", templates_).expression, "other");
  EXPECT_NE(ReadLicense("GPL-3.0", templates_)
                .licenses.front()
                .text.find("/usr/share/common-licenses/GPL-3"),
            std::string::npos);
}

/// What apt and dpkg read back, for values that try to end a field or add another.
TEST_F(SourceTest, HostileTextStaysInItsField) {
  const std::string marker = folder_.path() + "/marker";
  ASSERT_TRUE(Make());
  int tried = 0;
  std::vector<std::string> paths;
  for (const HostileText& hostile : HostileTexts(marker)) {
    Metadata& metadata = apps_.front().definition.metadata;
    metadata.description.value = "x " + hostile.text;
    metadata.long_description.value = hostile.text;
    metadata.license.value = hostile.text;
    metadata.upstream_version.value = hostile.text;
    SourcePackage package;
    Diagnostics refused;
    if (!MakeSourcePackage(apps_, options_, templates_, &package, &refused)) continue;
    ++tried;
    for (const Artifact& artifact : package.packaging) {
      if (artifact.path != "debian/control" && artifact.path != "debian/copyright") continue;
      const std::string name = (artifact.path == "debian/control" ? "2-" : "3-") + hostile.name;
      paths.push_back(folder_.Write("read/" + name, artifact.content));
    }
  }
  EXPECT_GT(tried, 10);
  // The file's name begins with the number of its stanzas.
  std::vector<std::string> command = {"perl", "-MDpkg::Control::HashCore", "-e", R"(
    for my $path (@ARGV) {
      open(my $file, "<", $path) or die;
      my ($expected) = $path =~ m{/(\d)-[^/]*$};
      my $stanzas = 0;
      while ((my $stanza = Dpkg::Control::HashCore->new())->parse($file, $path)) {
        $stanzas++;
        print "$path: $_\n" for grep { /essential|evil|inject/i } keys %$stanza;
      }
      print "$path: $stanzas stanzas\n" if $stanzas != $expected;
    })"};
  command.insert(command.end(), paths.begin(), paths.end());
  const ProgramResult read = RunProgram(command);
  EXPECT_EQ(read.status, 0) << read.errors;
  EXPECT_EQ(read.output, "");
  EXPECT_EQ(files_.Status(marker).kind, FileKind::kMissing);
}

}  // namespace
}  // namespace container_app

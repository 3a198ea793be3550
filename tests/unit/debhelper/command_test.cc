// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "support/memory_file_system.h"

namespace container_app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kControl =
    "Source: demo\nBuild-Depends: debhelper-compat (= 13), dh-sequence-container-app\n\n"
    "Package: demo-app\nArchitecture: all\nDescription: x\n";
constexpr std::string_view kSecond = "\nPackage: demo-other\nArchitecture: any\nDescription: y\n";
constexpr std::string_view kChangelog =
    "demo (1:2.0-1) unstable; urgency=medium\n\n  * A.\n\n"
    " -- A <a@example.org>  Thu, 01 Jan 1970 00:00:00 +0000\n";

class CommandTest : public testing::Test {
 protected:
  CommandTest() {
    files_.Add("debian/control", std::string(kControl));
    files_.Add("debian/changelog", std::string(kChangelog));
    files_.Add("metadata.yaml", "name: Demo\n");
    for (const std::string name : {"postinst-systemd-enable", "postrm-systemd",
                                   "postrm-systemd-reload-only", "prerm-systemd-restart"}) {
      std::string text;
      std::string error;
      EXPECT_TRUE(DiskFileSystem().Read("/usr/share/debhelper/autoscripts/" + name, &text, &error,
                                        FileReader::kDefaultLimit))
          << error;
      files_.Add("/usr/share/debhelper/autoscripts/" + name, text);
    }
    output_.files = {{"usr/lib/systemd/system/demo-app.service", 0644, "[Unit]\n"},
                     {"usr/bin/demo", 0755, "#!/bin/sh\n"}};
    output_.unit_folder = "usr/lib/systemd/system";
    output_.units = {{"demo-app.service", true}};
    output_.blocks = {{"postinst", "echo after\n", ScriptBlock::Order::kAfterUnits},
                      {"postinst", "echo before\n"}};
    output_.substvars = {{"container-app:Depends", {"docker.io"}}};
    environment_["DEB_HOST_ARCH"] = "amd64";
  }

  int Run(const std::vector<std::string>& arguments = {}) {
    requests_.clear();
    files_.written.clear();
    out_.str("");
    err_.str("");
    DhContext context;
    context.files = &files_;
    context.environment = environment_;
    context.out = &out_;
    context.err = &err_;
    context.version = "0.1";
    context.build = [&](const PackageRequest& request, PackageOutput* output,
                        Diagnostics* diagnostics) {
      requests_.push_back(request);
      *output = output_;
      if (broken_ == request.package) {
        return diagnostics->FileError("metadata.yaml", "some-rule", "is broken");
      }
      return true;
    };
    if (!source_fault_.empty()) {
      context.check = [&](Diagnostics* diagnostics) {
        return diagnostics->FileError("VERSION", "some-rule", source_fault_);
      };
    }
    return RunDhContainerApp(arguments, context);
  }

  std::string Content(const std::string& path) { return files_.files[path].content; }

  MemoryFileSystem files_;
  Environment environment_;
  PackageOutput output_;
  std::string broken_;
  std::string source_fault_;
  std::vector<PackageRequest> requests_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(CommandTest, WritesFilesScriptsAndSubstvars) {
  ASSERT_EQ(Run(), 0) << err_.str();
  EXPECT_THAT(files_.written,
              ElementsAre("debian/demo-app/usr/lib/systemd/system/demo-app.service",
                          "debian/demo-app/usr/bin/demo", "debian/demo-app.postinst.debhelper",
                          "debian/demo-app.prerm.debhelper", "debian/demo-app.postrm.debhelper",
                          "debian/demo-app.substvars"));
  EXPECT_EQ(files_.files["debian/demo-app/usr/bin/demo"].mode, 0755u);
  EXPECT_EQ(Content("debian/demo-app.substvars"), "container-app:Depends=docker.io\n");
  const std::string postinst = Content("debian/demo-app.postinst.debhelper");
  EXPECT_LT(postinst.find("echo before"), postinst.find("deb-systemd-helper enable"));
  EXPECT_LT(postinst.rfind("deb-systemd-helper"), postinst.find("echo after"));
  EXPECT_EQ(out_.str() + err_.str(), "") << "quiet unless asked";
}

TEST_F(CommandTest, ASecondRunChangesNothing) {
  ASSERT_EQ(Run(), 0);
  std::map<std::string, std::string> first;
  for (const auto& [path, file] : files_.files) first[path] = file.content;
  ASSERT_EQ(Run(), 0);
  for (const auto& [path, file] : files_.files) EXPECT_EQ(file.content, first[path]) << path;
}

TEST_F(CommandTest, TellsTheBuilderWhatIsKnown) {
  ASSERT_EQ(Run(), 0);
  ASSERT_EQ(requests_.size(), 1u);
  EXPECT_EQ(requests_[0].package, "demo-app");
  EXPECT_EQ(requests_[0].definition_folder, ".");
  EXPECT_EQ(requests_[0].version, "1:2.0-1");
  EXPECT_EQ(requests_[0].architecture, "all");
  EXPECT_EQ(requests_[0].compat, 13);
}

TEST_F(CommandTest, ManyPackagesNameTheirDefinitionInAFile) {
  files_.Add("debian/control", std::string(kControl) + std::string(kSecond));
  files_.Add("apps/one/metadata.yaml", "");
  files_.Add("apps/two/metadata.yaml", "");
  files_.Add("debian/demo-app.container-app", "apps/one/\n");
  files_.Add("debian/demo-other.container-app", "apps/two");
  files_.Add("debian/demo-other.changelog",
             "demo (3) x; urgency=low\n\n  * A\n\n"
             " -- A <a@b>  Thu, 01 Jan 1970 00:00:00 +0000\n");
  ASSERT_EQ(Run(), 0) << err_.str();
  ASSERT_EQ(requests_.size(), 2u);
  EXPECT_EQ(requests_[0].definition_folder, "apps/one");
  EXPECT_EQ(requests_[0].version, "1:2.0-1");
  EXPECT_EQ(requests_[1].definition_folder, "apps/two");
  EXPECT_EQ(requests_[1].version, "3");
  EXPECT_EQ(requests_[1].architecture, "amd64");
}

TEST_F(CommandTest, APackageWithoutDefinitionIsNoneOfOurs) {
  files_.Add("debian/control", std::string(kControl) + std::string(kSecond));
  files_.Add("apps/one/metadata.yaml", "");
  files_.Add("debian/demo-other.container-app", "apps/one\n");
  ASSERT_EQ(Run(), 0) << err_.str();
  ASSERT_EQ(requests_.size(), 1u);
  EXPECT_EQ(requests_[0].package, "demo-other");
  EXPECT_EQ(err_.str(), "");
}

TEST_F(CommandTest, WarnsOfADefinitionThatNoPackageTakes) {
  files_.Add("debian/control", std::string(kControl) + std::string(kSecond));
  ASSERT_EQ(Run(), 0);
  EXPECT_THAT(requests_, IsEmpty());
  EXPECT_THAT(err_.str(), HasSubstr("warning: metadata.yaml is not used"));
}

TEST_F(CommandTest, RefusesABadTrigger) {
  const std::map<std::string, std::string> cases = {
      {"", "write the path of the definition's folder on one line"},
      {"one\ntwo\n", "write the path of the definition's folder on one line"},
      {"/etc\n", "'/etc' leaves the source package"},
      {"apps/../../x\n", "'apps/../../x' leaves the source package"},
      {"missing\n", "there is no folder 'missing'"}};
  for (const auto& [content, message] : cases) {
    files_.Add("debian/demo-app.container-app", content);
    EXPECT_EQ(Run(), kDhFailure) << content;
    EXPECT_THAT(err_.str(), HasSubstr("debian/demo-app.container-app:1: " + message));
    EXPECT_THAT(files_.written, IsEmpty());
  }
}

TEST_F(CommandTest, AFolderIsNoTrigger) {
  files_.Add("debian/demo-app.container-app/metadata.yaml", "");
  EXPECT_EQ(Run(), kDhFailure);
  EXPECT_THAT(err_.str(), HasSubstr("debian/demo-app.container-app is a folder"));
}

TEST_F(CommandTest, OneBrokenPackageKeepsAllFromBeingWritten) {
  files_.Add("debian/control", std::string(kControl) + std::string(kSecond));
  files_.Add("debian/demo-app.container-app", ".");
  files_.Add("debian/demo-other.container-app", ".");
  files_.Add("./metadata.yaml", "");
  environment_["DH_INTERNAL_OVERRIDE"] = "dh_container_app";
  broken_ = "demo-other";
  EXPECT_EQ(Run(), kDhFailure);
  EXPECT_THAT(files_.written, IsEmpty());
  EXPECT_THAT(err_.str(), HasSubstr("metadata.yaml: error: is broken [some-rule]"));
}

TEST_F(CommandTest, ABrokenSourcePackageKeepsAllFromBeingWritten) {
  source_fault_ = "is another version";
  EXPECT_EQ(Run(), kDhFailure);
  EXPECT_THAT(err_.str(), HasSubstr("VERSION: error: is another version [some-rule]"));
  EXPECT_THAT(files_.written, IsEmpty());
  EXPECT_THAT(requests_, IsEmpty());
}

TEST_F(CommandTest, NoActWritesNothingAndVerboseTells) {
  ASSERT_EQ(Run({"--no-act", "-v"}), 0);
  EXPECT_THAT(files_.written, IsEmpty());
  EXPECT_THAT(out_.str(), HasSubstr("\twrite debian/demo-app/usr/bin/demo (0755, 10 bytes)\n"));
}

TEST_F(CommandTest, LeavesScriptsOrFilesAlone) {
  ASSERT_EQ(Run({"-n"}), 0);
  EXPECT_EQ(files_.files.count("debian/demo-app.postinst.debhelper"), 0u);
  EXPECT_EQ(files_.files.count("debian/demo-app/usr/bin/demo"), 1u);
  files_.files.erase("debian/demo-app/usr/bin/demo");
  ASSERT_EQ(Run({"-o"}), 0);
  EXPECT_EQ(files_.files.count("debian/demo-app.postinst.debhelper"), 1u);
  EXPECT_EQ(files_.files.count("debian/demo-app/usr/bin/demo"), 0u);
}

TEST_F(CommandTest, AnExcludedUnitIsNeitherInstalledNorEnabled) {
  ASSERT_EQ(Run({"-Xdemo-app.service"}), 0);
  EXPECT_EQ(files_.files.count("debian/demo-app/usr/lib/systemd/system/demo-app.service"), 0u);
  EXPECT_EQ(Content("debian/demo-app.postinst.debhelper").find("enable"), std::string::npos);
}

TEST_F(CommandTest, PutsThePackageTogetherWhereItIsTold) {
  ASSERT_EQ(Run({"-Pdebian/else"}), 0);
  EXPECT_EQ(files_.files.count("debian/else/usr/bin/demo"), 1u);
}

TEST_F(CommandTest, KeepsTheLogForOverridesOnly) {
  ASSERT_EQ(Run(), 0);
  EXPECT_EQ(files_.files.count("debian/demo-app.debhelper.log"), 0u);
  environment_["DH_INTERNAL_OVERRIDE"] = "dh_container_app";
  files_.Add("debian/demo-app.debhelper.log", "dh_install\n");
  ASSERT_EQ(Run({"--no-act"}), 0);
  EXPECT_EQ(Content("debian/demo-app.debhelper.log"), "dh_install\n");
  ASSERT_EQ(Run(), 0);
  EXPECT_EQ(Content("debian/demo-app.debhelper.log"), "dh_install\ndh_container_app\n");
  ASSERT_EQ(Run({"--remaining-packages"}), 0);
  EXPECT_THAT(requests_, IsEmpty());
}

TEST_F(CommandTest, TellsDhMissingOfADefinitionInDebianTmp) {
  files_.Add("debian/tmp/app/metadata.yaml", "");
  files_.Add("debian/demo-app.container-app", "debian/tmp/app\n");
  ASSERT_EQ(Run(), 0) << err_.str();
  EXPECT_EQ(Content("debian/.debhelper/generated/demo-app/installed-by-dh_container_app"),
            "debian/tmp/app\n");
}

TEST_F(CommandTest, RefusesOutputThatLeavesThePackage) {
  for (const std::string path : {"../x", "/etc/x", "usr//x", "DEBIAN/postinst", "usr/./x", ""}) {
    output_.files.push_back({path, 0644, ""});
    EXPECT_EQ(Run(), kDhFailure) << path;
    EXPECT_THAT(err_.str(), HasSubstr("is no path in a package"));
    EXPECT_THAT(files_.written, IsEmpty());
    output_.files.pop_back();
  }
}

TEST_F(CommandTest, RefusesAUnitThatIsNotInstalledWhereUnitsBelong) {
  output_.units.push_back({"other.path", true});
  EXPECT_EQ(Run(), kDhFailure);
  EXPECT_THAT(err_.str(),
              HasSubstr("the unit 'other.path' is not installed in usr/lib/systemd/system"));
}

TEST_F(CommandTest, RefusesAnOldCompatLevelAndArguments) {
  EXPECT_EQ(Run({"stray"}), kDhFailure);
  EXPECT_THAT(err_.str(), HasSubstr("the argument 'stray' is not expected"));
  environment_["DH_COMPAT"] = "11";
  EXPECT_EQ(Run(), kDhFailure);
  EXPECT_THAT(err_.str(), HasSubstr("compat level 11 is too low; raise it to 12 or more"));
}

}  // namespace
}  // namespace container_app

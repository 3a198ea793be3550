// SPDX-License-Identifier: GPL-2.0-or-later
// container-app render: what dh_container_app(1) reads.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "support/stand_in_compose.h"
#include "typed.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// A source package of two apps, entered as dh does it.
class RenderTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("CONTAINER_APP_DATA_DIR", SOURCE_DIR, 1);
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    compose_.PutDocker("exit 0");
    std::string name = (fs::temp_directory_path() / "render-test.XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    fs::current_path(name);
    fs::create_directory("apps");
    for (const char* app : {"hello-beacon", "token-meter"}) {
      fs::copy(fs::path(SOURCE_DIR "/examples") / app, fs::path("apps") / app,
               fs::copy_options::recursive);
      fs::remove_all(fs::path("apps") / app / "debian");
    }
  }
  void TearDown() override {
    const fs::path folder = fs::current_path();
    fs::current_path("/");
    fs::remove_all(folder);
  }

  Outcome Render(std::vector<std::string> words = {}) const {
    words.insert(words.begin(), "render");
    words.insert(words.end(), {"hello-beacon-container", "1.0.0", "apps/hello-beacon",
                               "pier-token-meter", "1.0.0-2", "apps/token-meter"});
    return Type(words);
  }

  StandInCompose compose_{false};
};

TEST_F(RenderTest, TellsInJsonWhatThePackagesHold) {
  const Outcome outcome = Render();
  EXPECT_EQ(outcome.status, kExitOk) << outcome.err;
  const Json made = Json::parse(outcome.out);
  EXPECT_EQ(made["format"], 1);
  EXPECT_EQ(made["version"], CONTAINER_APP_VERSION);
  ASSERT_EQ(made["packages"].size(), 2u);
  const Json& package = made["packages"][1];
  EXPECT_EQ(package["package"], "pier-token-meter");
  EXPECT_EQ(package["unit_folder"], "/usr/lib/systemd/system");
  const Json unit = {{"path", "/usr/lib/systemd/system/pier-token-meter.service"},
                     {"mode", "0644"}};
  EXPECT_NE(std::find(package["files"].begin(), package["files"].end(), unit),
            package["files"].end());
  EXPECT_EQ(package["units"][0], (Json{{"name", "pier-token-meter.service"}, {"enable", true}}));
  EXPECT_TRUE(package["substvars"]["container-app:Suggests"].is_array());
}

TEST_F(RenderTest, NamesTheStepsThatDebhelperHasTheTextsOf) {
  const Json made = Json::parse(Render().out);
  std::vector<std::string> snippets;
  for (const Json& step : made["packages"][0]["scripts"]) {
    ASSERT_NE(step.contains("text"), step.contains("debhelper")) << step;
    if (step.contains("debhelper")) snippets.push_back(step["debhelper"]);
  }
  EXPECT_EQ(snippets, (std::vector<std::string>{"postinst-systemd-enable", "prerm-systemd-restart",
                                                "postrm-systemd-reload-only", "postrm-systemd"}));
}

TEST_F(RenderTest, WritesEveryFileItTellsOf) {
  const Json made = Json::parse(Render({"--into", "a/stage"}).out);
  std::size_t files = 0;
  for (const Json& package : made["packages"]) {
    for (const Json& file : package["files"]) {
      const std::string path =
          "a/stage/" + package["package"].get<std::string>() + file["path"].get<std::string>();
      struct stat status {};
      ASSERT_EQ(lstat(path.c_str(), &status), 0) << path;
      if (file.contains("link")) {
        EXPECT_EQ(fs::read_symlink(path), file["link"].get<std::string>());
      } else {
        EXPECT_EQ(status.st_mode,
                  S_IFREG | std::stoul(file["mode"].get<std::string>(), nullptr, 8));
      }
      ++files;
    }
  }
  for (const auto& entry : fs::recursive_directory_iterator("a/stage")) {
    if (!entry.is_directory() || entry.is_symlink()) --files;
  }
  EXPECT_EQ(files, 0u) << "and no others";
}

TEST_F(RenderTest, WritesNothingUnlessItIsAskedTo) {
  EXPECT_EQ(Render().status, kExitOk);
  EXPECT_EQ(std::distance(fs::directory_iterator("."), {}), 1) << "apps/";
}

TEST_F(RenderTest, AnErrorInOneDefinitionIsToldBesideThoseOfTheOthersAndNothingIsWritten) {
  std::ofstream("apps/hello-beacon/metadata.yaml", std::ios::app) << "one: 1\n";
  std::ofstream("apps/token-meter/metadata.yaml", std::ios::app) << "two: 2\n";
  std::ofstream("VERSION") << "1.0.0\n";
  const Outcome outcome = Render({"--into", "stage"});
  EXPECT_NE(outcome.status, kExitOk);
  EXPECT_EQ(outcome.out, "");
  for (const char* part :
       {"apps/hello-beacon/metadata.yaml:", "'one'", "'two'", "debian/changelog: error: "}) {
    EXPECT_NE(outcome.err.find(part), std::string::npos) << part << " in " << outcome.err;
  }
  EXPECT_FALSE(fs::exists("stage"));
}

TEST_F(RenderTest, ASourceWithoutAppsIsCheckedToo) {
  EXPECT_EQ(Json::parse(Type({"render"}).out)["packages"], Json::array());
  std::ofstream("VERSION") << "1.0.0\n";
  EXPECT_NE(Type({"render"}).status, kExitOk);
}

TEST_F(RenderTest, AWrongCommandLineIsStatusTwo) {
  EXPECT_EQ(Type({"render", "hello-beacon-container", "1.0.0"}).status, kExitUsage);
  const Outcome outcome =
      Type({"render", "hello-beacon-container", "one\x1b", "apps/hello-beacon"});
  EXPECT_EQ(outcome.status, kExitUsage);
  EXPECT_EQ(outcome.err.find('\x1b'), std::string::npos) << outcome.err;
}

TEST_F(RenderTest, AStageThatIsThereIsLeftAlone) {
  fs::create_directories("stage/mine");
  const Outcome outcome = Render({"--into", "stage"});
  EXPECT_EQ(outcome.status, kExitFiles);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(std::distance(fs::directory_iterator("stage"), {}), 1);
}

}  // namespace
}  // namespace container_app

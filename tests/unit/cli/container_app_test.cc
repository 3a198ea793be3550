// SPDX-License-Identifier: GPL-2.0-or-later
// container-app as it is typed: exit status, standard output and standard error.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/stand_in_compose.h"
#include "typed.h"

namespace container_app {
namespace {

/// A copy of the example that a test may spoil.
class ContainerAppTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("CONTAINER_APP_DATA_DIR", SOURCE_DIR, 1);
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    compose_.PutDocker("exit 0");
    std::string name = (std::filesystem::temp_directory_path() / "cli-test.XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    app_ = folder_ / "app";
    std::filesystem::copy(SOURCE_DIR "/examples/hello-beacon", app_,
                          std::filesystem::copy_options::recursive);
  }

  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// Appends a line to a file of the definition.
  void Append(const std::string& name, const std::string& line) const {
    std::ofstream(app_ / name, std::ios::app) << line << '\n';
  }

  StandInCompose compose_{false};
  std::filesystem::path folder_;
  std::filesystem::path app_;
};

TEST_F(ContainerAppTest, CheckIsSilentAboutAGoodDefinition) {
  const Outcome outcome = Type({"check", "--strict", app_});
  EXPECT_EQ(outcome.status, kExitOk);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "");
}

TEST_F(ContainerAppTest, AnErrorIsStatusOneWithPlaceRuleAndHint) {
  Append("metadata.yaml", "homepgae: https://example.org/");
  const Outcome outcome = Type({"check", app_});
  EXPECT_EQ(outcome.status, kExitFindings);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("metadata.yaml:"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("did you mean 'homepage'?"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("[key-unknown]"), std::string::npos) << outcome.err;
}

TEST_F(ContainerAppTest, AWarningChangesTheStatusOnlyWhenStrict) {
  std::ofstream(app_ / "stray.txt") << "?\n";
  const Outcome mild = Type({"check", app_});
  EXPECT_EQ(mild.status, kExitOk);
  EXPECT_NE(mild.err.find("warning: "), std::string::npos) << mild.err;
  const Outcome strict = Type({"check", "--strict", app_});
  EXPECT_EQ(strict.status, kExitFindings);
  EXPECT_NE(strict.err.find("error: "), std::string::npos) << strict.err;
}

TEST_F(ContainerAppTest, JsonIsOneObjectALineOnStandardOutput) {
  Append("metadata.yaml", "one: 1");
  Append("metadata.yaml", "two: 2");
  const Outcome outcome = Type({"check", "--json", app_});
  EXPECT_EQ(outcome.status, kExitFindings);
  EXPECT_EQ(outcome.err, "");
  std::istringstream lines(outcome.out);
  std::vector<nlohmann::json> findings;
  for (std::string line; std::getline(lines, line);) {
    findings.push_back(nlohmann::json::parse(line));
  }
  ASSERT_EQ(findings.size(), 2u) << outcome.out;
  EXPECT_EQ(findings[0]["rule"], "key-unknown");
  EXPECT_EQ(findings[0]["severity"], "error");
  EXPECT_EQ(findings[0]["file"], (app_ / "metadata.yaml").string());
  EXPECT_EQ(findings[1]["line"], findings[0]["line"].get<int>() + 1);
}

TEST_F(ContainerAppTest, TheWorstOfSeveralDefinitionsDecides) {
  Append("metadata.yaml", "one: 1");
  EXPECT_EQ(Type({"check", app_, SOURCE_DIR "/examples/hello-beacon"}).status, kExitFindings);
  EXPECT_EQ(Type({"check", folder_ / "none", app_}).status, kExitFiles);
  EXPECT_EQ(Type({"check", app_, folder_ / "none"}).status, kExitFiles);
}

TEST_F(ContainerAppTest, AWrongCommandLineIsStatusTwo) {
  EXPECT_EQ(Type({}).status, kExitUsage);
  EXPECT_EQ(Type({"check"}).status, kExitUsage);
  EXPECT_EQ(Type({"check", "--frobnicate", app_}).status, kExitUsage);
  EXPECT_EQ(Type({"chekc", app_}).status, kExitUsage);
}

TEST_F(ContainerAppTest, StatusOfWhatIsNotInstalledIsStatusTwo) {
  const Outcome outcome = Type({"status", "--json", "no-such\x1b-app"});
  EXPECT_EQ(outcome.status, kExitUsage);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("no container app 'no-such\\x1b-app' is installed"), std::string::npos)
      << outcome.err;
}

TEST_F(ContainerAppTest, WaitNeedsAnInstalledAppAndATime) {
  EXPECT_EQ(Type({"wait"}).status, kExitUsage);
  EXPECT_NE(Type({"wait", "no-such-app"}).err.find("no container app 'no-such-app' is installed"),
            std::string::npos);
  const Outcome outcome = Type({"wait", "--timeout", "soon", "no-such-app"});
  EXPECT_EQ(outcome.status, kExitUsage);
  EXPECT_NE(outcome.err.find("--timeout soon: "), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("; write a time such as 30s, 5min or infinity"), std::string::npos)
      << outcome.err;
}

TEST_F(ContainerAppTest, HelpNamesEveryVerb) {
  const Outcome outcome = Type({"--help"});
  EXPECT_EQ(outcome.status, kExitOk);
  for (const Verb& verb : Verbs()) {
    EXPECT_NE(outcome.out.find(verb.name), std::string::npos) << verb.name;
    EXPECT_NE(outcome.out.find(verb.help), std::string::npos) << verb.help;
  }
}

TEST_F(ContainerAppTest, ShowListsFilesUnderTheNameOfThePackage) {
  const Outcome outcome = Type({"show", "--prefix", "pier", "--suffix", "", app_});
  EXPECT_EQ(outcome.status, kExitOk) << outcome.err;
  EXPECT_NE(outcome.out.find("Package: pier-hello-beacon\n"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("0644 /usr/share/container-apps/pier-hello-beacon/app.conf\n"),
            std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find("0644 /usr/lib/systemd/system/pier-hello-beacon.service\n"),
            std::string::npos)
      << outcome.out;
}

TEST_F(ContainerAppTest, ShowPrintsTheComposeFileByteForByte) {
  std::ostringstream expected;
  expected << std::ifstream(app_ / "docker-compose.yml").rdbuf();
  const Outcome outcome = Type({"show", app_, "docker-compose.yml"});
  EXPECT_EQ(outcome.status, kExitOk) << outcome.err;
  EXPECT_EQ(outcome.out, expected.str());
}

TEST_F(ContainerAppTest, ShowListsWhatALinkPointsToAndPrintsThat) {
  const std::string link = "/var/lib/container-apps/hello-beacon-container/config.yml";
  const std::string file = "/usr/share/container-apps/hello-beacon-container/config.yml";
  const Outcome list = Type({"show", app_});
  EXPECT_NE(list.out.find("0777 " + link + " -> " + file + "\n"), std::string::npos) << list.out;
  std::ostringstream expected;
  expected << std::ifstream(app_ / "config.yml").rdbuf();
  EXPECT_EQ(Type({"show", app_, link}).out, expected.str());
  EXPECT_EQ(Type({"show", app_, "config.yml"}).out, expected.str()) << "the link is no second one";
}

TEST_F(ContainerAppTest, ShowRefusesWhatThePackageDoesNotHold) {
  const Outcome outcome = Type({"show", app_, "no-such-file"});
  EXPECT_EQ(outcome.status, kExitUsage);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("no file of the package is named 'no-such-file'; without a name, "),
            std::string::npos)
      << outcome.err;
}

TEST_F(ContainerAppTest, AnAffixCountsForTheDefinitionsAfterItAndTheFirstForAll) {
  const auto packages = [&](std::vector<std::string> words) {
    const std::vector<std::string> fixed = {"source",  "--source", "stores",
                                            "--force", "-o",       folder_ / "out"};
    words.insert(words.begin(), fixed.begin(), fixed.end());
    const Outcome outcome = Type(words);
    EXPECT_EQ(outcome.status, kExitOk) << outcome.err;
    std::ifstream control(folder_ / "out/stores-20231114/debian/control");
    std::string list;
    for (std::string line; std::getline(control, line);) {
      if (line.starts_with("Package: ")) list += line.substr(8);
    }
    return list;
  };
  const std::string a = app_;
  const std::string b = SOURCE_DIR "/examples/token-meter";
  EXPECT_EQ(packages({a, b}), " hello-beacon-container token-meter-container");
  EXPECT_EQ(packages({a, b, "--prefix", "x"}), " x-hello-beacon-container x-token-meter-container");
  EXPECT_EQ(packages({"--prefix", "x", a, "--prefix=y", b, a}),
            " x-hello-beacon-container y-token-meter-container y-hello-beacon-container");
  EXPECT_EQ(packages({"--prefix", "", a, "--suffix", "s", "--prefix", "y", a, "--suffix", "", b}),
            " hello-beacon-s y-hello-beacon-s y-token-meter");
}

TEST_F(ContainerAppTest, ExplainTellsTheFiguresOfTheDefinition) {
  Append("metadata.yaml", "restart: {restart_sec: 20, recovery: {mode: manual}}");
  const Outcome outcome = Type({"explain", app_, "restart"});
  EXPECT_EQ(outcome.status, kExitOk);
  EXPECT_EQ(outcome.err, "");
  for (const char* part : {"Hello Beacon\nhello-beacon-container.service\n", "systemd waits 20s",
                           "failed after 1min 40s, with 5 starts", "nothing starts it until",
                           "\n  systemctl reset-failed hello-beacon-container.service\n"}) {
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part << " in " << outcome.out;
  }
}

TEST_F(ContainerAppTest, ExplainTellsThatDockersPoliciesAreSwitchedOff) {
  const std::string said = "(of beacon) are switched off: Docker";
  Append("docker-compose.yml", "    deploy: {restart_policy: {condition: any}}");
  EXPECT_NE(Type({"explain", app_, "restart"}).out.find(said), std::string::npos);
  Append("metadata.yaml", "restart: {supervisor: docker}");
  EXPECT_EQ(Type({"explain", app_, "restart"}).out.find(said), std::string::npos);
}

TEST_F(ContainerAppTest, ExplainWritesItsPictureWholeOrNotAtAll) {
  const auto picture = folder_ / "restart.svg";
  std::ofstream(picture) << "old";
  EXPECT_EQ(Type({"explain", "--svg", picture, app_, "restart"}).status, kExitOk);
  std::ostringstream text;
  text << std::ifstream(picture).rdbuf();
  EXPECT_TRUE(text.str().starts_with("<?xml")) << text.str();
  EXPECT_TRUE(text.str().ends_with("</svg>\n"));
  std::filesystem::create_directory(folder_ / "taken");
  const Outcome failed = Type({"explain", "--svg", folder_ / "taken", app_, "restart"});
  EXPECT_EQ(failed.status, kExitFiles);
  EXPECT_EQ(failed.out, "");
  EXPECT_NE(failed.err.find("[io-error]"), std::string::npos) << failed.err;
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 3)
      << "nothing half written is left";
}

TEST_F(ContainerAppTest, ExplainTellsWhatLivesWhereAndWhatIsLost) {
  const Outcome outcome = Type({"explain", SOURCE_DIR "/examples/token-meter", "state"});
  EXPECT_EQ(outcome.status, kExitOk);
  EXPECT_EQ(outcome.err, "");
  for (const char* part :
       {"\nSTATE ", "LOST ON CRASH", "\nbudget ", " data/meter/budget.json ", " the last 400ms ",
        "\nrate (gate) ", " redis-server.service of the host ", " before 15min "}) {
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part << " in " << outcome.out;
  }
}

TEST_F(ContainerAppTest, ExplainNamesWhatNoStateSpeaksOf) {
  std::ofstream(app_ / "docker-compose.yml", std::ios::app)
      << "  bell:\n    image: bell:1\n    network_mode: none\n";
  const Outcome outcome = Type({"explain", app_, "state"});
  EXPECT_EQ(outcome.status, kExitOk) << outcome.err;
  EXPECT_NE(outcome.err.find("[state-unclassed]"), std::string::npos) << outcome.err;
  for (const char* part :
       {"(beacon)  -      data/www ", "(bell)    -      the container itself  all"}) {
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part << " in " << outcome.out;
  }
}

TEST_F(ContainerAppTest, ExplainDrawsOnlyWhatHasAPicture) {
  const Outcome outcome = Type({"explain", "--svg", folder_ / "x.svg", app_, "state"});
  EXPECT_EQ(outcome.status, kExitUsage);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("draws no picture"), std::string::npos) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "x.svg"));
}

TEST_F(ContainerAppTest, ExplainKnowsItsTopics) {
  const Outcome outcome = Type({"explain", app_, "weather"});
  EXPECT_EQ(outcome.status, kExitUsage);
  EXPECT_NE(outcome.err.find("restart"), std::string::npos) << outcome.err;
}

TEST_F(ContainerAppTest, ExplainRefusesADefinitionWithErrors) {
  Append("metadata.yaml", "restart: {start_limit_interval_sec: 40s}");
  const Outcome outcome = Type({"explain", "--svg", folder_ / "x.svg", app_, "restart"});
  EXPECT_EQ(outcome.status, kExitFindings);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("[restart-never-trips]"), std::string::npos) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "x.svg"));
}

TEST_F(ContainerAppTest, AnIncompleteInstallationIsToldFromABadDefinition) {
  setenv("CONTAINER_APP_DATA_DIR", folder_.c_str(), 1);
  const Outcome outcome = Type({"show", app_});
  EXPECT_NE(outcome.status, kExitOk);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("[template-missing]"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace container_app

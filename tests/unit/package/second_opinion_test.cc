// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/second_opinion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "base/text.h"
#include "second_opinion_fixture.h"

namespace container_app {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Strings = std::vector<std::string>;
constexpr const char* kLib = "/var/lib/container-apps/berth-book-container";

TEST_F(SecondOpinionTest, NothingIsSaidOfWhatComposeAccepts) {
  compose_.PutDocker("exit 0");
  Ask(3);
  EXPECT_THAT(found_.findings(), IsEmpty());
  EXPECT_THAT(notes_, IsEmpty());
  EXPECT_EQ(compose_.Asked(), 3u);
}

TEST_F(SecondOpinionTest, ItAsksForTheFilesOfTheUnitAsTheyAreOnADevice) {
  compose_.PutDocker(
      "printf '\\n%s' \"$@\" >\"$folder/arguments\"\ncd \"$2\" && pwd >\"$folder/project\"\n"
      "cat \"$4\" >\"$folder/first\"; cat \"$6\" >\"$folder/second\"");
  Ask();
  const std::string project(Trim(compose_.Written("project")));
  EXPECT_TRUE(project.ends_with(kLib)) << project;
  EXPECT_EQ(compose_.Written("arguments"), "\n--project-directory\n" + project + "\n-f\n" +
                                               project + "/docker-compose.yml\n-f\n" + project +
                                               "/compose.container-app.yml\nconfig\n--quiet");
  EXPECT_EQ(compose_.Written("first"), files_.files["app/docker-compose.yml"].content);
  EXPECT_THAT(compose_.Written("second"), HasSubstr("restart: \"no\""));
  EXPECT_FALSE(std::filesystem::exists(project)) << "nothing is left";
}

TEST_F(SecondOpinionTest, TheEnvironmentIsThatOfTheUnit) {
  Metadata("default_config: {TIDE: high water, LD_PRELOAD: /tmp/x.so, DOCKER_HOST: tcp://x}\n");
  compose_.PutDocker("env >\"$folder/environment\"");
  setenv("CALLER", "1", 1);
  Ask();
  unsetenv("CALLER");
  const std::string environment = "\n" + compose_.Written("environment");
  EXPECT_THAT(environment, HasSubstr("\nTIDE=high water\n"));
  EXPECT_THAT(environment, HasSubstr("\nCOMPOSE_PROJECT_NAME=berth-book-container\n"));
  EXPECT_THAT(environment, HasSubstr(std::string(kLib) + "/data\n"));
  EXPECT_THAT(environment, Not(HasSubstr("\nCALLER="))) << "that of the caller is kept from it";
  for (const char* name : {"\nLD_PRELOAD=", "\nDOCKER_HOST="}) {
    EXPECT_THAT(environment, Not(HasSubstr(name))) << "a definition does not choose what is run";
  }
}

TEST_F(SecondOpinionTest, PluginsOfTheUserAreFoundAndNoOtherConfiguration) {
  const TemporaryFolder home;
  home.Write(".docker/cli-plugins/docker-compose", "");
  home.Write(".docker/config.json", "{}");
  const std::string before = getenv("HOME") ? getenv("HOME") : "";
  setenv("HOME", home.path().c_str(), 1);
  compose_.PutDocker("cd \"$HOME/.docker\" && ls -d * cli-plugins/* >\"$folder/configuration\"");
  Ask();
  setenv("HOME", before.c_str(), 1);
  EXPECT_EQ(compose_.Written("configuration"), "cli-plugins\ncli-plugins/docker-compose\n");
}

TEST_F(SecondOpinionTest, WhatAnIntegrationOrTheRuntimeSetsHasAValue) {
  Metadata(
      "routing: {port: 80}\nstate:\n  - {name: tide, service: book, class: reconstructible,\n"
      "     from: {journal: 1h}, rebuild: app}\n");
  Compose(
      "services:\n  book:\n    image: berth/book:1.2\n    read_only: true\n    environment:\n"
      "      A: ${HALOS_DOMAIN} ${HALOS_SYSTEMD_STARTED}\n"
      "    volumes: [\"${STATE_INPUT_TIDE:-/dev/null}:/tide:ro\"]\n");
  compose_.PutDocker("env >\"$folder/environment\"");
  Ask();
  for (const char* name : {"HALOS_DOMAIN=1\n", "HALOS_SYSTEMD_STARTED=1\n", "STATE_INPUT_TIDE=/"}) {
    EXPECT_THAT(compose_.Written("environment"), HasSubstr(name));
  }
}

TEST_F(SecondOpinionTest, ARefusalIsAnErrorAtThePlaceThatItNames) {
  compose_.PutDocker(
      "echo 'time=\"2026\" level=warning msg=\"the first line\"' >&2\n"
      "echo \"validating $4: services.book.read_only must be a boolean\" >&2\nexit 15");
  Ask();
  ASSERT_EQ(found_.findings().size(), 1u);
  const Finding& finding = found_.findings().front();
  EXPECT_EQ(finding.rule, "compose-refused");
  EXPECT_EQ(finding.severity, Severity::kError);
  EXPECT_EQ(finding.file, "app/docker-compose.yml");
  EXPECT_EQ(finding.line, 4);
  EXPECT_EQ(finding.column, 5);
  EXPECT_EQ(finding.what,
            "Docker Compose 2.26.1 refuses the files: validating docker-compose.yml: "
            "services.book.read_only must be a boolean");
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(SecondOpinionTest, WithoutAPlaceItIsTheFile) {
  compose_.PutDocker("echo 'no more berths' >&2; exit 15");
  Ask();
  ASSERT_EQ(found_.findings().size(), 1u);
  EXPECT_EQ(found_.findings().front().line, 0);
}

TEST_F(SecondOpinionTest, WithoutComposeNothingIsAsked) {
  Ask(3);
  EXPECT_THAT(found_.findings(), IsEmpty());
  EXPECT_THAT(notes_, ElementsAre("docker compose is not installed, so its opinion was not asked"));
}

TEST_F(SecondOpinionTest, TheProgramDockerComposeWillDo) {
  compose_.Put("docker", "echo unknown flag: --short >&2; exit 125", "exit 125");
  compose_.Put("docker-compose", "echo v2.30.3", "echo 'no berth' >&2; exit 15");
  Ask();
  ASSERT_EQ(found_.findings().size(), 1u);
  EXPECT_THAT(found_.findings().front().what, HasSubstr("Docker Compose 2.30.3 refuses"));
}

TEST_F(SecondOpinionTest, VersionOneIsTooOld) {
  compose_.Put("docker-compose", "echo 1.29.2", "exit 1");
  Ask(2);
  EXPECT_THAT(found_.findings(), IsEmpty());
  EXPECT_THAT(notes_,
              ElementsAre("docker-compose 1.29.2 is too old, so its opinion was not asked"));
  EXPECT_EQ(compose_.Asked(), 0u);
}

TEST_F(SecondOpinionTest, WhatHangsIsEndedAndNotAskedAgain) {
  const auto begin = std::chrono::steady_clock::now();
  compose_.PutDocker("exec sleep 300");
  Ask(40, milliseconds(3000));
  EXPECT_THAT(found_.findings(), IsEmpty());
  EXPECT_THAT(notes_, ElementsAre("docker compose did not end within 3 s, so its opinion of 40 of "
                                  "40 definitions is not known"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

TEST_F(SecondOpinionTest, AnInterruptionEndsComposeAndLeavesNothing) {
  // As Ctrl-C does: the program is told, and Compose, in a group of its own, is not.
  compose_.PutDocker(
      "echo $$ >\"$folder/compose\"\n"
      "echo \"$HOME\" >\"$folder/home\"\nkill -INT $PPID\nexec sleep 300");
  EXPECT_EXIT(Ask(4), testing::KilledBySignal(SIGINT), "");
  EXPECT_FALSE(std::filesystem::exists(Trim(compose_.Written("home")))) << "its folder is gone";
  EXPECT_NE(kill(std::stoi(compose_.Written("compose")), 0), 0) << "Compose has ended";
}

TEST_F(SecondOpinionTest, ACrashIsNoFaultOfTheDefinition) {
  compose_.PutDocker("echo 'panic: berth' >&2; exit 2");
  Ask();
  EXPECT_THAT(found_.findings(), IsEmpty());
  EXPECT_THAT(notes_, ElementsAre("docker compose failed with status 2: panic: berth, so its "
                                  "opinion of 1 of 1 definitions is not known"));
}

constexpr const char* kHookSets =
    "services:\n  book:\n    image: berth/book:${BERTH}\n    read_only: true\n";

TEST_F(SecondOpinionTest, WhatAHookSetsHasAStandIn) {
  files_.Add("app/prestart.sh", "#!/bin/bash\necho BERTH=7 >>\"$RUNTIME_ENV\"\n", 0755);
  Compose(kHookSets);
  compose_.PutDocker("[ -n \"$BERTH\" ] || { echo unset >&2; exit 15; }");
  Ask();
  EXPECT_THAT(found_.findings(), IsEmpty());
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(SecondOpinionTest, OneStandInThatIsAcceptedIsEnough) {
  files_.Add("app/prestart.sh", "#!/bin/bash\necho BERTH=7 >>\"$RUNTIME_ENV\"\n", 0755);
  Compose(kHookSets);
  compose_.PutDocker("[ \"$BERTH\" = true ] || { echo \"invalid boolean: $BERTH\" >&2; exit 15; }");
  Ask();
  EXPECT_THAT(found_.findings(), IsEmpty());
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(SecondOpinionTest, ARefusalOfStandInsIsOnlyTold) {
  files_.Add("app/prestart.sh", "#!/bin/bash\necho BERTH=7 >>\"$RUNTIME_ENV\"\n", 0755);
  Compose(kHookSets);
  compose_.PutDocker("echo \"no berth $BERTH\" >&2; exit 15");
  Ask();
  EXPECT_THAT(found_.findings(), IsEmpty());
  EXPECT_THAT(notes_, ElementsAre("app/docker-compose.yml: what Docker Compose 2.26.1 says depends "
                                  "on variables that only a device sets: no berth 1"));
}

TEST_F(SecondOpinionTest, ARefusalWhateverTheStandInsAreIsAnError) {
  files_.Add("app/prestart.sh", "#!/bin/bash\necho BERTH=7 >>\"$RUNTIME_ENV\"\n", 0755);
  Compose(kHookSets);
  compose_.PutDocker("echo 'no more berths' >&2; exit 15");
  Ask();
  EXPECT_EQ(found_.findings().size(), 1u);
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(SecondOpinionTest, AVariableThatHasToBeSetHasAStandIn) {
  Metadata("default_config: {TOKEN: ''}\n");
  files_.files["app/config.yml"].content = FormAskingFor({"TOKEN", "OTHER"});
  Compose(
      "services:\n  book:\n    image: berth/book:1.2\n    read_only: true\n"
      "    environment: {A: '${TOKEN:?set it}', B: '${OTHER:?set it}'}\n");
  compose_.PutDocker("env >\"$folder/environment\"");
  Ask();
  EXPECT_THAT(compose_.Written("environment"), HasSubstr("TOKEN=1\n"));
  EXPECT_THAT(compose_.Written("environment"), HasSubstr("OTHER=1\n"));
}

}  // namespace
}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// The messages of the compose reader, and what it makes of its small languages. That it understands
// what Compose understands is compared in tests/package/compose-config_test.sh.
#include "app/compose.h"

#include <gtest/gtest.h>

#include "app/compose_texts.h"

namespace container_app {
namespace {

class ComposeTest : public ::testing::Test {
 protected:
  bool Read(std::string text) {
    file_ = {"c.yml", std::move(text)};
    diagnostics_ = Diagnostics();
    yaml::Node document;
    return yaml::Parse(file_, &document, &diagnostics_) &&
           ReadCompose(file_, {}, &document, &compose_, &diagnostics_);
  }
  std::string Findings() const {
    std::string all;
    for (const Finding& finding : diagnostics_.findings()) all += FormatFinding(finding);
    return all;
  }
  /// The findings of a text that has to be refused.
  std::string Refusal(std::string text) {
    EXPECT_FALSE(Read(std::move(text)));
    return Findings();
  }

  SourceFile file_;
  Compose compose_;
  Diagnostics diagnostics_;
};

TEST_F(ComposeTest, ReadsAServiceWithPlaces) {
  ASSERT_TRUE(
      Read("name: app\n"
           "services:\n"
           "  web:\n"
           "    image: nginx:1.27\n"
           "    user: 472:0\n"
           "    ports: [22:22, '${P:-80}:80/udp']\n"
           "    volumes: ['${D:-/srv}/x:/x:ro,z', data:/data]\n"
           "    environment: {A: 1, B: }\n"
           "    stop_grace_period: 1m30s\n"
           "volumes: {data: }\n"))
      << Findings();
  const ComposeService& web = compose_.services.at(0);
  EXPECT_EQ(web.name.value, "web");
  EXPECT_EQ(web.image.value, "nginx:1.27");
  EXPECT_EQ(web.image.place.line, 4);
  EXPECT_EQ(web.image.place.column, 12);
  EXPECT_EQ(web.user.value, "472:0");
  ASSERT_EQ(web.ports.size(), 2u);
  EXPECT_EQ(web.ports[0].published, "22");
  EXPECT_EQ(web.ports[1].published, "${P:-80}");
  EXPECT_EQ(web.ports[1].protocol, "udp");
  ASSERT_EQ(web.mounts.size(), 2u);
  EXPECT_EQ(web.mounts[0].type, ComposeMount::Type::kBind);
  EXPECT_EQ(web.mounts[0].source, "${D:-/srv}/x");
  EXPECT_TRUE(web.mounts[0].read_only);
  EXPECT_EQ(web.mounts[1].type, ComposeMount::Type::kVolume);
  EXPECT_EQ(web.environment.at(0).value->value, "1");
  EXPECT_FALSE(web.environment.at(1).value);
  EXPECT_EQ(web.stop_grace_period->value, 90'000'000);
  ASSERT_EQ(compose_.variables.size(), 2u);
  EXPECT_EQ(compose_.variables[0].name, "P");
  EXPECT_EQ(compose_.variables[1].place.line, 7);
}

TEST_F(ComposeTest, TellsAllMistakesAtOnce) {
  EXPECT_EQ(
      Refusal("services:\n"
              "  web:\n"
              "    imgae: x\n"
              "    user: 1000\n"),
      "c.yml:3:5: error: 'imgae' is not a key of a service; did you mean 'image'? "
      "[compose-unknown-key]\n"
      "        imgae: x\n"
      "        ^\n"
      "c.yml:4:11: error: 'user' of service 'web' is an integer, but Compose takes a string; put "
      "quotes around it: \"1000\" [compose-type]\n"
      "        user: 1000\n"
      "              ^\n"
      "c.yml:2:3: error: service 'web' has no image; name one: 'image: name:tag' "
      "[compose-image]\n"
      "      web:\n"
      "      ^\n");
}

TEST_F(ComposeTest, WantsServices) {
  EXPECT_EQ(
      Refusal("name: x\n"),
      "c.yml: error: there is no 'services'; name each service and write its keys indented below "
      "its name [compose-services]\n");
  EXPECT_EQ(
      Refusal("services: []\n"),
      "c.yml:1:11: error: 'services' is a list, not a mapping; name each service and write its "
      "keys indented below its name [compose-services]\n"
      "    services: []\n"
      "              ^\n");
}

TEST_F(ComposeTest, TakesAnyVersionThatIsAString) {
  EXPECT_EQ(
      Refusal("version: 3.8\nservices: {a: {image: x}}\n"),
      "c.yml:1:10: error: 'version' is a decimal number, which Compose refuses without quotes; "
      "remove the key: Compose ignores it [compose-version]\n"
      "    version: 3.8\n"
      "             ^\n");
  EXPECT_TRUE(Read("version: '2'\nservices: {a: {image: x}}\n")) << Findings();
}

TEST_F(ComposeTest, WarnsWhereComposeChangesANumber) {
  EXPECT_TRUE(Read("services: {a: {image: x, environment: {UMASK: 0022}}}\n"));
  EXPECT_EQ(compose_.services.at(0).environment.at(0).value->value, "18");
  EXPECT_EQ(
      Findings(),
      "c.yml:1:47: warning: Compose makes 18 of the number 0022 here; put quotes around it if you "
      "mean the text: \"0022\" [compose-number-changed]\n"
      "    services: {a: {image: x, environment: {UMASK: 0022}}}\n"
      "                                                  ^\n");
}

TEST_F(ComposeTest, FindsDependenciesThatGoRound) {
  EXPECT_EQ(
      Refusal("services:\n"
              "  a: {image: x, depends_on: [b]}\n"
              "  b: {image: x, depends_on: [a]}\n"),
      "c.yml:3:30: error: service 'b' depends on 'a', which depends on it in turn; remove one of "
      "the dependencies of the circle [compose-dependency-circle]\n"
      "      b: {image: x, depends_on: [a]}\n"
      "                                 ^\n");
}

TEST_F(ComposeTest, TellsAnAliasedMistakeOnce) {
  EXPECT_EQ(Refusal("x-a: &a {A: '${'}\n"
                    "services: {a: {image: x, environment: *a}, b: {image: x, environment: *a}}\n"),
            "c.yml:1:13: error: '${' holds a variable reference that Compose cannot read; write "
            "${NAME}, ${NAME:-default}, or $$ for a dollar sign [compose-interpolation]\n"
            "    x-a: &a {A: '${'}\n"
            "                ^\n");
}

TEST(ComposeDurationTest, IsGosSyntax) {
  std::int64_t value = 0;
  std::string error;
  EXPECT_TRUE(ParseComposeDuration("1h2m3.5s", &value, &error));
  EXPECT_EQ(value, 3'723'500'000);
  EXPECT_TRUE(ParseComposeDuration("500ms", &value, &error));
  EXPECT_EQ(value, 500'000);
  EXPECT_TRUE(ParseComposeDuration("0", &value, &error));
  EXPECT_EQ(value, 0);
  for (const char* text : {"", "10", "1d", "5 s", "s", ".s", "1m30"}) {
    EXPECT_FALSE(ParseComposeDuration(text, &value, &error)) << text;
    EXPECT_EQ(error, std::string("'") + text + "' is not a duration");
  }
}

TEST_F(ComposeTest, ReadsHealthchecksWithWhatDockerTakesWhereNothingIsGiven) {
  ASSERT_TRUE(
      Read("services:\n"
           "  all: {image: x, healthcheck: {test: [CMD, x], interval: 1m30s, timeout: 5s,\n"
           "    retries: 7, start_period: 2m, start_interval: 1s}}\n"
           "  times: {image: x, healthcheck: {interval: 0s, retries: '${R:-4}'}}\n"
           "  none: {image: x, healthcheck: {test: [NONE], interval: 3s}}\n"
           "  off: {image: x, healthcheck: {disable: true, test: x}}\n"
           "  image: {image: x}\n"))
      << Findings();
  const ComposeHealthcheck& all = compose_.services[0].healthcheck;
  EXPECT_EQ(all.interval, 90'000'000);
  EXPECT_EQ(all.timeout, 5'000'000);
  EXPECT_EQ(all.retries, 7);
  EXPECT_EQ(all.start_period, 120'000'000);
  EXPECT_EQ(all.start_interval, 1'000'000);
  EXPECT_EQ(all.place.line, 2);
  EXPECT_TRUE(all.has_test);
  const ComposeHealthcheck& times = compose_.services[1].healthcheck;
  EXPECT_EQ(times.interval, 30'000'000) << "Docker takes its own for zero";
  EXPECT_EQ(times.retries, 4);
  EXPECT_FALSE(times.has_test);
  const bool expected[] = {true, true, false, false, false};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(compose_.services[i].has_healthcheck, expected[i]) << i;
    EXPECT_EQ(compose_.services[i].healthcheck.is_off, i == 2 || i == 3) << i;
  }
  EXPECT_NE(Refusal("services:\n  a: {image: x, healthcheck: {retries: often}}\n")
                .find("'retries' of 'healthcheck' of service 'a' is 'often', which is not a whole "
                      "number"),
            std::string::npos)
      << Findings();
}

}  // namespace
}  // namespace container_app

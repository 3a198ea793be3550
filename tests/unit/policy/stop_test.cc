// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/stop.h"

#include <gtest/gtest.h>

#include "policy/plan.h"
#include "support/definition_text.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

std::int64_t GraceOf(const Compose& compose) {
  std::vector<std::int64_t> graces;
  for (const ComposeService& service : compose.services) graces.push_back(ServiceGrace(service, 0));
  return StopGrace(compose, graces);
}

std::int64_t GraceOf(const std::string& services) {
  return GraceOf(DefinitionOf("", services).compose);
}

/// A state whose changes wait in memory for `flush`.
std::string Flushing(const std::string& flush) {
  return "state: [{name: page, service: book, class: durable, path: /data/page.json, "
         "flush_within: " +
         flush + "}]\n";
}

TEST(StopGraceTest, IsThatOfTheServiceThatTakesLongest) {
  EXPECT_EQ(GraceOf(kOneService), 10 * kSecond);
  EXPECT_EQ(GraceOf(R"(  book:
    image: berth/book:1.2
    stop_grace_period: 3s
  store:
    image: berth/store:1.2
    stop_grace_period: 1m30s
)"),
            90 * kSecond);
}

TEST(StopGraceTest, AddsUpAlongDependencies) {
  EXPECT_EQ(GraceOf(R"(  book:
    image: berth/book:1.2
    stop_grace_period: 30s
    depends_on: [store, cache]
  store:
    image: berth/store:1.2
    stop_grace_period: 1m
    network_mode: service:net
  cache:
    image: berth/cache:1.2
    stop_grace_period: 2m
  net:
    image: berth/net:1.2
)"),
            150 * kSecond)
      << "book, then cache; book, store and net take 100 s";
}

TEST(StopGraceTest, LeavesOutWhatIsNotStarted) {
  EXPECT_EQ(GraceOf(R"(  book:
    image: berth/book:1.2
    stop_grace_period: 0s
  debug:
    image: berth/debug:1.2
    profiles: [debug]
    stop_grace_period: 1h
)"),
            0);
}

TEST(StopGraceTest, EndsWithACircleAndWithALongChain) {
  Compose compose;
  constexpr int kServices = 20'000;
  for (int i = 0; i < kServices; ++i) {
    ComposeService service;
    service.name.value = std::to_string(i);
    service.depends_on.push_back({{std::to_string(i + 1), {}}});
    compose.services.push_back(service);
  }
  EXPECT_EQ(GraceOf(compose), kServices * 10 * kSecond);
  compose.services.back().depends_on[0].service.value = "1";
  EXPECT_EQ(GraceOf(compose), 10 * kSecond);
}

TEST(ServiceGraceTest, IsLongEnoughForAFlush) {
  const auto grace = [](const std::string& flush, const std::string& services) {
    const Definition definition = DefinitionOf(Flushing(flush), services);
    const ComposeService& service = definition.compose.services.at(0);
    return ServiceGrace(service, LongestFlush(definition, service));
  };
  EXPECT_EQ(grace("400ms", kOneService), 10 * kSecond) << "as Compose has it";
  EXPECT_EQ(grace("40s", kOneService), 40 * kSecond + kFlushMargin);
  EXPECT_EQ(grace("1h", kOneService), kAssumedFlush + kFlushMargin)
      << "what waits long is not long";
  EXPECT_EQ(grace("1h, flush_takes: 90s", kOneService), 90 * kSecond + kFlushMargin);
  EXPECT_EQ(grace("40s", std::string(kOneService) + "    stop_grace_period: 1s\n"), kSecond)
      << "what the maintainer wrote counts; a rule refuses it";
}

TEST(ServiceGraceTest, MakesTheTimeToStopLongEnough) {
  Diagnostics diagnostics;
  Plan plan;
  const std::string services =
      "  book:\n    image: a:1\n  store:\n    image: b:1\n"
      "    depends_on: [book]\n";
  const Definition definition = DefinitionOf(Flushing("40s"), services);
  MakePlan(definition, {}, &plan, &diagnostics);
  EXPECT_EQ(plan.restart.timeout_stop_sec,
            10 * kSecond + 40 * kSecond + kFlushMargin + kStopOverhead);
}

}  // namespace
}  // namespace container_app

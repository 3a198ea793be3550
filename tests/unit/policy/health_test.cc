// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/health.h"

#include <gtest/gtest.h>

#include "app/forms.h"
#include "policy/restart.h"
#include "support/definition_text.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

constexpr const char* kCheck =
    "    healthcheck: {test: [CMD, x], interval: 20s, timeout: 5s, retries: 4}\n";

HealthPlan PlanOf(const std::string& keys, const std::string& services) {
  return MakeHealthPlan(DefinitionOf(keys, services), kAffixes);
}

TEST(HealthTest, WithoutAnyCheckNothingIsSick) {
  const HealthPlan plan = PlanOf("", ServiceText("a", ""));
  EXPECT_TRUE(plan.supervise);
  EXPECT_EQ(plan.grace, 2 * kMinute);
  EXPECT_EQ(plan.time_to_sick, 0);
  EXPECT_EQ(plan.longest_wait, 0);
}

TEST(HealthTest, TimeToUnhealthyIsTheLongestDockerTakes) {
  ComposeHealthcheck check;
  EXPECT_EQ(TimeToUnhealthy(check), 3 * kMinute) << "Docker's defaults, each check at its timeout";
  EXPECT_EQ(TimeOfRetries(check), 90 * kSecond);
  check.start_period = kMinute;
  EXPECT_EQ(TimeToUnhealthy(check), 4 * kMinute + 30 * kSecond)
      << "a check that began in the period does not count";
  check.interval = 2 * kSecond;
  EXPECT_EQ(TimeToUnhealthy(check), kMinute + (30 + 3 + 3 * 32) * kSecond)
      << "the pause after it may be the start_interval";
}

TEST(HealthTest, HugeTimesOfAComposeFileDoNotOverflow) {
  const HealthPlan plan =
      PlanOf("", ServiceText("a",
                             "    healthcheck: {test: [CMD, x], interval: 2000000h, timeout: "
                             "2000000h, start_period: 2000000h, retries: 9999999999999}\n"));
  EXPECT_EQ(plan.time_to_sick, kLongestTimeSpan);
  EXPECT_EQ(plan.grace, kLongestTimeSpan);
}

TEST(HealthTest, TimeToSickIsThatOfTheSlowestCheckThatCounts) {
  const std::string services = ServiceText("a", kCheck) + ServiceText("b", "") +
                               ServiceText("c", "    healthcheck: {disable: true}\n");
  const std::int64_t looks = 2 * 30 * kSecond;
  EXPECT_EQ(PlanOf("", services).time_to_sick, 100 * kSecond + 2 * kMinute + looks);
  EXPECT_EQ(PlanOf("health: {from_image: [b]}\n", services).time_to_sick,
            3 * kMinute + 2 * kMinute + looks);
  EXPECT_EQ(PlanOf("health: {from_image: [c]}\n", services).time_to_sick,
            100 * kSecond + 2 * kMinute + looks)
      << "a check that is turned off is off, whatever the image has";
  const HealthPlan ignored = PlanOf("health: {ignore: [a]}\n", services);
  EXPECT_EQ(ignored.time_to_sick, 0);
  EXPECT_EQ(ignored.ignored, std::vector<std::string>{"a"});
  EXPECT_EQ(PlanOf("health: {supervise: false}\n", services).time_to_sick, 0);
}

TEST(HealthTest, AGraceIsAsLongAsTheSlowestCheckNeedsOrAsGiven) {
  const std::string slow =
      ServiceText("a", "    healthcheck: {test: x, interval: 1m, retries: 10}\n");
  EXPECT_EQ(PlanOf("", slow).grace, 10 * kMinute);
  EXPECT_EQ(PlanOf("health: {grace_sec: 6s}\n", slow).grace, 6 * kSecond);
  EXPECT_EQ(HealthPace(6 * kSecond), kSecond);
  EXPECT_EQ(HealthPace(kMinute), 15 * kSecond);
  EXPECT_EQ(HealthPace(10 * kMinute), 30 * kSecond);
}

TEST(HealthTest, AServiceThatOthersWaitForComesBeforeThem) {
  const std::string services =
      ServiceText("store", "    healthcheck: {test: x, interval: 5m, timeout: 1m}\n") +
      ServiceText("a",
                  std::string("    depends_on: {store: {condition: service_healthy}}\n") + kCheck);
  const Definition definition = DefinitionOf("health: {ignore: [store]}\n", services);
  const HealthPlan plan = MakeHealthPlan(definition, kAffixes);
  EXPECT_EQ(plan.longest_wait, 18 * kMinute);
  EXPECT_EQ(plan.time_to_sick, 18 * kMinute + 100 * kSecond + 3 * kMinute);
  EXPECT_EQ(MakeRestartPolicy(definition, 0, plan).timeout_up_sec, 19 * kMinute)
      << "Compose is silent meanwhile";
  EXPECT_EQ(MakeRestartPolicy(definition, 0).timeout_up_sec, 15 * kMinute);
}

TEST(HealthTest, TheIntervalAllowsForAnAppThatIsNeverHealthy) {
  const Definition definition = DefinitionOf("", ServiceText("a", kCheck));
  const HealthPlan plan = MakeHealthPlan(definition, kAffixes);
  const RestartPolicy policy = MakeRestartPolicy(definition, 10 * kSecond, plan);
  const std::int64_t run = policy.timeout_start_sec + plan.time_to_sick + policy.timeout_stop_sec;
  EXPECT_EQ(policy.start_limit_interval_sec, 5 * (run + policy.restart_sec + kStartOverhead));
  EXPECT_GT(HealthyTime(policy), plan.time_to_sick + 60 * kMinute);
}

TEST(HealthTest, AppsToWaitForAreNamesOfPackages) {
  const HealthPlan plan = MakeHealthPlan(
      DefinitionOf("after_ready: ['@tide', kelp.db]\n", ServiceText("a", "")), {"pier", "box"});
  EXPECT_EQ(plan.after_ready, (std::vector<std::string>{"pier-tide-box", "kelp.db"}));
}

}  // namespace
}  // namespace container_app

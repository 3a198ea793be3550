// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/halos.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/plan.h"
#include "support/definition_text.h"

namespace container_app {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kService = "  book:\n    image: a:1\n    ports: ['8080:80']\n";
constexpr const char* kOidc =
    "routing:\n  auth:\n    mode: oidc\n    oidc:\n      client_name: Book\n"
    "      scopes: [openid, email]\n      redirect: {style: port, path: /login}\n"
    "      env: {BOOK_SECRET: secret}\n";

class HalosTest : public testing::Test {
 protected:
  const Plan& Make(const std::string& metadata, const std::string& services = kService) {
    definition_ = DefinitionOf(metadata, services);
    plan_ = Plan();
    BuildContext context;
    context.affixes = kAffixes;
    EXPECT_TRUE(MakePlan(definition_, context, &plan_, &diagnostics_));
    return plan_;
  }

  Definition definition_;
  Plan plan_;
  Diagnostics diagnostics_;
};

TEST_F(HalosTest, AnAppWithoutItsKeysHasNothingOfIt) {
  const Plan& plan = Make("");
  EXPECT_FALSE(plan.halos);
  EXPECT_THAT(plan.attachment.wanted_units, IsEmpty());
  EXPECT_THAT(plan.relations.depends, Not(Contains(testing::HasSubstr("halos"))));
  EXPECT_THAT(plan.relations.breaks, IsEmpty());
}

TEST_F(HalosTest, AnInterfaceAloneIsACardWithTheAddressOfTheDevice) {
  const Plan& plan = Make("web_ui: {enabled: true, port: 8080, path: /berths}\n");
  EXPECT_EQ(plan.halos->card->url, "http://{{domain}}:8080/berths");
  EXPECT_EQ(plan.halos->card->ping_url, "http://book:80/berths") << "the port in the container";
  EXPECT_EQ(plan.halos->routing_file, "");
  EXPECT_THAT(plan.relations.depends, Not(Contains(testing::HasSubstr("halos"))));
  EXPECT_EQ(Make("web_ui: {enabled: true, port: 443, protocol: https}\n").halos->card->url,
            "https://{{domain}}/");
}

TEST_F(HalosTest, ARoutedAppHasAPathAndTheProxysNetwork) {
  const Plan& plan = Make("routing: {}\nweb_ui: {enabled: true, path: /berths}\n");
  EXPECT_EQ(plan.halos->routing_file, "/etc/halos/routing.d/berth-book.yml");
  EXPECT_EQ(plan.halos->card_file, "/etc/halos/webapps.d/berth-book-container.toml");
  EXPECT_EQ(plan.halos->card->url, "/berth-book/");
  EXPECT_EQ(plan.attachment.network, "halos-proxy-network");
  EXPECT_EQ(plan.attachment.service, "book");
  EXPECT_THAT(plan.attachment.compose_files,
              ElementsAre("/run/halos/routing-labels/berth-book.yml"));
  EXPECT_THAT(plan.attachment.variables,
              ElementsAre("HALOS_SYSTEMD_STARTED", "HALOS_DOMAIN", "HOMARR_URL"));
  EXPECT_THAT(plan.relations.depends, Contains("halos-core-containers (>= 0.5.0)"));
  EXPECT_THAT(plan.relations.breaks, ElementsAre("homarr-container-adapter (<< 0.4.6)",
                                                 "halos-core-containers (<< 0.3.2)"));
}

TEST_F(HalosTest, WithoutACardNothingIsBroken) {
  const Plan& plan = Make("routing: {}\n");
  EXPECT_FALSE(plan.halos->card);
  EXPECT_THAT(plan.relations.breaks, IsEmpty());
  EXPECT_THAT(plan.attachment.variables, Not(Contains("HOMARR_URL")));
}

TEST_F(HalosTest, OnTheHostsNetworkNoneIsJoined) {
  const Plan& plan = Make("routing: {host_port: 80}\nweb_ui: {enabled: true}\n",
                          "  book:\n    image: a:1\n    network_mode: host\n");
  EXPECT_EQ(plan.attachment.network, "");
  EXPECT_EQ(plan.halos->card->ping_url, "http://host.docker.internal:80/");
}

TEST_F(HalosTest, WhatIsAnnouncedIsWithdrawnAndNeedsALaterCore) {
  const Plan& plan = Make("routing: {port: 80, mdns: [{type: _book._tcp}]}\n");
  EXPECT_THAT(plan.attachment.stop_commands,
              ElementsAre("/usr/bin/configure-container-routing --mdns-withdraw berth-book"));
  EXPECT_THAT(plan.relations.depends, Contains("halos-core-containers (>= 0.8.0)"));
  EXPECT_THAT(plan.relations.depends, Not(Contains("halos-core-containers (>= 0.5.0)")));
  EXPECT_EQ(plan.halos->mdns_file, "/etc/avahi/services/halos-berth-book.service");
}

TEST_F(HalosTest, AClientHasASecretInTheDataAndItsVariables) {
  const Plan& plan = Make(kOidc);
  EXPECT_EQ(plan.halos->client->id, "berth-book");
  EXPECT_EQ(plan.halos->client->secret, kData + "/oidc-secret");
  EXPECT_EQ(plan.halos->client->scopes, "[openid, email]");
  EXPECT_THAT(plan.attachment.variables, Contains("BOOK_SECRET"));
}

TEST_F(HalosTest, TheCategoryIsThatOfTheFirstTagThatHasOne) {
  const auto category = [this](const std::string& tags) {
    Make("web_ui: {enabled: true}\n");
    definition_.metadata.tags.value.clear();
    definition_.metadata.tags.value.push_back({tags, {}});
    return MakeHalosPlan(Installed(definition_, kAffixes), plan_.routing)->card->category;
  };
  EXPECT_EQ(category("use::monitor"), "Monitoring");
  EXPECT_EQ(category("works-with::db"), "Database");
  EXPECT_EQ(category("role::container-app"), "Applications");
}

TEST_F(HalosTest, TheSettingThatIsThePortIsFoundByItsName) {
  const auto variable = [this](const std::string& settings) {
    return Make("routing: {port: 80}\nweb_ui: {enabled: true}\ndefault_config: " + settings + "\n")
        .halos->address->port_variable;
  };
  EXPECT_EQ(variable("{HTTP_PORT: '1', PORT: '2'}"), "PORT");
  EXPECT_EQ(variable("{PORTS: '1', HTTP_PORT: '2', UDP_PORT: '3'}"), "HTTP_PORT");
  EXPECT_EQ(variable("{MY_PORTS: '1'}"), "MY_PORTS");
  EXPECT_EQ(variable("{NAME: '1'}"), "");
}

}  // namespace
}  // namespace container_app

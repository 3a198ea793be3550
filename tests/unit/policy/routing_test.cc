// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/routing.h"

#include <gtest/gtest.h>

#include "support/definition_text.h"

namespace container_app {
namespace {

constexpr const char* kPlain = "  book:\n    image: a:1\n";

TEST(RoutingTest, AnAppIsRoutedByItsKey) {
  EXPECT_FALSE(MakeRoutingPlan(DefinitionOf("", kPlain)).routed);
  EXPECT_TRUE(MakeRoutingPlan(DefinitionOf("routing: {}\n", kPlain)).routed)
      << "present, even empty";
  EXPECT_FALSE(MakeRoutingPlan(DefinitionOf("routing: null\n", kPlain)).routed);
  EXPECT_FALSE(MakeRoutingPlan(DefinitionOf("web_ui: {enabled: true}\n", kPlain)).routed)
      << "that is for devices without a proxy, too";
}

TEST(RoutingTest, TheDeclaredPortComesFirst) {
  const std::string ports = std::string(kPlain) + "    ports: ['8080:80']\n";
  EXPECT_EQ(
      MakeRoutingPlan(DefinitionOf("routing: {port: 9}\nweb_ui: {enabled: true, port: 7}\n", ports))
          .port,
      9);
  EXPECT_EQ(MakeRoutingPlan(DefinitionOf("routing: {host_port: 9}\n", ports)).port, 80)
      << "host_port counts with the host's network only";
}

TEST(RoutingTest, ThenTheContainerSideOfTheFirstPortOfTheFirstServiceWithPorts) {
  const std::string services = std::string("  db:\n    image: a:1\n") + kPlain;
  for (const auto& [port, expected] :
       std::vector<std::pair<std::string, int>>{{"'8080:80'", 80},
                                                {"'127.0.0.1:8080:81/tcp'", 81},
                                                {"'82'", 82},
                                                {"{target: 83, published: 8080}", 83},
                                                {"'${OUTER:-8080}:84'", 84}}) {
    EXPECT_EQ(MakeRoutingPlan(DefinitionOf("web_ui: {enabled: true, port: 7}\n",
                                           services + "    ports: [" + port + ", '1:1']\n"))
                  .port,
              expected)
        << port;
  }
}

TEST(RoutingTest, ThenThePortOfTheInterface) {
  EXPECT_EQ(MakeRoutingPlan(DefinitionOf("web_ui: {enabled: true, port: 7}\n", kPlain)).port, 7);
  EXPECT_EQ(MakeRoutingPlan(DefinitionOf("routing: {}\n", kPlain)).port, std::nullopt);
}

TEST(RoutingTest, OnTheHostsNetworkContainerPortsMeanNothing) {
  const std::string host = std::string(kPlain) + "    network_mode: host\n    ports: ['8080:80']\n";
  EXPECT_TRUE(MakeRoutingPlan(DefinitionOf("", host)).host_network);
  EXPECT_FALSE(MakeRoutingPlan(DefinitionOf("", kPlain)).host_network);
  EXPECT_EQ(MakeRoutingPlan(DefinitionOf("routing: {host_port: 9, port: 8}\n", host)).port, 9);
  EXPECT_EQ(MakeRoutingPlan(DefinitionOf("routing: {port: 8}\n", host)).port, 8);
  EXPECT_EQ(MakeRoutingPlan(DefinitionOf("web_ui: {enabled: true, port: 7}\n", host)).port, 7);
  EXPECT_EQ(MakeRoutingPlan(DefinitionOf("routing: {}\n", host)).port, std::nullopt);
}

TEST(RoutingTest, TheServiceIsTheOneThePortBelongsTo) {
  const std::string two = std::string("  db:\n    image: a:1\n") + kPlain;
  const auto service = [](const std::string& keys, const std::string& services) {
    return MakeRoutingPlan(DefinitionOf(keys, services)).service;
  };
  EXPECT_EQ(service("routing: {port: 9}\n", two), "db") << "the first";
  EXPECT_EQ(service("routing: {}\n", two + "    ports: ['8080:80']\n"), "book");
  EXPECT_EQ(service("routing: {port: 9}\n", two + "    network_mode: host\n"), "book");
}

}  // namespace
}  // namespace container_app

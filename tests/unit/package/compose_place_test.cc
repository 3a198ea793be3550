// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/compose_place.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace container_app {
namespace {

constexpr const char* kText = R"(x-logging: &logging {driver: local}
services:
  berth.book:
    image: berth/book:1.2
    user: [1]
    logging: *logging
    volumes:
      - log:/log
      - type: bind
        source: /tide
  db:
    image: berth/db:1.2
    ports: ["80:99999"]
    network_mode: host
    depends_on: [chart]
    deploy: {replicas: 2}
volumes:
  log:
)";

/// `LINE:COLUMN`
std::string PlaceOf(const std::string& message) {
  const SourceFile file{"docker-compose.yml", kText};
  const Place place = PlaceInCompose(file, message);
  EXPECT_EQ(place.file, &file);
  return fmt::format("{}:{}", place.line, place.column);
}

// The messages are those of Docker Compose 2.26.1.
TEST(PlaceInComposeTest, APathLeadsToItsKey) {
  EXPECT_EQ(PlaceOf("validating /x/docker-compose.yml: services.berth.book.user must be a string"),
            "5:5");
  EXPECT_EQ(PlaceOf("error decoding 'services[db].deploy': expected a map"), "16:5");
  EXPECT_EQ(PlaceOf("services.berth.book.volumes.1 source is odd"), "9:9");
  EXPECT_EQ(PlaceOf("service volume services.berth.book.volumes.[1] is missing a mount target"),
            "9:9");
  EXPECT_EQ(PlaceOf("services.db.pull_policy is odd"), "11:3") << "as far as there is a key";
  EXPECT_EQ(PlaceOf("volumes.log: conflicting parameters"), "18:3");
}

TEST(PlaceInComposeTest, AServiceLeadsToWhatIsSaidOfIt) {
  EXPECT_EQ(PlaceOf("service \"db\" depends on undefined service \"chart\": invalid project"),
            "15:18");
  EXPECT_EQ(PlaceOf("service \"berth.book\" refers to undefined volume log: invalid project"),
            "8:9");
  EXPECT_EQ(PlaceOf("service db declares mutually exclusive `network_mode` and `networks`"),
            "14:5");
  EXPECT_EQ(PlaceOf("service \"db\" has neither this nor that"), "11:3");
  EXPECT_EQ(PlaceOf("dependency cycle detected: db -> web -> db"), "11:3");
}

TEST(PlaceInComposeTest, AValueLeadsToTheOnlyPlaceWhereItIs) {
  EXPECT_EQ(PlaceOf("Invalid containerPort: 99999"), "13:13");
  EXPECT_EQ(PlaceOf("Invalid version: 1.2"), "0:0") << "it is there twice";
  EXPECT_EQ(PlaceOf("Invalid port: 9999"), "0:0") << "that is only a part of one";
  EXPECT_EQ(PlaceOf("Invalid port: 80"), "0:0") << "that may be there by chance";
}

TEST(PlaceInComposeTest, OtherwiseItIsTheFile) {
  EXPECT_EQ(PlaceOf("no more berths"), "0:0");
  EXPECT_EQ(PlaceOf(""), "0:0");
  EXPECT_EQ(PlaceOf("services.tide.user must be a string"), "0:0");
  EXPECT_EQ(PlaceOf("services.["), "0:0");
  EXPECT_EQ(PlaceOf("service \"dbase\" is odd"), "0:0");
}

}  // namespace
}  // namespace container_app

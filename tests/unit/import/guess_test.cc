// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/guess.h"

#include <gtest/gtest.h>

#include <string>

namespace container_app {
namespace {

TEST(Guess, SplitsImages) {
  const ImageName image = SplitImage("registry.example:443/harbour/log:v1.2@sha256:abc");
  EXPECT_EQ(image.host, "registry.example:443");
  EXPECT_EQ(image.name, "harbour/log");
  EXPECT_EQ(image.tag, "v1.2");
  EXPECT_EQ(SplitImage(std::string("docker.io") + "/library/redis").name, "redis");
}

TEST(Guess, FindsTheVersionOfATag) {
  EXPECT_EQ(VersionOf("v2.1.0-alpine"), "2.1.0");
  EXPECT_EQ(VersionOf("16"), "16");
  EXPECT_EQ(VersionOf("version-4.0.1"), "4.0.1");
  EXPECT_EQ(VersionOf("latest"), "");
  EXPECT_EQ(VersionOf("vnext"), "");
}

TEST(Guess, FindsHomePages) {
  EXPECT_EQ(HomepageOf(SplitImage("anna/log:1")), "https://hub.docker.com/r/anna/log");
  EXPECT_EQ(HomepageOf(SplitImage("redis:7")), "https://hub.docker.com/_/redis");
  EXPECT_EQ(HomepageOf(SplitImage("lscr.io/linuxserver/plex:1")),
            "https://docs.linuxserver.io/images/docker-plex/");
  EXPECT_EQ(HomepageOf(SplitImage("quay.io/a/b")), "");
}

TEST(Guess, MakesASynopsis) {
  EXPECT_EQ(SynopsisOf("A log of ships.\nMore."), "Log of ships");
  EXPECT_EQ(SynopsisOf(std::string(200, 'x')), "");
  EXPECT_LE(SynopsisOf("one two three four five six seven eight nine ten eleven twelve thirteen "
                       "fourteen fifteen")
                .size(),
            80u);
}

TEST(Guess, CleansTexts) {
  EXPECT_EQ(CleanText(" a\t b \r\n\n\n\n\x1b[1mc\xe2\x80\xa8 \n"), "a  b\n\n[1mc");
}

}  // namespace
}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>

#include "images/registry.h"

namespace container_app {
namespace {

using Texts = std::vector<std::string>;

struct Read {
  explicit Read(std::string_view text) { good = ReadManifest(text, &platforms, &is_index, &why); }
  bool good = false;
  Texts platforms;
  bool is_index = false;
  std::string why;
};

TEST(Manifest, IndexNamesPlatformsOnceAndSorted) {
  const Read read(R"({"manifests": [
      {"platform": {"os": "linux", "architecture": "arm", "variant": "v7"}},
      {"platform": {"os": "linux", "architecture": "amd64"}},
      {"platform": {"os": "linux", "architecture": "amd64"}},
      {"platform": {"os": "unknown", "architecture": "unknown"}}]})");
  EXPECT_TRUE(read.good) << read.why;
  EXPECT_TRUE(read.is_index);
  EXPECT_EQ((Texts{"linux/amd64", "linux/arm/v7"}), read.platforms);
}

TEST(Manifest, OneImageSaysItsPlatformInItsConfiguration) {
  const Read manifest(R"({"config": {"digest": "sha256:00"}, "layers": []})");
  EXPECT_TRUE(manifest.good) << manifest.why;
  EXPECT_FALSE(manifest.is_index);
  EXPECT_EQ(Texts{}, manifest.platforms);
  const Read configuration(R"({"os": "linux", "architecture": "arm64", "rootfs": {}})");
  EXPECT_EQ(Texts{"linux/arm64"}, configuration.platforms);
}

TEST(Manifest, RefusesWhatIsNoImage) {
  for (const std::string_view text :
       {"", "<html>", "[]", "1", "{}", "{\"manifests\": []}", "{\"manifests\": 1}",
        "{\"manifests\": [1, \"a\", {\"platform\": 1}, {\"platform\": {\"os\": 1}}]}",
        "{\"fsLayers\": []}", "{\"rootfs\": {}, \"os\": \"linux\"}",
        "{\"rootfs\": {}, \"os\": \"a\\nb\", \"architecture\": \"c\"}"}) {
    const Read read(text);
    EXPECT_FALSE(read.good) << text;
    EXPECT_NE("", read.why) << text;
    EXPECT_EQ(Texts{}, read.platforms) << text;
  }
}

TEST(SkopeoMessage, IsWithoutTheReferenceAndTheForm) {
  EXPECT_EQ(
      "manifest unknown",
      SkopeoMessage("time=\"1\" level=warning msg=\"other\"\ntime=\"2\" level=fatal msg=\"Error "
                    "parsing image name \\\"docker://a/b:1\\\": manifest unknown\"\n"));
  EXPECT_EQ("Get \"http://a\": no", SkopeoMessage("level=fatal msg=\"Get \\\"http://a\\\": no\""));
  EXPECT_EQ("a line\\x1b[31m", SkopeoMessage("a line\x1b[31m"));
  EXPECT_EQ("", SkopeoMessage(""));
}

}  // namespace
}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/overview.h"

#include <gtest/gtest.h>

#include "support/definition_text.h"

namespace container_app {
namespace {

/// The images of the table of services, for a definition with this images.lock or none.
std::vector<std::string> Images(const std::string& lock, const std::string& services) {
  MemoryFileSystem files;
  AddBerthBook("app", &files);
  files.Add("app/docker-compose.yml", "services:\n" + services);
  if (!lock.empty()) files.Add("app/images.lock", lock);
  Definition definition;
  Diagnostics diagnostics;
  Plan plan;
  EXPECT_TRUE(ReadDefinition(files, "app", &definition, &diagnostics) &&
              MakePlan(definition, BuildContext(), &plan, &diagnostics));
  const std::vector<OverviewTable> tables = OverviewTables(plan);
  std::vector<std::string> images;
  for (const TableRow& row : tables.at(0).rows) images.push_back(row.at(1));
  return images;
}

TEST(OverviewTest, AnImageThatIsPinnedHasTheBeginningOfItsDigest) {
  const std::string digest = "sha256:" + std::string(12, 'a') + std::string(52, 'b');
  const std::string lock =
      "images:\n  - image: a:1\n    digest: " + digest + "\n    platforms: [linux/arm64]\n";
  const std::string services =
      "  book: {image: 'a:1'}\n  bell: {image: 'b:2@" + digest + "'}\n  tide: {image: 'c:3'}\n";
  EXPECT_EQ(Images(lock, services), (std::vector<std::string>{"a:1@sha256:aaaaaaaaaaaa",
                                                              "b:2@sha256:aaaaaaaaaaaa", "c:3"}));
  EXPECT_EQ(Images("", services)[0], "a:1");
}

}  // namespace
}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/naming.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

TEST(NamingTest, EmptyAffixesLeaveNoDash) {
  EXPECT_EQ(WithAffixes("tide", {"", ""}), "tide");
  EXPECT_EQ(WithAffixes("tide", {"harbour", ""}), "harbour-tide");
  EXPECT_EQ(WithAffixes("tide", {"", "container"}), "tide-container");
  EXPECT_EQ(WithAffixes("tide", {"harbour", "container"}), "harbour-tide-container");
}

TEST(NamingTest, PathsAreNamedAfterThePackageNotTheApp) {
  const Names names = MakeNames("tide", {"harbour", "container"});
  EXPECT_EQ(names.package, "harbour-tide-container");
  EXPECT_EQ(names.app_id, "tide");
  EXPECT_EQ(names.share, "/usr/share/container-apps/harbour-tide-container");
  EXPECT_EQ(names.lib, "/var/lib/container-apps/harbour-tide-container");
  EXPECT_EQ(names.etc, "/etc/container-apps/harbour-tide-container");
  EXPECT_EQ(names.run, "/run/container-apps/harbour-tide-container");
  EXPECT_EQ(names.data, "/var/lib/container-apps/harbour-tide-container/data");
  EXPECT_EQ(names.unit, "harbour-tide-container.service");
}

TEST(NamingTest, ATrialIsBesideTheAppAndGoesWithTheBoot) {
  const Names names = MakeNames("tide", {"harbour", "container", true});
  EXPECT_EQ(names.package, "harbour-tide-container-trial");
  EXPECT_EQ(names.share, "/run/container-app-trial/harbour-tide-container-trial");
  EXPECT_EQ(names.lib, "/var/lib/container-apps/harbour-tide-container-trial");
}

TEST(NamingTest, AffixesAreToldFromThePackageAndMakeItAgain) {
  for (const std::string package :
       {"tide", "harbour-tide", "tide-container", "harbour-tide-container", "a-b-tide-c-d"}) {
    Affixes affixes;
    ASSERT_TRUE(AffixesOf(package, "tide", &affixes)) << package;
    EXPECT_EQ(WithAffixes("tide", affixes), package);
  }
}

TEST(NamingTest, AnAppThatOnlyLooksLikeAPartIsNotFound) {
  Affixes affixes;
  for (const std::string package :
       {"tides", "riptide", "harbour-tides-container", "-tide", "tide-", "other"}) {
    EXPECT_FALSE(AffixesOf(package, "tide", &affixes)) << package;
  }
}

TEST(NamingTest, ALaterMatchIsFoundWhenAnEarlierOneIsPartOfAWord) {
  Affixes affixes;
  ASSERT_TRUE(AffixesOf("tides-tide-container", "tide", &affixes));
  EXPECT_EQ(affixes.prefix, "tides");
  EXPECT_EQ(affixes.suffix, "container");
}

TEST(NamingTest, PackageNamesAreThoseOfDebian) {
  std::string reason;
  EXPECT_TRUE(IsPackageName("a1", &reason));
  EXPECT_TRUE(IsPackageName("tide-ledger+x.y", &reason));
  for (const std::string name : {"", "a", "Tide", "-tide", "tide_ledger", "tide ledger"}) {
    EXPECT_FALSE(IsPackageName(name, &reason)) << name;
    EXPECT_FALSE(reason.empty()) << name;
  }
}

}  // namespace
}  // namespace container_app

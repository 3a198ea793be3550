// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace container_app {
namespace {

using testing::ElementsAre;

TEST(Table, ColumnsAreAsWideAsTheirWidestCellInCharacters) {
  const TableRow rows[] = {{"APP", "STATE", "WHY"}, {"Bücher", "failed", ""}, {"a", "", "x\033"}};
  EXPECT_THAT(TableLines(rows),
              ElementsAre("APP     STATE   WHY", "Bücher  failed", "a               x\\x1b"));
  EXPECT_THAT(TableLines({}), ElementsAre());
}

TEST(Table, WrapsCells) {
  constexpr std::size_t kColumns[] = {5, 20};
  EXPECT_THAT(WrapCells({"one two", "alone"}, kColumns),
              ElementsAre(ElementsAre("one", "alone"), ElementsAre("two", "")));
}

}  // namespace
}  // namespace container_app

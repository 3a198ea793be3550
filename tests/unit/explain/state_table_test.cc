// SPDX-License-Identifier: GPL-2.0-or-later
// What is lost at most, by where a state lives and how it is saved.
#include "explain/state_table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/definition_text.h"

namespace container_app {
namespace {

/// The rows of a definition with these states and services.
std::vector<StateRow> Rows(const std::string& states, const std::string& services) {
  const Definition definition = DefinitionOf(states, services);
  Diagnostics diagnostics;
  Plan plan;
  EXPECT_TRUE(MakePlan(definition, BuildContext(), &plan, &diagnostics));
  return StateRows(plan);
}

/// What a crash takes of a state in the store of this command.
std::string CrashOfStore(const std::string& command) {
  const auto rows =
      Rows("state: [{name: a, service: book, class: durable, store: kv, url_env: URL}]\n",
           "  book: {image: 'a:1', read_only: true}\n"
           "  kv: {image: 'redis:7', volumes: ['${CONTAINER_DATA_ROOT}/kv:/data'], command: " +
               command + "}\n");
  EXPECT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows.at(0).place, "kv, data/kv");
  EXPECT_EQ(rows.at(0).loss.stop, "nothing");
  return rows.at(0).loss.crash + "|" + rows.at(0).note;
}

TEST(StateTableTest, ASaveOfTheStoreDecidesWhatItsCrashTakes) {
  EXPECT_EQ(CrashOfStore("redis-server --appendonly yes --appendfsync always"), "nothing|");
  EXPECT_TRUE(CrashOfStore("redis-server --appendonly yes")
                  .starts_with("nothing (1)|(1) A loss of power, and on a busy disk a crash of it, "
                               "takes what 'kv'"));
  EXPECT_TRUE(CrashOfStore("redis-server").starts_with("nothing (2)|(2) When 'kv' itself crashes"));
  EXPECT_TRUE(CrashOfStore("redis-server --save ''").starts_with("all|"));
}

TEST(StateTableTest, VolumesWithANameAreInTheFolderOfTheData) {
  const auto rows = Rows(
      "state: [{name: page, service: book, class: durable, path: /a/p, flush_within: 1s}]\n",
      "  book: {image: 'a:1', volumes: ['aa:/a']}\n"
      "  bell: {image: 'b:1', volumes: ['bb:/b', 'cc:/c', 'dd:/d']}\n"
      "volumes: {aa: , bb: , cc: {name: far}, dd: {driver_opts: {type: tmpfs, device: tmpfs}}}\n");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].place, "data/aa/p (volume aa)");
  EXPECT_EQ(rows[1].place, "data/bb (volume bb)");
  EXPECT_EQ(rows[2].place, "volume cc, /c");
}

TEST(StateTableTest, ServicesWithoutStateAreNamedUnlessTheyWriteNothing) {
  const auto rows = Rows("",
                         "  book: {image: 'a:1', read_only: true}\n"
                         "  bell: {image: 'b:1'}\n"
                         "  gate: {image: 'c:1', volumes: ['${CONTAINER_DATA_ROOT}/g:/g']}\n");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].name, "(bell)");
  EXPECT_EQ(rows[0].loss.stop, "all");
  EXPECT_EQ(rows[1].name, "(gate)");
  EXPECT_EQ(rows[1].loss.stop, "not said");
  EXPECT_EQ(rows[1].loss.purge, "nothing");
}

}  // namespace
}  // namespace container_app

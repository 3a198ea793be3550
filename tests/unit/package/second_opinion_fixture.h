// SPDX-License-Identifier: GPL-2.0-or-later
// What the tests of the second opinion begin with.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <string>
#include <vector>

#include "package/second_opinion.h"
#include "support/berth_book.h"
#include "support/source_folder.h"
#include "support/stand_in_compose.h"

namespace container_app {

class SecondOpinionTest : public testing::Test {
 protected:
  SecondOpinionTest() { AddBerthBook("app", &files_); }

  void Compose(const std::string& text) { files_.files["app/docker-compose.yml"].content = text; }
  void Metadata(const std::string& text) { files_.files["app/metadata.yaml"].content += text; }

  /// Asks about `count` definitions that are the same.
  void Ask(std::size_t count = 1, std::chrono::milliseconds limit = std::chrono::seconds(20)) {
    BuildContext context;
    context.affixes.suffix = "container";
    std::vector<SecondOpinion::Request> requests;
    for (std::size_t i = 0; i < count; ++i) {
      App& app = apps_.emplace_back();
      ASSERT_TRUE(LoadApp(files_, "app", context, &app, &diagnostics_))
          << diagnostics_.findings().front().what;
      requests.push_back({&app, &found_});
    }
    SecondOpinion opinion(files_, SourceFolder(), limit);
    opinion.Ask(requests);
    notes_ = opinion.Notes();
  }

  StandInCompose compose_;
  MemoryFileSystem files_;
  std::deque<App> apps_;
  Diagnostics diagnostics_;  ///< Of our own rules.
  Diagnostics found_;
  std::vector<std::string> notes_;
};

}  // namespace container_app

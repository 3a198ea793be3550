// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/topics.h"

#include <fmt/format.h>

#include "base/table.h"
#include "base/text.h"
#include "explain/restart_drawing.h"
#include "explain/restart_picture.h"
#include "explain/restart_words.h"
#include "explain/state_table.h"

namespace container_app {
namespace {

constexpr std::size_t kColumns = 80;

/// Two columns, both wrapped.
std::string Table(const std::vector<Situation>& situations) {
  constexpr std::size_t kFirst = 26;
  constexpr std::size_t kWidths[] = {kFirst, kColumns - kFirst - 2};
  std::vector<TableRow> rows;
  for (const Situation& situation : situations) {
    for (TableRow& row : WrapCells({situation.what, situation.then}, kWidths)) {
      rows.push_back(std::move(row));
    }
  }
  std::string out;
  for (const std::string& line : TableLines(rows)) out += line + "\n";
  return out;
}

/// Policies of the maintainer's file that say something else than the text above.
std::string UnusedPolicies(const Plan& plan) {
  std::vector<std::string> names;
  if (plan.restart.supervisor != Supervisor::kSystemd) return "";
  for (const ComposeService& service : plan.definition().compose.services) {
    if (DockerRestarts(service)) names.push_back(service.name.value);
  }
  if (names.empty()) return "";
  std::string out = "\n";
  for (const std::string& line :
       Wrap(fmt::format(
                "The restart policies in docker-compose.yml (of {}) are switched off: Docker "
                "starts no container again.",
                Join(names, ", ")),
            kColumns)) {
    out += line + "\n";
  }
  return out;
}

std::string ExplainRestart(const Plan& plan) {
  std::string out =
      fmt::format("{}\n{}\n\n", plan.definition().metadata.name.value, plan.names().unit);
  for (const std::string& line : Wrap(RestartSummary(plan.restart), kColumns)) out += line + "\n";
  out += "\n" + Table(RestartSituations(plan.restart)) + UnusedPolicies(plan);
  out += fmt::format("\nBy hand:\n  systemctl reset-failed {0}\n  systemctl start {0}\n\n",
                     plan.names().unit);
  return out + DrawTimelines(plan.restart);
}

std::string ExplainState(const Plan& plan) {
  return fmt::format("{}\n{}\n\n", plan.definition().metadata.name.value, plan.names().unit) +
         StateTable(plan) + "\n" + DataSentence(plan) + "\n";
}

constexpr ExplainTopic kTopics[] = {
    {"restart", ExplainRestart, PictureTemplateNames, RenderRestartPicture},
    {"state", ExplainState, nullptr, nullptr},
};

}  // namespace

std::span<const ExplainTopic> ExplainTopics() { return kTopics; }

}  // namespace container_app

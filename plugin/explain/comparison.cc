// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "explain/overview.h"
#include "explain/restart_words.h"
#include "explain/state_table.h"

namespace container_app {
namespace {

using Lines = std::vector<std::string>;

/// What can be said of an app, by subject.
struct Subject {
  std::string title;
  Lines lines;
};

/// A row as `NAME: CELL, CELL`, each cell after the first with the name of its column.
std::string RowText(const TableRow& head, const TableRow& row) {
  std::string text = row[0];
  for (std::size_t i = 1; i < row.size(); ++i) {
    text += fmt::format("{}{} {}", i == 1 ? ": " : ", ", LowerCase(head[i]), row[i]);
  }
  return text;
}

Subject SubjectOf(const OverviewTable& table) {
  Subject subject{table.title, {}};
  for (const TableRow& row : table.rows) subject.lines.push_back(RowText(table.head, row));
  return subject;
}

Subject PackageOf(const Plan& plan) {
  const Metadata& metadata = plan.definition().metadata;
  Subject subject{"Package",
                  {"name: " + plan.names().package, "version: " + plan.version,
                   "description: " + metadata.description.value,
                   "architecture: " + metadata.architecture.value}};
  const Relations& relations = plan.relations;
  const std::pair<const char*, const std::vector<std::string>*> all[] = {
      {"depends", &relations.depends},     {"recommends", &relations.recommends},
      {"suggests", &relations.suggests},   {"provides", &relations.provides},
      {"conflicts", &relations.conflicts}, {"breaks", &relations.breaks}};
  for (const auto& [name, items] : all) {
    for (const std::string& item : *items) {
      subject.lines.push_back(fmt::format("{}: {}", name, item));
    }
  }
  return subject;
}

Subject StateOf(const Plan& plan) {
  Subject subject{"State", {}};
  for (const StateRow& row : StateRows(plan)) {
    subject.lines.push_back(RowText(StateHead(), CellsOf(row)));
  }
  return subject;
}

Subject RestartOf(const Plan& plan) {
  Subject subject{"Restart", {RestartSummary(plan.restart)}};
  for (const Situation& situation : RestartSituations(plan.restart)) {
    subject.lines.push_back(fmt::format("{}: {}", situation.what, situation.then));
  }
  return subject;
}

std::vector<Subject> SubjectsOf(const Plan& plan) {
  std::vector<Subject> subjects = {PackageOf(plan)};
  for (const OverviewTable& table : OverviewTables(plan)) subjects.push_back(SubjectOf(table));
  subjects.push_back(StateOf(plan));
  subjects.push_back(RestartOf(plan));
  return subjects;
}

/// Those of `lines` that the other one has not.
Lines Only(const Lines& lines, const Lines& other) {
  Lines only;
  for (const std::string& line : lines) {
    if (std::find(other.begin(), other.end(), line) == other.end()) only.push_back(line);
  }
  return only;
}

/// A line, wrapped, with a mark before it.
std::string Marked(const char* mark, const std::string& line) {
  constexpr std::size_t kColumns = 78;
  std::string out;
  for (const std::string& part : Wrap(ShowControls(line), kColumns)) {
    out += fmt::format("{} {}\n", out.empty() ? mark : " ", part);
  }
  return out;
}

}  // namespace

std::vector<SubjectChange> CompareApps(const Plan& before, const Plan& now) {
  const std::vector<Subject> old_subjects = SubjectsOf(before);
  const std::vector<Subject> new_subjects = SubjectsOf(now);
  std::vector<SubjectChange> changes;
  for (std::size_t i = 0; i < new_subjects.size(); ++i) {
    SubjectChange change{new_subjects[i].title, Only(old_subjects[i].lines, new_subjects[i].lines),
                         Only(new_subjects[i].lines, old_subjects[i].lines)};
    if (!change.before.empty() || !change.now.empty()) changes.push_back(std::move(change));
  }
  return changes;
}

std::string ChangesText(const std::vector<SubjectChange>& changes) {
  std::string out;
  for (const SubjectChange& change : changes) {
    out += fmt::format("{}{}\n", out.empty() ? "" : "\n", change.subject);
    for (const std::string& line : change.before) out += Marked("-", line);
    for (const std::string& line : change.now) out += Marked("+", line);
  }
  return out;
}

}  // namespace container_app

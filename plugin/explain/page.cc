// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/page.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "explain/overview.h"
#include "explain/restart_picture.h"
#include "explain/restart_words.h"
#include "explain/state_table.h"
#include "explain/topics.h"

namespace container_app {
namespace {

constexpr TemplateName kPageTemplates[] = {{"restart.svg", Language::kXml},
                                           {"page.html", Language::kXml}};

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

Values CellOf(const std::string& text) { return Values().Set("text", ShowControls(text)); }

Values RowOf(const TableRow& row) {
  std::vector<Values> cells;
  for (const std::string& cell : row) cells.push_back(CellOf(cell));
  return Values().Set("cells", std::move(cells));
}

/// A section with a table, and sentences below it.
Values SectionOf(const OverviewTable& table, const std::vector<std::string>& notes) {
  std::vector<Values> head;
  std::vector<Values> rows;
  std::vector<Values> sentences;
  for (const std::string& cell : table.head) head.push_back(CellOf(cell));
  for (const TableRow& row : table.rows) rows.push_back(RowOf(row));
  for (const std::string& note : notes) sentences.push_back(CellOf(note));
  return Values()
      .Set("title", table.title)
      .Set("has_rows", !table.rows.empty())
      .Set("none", table.none)
      .Set("head", std::move(head))
      .Set("rows", std::move(rows))
      .Set("notes", std::move(sentences));
}

Values StateSection(const Plan& plan) {
  OverviewTable table{"State", StateHead(), {}, "Nothing is kept: every service is read-only."};
  std::vector<std::string> notes;
  for (const StateRow& row : StateRows(plan)) {
    table.rows.push_back(CellsOf(row));
    const bool told = std::find(notes.begin(), notes.end(), row.note) != notes.end();
    if (!row.note.empty() && !told) notes.push_back(row.note);
  }
  notes.push_back(DataSentence(plan));
  return SectionOf(table, notes);
}

std::vector<Values> SituationsOf(const RestartPolicy& policy) {
  std::vector<Values> list;
  for (const Situation& situation : RestartSituations(policy)) {
    list.push_back(Values()
                       .Set("what", ShowControls(situation.what))
                       .Set("then", ShowControls(situation.then)));
  }
  return list;
}

}  // namespace

std::string PageText(const Plan& plan) {
  const Metadata& metadata = plan.definition().metadata;
  std::string out = fmt::format("{} {}\n{}\n\n", ShowControls(metadata.name.value), plan.version,
                                ShowControls(metadata.description.value));
  out += OverviewText(plan);
  for (const ExplainTopic& topic : ExplainTopics()) {
    std::string title(topic.name);
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    out += fmt::format("\n{}\n\n{}", title, topic.text(plan));
  }
  return out;
}

std::span<const TemplateName> PageTemplateNames() { return kPageTemplates; }

bool RenderPage(const Plan& plan, const TemplateSet& templates, std::string* html,
                Diagnostics* diagnostics) {
  std::string picture;
  if (!RenderRestartPicture(plan, templates, &picture, diagnostics)) return false;
  // Within HTML a picture has no declaration.
  if (picture.starts_with(kDeclaration)) picture.erase(0, kDeclaration.size());
  const Metadata& metadata = plan.definition().metadata;
  std::vector<Values> sections;
  for (const OverviewTable& table : OverviewTables(plan)) sections.push_back(SectionOf(table, {}));
  sections.push_back(StateSection(plan));
  Values values;
  values.Set("name", ShowControls(metadata.name.value))
      .Set("version", plan.version)
      .Set("package", plan.names().package)
      .Set("description", ShowControls(metadata.description.value))
      .Set("summary", RestartSummary(plan.restart))
      .Set("situations", SituationsOf(plan.restart))
      .Set("picture", Rendered(std::move(picture)))
      .Set("sections", std::move(sections));
  return templates.Render("page.html", values, html, diagnostics);
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `explain`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/text.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "package/builder.h"
#include "render/restart_timeline.h"
#include "render/restart_words.h"
#include "render/state_table.h"

namespace container_app {
namespace {

constexpr std::size_t kColumns = 80;

struct ExplainOptions {
  std::string folder;
  std::string topic;
  std::string svg;
  AffixOptions affixes;
};

/// Two columns, the second one wrapped.
std::string Table(const std::vector<Situation>& situations) {
  constexpr std::size_t kFirst = 28;
  std::string out;
  for (const Situation& situation : situations) {
    const auto left = Wrap(situation.what, kFirst - 2);
    const auto right = Wrap(situation.then, kColumns - kFirst);
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      const std::string what = i < left.size() ? left[i] : "";
      out += i < right.size() ? fmt::format("{:<{}}{}\n", what, kFirst, right[i]) : what + "\n";
    }
  }
  return out;
}

std::string ExplainRestart(const Plan& plan) {
  std::string out =
      fmt::format("{}\n{}\n\n", plan.definition().metadata.name.value, plan.names().unit);
  for (const std::string& line : Wrap(RestartSummary(plan.restart), kColumns)) out += line + "\n";
  out += "\n" + Table(RestartSituations(plan.restart));
  out += fmt::format("\nBy hand:\n  systemctl reset-failed {0}\n  systemctl start {0}\n\n",
                     plan.names().unit);
  return out + DrawTimelines(plan.restart);
}

std::string ExplainState(const Plan& plan) {
  return fmt::format("{}\n{}\n\n", plan.definition().metadata.name.value, plan.names().unit) +
         StateTable(plan) +
         fmt::format("\ndata is {}; removing and purging the package leave it there.\n",
                     plan.names().data);
}

/// A topic: its text, and its picture, which not every topic has.
struct Topic {
  std::string_view name;
  std::string (*text)(const Plan& plan);
  std::span<const TemplateName> (*templates)();
  bool (*picture)(const Plan& plan, const TemplateSet& templates, std::string* svg,
                  Diagnostics* diagnostics);
};

constexpr Topic kTopics[] = {
    {"restart", ExplainRestart, PictureTemplateNames, RenderRestartPicture},
    {"state", ExplainState, nullptr, nullptr},
};

bool WritePicture(const Topic& topic, const Plan& plan, const std::string& path, FileSystem* files,
                  Diagnostics* diagnostics) {
  TemplateSet templates;
  std::string svg;
  std::string error;
  if (!LoadTemplateFiles(*files, TemplatesFolder() + "/templates/explain", topic.templates(),
                         &templates, diagnostics) ||
      !topic.picture(plan, templates, &svg, diagnostics)) {
    return false;
  }
  if (files->Write(path, svg, 0644, &error)) return true;
  return diagnostics->ReportFile(path, kIoError, error);
}

int Explain(const ExplainOptions& options) {
  DiskFileSystem files;
  Diagnostics diagnostics;
  App app;
  BuildContext context;
  context.affixes = {options.affixes.prefix, options.affixes.suffix};
  const auto topic = std::find_if(std::begin(kTopics), std::end(kTopics),
                                  [&](const Topic& t) { return t.name == options.topic; });
  if (!options.svg.empty() && !topic->picture) {
    std::fprintf(stderr, "container-app: explain %s draws no picture; leave out --svg\n",
                 options.topic.c_str());
    return kExitUsage;
  }
  bool good = LoadApp(files, options.folder, context, &app, &diagnostics);
  if (good && !options.svg.empty()) {
    good = WritePicture(*topic, app.plan, options.svg, &files, &diagnostics);
  }
  diagnostics.Sort();
  PrintFindings(diagnostics, false);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  const std::string text = topic->text(app.plan);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kExitOk;
}

}  // namespace

std::function<int()> AddExplainVerb(CLI::App* command) {
  const auto options = std::make_shared<ExplainOptions>();
  std::vector<std::string> topics;
  for (const Topic& topic : kTopics) topics.emplace_back(topic.name);
  command->add_option("DIR", options->folder, "folder of a definition")->required();
  command
      ->add_option(
          "TOPIC", options->topic,
          "restart: starts, failures and recovery; state: what lives where, and what is lost")
      ->required()
      ->check(CLI::IsMember(topics));
  command->add_option("--svg", options->svg, "write the drawing as a picture, too")
      ->type_name("FILE");
  AddAffixOptions(command, &options->affixes);
  return [options] { return Explain(*options); };
}

}  // namespace container_app

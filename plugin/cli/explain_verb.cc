// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `explain`.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "cli/common.h"
#include "cli/verbs.h"
#include "explain/topics.h"
#include "package/load.h"

namespace container_app {
namespace {

struct ExplainOptions {
  std::string folder;
  std::string topic;
  std::string svg;
  AffixOptions affixes;
};

bool WritePicture(const ExplainTopic& topic, const Plan& plan, const std::string& path,
                  FileSystem* files, Diagnostics* diagnostics) {
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
  const auto topic =
      std::find_if(ExplainTopics().begin(), ExplainTopics().end(),
                   [&](const ExplainTopic& known) { return known.name == options.topic; });
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
  for (const ExplainTopic& topic : ExplainTopics()) topics.emplace_back(topic.name);
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

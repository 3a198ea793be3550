// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `explain`.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <span>

#include "cli/common.h"
#include "cli/verbs.h"
#include "explain/page.h"
#include "explain/topics.h"
#include "package/load.h"

namespace container_app {
namespace {

struct ExplainOptions {
  std::string folder;
  std::string topic;
  std::string svg;
  std::string html;
  AffixOptions affixes;
};

using Maker = bool (*)(const Plan& plan, const TemplateSet& templates, std::string* text,
                       Diagnostics* diagnostics);

/// Writes what `make` makes with these templates to `path`.
bool WriteFile(const Plan& plan, std::span<const TemplateName> names, Maker make,
               const std::string& path, FileSystem* files, Diagnostics* diagnostics) {
  TemplateSet templates;
  std::string text;
  std::string error;
  if (!LoadTemplateFiles(*files, TemplatesFolder() + "/templates/explain", names, &templates,
                         diagnostics) ||
      !make(plan, templates, &text, diagnostics)) {
    return false;
  }
  if (files->Write(path, text, 0644, &error)) return true;
  return diagnostics->ReportFile(path, kIoError, error);
}

int Explain(const ExplainOptions& options) {
  DiskFileSystem disk;
  FileSystem* files = &disk;
  Diagnostics diagnostics;
  App app;
  BuildContext context;
  context.affixes = {options.affixes.prefix, options.affixes.suffix};
  // Of a page of all topics, the picture is that of the first one.
  const auto topic =
      std::find_if(ExplainTopics().begin(), ExplainTopics().end(), [&](const ExplainTopic& known) {
        return options.topic.empty() ? known.picture != nullptr : known.name == options.topic;
      });
  if (!options.svg.empty() && !topic->picture) {
    std::fprintf(stderr, "container-app: explain %s draws no picture; leave out --svg\n",
                 options.topic.c_str());
    return kExitUsage;
  }
  bool good = LoadApp(disk, options.folder, context, &app, &diagnostics);
  if (good && !options.svg.empty()) {
    good =
        WriteFile(app.plan, topic->templates(), topic->picture, options.svg, files, &diagnostics);
  }
  if (good && !options.html.empty()) {
    good = WriteFile(app.plan, PageTemplateNames(), RenderPage, options.html, files, &diagnostics);
  }
  diagnostics.Sort();
  PrintFindings(diagnostics, false);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  const std::string text = options.topic.empty() ? PageText(app.plan) : topic->text(app.plan);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kExitOk;
}

}  // namespace

std::function<int()> AddExplainVerb(Command command) {
  const auto options = std::make_shared<ExplainOptions>();
  std::vector<std::string_view> topics;
  for (const ExplainTopic& topic : ExplainTopics()) topics.push_back(topic.name);
  command.AddOption("DIR", &options->folder, "folder of a definition").Required();
  command
      .AddOption(
          "TOPIC", &options->topic,
          "restart: starts, failures and recovery; state: what lives where, and what is lost; "
          "default: all, with services, ports, variables and files")
      .OneOf(topics);
  command.AddOption("--svg", &options->svg, "write the drawing as a picture, too").TypeName("FILE");
  command.AddOption("--html", &options->html, "write a page about all of it, too").TypeName("FILE");
  AddAffixOptions(command, &options->affixes);
  return [options] { return Explain(*options); };
}

}  // namespace container_app

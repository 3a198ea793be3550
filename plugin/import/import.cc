// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/import.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/forms.h"
#include "base/text.h"
#include "import/context.h"
#include "import/guess.h"
#include "import/node_edit.h"
#include "import/references.h"
#include "import/rules.h"
#include "import/yaml_text.h"

namespace container_app {
namespace {

std::string LastPart(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// Names of files and folders that say nothing of the app.
bool IsGeneric(const std::string& name) {
  static constexpr std::string_view kNames[] = {
      "", ".", "..", "compose", "docker-compose", "docker", "src", "deploy", "app", "stack"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// The name of a Compose file without what all of them are called.
std::string Stem(const std::string& path) {
  std::string stem = LastPart(path);
  stem.erase(std::min(stem.find('.'), stem.size()));
  if (stem.starts_with("docker-compose") || stem.starts_with("compose")) return "";
  for (const std::string_view end : {"-docker-compose", "-compose"}) {
    if (stem.ends_with(end)) stem.erase(stem.size() - end.size());
  }
  return stem;
}

/// The last folder of a path whose name says something of the app; empty where none does.
std::string FolderTitle(std::string path) {
  while (!path.empty() && IsGeneric(LastPart(path))) {
    const std::size_t slash = path.rfind('/');
    path.erase(slash == std::string::npos ? 0 : slash);
  }
  return LastPart(path);
}

/// What the app is called where nobody said it.
std::string PlainTitle(const ImportOptions& options, const Foreign& foreign) {
  std::string project = TextAt(foreign.before, {"name"});
  if (!project.empty() && project.find('$') == std::string::npos) return project;
  const yaml::Node* services = foreign.compose.Find("services");
  const bool has_service = services && !services->entries.empty();
  for (std::string name :
       {FolderTitle(options.folder), Stem(foreign.file->path), FolderTitle(foreign.folder),
        has_service ? services->entries.front().key.text : ""}) {
    if (!IsGeneric(name) && !PlainName(name).empty()) return name;
  }
  return "app";
}

/// The image of the main service, with what is known of its variables.
ImageName MainImage(const ImportContext& context) {
  const std::string& main = context.foreign->hints.main_service;
  std::string image;
  context.ForEachService([&](const std::string& name, yaml::Node* service) {
    const std::string text = TextAt(*service, {"image"});
    if (image.empty() || name == main) image = context.Known(text).value_or("");
  });
  return SplitImage(image);
}

bool NameApp(const ImportOptions& options, Foreign* foreign, Draft* draft,
             Diagnostics* diagnostics) {
  AppHints& hints = foreign->hints;
  const bool known = !options.name.empty() || !hints.name.empty();
  std::string name = !options.name.empty() ? options.name : hints.name;
  if (!known) name = TitleOf(PlainTitle(options, *foreign));
  name = ReplaceAll(CleanText(name), "\n", " ");
  while (name.ends_with('\\')) name.pop_back();
  if (!known) draft->Say(Topic::kGuessed, fmt::format("the name '{}'", name));
  draft->name = name;
  draft->app_id = PlainName(!options.name.empty() || hints.app_id.empty() ? name : hints.app_id);
  if (!draft->app_id.empty() && IsAppName(name)) return true;
  return diagnostics->ReportFile(foreign->origin, kImportName,
                                 fmt::format("no app_id can be made of the name '{}'", name),
                                 "give a name with --name, with letters or digits from a to z");
}

void CarryIcon(const ImportContext& context) {
  const AppHints& hints = context.foreign->hints;
  if (!hints.icon.empty()) {
    context.draft->files[hints.icon.ends_with(".svg") ? "icon.svg" : "icon.png"] = {"", hints.icon,
                                                                                    false};
  } else if (!hints.icon_address.empty()) {
    context.draft->Say(Topic::kGuessed, fmt::format("no icon: it is not fetched from {}",
                                                    ShowControls(hints.icon_address)));
  }
}

}  // namespace

bool ImportApp(const FileReader& files, Foreign* foreign, const ImportOptions& options,
               Draft* draft, Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  if (!NameApp(options, foreign, draft, diagnostics)) return false;
  const ImportContext context{files, foreign, draft};
  RepairProject(context);
  RepairServices(context);
  JoinEnvironmentFiles(context, diagnostics);
  MakeSecrets(context);
  RepairMounts(context);
  NamePorts(context);
  AppHints& hints = foreign->hints;
  const ImageName image = MainImage(context);
  if (hints.homepage.empty()) hints.homepage = HomepageOf(image);
  const std::string version = VersionOf(image.tag);
  if (!version.empty()) {
    hints.version = version;
  } else {
    hints.version = VersionOf(hints.version);
  }
  AskForVariables(context);
  NameStateless(context);
  CarryIcon(context);
  if (!errors.none()) return false;
  draft->files["docker-compose.yml"].content =
      ChangedYaml(*foreign->file, foreign->before, foreign->compose);
  draft->files["config.yml"].content = ConfigText(options, *draft);
  draft->files["metadata.yaml"].content = MetadataText(*foreign, options, draft);
  return true;
}

bool NewApp(const ImportOptions& options, Draft* draft, Diagnostics* diagnostics) {
  Foreign foreign;
  foreign.origin = options.name;
  foreign.hints.name = options.name;
  foreign.hints.main_service = "web";
  if (!NameApp(options, &foreign, draft, diagnostics)) return false;
  DraftField port;
  port.id = "WEB_PORT";
  port.label = "Port of the web interface";
  port.type = "integer";
  port.value = "8080";
  port.required = true;
  port.minimum = 1;
  port.maximum = 65535;
  draft->fields.push_back(port);
  draft->web_port = 8080;
  const std::string image = fmt::format("registry.example/{}:1.0.0", draft->app_id);
  draft->Say(Topic::kBuild, image + " (web)");
  foreign.hints.version = "1.0.0";
  draft->files["docker-compose.yml"].content = fmt::format(
      "services:\n"
      "  web:\n"
      "    # The image of the app, with its version.\n"
      "    image: {}\n"
      "    ports:\n"
      "      # The port of the device, a setting, and the one in the container.\n"
      "      - \"${{WEB_PORT}}:8080\"\n"
      "    volumes:\n"
      "      # What the app has to keep: a volume, and where it is in the container.\n"
      "      - data:/data\n"
      "volumes:\n"
      "  data:\n",
      image);
  draft->files["config.yml"].content = ConfigText(options, *draft);
  draft->files["metadata.yaml"].content = MetadataText(foreign, options, draft);
  return true;
}

}  // namespace container_app

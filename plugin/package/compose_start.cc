// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/compose_start.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/text.h"

namespace container_app {
namespace {

/// Of the most frequent uses: a number is a tag, a port, an id, a size, a name.
constexpr const char* kNumber = "1";
constexpr const char* kPath = "/stand-in";
constexpr const char* kAddress = "127.0.0.1";

bool StartsWithVariable(std::string_view text, const std::string& name) {
  std::vector<VariableUse> uses;
  std::string unused;
  return text.starts_with('$') && FindVariables(text, {}, &uses, &unused) && !uses.empty() &&
         uses.front().name == name;
}

/// What Compose takes in the places where the variable is used.
const char* StandInFor(const Compose& compose, const std::string& name) {
  for (const ComposeService& service : compose.services) {
    for (const ComposeMount& mount : service.mounts) {
      if (StartsWithVariable(mount.source, name)) return kPath;
    }
    for (const ComposePort& port : service.ports) {
      if (StartsWithVariable(port.host_ip, name)) return kAddress;
    }
  }
  return kNumber;
}

/// Fills a ComposeStart.
class StartMaker {
 public:
  StartMaker(const FileReader& files, const App& app, ComposeStart* start)
      : reader_(files), app_(app), plan_(app.plan), start_(start) {}

  bool Make(const Rendering& rendering, std::string* error) {
    start_->project = start_->root + plan_.names().lib;
    Set();
    const std::string added = plan_.names().share + "/compose.container-app.yml";
    const auto generated =
        std::find_if(rendering.artifacts.begin(), rendering.artifacts.end(),
                     [&](const Artifact& artifact) { return artifact.path == added; });
    if (generated == rendering.artifacts.end()) return Refuse(error, "there is no " + added);
    contents_[start_->project + "/docker-compose.yml"] = app_.definition.compose_file->text;
    contents_[start_->project + "/compose.container-app.yml"] = generated->content;
    start_->files = {start_->project + "/docker-compose.yml",
                     start_->project + "/compose.container-app.yml"};
    if (!AddEnvFiles(error)) return false;
    DiskFileSystem disk;
    return std::all_of(contents_.begin(), contents_.end(), [&](const auto& file) {
      return static_cast<FileSystem&>(disk).Write(file.first, file.second, 0644, error);
    });
  }

 private:
  /// In the order of the unit: what is set later wins.
  void Set() {
    Variables& variables = start_->variables;
    variables["COMPOSE_PROJECT_NAME"] = plan_.project_name;
    variables["INVOCATION_ID"] = std::string(32, '0');
    for (const std::string& assignment : plan_.attachment.environment) {
      const std::size_t equals = assignment.find('=');
      variables[assignment.substr(0, equals)] = assignment.substr(equals + 1);
    }
    variables["CONTAINER_DATA_ROOT"] = plan_.names().data;
    for (const NamedValue& setting : app_.definition.Settings()) {
      variables[setting.name.value] = setting.value.value;
    }
    std::string& data = variables["CONTAINER_DATA_ROOT"];
    if (data.starts_with('/')) data = start_->root + data;
    for (const std::string& name : plan_.attachment.variables) StandIn(name, false);
    for (const Rebuild& rebuild : plan_.rebuilds) StandIn(rebuild.variable, false);
    for (const VariableUse& use : app_.definition.compose.variables) {
      // Without a hook, a plain variable has no value on the device either.
      if (use.form == VariableUse::Form::kRequired) StandIn(use.name, use.empty_counts_as_unset);
      if (use.form == VariableUse::Form::kPlain && !app_.definition.hooks.empty()) {
        StandIn(use.name, false);
      }
    }
  }

  void StandIn(const std::string& name, bool empty_is_none) {
    const auto known = start_->variables.find(name);
    const bool has_value = known != start_->variables.end();
    if (has_value && !(empty_is_none && known->second.empty())) return;
    start_->variables[name] = StandInFor(app_.definition.compose, name);
    start_->stand_ins.push_back(name);
  }

  /// Where an env_file is on the device, in the folder for it; empty where that is not known.
  std::string EnvFilePath(const std::string& written) const {
    bool known = true;
    const VariableLookup lookup = [&](std::string_view name) -> std::optional<std::string> {
      const auto& stand_ins = start_->stand_ins;
      if (std::find(stand_ins.begin(), stand_ins.end(), name) != stand_ins.end()) known = false;
      const auto found = start_->variables.find(std::string(name));
      if (found == start_->variables.end()) return std::nullopt;
      return found->second;
    };
    std::string path;
    std::string unused;
    if (!Interpolate(written, lookup, &path, &unused) || !known) return "";
    path = (std::filesystem::path(start_->project) / path).lexically_normal().string();
    return path.starts_with(start_->root + "/") && !path.ends_with('/') ? path : "";
  }

  /// The file of the package at `path`, or nothing.
  const CarriedFile* Carried(const std::string& path) const {
    const auto in = [&](const std::string& folder,
                        const std::vector<CarriedFile>& files) -> const CarriedFile* {
      const auto found = std::find_if(files.begin(), files.end(), [&](const CarriedFile& file) {
        return path == folder + "/" + file.name;
      });
      return found == files.end() ? nullptr : &*found;
    };
    const CarriedFile* asset = in(start_->project + "/assets", app_.definition.assets);
    return asset ? asset
                 : in(start_->variables.at("CONTAINER_DATA_ROOT"), app_.definition.default_data);
  }

  /// Whether there is a file at `path`, below it, or in the place of one of its folders.
  bool IsTaken(const std::string& path) const {
    return std::any_of(contents_.begin(), contents_.end(), [&](const auto& file) {
      return file.first == path || file.first.starts_with(path + "/") ||
             path.starts_with(file.first + "/");
    });
  }

  bool AddEnvFiles(std::string* error) {
    std::string left_out;
    for (const ComposeService& service : app_.definition.compose.services) {
      bool unknown = false;
      for (const Located<std::string>& file : service.env_files) {
        const std::string path = EnvFilePath(file.value);
        unknown = unknown || path.empty();
        if (path.empty() || IsTaken(path)) continue;
        const CarriedFile* carried = Carried(path);
        std::string& content = contents_[path];
        if (carried && !reader_.Read(carried->source_path, &content, error)) return false;
      }
      if (unknown) {
        left_out += fmt::format("  \"{}\":\n    env_file: !reset []\n", service.name.value);
      }
    }
    if (left_out.empty()) return true;
    start_->files.push_back(start_->root + "/left-out.yml");
    contents_[start_->files.back()] = "services:\n" + left_out;
    return true;
  }

  const FileReader& reader_;
  const App& app_;
  const Plan& plan_;
  ComposeStart* start_;
  std::map<std::string, std::string> contents_;  ///< By path.
};

}  // namespace

bool MakeComposeStart(const FileReader& files, const App& app, const Rendering& rendering,
                      ComposeStart* start, std::string* error) {
  return StartMaker(files, app, start).Make(rendering, error);
}

}  // namespace container_app

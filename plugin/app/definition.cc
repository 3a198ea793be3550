// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/definition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/definition_files.h"
#include "app/definition_rules.h"
#include "app/forms.h"
#include "base/text.h"
#include "yaml/rules.h"

namespace container_app {
namespace {

/// A file every definition has, and how else its name gets written.
struct RequiredFile {
  std::string_view name;
  std::string_view doc;
  std::array<std::string_view, 3> mistaken;
};
constexpr RequiredFile kMetadata{"metadata.yaml", "it describes the package", {"metadata.yml"}};
constexpr RequiredFile kCompose{"docker-compose.yml",
                                "it describes the containers",
                                {"docker-compose.yaml", "compose.yaml", "compose.yml"}};
constexpr RequiredFile kConfig{
    "config.yml",
    "it describes the settings; without any it is 'version: \"1.0\"' and 'groups: []'",
    {"config.yaml"}};

class DefinitionReader {
 public:
  DefinitionReader(const FileReader& files, Definition* definition, Diagnostics* diagnostics)
      : files_(files), definition_(definition), diagnostics_(diagnostics) {}

  bool Read() {
    const ErrorMark errors(*diagnostics_);
    const FileKind kind = files_.Status(definition_->folder).kind;
    if (kind != FileKind::kDirectory && kind != FileKind::kSymlink) {
      return diagnostics_->ReportFile(
          definition_->folder, kIoError,
          kind == FileKind::kMissing ? "there is no such folder" : "is not a folder",
          "name the folder that holds metadata.yaml");
    }
    ReadMetadataFile();
    ReadConfigFile();
    UseDefaultsOfForm();
    ReadComposeFile();
    ReadLockFile();
    ReadHooks(files_, definition_->folder, definition_, diagnostics_);
    ReadCarriedFiles(files_, Path("assets"), &definition_->assets, diagnostics_);
    ReadCarriedFiles(files_, Path("default-data"), &definition_->default_data, diagnostics_);
    std::vector<std::string> names;
    ListFolder(files_, definition_->folder, &names, diagnostics_);
    for (const std::string& name : names) Sort(name);
    FindDeclaredScreenshots();
    return errors.none();
  }

 private:
  std::string Path(std::string_view name) const { return PathIn(definition_->folder, name); }

  bool ReadSource(const RequiredFile& required, std::unique_ptr<SourceFile>* source) {
    const std::string path = Path(required.name);
    const FileStatus status = files_.Status(path);
    if (status.kind == FileKind::kMissing) {
      return diagnostics_->ReportFile(path, kDefinitionMissingFile, "there is no such file",
                                      MissingHint(required));
    }
    return OpenSource(path, source);
  }

  bool OpenSource(const std::string& path, std::unique_ptr<SourceFile>* source) {
    *source = std::make_unique<SourceFile>();
    return ReadSourceFile(files_, path, kYamlTooLarge, source->get(), diagnostics_);
  }

  /// Parses a file, and puts what its merge keys name in their places.
  bool ParseYaml(const SourceFile& file, yaml::Node* root) {
    return yaml::Parse(file, root, diagnostics_) && yaml::ResolveMergeKeys(root, diagnostics_);
  }

  std::string MissingHint(const RequiredFile& required) const {
    for (const std::string_view name : required.mistaken) {
      if (name.empty() || files_.Status(Path(name)).kind == FileKind::kMissing) continue;
      return fmt::format("rename '{}' to '{}'", name, required.name);
    }
    return std::string(required.doc);
  }

  void ReadMetadataFile() {
    yaml::Node root;
    if (!ReadSource(kMetadata, &definition_->metadata_file)) return;
    const SourceFile& file = *definition_->metadata_file;
    if (!ParseYaml(file, &root)) return;
    ReadMetadata(file, root, &definition_->metadata, diagnostics_);
  }

  void ReadComposeFile() {
    yaml::Node root;
    if (!ReadSource(kCompose, &definition_->compose_file)) return;
    const SourceFile& file = *definition_->compose_file;
    if (!yaml::Parse(file, &root, diagnostics_)) return;
    ReadCompose(file, Profiles(), &root, &definition_->compose, diagnostics_);
  }

  void UseDefaultsOfForm() {
    for (const ConfigGroup& group : definition_->config.groups) {
      for (const ConfigField& field : group.fields.value) {
        const std::string& name = field.id.value;
        if (!IsIdentifier(name) || field.default_value.value.empty()) continue;
        if (definition_->Setting(name) || definition_->metadata.Secret(name)) continue;
        definition_->form_defaults.push_back({field.id, field.default_value});
      }
    }
  }

  /// Those that the settings of the package switch on.
  ComposeProfiles Profiles() const {
    const NamedValue* setting = definition_->Setting("COMPOSE_PROFILES");
    ComposeProfiles profiles;
    if (!setting) return profiles;
    for (const std::string_view name : Split(setting->value.value, ',')) {
      profiles.emplace_back(Trim(name));
    }
    return profiles;
  }

  void ReadConfigFile() {
    yaml::Node root;
    if (!ReadSource(kConfig, &definition_->config_file)) return;
    const SourceFile& file = *definition_->config_file;
    if (!ParseYaml(file, &root)) return;
    ReadConfigForm(file, root, &definition_->config, diagnostics_);
  }

  void ReadLockFile() {
    const std::string path = Path(kImageLockName);
    yaml::Node root;
    if (files_.Status(path).kind == FileKind::kMissing) return;
    if (!OpenSource(path, &definition_->lock_file)) return;
    const SourceFile& file = *definition_->lock_file;
    if (!ParseYaml(file, &root)) return;
    ReadImageLock(file, root, &definition_->lock, diagnostics_);
  }

  /// Decides what a name in the folder is.
  void Sort(const std::string& name) {
    if (IsScratchFile(name) || IsRead(name) || IsForPeople(name)) return;
    const std::string path = Path(name);
    if (!CheckFileName(path, diagnostics_)) return;
    const FileStatus status = files_.Status(path);
    const bool icon = name == "icon.svg" || name == "icon.png";
    const bool screenshot =
        name.starts_with("screenshot") && (name.ends_with(".png") || name.ends_with(".jpg"));
    if (icon || screenshot || status.kind == FileKind::kSymlink) {
      if (!CheckRegularFile(status, path, diagnostics_)) return;
    }
    const CarriedFile file{name, path, status.executable};
    if (icon) return TakeIcon(file);
    if (screenshot) {
      definition_->screenshots.push_back(file);
    } else {
      definition_->ignored.push_back(name);
    }
  }

  /// Of two, icon.svg: it is the later one, since names come sorted.
  void TakeIcon(const CarriedFile& file) {
    if (!definition_->icon_name.empty()) definition_->ignored.push_back(definition_->icon_name);
    std::string content;
    std::string error;
    if (!files_.Read(file.source_path, &content, &error)) {
      diagnostics_->ReportFile(file.source_path, kIoError, "cannot be read: " + error);
    }
    definition_->icon_name = file.name;
    definition_->icon = file;
    definition_->icon_begin = content.substr(0, 4096);
  }

  static bool IsRead(std::string_view name) {
    static constexpr std::string_view kNames[] = {kMetadata.name, kCompose.name, kConfig.name,
                                                  kImageLockName, "assets",      "default-data",
                                                  "prestart.sh",  "prestart.d"};
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
  }

  /// Texts for readers, and the packaging of a source that is one definition.
  static bool IsForPeople(std::string_view name) {
    return name.starts_with("README") || name.ends_with(".md") || name.starts_with("LICENSE") ||
           name.starts_with("COPYING") || name == "debian";
  }

  /// Screenshots may have other names where metadata.yaml lists them.
  void FindDeclaredScreenshots() {
    for (const Located<std::string>& declared : definition_->metadata.screenshots) {
      const std::string& name = declared.value;
      if (name.empty() || name.front() == '/' || HasControl(name) || HasDotDot(name)) continue;
      const auto known =
          std::find_if(definition_->screenshots.begin(), definition_->screenshots.end(),
                       [&](const CarriedFile& f) { return f.name == name; });
      if (known != definition_->screenshots.end()) continue;
      if (files_.Status(Path(name)).kind != FileKind::kRegular) continue;
      definition_->screenshots.push_back({name, Path(name), false});
      std::erase(definition_->ignored, name.substr(0, name.find('/')));
    }
  }

  const FileReader& files_;
  Definition* definition_;
  Diagnostics* diagnostics_;
};

}  // namespace

const NamedValue* Definition::Setting(std::string_view variable) const {
  if (const NamedValue* given = metadata.DefaultConfig(variable)) return given;
  const auto found =
      std::find_if(form_defaults.begin(), form_defaults.end(),
                   [&](const NamedValue& one) { return one.name.value == variable; });
  return found == form_defaults.end() ? nullptr : &*found;
}

NamedValues Definition::Settings() const {
  NamedValues settings = metadata.default_config.value;
  settings.insert(settings.end(), form_defaults.begin(), form_defaults.end());
  return settings;
}

bool ReadDefinition(const FileReader& files, const std::string& folder, Definition* definition,
                    Diagnostics* diagnostics) {
  definition->folder = folder;
  while (definition->folder.size() > 1 && definition->folder.ends_with('/')) {
    definition->folder.pop_back();
  }
  return DefinitionReader(files, definition, diagnostics).Read();
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/import.h: metadata.yaml and config.yml of a draft.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms.h"
#include "base/text.h"
#include "import/guess.h"
#include "import/import.h"
#include "import/node_edit.h"
#include "import/yaml_text.h"

namespace container_app {
namespace {

/// `key: value`, with a comment where the value was guessed.
std::string KeyLine(std::string_view key, const std::string& value, std::string_view guess = "") {
  return fmt::format("{}: {}{}{}\n", key, YamlText(value),
                     guess.empty() ? "" : "  # guessed: ", guess);
}

/// For editors with the YAML language server.
std::string SchemaLine(const ImportOptions& options, std::string_view file) {
  return fmt::format("# yaml-language-server: $schema={}/{}.json\n", options.schemas, file);
}

class MetadataWriter {
 public:
  MetadataWriter(const Foreign& foreign, const ImportOptions& options, Draft* draft)
      : hints_(foreign.hints), options_(options), draft_(draft) {}

  std::string Write() {
    text_ = SchemaLine(options_, "metadata.yaml");
    text_ += KeyLine("name", draft_->name);
    text_ += KeyLine("app_id", draft_->app_id);
    WriteVersion();
    WriteDescriptions();
    if (IsWebUrl(hints_.homepage)) text_ += KeyLine("homepage", hints_.homepage);
    WriteMaintainer();
    WriteLicense();
    text_ += "tags:\n  - role::container-app\n";
    if (draft_->web_port) text_ += "  - interface::web\n";
    const std::string section(SectionOf(hints_.category));
    text_ += KeyLine("debian_section", section,
                     hints_.category.empty() ? "no category was given" : "from the category");
    text_ += "architecture: all\n";
    WriteWebUi();
    if (!draft_->one_shot.empty()) {
      text_ += fmt::format("restart:\n  one_shot: [{}]  # guessed: from the name\n",
                           Join(draft_->one_shot, ", "));
    }
    WriteState();
    WriteSecrets();
    WriteDefaults();
    return std::move(text_);
  }

 private:
  void About(std::string text) { draft_->Say(Topic::kAbout, std::move(text)); }

  void WriteVersion() {
    if (hints_.version.empty()) {
      text_ += KeyLine("version", "1.0.0-1", "no image has a version in its tag");
      return;
    }
    text_ += KeyLine("version", hints_.version + "-1");
    text_ += KeyLine("upstream_version", hints_.version);
  }

  void WriteDescriptions() {
    std::string synopsis = SynopsisOf(hints_.description);
    const bool guessed = synopsis.empty();
    if (guessed) synopsis = SynopsisOf(draft_->name + " in containers");
    if (guessed && synopsis.empty()) synopsis = "App in containers";
    text_ += KeyLine("description", synopsis, guessed ? "say in one line what it is for" : "");
    std::string long_text = CleanText(hints_.long_description);
    if (long_text.empty()) long_text = CleanText(hints_.description);
    const bool none = long_text.empty();
    if (none) long_text = fmt::format("This package runs {} in containers.", draft_->name);
    text_ += "long_description: |\n";
    if (none) text_.insert(text_.size() - 1, "  # guessed: say what it does, and for whom");
    for (const std::string_view line : Split(long_text, '\n')) {
      text_ += line.empty() ? "\n" : fmt::format("  {}\n", line);
    }
    if (guessed || none) About("description");
  }

  void WriteMaintainer() {
    if (IsMaintainer(options_.maintainer)) {
      text_ += KeyLine("maintainer", options_.maintainer);
      return;
    }
    text_ += KeyLine("maintainer", "Maintainer <maintainer@packages.debian.example>",
                     "neither DEBFULLNAME and DEBEMAIL nor git say who you are");
    About("maintainer");
  }

  void WriteLicense() {
    const std::string license(Trim(hints_.license));
    if (IsOneLineText(license)) {
      text_ += KeyLine("license", license);
      return;
    }
    text_ += KeyLine("license", "Unknown", "nobody wrote it down; an SPDX identifier such as MIT");
    About("license");
  }

  void WriteWebUi() {
    if (!draft_->web_port) return;
    text_ += fmt::format("web_ui:\n  enabled: true\n  port: {}\n", *draft_->web_port);
    std::string path = hints_.web_path;
    if (!path.empty() && path != "/" && IsWebUiPath(path)) {
      if (!path.starts_with('/')) path = "/" + path;
      text_ += "  " + KeyLine("path", path);
    }
    if (hints_.web_protocol == "https") text_ += "  protocol: https\n";
  }

  void WriteState() {
    if (draft_->stateless.empty()) return;
    text_ += "# guessed: these services mount nothing that they could write to.\nstate:\n";
    for (const std::string& service : draft_->stateless) {
      const std::string name = PlainStateName(service);
      text_ += fmt::format("  - name: {}\n    service: {}\n    class: disposable\n", YamlText(name),
                           YamlText(service));
      text_ += "    reason: it mounts nothing that it could keep something in\n";
    }
  }

  std::string PlainStateName(const std::string& service) {
    std::string name;
    for (const char c : LowerCase(service)) {
      const bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      name += keep ? c : '-';
    }
    while (name.starts_with('-')) name.erase(0, 1);
    if (name.empty() || (name.front() >= '0' && name.front() <= '9')) name = "s" + name;
    while (std::find(states_.begin(), states_.end(), name) != states_.end()) name += "-2";
    states_.push_back(name);
    return name;
  }

  void WriteSecrets() {
    if (draft_->secrets.empty()) return;
    text_ += "# Each device makes these for itself.\ngenerated_secrets:\n";
    for (const DraftSecret& secret : draft_->secrets) {
      text_ += fmt::format("  - name: {}\n", secret.name);
      if (secret.length > 0) text_ += fmt::format("    length: {}\n", secret.length);
      if (secret.hex) text_ += "    alphabet: hex\n";
      if (secret.is_file) {
        text_ += fmt::format("    as: {}\n", secret.is_variable ? "both" : "file");
      }
      draft_->Say(Topic::kChanged, fmt::format("each device makes {} for itself", secret.name));
    }
  }

  void WriteDefaults() {
    std::string defaults;
    for (const DraftField& field : draft_->fields) {
      if (field.secret) continue;
      yaml::Node value = TextNode(field.value);
      defaults += fmt::format("  {}: {}\n", field.id, YamlScalar(value));
    }
    if (!defaults.empty()) text_ += "default_config:\n" + defaults;
  }

  const AppHints& hints_;
  const ImportOptions& options_;
  Draft* draft_;
  std::string text_;
  std::vector<std::string> states_;
};

struct Group {
  std::string_view id;
  std::string_view label;
  bool (*takes)(const DraftField& field);
};
constexpr Group kGroups[] = {
    {"network", "Ports",
     [](const DraftField& field) { return field.type == "integer" && field.maximum == 65535; }},
    {"folders", "Folders", [](const DraftField& field) { return field.type == "path"; }},
    {"passwords", "Passwords and keys",
     [](const DraftField& field) { return field.type == "password"; }},
    {"settings", "Settings", [](const DraftField&) { return true; }},
};

yaml::Node FieldNode(const DraftField& field) {
  yaml::Node node = MappingNode();
  SetNode(&node, "id", TextNode(field.id));
  SetNode(&node, "label", TextNode(ReplaceAll(CleanText(field.label), "\n", " ")));
  SetNode(&node, "type", TextNode(field.type));
  SetNode(&node, "default", TextNode(field.secret ? "" : field.value));
  SetNode(&node, "required", PlainNode(field.required ? "true" : "false"));
  if (field.minimum) SetNode(&node, "min", PlainNode(std::to_string(*field.minimum)));
  if (field.maximum) SetNode(&node, "max", PlainNode(std::to_string(*field.maximum)));
  if (!field.options.empty()) {
    yaml::Node* options = SetNode(&node, "options", SequenceNode());
    for (const std::string& option : field.options) options->items.push_back(TextNode(option));
  }
  const std::string description = CleanText(field.description);
  if (!description.empty()) SetNode(&node, "description", TextNode(description));
  return node;
}

}  // namespace

std::string MetadataText(const Foreign& foreign, const ImportOptions& options, Draft* draft) {
  return MetadataWriter(foreign, options, draft).Write();
}

std::string ConfigText(const ImportOptions& options, const Draft& draft) {
  yaml::Node root = MappingNode();
  SetNode(&root, "version", TextNode("1.0"));
  yaml::Node groups = SequenceNode();
  std::vector<const DraftField*> left;
  for (const DraftField& field : draft.fields) left.push_back(&field);
  for (const Group& group : kGroups) {
    yaml::Node fields = SequenceNode();
    std::erase_if(left, [&](const DraftField* field) {
      if (!group.takes(*field)) return false;
      fields.items.push_back(FieldNode(*field));
      return true;
    });
    if (fields.items.empty()) continue;
    yaml::Node node = MappingNode();
    SetNode(&node, "id", TextNode(std::string(group.id)));
    SetNode(&node, "label", TextNode(std::string(group.label)));
    SetNode(&node, "fields", std::move(fields));
    groups.items.push_back(std::move(node));
  }
  SetNode(&root, "groups", std::move(groups));
  return SchemaLine(options, "config.yml") + NewYaml(root, 0);
}

std::vector<Told> WhatToTell(const Draft& draft) {
  struct Heading {
    Topic topic;
    std::string_view text;
    bool decision;
  };
  static constexpr Heading kHeadings[] = {
      {Topic::kMissingFile, "Put the real files in the place of these, which were not at hand",
       true},
      {Topic::kBuild, "Publish these images, and name them in docker-compose.yml", true},
      {Topic::kImageTag, "Name the version of these images, or each device runs another one", true},
      {Topic::kRights, "May the app do this to the device?", true},
      {Topic::kLeftOut, "These could not be taken over; does the app need them?", true},
      {Topic::kPassword,
       "Give these passwords to the services that log in there; they are the same on each device",
       true},
      {Topic::kAbout, "Write into metadata.yaml what nobody wrote down", true},
      {Topic::kNoValue, "Which values do these settings have at first? They are empty", true},
      {Topic::kState, "Do these services really have nothing to keep?", true},
      {Topic::kGuessed, "Guessed", false},
      {Topic::kChanged, "Changed", false}};
  std::vector<Told> all;
  for (const Heading& heading : kHeadings) {
    Told told{std::string(heading.text), {}, heading.decision};
    for (const Remark& remark : draft.remarks) {
      const auto& items = told.items;
      const bool seen = std::find(items.begin(), items.end(), remark.text) != items.end();
      if (remark.topic == heading.topic && !seen) told.items.push_back(remark.text);
    }
    if (!told.items.empty()) all.push_back(std::move(told));
  }
  return all;
}

}  // namespace container_app

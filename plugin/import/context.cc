// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/context.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/definition_files.h"
#include "app/forms.h"
#include "base/text.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {

DraftField* Draft::Field(const std::string& id) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const DraftField& field) { return field.id == id; });
  return found == fields.end() ? nullptr : &*found;
}

bool Draft::HasSecret(const std::string& name_of_secret) const {
  return std::any_of(secrets.begin(), secrets.end(),
                     [&](const DraftSecret& secret) { return secret.name == name_of_secret; });
}

void ImportContext::ForEachService(
    const std::function<void(const std::string& name, yaml::Node* service)>& visit) const {
  yaml::Node* services = FindNode(&foreign->compose, "services");
  if (!services) return;
  for (yaml::Entry& entry : services->entries) {
    if (entry.value.is_mapping()) visit(entry.key.text, &entry.value);
  }
}

const VariableHint* ImportContext::Hint(const std::string& name) const {
  const auto found = foreign->hints.variables.find(name);
  return found == foreign->hints.variables.end() ? nullptr : &found->second;
}

std::optional<std::string> ImportContext::Value(const std::string& name) const {
  const auto found = foreign->environment.find(name);
  if (found != foreign->environment.end()) return found->second;
  const VariableHint* hint = Hint(name);
  return hint ? hint->value : std::nullopt;
}

std::optional<std::string> ImportContext::Known(std::string_view text) const {
  bool known = true;
  std::string result = ReplaceReferences(text, [&](const Reference& reference) {
    const auto value = Value(reference.name);
    if (value && !(value->empty() && reference.operation.starts_with(':'))) return *value;
    if (reference.operation.ends_with('-')) {
      const auto word = Known(reference.word);
      if (word) return *word;
    }
    known = false;
    return std::string();
  });
  if (!known) return std::nullopt;
  return result;
}

std::string ImportContext::FreeVariable(const std::string& wanted) const {
  std::string name = wanted;
  const auto taken = [&] {
    if (draft->Field(name) || draft->HasSecret(name) || foreign->environment.contains(name)) {
      return true;
    }
    bool found = false;
    ForEachScalar(&foreign->compose, [&](yaml::Node* scalar) {
      for (const Reference& reference : ReferencesOf(scalar->text)) {
        if (reference.name == name) found = true;
      }
    });
    return found;
  };
  for (int i = 2; taken(); ++i) name = fmt::format("{}_{}", wanted, i);
  return name;
}

namespace {

/// The path below the folder, without `.`, and without leading `..`.
std::string Below(std::string_view relative) {
  std::vector<std::string> parts;
  for (const std::string_view part : Split(relative, '/')) {
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.emplace_back(part);
    }
  }
  return Join(parts, "/");
}

}  // namespace

std::string SourcePath(const ImportContext& context, const std::string& relative) {
  const std::string below = Below(relative);
  if (below.empty() || context.foreign->folder.empty()) return "";
  std::string path = PathIn(context.foreign->folder, below);
  // A link may lead to any file of this machine.
  std::string at = context.foreign->folder;
  for (const std::string_view part : Split(below, '/')) {
    at = PathIn(at, part);
    const FileKind kind = context.files.Status(at).kind;
    if (kind != FileKind::kDirectory && kind != FileKind::kRegular) return "";
  }
  return path;
}

bool CarryFile(const ImportContext& context, const std::string& source, const std::string& target) {
  const FileStatus status = context.files.Status(source);
  if (status.kind == FileKind::kRegular) {
    context.draft->files[target] = {"", source, status.executable};
    return true;
  }
  if (status.kind != FileKind::kDirectory) return false;
  std::vector<std::string> names;
  std::string error;
  if (!context.files.List(source, &names, &error)) return false;
  bool any = false;
  for (const std::string& name : names) {
    if (IsScratchFile(name)) continue;
    any = CarryFile(context, PathIn(source, name), target + "/" + name) || any;
  }
  return any;
}

std::string AssetFor(const ImportContext& context, const std::string& relative,
                     const std::string& service) {
  const std::string below = Below(relative);
  std::string target = "assets/" + (below.starts_with("assets/") ? below.substr(7) : below);
  const std::string source = SourcePath(context, relative);
  if (!source.empty() && CarryFile(context, source, target)) return "./" + target;
  if (!context.draft->files.contains(target)) {
    context.draft->files[target] = {
        fmt::format("# This stands for the file {} that {} mounts. Put the real one here.\n", below,
                    service),
        "", target.ends_with(".sh")};
    context.draft->Say(Topic::kMissingFile, fmt::format("{} ({})", target, service));
  }
  return "./" + target;
}

}  // namespace container_app

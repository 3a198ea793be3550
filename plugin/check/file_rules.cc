// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over the files of a definition.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "check/rules.h"
#include "policy/volumes.h"

namespace container_app {
namespace {

// What a definition's folder may hold, for names that were nearly right.
constexpr std::string_view kKnownNames[] = {"assets",        "default-data", "icon.svg",
                                            "icon.png",      "prestart.sh",  "prestart.d",
                                            "screenshot.png"};

struct KnownFix {
  std::string_view name;  ///< Of a file, or how its name begins where it ends with `*`.
  std::string_view fix;
};
constexpr KnownFix kFixes[] = {
    {"provision.sh", "move it to prestart.d/50-provision.sh"},
    {".env", "write its variables under 'default_config' in metadata.yaml"},
    {"Dockerfile*", "publish the image, and name it with 'image'"},
    {".dockerignore", "publish the image, and name it with 'image'"},
    {"compose.override.*",
     "put what it says into docker-compose.yml; on a device the administrator's "
     "override is /etc/container-apps/PACKAGE/compose.override.yml"},
    {"docker-compose.*", "put what it says into docker-compose.yml"},
    {"compose.*", "put what it says into docker-compose.yml"},
    {"icon.png", "remove it: icon.svg is the icon"},
    {"icon.*", "make it icon.svg or icon.png"},
    {"logo.*", "name it icon.svg or icon.png"}};

std::string FixOf(std::string_view name) {
  for (const KnownFix& known : kFixes) {
    const bool begins =
        known.name.ends_with('*') && name.starts_with(known.name.substr(0, known.name.size() - 1));
    if (begins || known.name == name) return std::string(known.fix);
  }
  const std::string nearest = DidYouMean(name, kKnownNames);
  return nearest.empty() ? "put files for the app in assets/ or default-data/, or remove it"
                         : nearest;
}

void CheckIgnored(const Rule& rule, const RuleContext& context) {
  for (const std::string& name : context.definition().ignored) {
    // Findings are complete in themselves, so this file may go when the rule is done.
    const SourceFile file{context.definition().folder + "/" + name, ""};
    context.diagnostics->Report({&file, 0, 0}, rule, "the package does not use this file",
                                FixOf(name));
  }
}

bool Carries(const std::vector<CarriedFile>& files, std::string_view name) {
  return std::any_of(files.begin(), files.end(), [&](const CarriedFile& file) {
    return file.name == name || file.name.starts_with(std::string(name) + "/");
  });
}

/// Whether a hook may make the file: it names it.
bool IsInHook(const RuleContext& context, std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const auto& hooks = context.definition().hooks;
  return std::any_of(hooks.begin(), hooks.end(), [&](const HookFile& hook) {
    return hook.content.find(name) != std::string::npos;
  });
}

/// `text` as the definition has it: `assets/…`, or `default-data/…` for what is below the data
/// root. Empty where the file is none of the definition's, or is not known.
std::string NameInDefinition(const RuleContext& context, const std::string& text) {
  const auto known = context.plan.installed.KnownText(text);
  if (!known || known->empty()) return "";
  const std::string path = NormalisedPath(*known);
  const std::string& data = context.plan.names().data;
  if (known->front() != '/') return path.substr(1);
  return IsAtOrBelow(path, data) && path != data ? "default-data" + path.substr(data.size()) : "";
}

bool IsThere(const RuleContext& context, const std::string& name) {
  const Definition& definition = context.definition();
  if (IsInHook(context, name)) return true;
  constexpr std::string_view kData = "default-data/";
  if (name.starts_with(kData)) return Carries(definition.default_data, name.substr(kData.size()));
  constexpr std::string_view kAssets = "assets/";
  return name.starts_with(kAssets) && Carries(definition.assets, name.substr(kAssets.size()));
}

void CheckNamedFile(const Rule& rule, const RuleContext& context, const std::string& key,
                    const Located<std::string>& path) {
  const std::string name = NameInDefinition(context, path.value);
  if (name.empty() || IsThere(context, name)) return;
  const bool placed = name.starts_with("assets/") || name.starts_with("default-data/");
  context.diagnostics->Report(path.place, rule,
                              fmt::format("there is no {} in the definition, which {} names",
                                          placed ? name : path.value, key),
                              placed ? "add it, or make it in a prestart hook"
                                     : fmt::format("put it into assets/ and write './assets/{}'",
                                                   name.substr(name.rfind('/') + 1)));
}

void CheckMissing(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  const Compose& compose = context.definition().compose;
  for (const ComposeNamedFile& file : compose.named_files) {
    CheckNamedFile(rule, context, file.key, file.path);
  }
  for (const ComposeService& service : compose.services) {
    for (const ComposeNamedFile& file : service.named_files) {
      CheckNamedFile(rule, context, fmt::format("'{}'", file.key), file.path);
    }
    for (const Located<std::string>& file : service.env_files) {
      CheckNamedFile(rule, context, "'env_file'", file);
    }
    for (const ComposeMount& mount : service.mounts) {
      const std::string name = NameInDefinition(context, mount.source);
      if (mount.type != ComposeMount::Type::kBind || !name.starts_with("assets/")) continue;
      CheckNamedFile(rule, context, "'volumes'", {mount.source, mount.source_place});
    }
  }
}

/// Of a state that is a mount of its own another rule tells more.
bool IsState(const RuleContext& context, const std::string& target) {
  const auto& states = context.definition().metadata.state;
  return std::any_of(states.begin(), states.end(),
                     [&](const StateEntry& state) { return state.path.value == target; });
}

/// Where a bind's source is missing Docker makes a folder.
void CheckBoundFile(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const ComposeService& service : context.definition().compose.services) {
    for (const ComposeMount& mount : service.mounts) {
      const std::string name = NameInDefinition(context, mount.source);
      if (mount.type != ComposeMount::Type::kBind || !name.starts_with("default-data/")) continue;
      if (!LooksLikeFile(name) || IsThere(context, name) || IsState(context, mount.target)) {
        continue;
      }
      context.diagnostics->Report(
          mount.source_place.file ? mount.source_place : mount.place, rule,
          fmt::format("Docker makes a folder of '{}', since no such file is there", mount.source),
          fmt::format("add {}, or make it in a prestart hook", name));
    }
  }
}

constexpr CheckRule kFileRules[] = {
    {{"file-ignored", "The package uses each file of the folder.", Severity::kWarning},
     CheckIgnored},
    {{"file-missing", "A file that the Compose file names is there when the app starts."},
     CheckMissing},
    {{"bind-file-missing", "A file that is mounted is there when the app first starts.",
      Severity::kWarning},
     CheckBoundFile},
};

}  // namespace

std::span<const CheckRule> FileRules() { return kFileRules; }

}  // namespace container_app

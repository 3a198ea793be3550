// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over the files of a definition.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "check/rules.h"

namespace container_app {
namespace {

// What a definition's folder may hold, for names that were nearly right.
constexpr std::string_view kKnownNames[] = {"assets",        "default-data", "icon.svg",
                                            "icon.png",      "prestart.sh",  "prestart.d",
                                            "screenshot.png"};

void CheckIgnored(const Rule& rule, const RuleContext& context) {
  for (const std::string& name : context.definition().ignored) {
    // Findings are complete in themselves, so this file may go when the rule is done.
    const SourceFile file{context.definition().folder + "/" + name, ""};
    std::string fix = name == "provision.sh" ? "move it to prestart.d/50-provision.sh"
                                             : DidYouMean(name, kKnownNames);
    if (fix.empty()) fix = "put files for the app in assets/ or default-data/, or remove it";
    context.diagnostics->Report({&file, 0, 0}, rule, "the package does not use this file",
                                std::move(fix));
  }
}

void CheckEnvFile(const Rule& rule, const RuleContext& context) {
  const auto& assets = context.definition().assets;
  for (const ComposeService& service : context.definition().compose.services) {
    for (const Located<std::string>& file : service.env_files) {
      std::string_view name = file.value;
      if (name.starts_with("./")) name.remove_prefix(2);
      if (name.empty() || name.front() == '/' || name.find('$') != std::string_view::npos) continue;
      const bool shipped = name.starts_with("assets/") &&
                           std::any_of(assets.begin(), assets.end(), [&](const CarriedFile& f) {
                             return f.name == name.substr(7);
                           });
      if (shipped) continue;
      context.diagnostics->Report(
          file.place, rule, fmt::format("the env_file '{}' is not in the package", file.value),
          "put it in assets/, or its variables in 'default_config'");
    }
  }
}

constexpr CheckRule kRules[] = {
    {{"file-ignored", "The package uses each file of the folder.", Severity::kWarning},
     CheckIgnored},
    {{"env-file-missing", "A relative `env_file` is in the package.", Severity::kWarning},
     CheckEnvFile},
};

}  // namespace

std::span<const CheckRule> FileRules() { return kRules; }

}  // namespace container_app

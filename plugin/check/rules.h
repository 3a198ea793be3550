// SPDX-License-Identifier: GPL-2.0-or-later
// What the rules of each subject share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/check.h"

namespace container_app {

std::span<const Rule> MetadataRules();
std::span<const Rule> RoutingRules();
std::span<const Rule> RestartRules();
std::span<const Rule> ConfigRules();
std::span<const Rule> ServiceRules();
std::span<const Rule> MountRules();
std::span<const Rule> VariableRules();
std::span<const Rule> FileRules();
std::span<const Rule> StateRules();
std::span<const Rule> StateSourceRules();

/// Reports with the id and severity of the rule's row.
void Report(const Rule& rule, const RuleContext& context, const Place& place, std::string what,
            std::string mend);

/// Reports each item of `list` that has come before.
void ReportListedTwice(const Rule& rule, const RuleContext& context,
                       const std::vector<Located<std::string>>& list);

/// Reports `name` unless docker-compose.yml has a service of that name.
void ReportUnknownService(const Rule& rule, const RuleContext& context,
                          const Located<std::string>& name);

/// True when metadata.yaml and docker-compose.yml were both read: what one says of the other is
/// only known then.
bool HasMetadataAndCompose(const Definition& definition);

/// True for an address on the net instead of a file.
bool IsAddress(std::string_view text);

/// `text` as it is right after installation, or nothing when a variable in it has no value then.
std::optional<std::string> Installed(const RuleContext& context, std::string_view text);

}  // namespace container_app

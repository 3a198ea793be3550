// SPDX-License-Identifier: GPL-2.0-or-later
// What the rules of each subject share.
#pragma once

#include <string>
#include <vector>

#include "check/check.h"

namespace container_app {

std::span<const CheckRule> MetadataRules();
std::span<const CheckRule> RoutingRules();
std::span<const CheckRule> RestartRules();
std::span<const CheckRule> HealthRules();
std::span<const CheckRule> ConfigRules();
std::span<const CheckRule> ServiceRules();
std::span<const CheckRule> SecondSupervisorRules();
std::span<const CheckRule> MountRules();
std::span<const CheckRule> VolumeRules();
std::span<const CheckRule> VariableRules();
std::span<const CheckRule> FileRules();
std::span<const CheckRule> StateRules();
std::span<const CheckRule> StateSourceRules();

/// Reports each item of `list` that has come before.
void ReportListedTwice(const Rule& rule, const RuleContext& context,
                       const std::vector<Located<std::string>>& list);

/// Reports `name` unless docker-compose.yml has a service of that name.
void ReportUnknownService(const Rule& rule, const RuleContext& context,
                          const Located<std::string>& name);

/// True when metadata.yaml and docker-compose.yml were both read: what one says of the other is
/// only known then.
bool HasMetadataAndCompose(const Definition& definition);

/// True when an item of a relation field names `package`, alone or among alternatives.
bool NamesPackage(const std::string& item, std::string_view package);

/// True for an address on the net instead of a file.
bool IsAddress(std::string_view text);

}  // namespace container_app

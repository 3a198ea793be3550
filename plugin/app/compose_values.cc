// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/compose_forms.h"
#include "app/compose_keys.h"
#include "app/compose_rules.h"
#include "app/compose_scalar.h"
#include "app/compose_texts.h"
#include "base/text.h"

namespace container_app {
namespace {

using compose_forms::HoldsVariable;
using compose_forms::RefuseType;
using compose_forms::Subject;

enum class Form {
  kText,
  kFlag,
  kTexts,
  kTextOrTexts,
  kTextsOrIntegers,
  kPairs,
  kCommand,  ///< Words, or a text that is split into them.
  kNumber,   ///< Or a text that is one.
  kSize,     ///< A number of bytes, or a text such as `512m`.
  kWord,     ///< One of the names of the row.
  kMapping,
  kSection,  ///< A mapping of the names of the row, or nothing.
  kList,
};

struct Row {
  std::string_view key;
  Form form;
  std::span<const std::string_view> names = {};
};

constexpr std::string_view kCgroups[] = {"host", "private"};
constexpr std::string_view kPullPolicies[] = {"always", "never", "if_not_present", "missing",
                                              "build"};

// A table: what Compose 2.26 takes, as it was seen to.
const Row kRows[] = {
    {"annotations", Form::kPairs},
    {"attach", Form::kFlag},
    {"blkio_config", Form::kMapping},
    {"cap_add", Form::kTexts},
    {"cap_drop", Form::kTexts},
    {"cgroup", Form::kWord, kCgroups},
    {"cgroup_parent", Form::kText},
    {"command", Form::kCommand},
    {"configs", Form::kList},
    {"cpu_count", Form::kNumber},
    {"cpu_percent", Form::kNumber},
    {"cpu_period", Form::kNumber},
    {"cpu_quota", Form::kNumber},
    {"cpu_rt_period", Form::kNumber},
    {"cpu_rt_runtime", Form::kNumber},
    {"cpu_shares", Form::kNumber},
    {"cpus", Form::kNumber},
    {"cpuset", Form::kText},
    {"credential_spec", Form::kMapping},
    {"deploy", Form::kSection, compose_keys::Deploy()},
    {"device_cgroup_rules", Form::kTexts},
    {"devices", Form::kTexts},
    {"dns", Form::kTextOrTexts},
    {"dns_opt", Form::kTexts},
    {"dns_search", Form::kTextOrTexts},
    {"domainname", Form::kText},
    {"entrypoint", Form::kCommand},
    {"expose", Form::kTextsOrIntegers},
    {"external_links", Form::kTexts},
    {"group_add", Form::kTextsOrIntegers},
    {"hostname", Form::kText},
    {"ipc", Form::kText},
    {"isolation", Form::kText},
    {"links", Form::kTexts},
    {"mac_address", Form::kText},
    {"mem_limit", Form::kSize},
    {"mem_reservation", Form::kSize},
    {"mem_swappiness", Form::kSize},
    {"memswap_limit", Form::kSize},
    {"oom_kill_disable", Form::kFlag},
    {"oom_score_adj", Form::kNumber},
    {"pid", Form::kText},
    {"pids_limit", Form::kNumber},
    {"platform", Form::kText},
    {"post_start", Form::kList},
    {"pre_stop", Form::kList},
    {"pull_policy", Form::kWord, kPullPolicies},
    {"runtime", Form::kText},
    {"scale", Form::kNumber},
    {"secrets", Form::kList},
    {"security_opt", Form::kTexts},
    {"shm_size", Form::kSize},
    {"stdin_open", Form::kFlag},
    {"storage_opt", Form::kMapping},
    {"sysctls", Form::kPairs},
    {"tty", Form::kFlag},
    {"ulimits", Form::kMapping},
    {"userns_mode", Form::kText},
    {"uts", Form::kText},
    {"volumes_from", Form::kTexts},
    {"working_dir", Form::kText},
};

/// The text as it is when no variable is set, or nothing where that says nothing.
std::optional<std::string> KnownText(const yaml::Node& node) {
  std::string known = compose_forms::WithDefaults(node.text);
  if (known.empty() && HoldsVariable(node.text)) return std::nullopt;
  return known;
}

void RefuseValue(const yaml::Node& node, const Subject& subject, std::string_view reason,
                 std::string fix, Diagnostics* diagnostics) {
  if (HoldsVariable(node.text)) return;  // which may have a value where the app runs
  diagnostics->Report(node.place, kComposeValue,
                      fmt::format("{} is '{}', {}", subject.Name(), node.text, reason),
                      std::move(fix));
}

void CheckCommand(const yaml::Node& node, const Subject& subject, Diagnostics* diagnostics) {
  if (node.IsNull()) return;
  std::vector<Located<std::string>> words;
  compose_forms::ReadTextOrTexts(node, subject, &words, diagnostics);
  if (!node.is_scalar() || words.empty()) return;
  const std::optional<std::string> text = KnownText(node);
  std::size_t end = 0;
  if (!text) return;
  if (!SplitComposeCommand(*text, &end)) {
    return RefuseValue(node, subject, "where quotes or parentheses are not in pairs",
                       "write it as a list: ['program', 'argument']", diagnostics);
  }
  if (end == text->size()) return;
  diagnostics->Report(node.place, kComposeCommandCut,
                      fmt::format("Compose runs no shell and reads {} only up to '{}'",
                                  subject.Name(), text->substr(end, 1)),
                      "write it as a list: ['sh', '-c', '…'] for a shell");
}

void CheckNumber(const yaml::Node& node, const Subject& subject, Form form,
                 Diagnostics* diagnostics) {
  const bool is_size = form == Form::kSize;
  const std::string_view wanted = is_size ? "a number or a size" : "a number";
  if (!node.is_scalar()) return RefuseType(node, subject, wanted, diagnostics);
  const ComposeScalar scalar = ReadComposeScalar(node);
  if (scalar.type == ComposeScalar::Type::kInteger) return;
  if (scalar.type == ComposeScalar::Type::kFloat && IsComposeNumber(scalar.text)) return;
  if (!scalar.is_string()) return RefuseType(node, subject, wanted, diagnostics);
  const std::optional<std::string> text = KnownText(node);
  if (!text || (is_size ? IsComposeSize(*text) : IsComposeNumber(*text))) return;
  RefuseValue(node, subject, is_size ? "which is no size" : "which is no number",
              is_size ? "write it as '512m' or '1.5g'" : "write it in digits", diagnostics);
}

void CheckWord(const yaml::Node& node, const Subject& subject,
               std::span<const std::string_view> words, Diagnostics* diagnostics) {
  Located<std::string> text;
  if (!compose_forms::ReadText(node, subject, &text, diagnostics)) return;
  const std::optional<std::string> known = KnownText(node);
  if (!known || std::find(words.begin(), words.end(), *known) != words.end()) return;
  const std::vector<std::string> names(words.begin(), words.end());
  RefuseValue(node, subject, "which Compose does not know",
              fmt::format("write one of {}", Join(names, ", ")), diagnostics);
}

void CheckTextsOrIntegers(const yaml::Node& node, const Subject& subject,
                          Diagnostics* diagnostics) {
  if (!node.is_sequence()) return RefuseType(node, subject, "a list", diagnostics);
  const std::string owner = subject.Name();
  for (const yaml::Node& item : node.items) {
    const bool is_integer =
        item.is_scalar() && ReadComposeScalar(item).type == ComposeScalar::Type::kInteger;
    Located<std::string> text;
    if (!is_integer) compose_forms::ReadText(item, {"an item", owner}, &text, diagnostics);
  }
}

void CheckValue(const yaml::Node& node, const Subject& subject, const Row& row,
                Diagnostics* diagnostics) {
  Located<std::string> text;
  std::vector<Located<std::string>> texts;
  std::optional<Located<bool>> flag;
  std::vector<compose_forms::Pair> pairs;
  switch (row.form) {
    case Form::kText:
      compose_forms::ReadText(node, subject, &text, diagnostics);
      return;
    case Form::kFlag:
      compose_forms::ReadFlag(node, subject, &flag, diagnostics);
      return;
    case Form::kTexts:
      return compose_forms::ReadTexts(node, subject, &texts, diagnostics);
    case Form::kTextOrTexts:
      return compose_forms::ReadTextOrTexts(node, subject, &texts, diagnostics);
    case Form::kTextsOrIntegers:
      return CheckTextsOrIntegers(node, subject, diagnostics);
    case Form::kPairs:
      return compose_forms::ReadPairs(node, subject, &pairs, diagnostics);
    case Form::kCommand:
      return CheckCommand(node, subject, diagnostics);
    case Form::kNumber:
    case Form::kSize:
      return CheckNumber(node, subject, row.form, diagnostics);
    case Form::kWord:
      return CheckWord(node, subject, row.names, diagnostics);
    case Form::kMapping:
      compose_forms::IsMapping(node, subject, diagnostics);
      return;
    case Form::kSection:
      if (node.IsNull() || !compose_forms::IsMapping(node, subject, diagnostics)) return;
      return compose_forms::CheckKeys(node, row.names, fmt::format("'{}'", row.key), diagnostics);
    case Form::kList:
      if (!node.is_sequence()) RefuseType(node, subject, "a list", diagnostics);
      return;
  }
}

}  // namespace

void CheckComposeValues(const yaml::Node& service, std::string_view owner,
                        Diagnostics* diagnostics) {
  for (const yaml::Entry& entry : service.entries) {
    const auto row = std::find_if(std::begin(kRows), std::end(kRows),
                                  [&](const Row& r) { return r.key == entry.key.text; });
    if (row == std::end(kRows)) continue;
    CheckValue(entry.value, {row->key, owner}, *row, diagnostics);
  }
}

}  // namespace container_app

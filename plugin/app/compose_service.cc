// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/compose_forms.h"
#include "app/compose_keys.h"
#include "app/compose_objects.h"
#include "app/compose_rules.h"
#include "app/compose_scalar.h"
#include "app/compose_shapes.h"
#include "app/compose_texts.h"
#include "app/compose_values.h"

namespace container_app {
namespace {

using compose_forms::Pair;
using compose_forms::ReadFlag;
using compose_forms::ReadText;
using compose_forms::Subject;

/// A duration's text is read; one with variables that have no defaults gives nothing.
bool ReadDuration(const yaml::Node& node, const Subject& subject,
                  std::optional<Located<std::int64_t>>* duration, Diagnostics* diagnostics) {
  Located<std::string> text;
  if (!ReadText(node, subject, &text, diagnostics)) return false;
  const std::string known = compose_forms::WithDefaults(text.value);
  std::int64_t microseconds = 0;
  std::string error;
  if (!ParseComposeDuration(known, &microseconds, &error)) {
    if (HoldsVariable(text.value)) return true;
    return diagnostics->Report(text.place, kComposeDuration,
                               fmt::format("{}: {}", subject.Name(), error),
                               "write it as '30s', '1m30s' or '500ms'");
  }
  if (microseconds < 0) {
    return diagnostics->Report(text.place, kComposeDuration,
                               fmt::format("{} is negative", subject.Name()),
                               "write it as '30s', '1m30s' or '500ms'");
  }
  *duration = Located<std::int64_t>{microseconds, text.place};
  return true;
}

/// More are not reached within the life of a device.
constexpr std::int64_t kMostRetries = 1'000'000;

constexpr std::string_view kTestKinds[] = {"CMD", "CMD-SHELL", "NONE"};

void ReadHealthTest(const yaml::Node& node, const Subject& subject, ComposeHealthcheck* check,
                    Diagnostics* diagnostics) {
  std::vector<Located<std::string>> words;
  compose_forms::ReadTextOrTexts(node, subject, &words, diagnostics);
  check->has_test = !words.empty();
  if (!node.is_sequence() || words.empty()) return;
  const std::string& first = words[0].value;
  check->is_off = first == "NONE";
  if (!check->is_off && first != "CMD" && first != "CMD-SHELL" && !HoldsVariable(first)) {
    diagnostics->Report(words[0].place, kComposeHealthcheck,
                        fmt::format("the list of {} begins with '{}'", subject.Name(), first),
                        "begin it with CMD, CMD-SHELL or NONE");
  }
}

/// A number as Compose takes it: a decimal one is cut off, and text is read as a number. 0 is what
/// is not given.
void ReadRetries(const yaml::Node& node, const Subject& subject, int* retries,
                 Diagnostics* diagnostics) {
  constexpr std::string_view kWanted = "a number of failures, 0 or more";
  if (!node.is_scalar() || node.IsNull()) {
    return compose_forms::RefuseType(node, subject, kWanted, diagnostics);
  }
  std::string text = ReadComposeScalar(node).text;
  if (ReadComposeScalar(node).is_string()) text = compose_forms::WithDefaults(node.text);
  text = text.substr(0, text.find('.'));
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc::result_out_of_range && !text.starts_with('-')) number = kMostRetries;
  if (text.empty() || rest != end || text.starts_with('-')) {
    if (HoldsVariable(node.text)) return;
    return compose_forms::RefuseType(node, subject, kWanted, diagnostics);
  }
  if (number > 0) *retries = static_cast<int>(std::min(number, kMostRetries));
}

void CheckImage(const ComposeService& service, std::string_view owner, bool has_image_key,
                Diagnostics* diagnostics) {
  if (service.has_build || !service.image.value.empty()) return;
  if (has_image_key && !service.image) return;  // reported as of the wrong type
  diagnostics->Report(service.image ? service.image.place : service.name.place, kComposeImage,
                      fmt::format("{} has no image", owner), "name one: 'image: name:tag'");
}

const std::vector<std::string_view>& KeyNames() {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> names;
    for (const ServiceKey& key : ServiceKeys()) names.push_back(key.key);
    return names;
  }();
  return kNames;
}

}  // namespace

void ReadComposeLogging(const yaml::Node& node, std::string_view owner, ComposeService* service,
                        Diagnostics* diagnostics) {
  const Subject subject{"logging", owner};
  if (!compose_forms::IsMapping(node, subject, diagnostics)) return;
  compose_forms::CheckKeys(node, compose_keys::kLogging, "'logging'", diagnostics);
  compose_forms::ReadTextOf(node, {"driver", subject.Name()}, &service->logging.driver,
                            diagnostics);
  const yaml::Node* options = node.Find("options");
  if (!options || !compose_forms::IsMapping(*options, {"options", subject.Name()}, diagnostics)) {
    return;
  }
  for (const yaml::Entry& entry : options->entries) {
    const Subject option{entry.key.text, "the log options"};
    Located<std::string> text;
    if (entry.value.AsBool()) {
      compose_forms::RefuseType(entry.value, option, "a string", diagnostics);
    } else if (entry.value.IsNull() ||
               compose_forms::ReadAsText(entry.value, option, &text, diagnostics)) {
      service->logging.options.emplace_back(entry.key.text, text.value);
    }
  }
}

void ReadComposeHealthcheck(const yaml::Node& node, std::string_view owner, ComposeService* service,
                            Diagnostics* diagnostics) {
  const Subject subject{"healthcheck", owner};
  if (!CheckComposeShape(node, subject, compose_shapes::kHealthcheck, &service->typed_texts,
                         diagnostics)) {
    return;
  }
  const std::string name = subject.Name();
  ComposeHealthcheck& check = service->healthcheck;
  check.place = node.place;
  if (const yaml::Node* test = node.Find("test")) {
    ReadHealthTest(*test, {"test", name}, &check, diagnostics);
    if (test->is_sequence() && !test->items.empty() && HoldsVariable(test->items[0].text)) {
      service->typed_texts.push_back({{test->items[0].text, test->items[0].place},
                                      fmt::format("the first word of 'test' of {}", name),
                                      {.kind = ComposeTextKind::kWord, .words = kTestKinds}});
    }
  }
  std::optional<Located<bool>> disable;
  if (const yaml::Node* flag = node.Find("disable")) {
    ReadFlag(*flag, {"disable", name}, &disable, diagnostics);
  }
  if (disable && disable->value) check.is_off = true;
  service->has_healthcheck = !check.is_off;
  const std::pair<std::string_view, std::int64_t*> times[] = {
      {"interval", &check.interval},
      {"timeout", &check.timeout},
      {"start_period", &check.start_period},
      {"start_interval", &check.start_interval}};
  for (const auto& [key, time] : times) {
    std::optional<Located<std::int64_t>> duration;
    if (const yaml::Node* value = node.Find(key)) {
      ReadDuration(*value, {key, name}, &duration, diagnostics);
    }
    if (duration && duration->value > 0) *time = duration->value;
  }
  if (const yaml::Node* retries = node.Find("retries")) {
    ReadRetries(*retries, {"retries", name}, &check.retries, diagnostics);
  }
}

void ReadComposeEnvironment(const yaml::Node& node, std::string_view owner, ComposeService* service,
                            Diagnostics* diagnostics) {
  std::vector<Pair> pairs;
  compose_forms::ReadPairs(node, {"environment", owner}, &pairs, diagnostics);
  for (Pair& pair : pairs) {
    if (pair.name.value.find('=') != std::string::npos) {
      diagnostics->Report(pair.name.place, kComposeEnvironment,
                          fmt::format("the variable's name '{}' holds '='", pair.name.value),
                          "write 'NAME: value' in a mapping and 'NAME=value' in a list");
      continue;
    }
    service->environment.push_back({std::move(pair.name), std::move(pair.value)});
  }
}

void ReadComposeLabels(const yaml::Node& node, std::string_view owner, ComposeService* service,
                       Diagnostics* diagnostics) {
  std::vector<Pair> pairs;
  compose_forms::ReadPairs(node, {"labels", owner}, &pairs, diagnostics);
  for (Pair& pair : pairs) {
    service->labels[pair.name.value] = {pair.value ? std::move(pair.value->value) : "",
                                        pair.name.place};
  }
}

void RefuseComposeExtends(const yaml::Node& node, std::string_view owner, ComposeService*,
                          Diagnostics* diagnostics) {
  diagnostics->Report(node.place, kComposeExtends,
                      fmt::format("'extends' of {} is not supported", owner),
                      "put what the services share under an 'x-' key with an anchor, and merge it "
                      "with '<<'");
}

void ReadComposeStopGrace(const yaml::Node& node, std::string_view owner, ComposeService* service,
                          Diagnostics* diagnostics) {
  service->has_stop_grace_period = true;
  if (node.is_scalar() && HoldsVariable(node.text)) {
    service->typed_texts.push_back({{node.text, node.place},
                                    fmt::format("'stop_grace_period' of {}", owner),
                                    {.kind = ComposeTextKind::kDuration}});
  }
  ReadDuration(node, {"stop_grace_period", owner}, &service->stop_grace_period, diagnostics);
}

void ReadComposeService(const yaml::Node& node, ComposeService* service, Diagnostics* diagnostics) {
  const std::string owner = fmt::format("service '{}'", service->name.value);
  service->place = node.place;
  if (!node.is_mapping()) {
    diagnostics->Report(service->name.place, kComposeService,
                        fmt::format("{} is {}", owner, node.TypeName()),
                        "write its keys ('image:' and others) indented below its name");
    return;
  }
  compose_forms::CheckKeys(node, KeyNames(), "a service", diagnostics);
  service->has_build = node.Find("build") != nullptr;
  const std::span<const ServiceKey> keys = ServiceKeys();
  for (const yaml::Entry& entry : node.entries) {
    const auto key = std::find_if(keys.begin(), keys.end(),
                                  [&](const ServiceKey& k) { return k.key == entry.key.text; });
    if (key != keys.end()) ReadComposeValue(entry.value, owner, *key, service, diagnostics);
  }
  service->secrets = ComposeFileMounts(node, "secrets");
  service->configs = ComposeFileMounts(node, "configs");
  service->count = ComposeCount(node);
  service->named_files = ComposeNamedFiles(node);
  for (const yaml::Entry& entry : node.entries) {
    service->keys.emplace(entry.key.text, entry.key.place);
  }
  CheckComposeTogether(node, owner, diagnostics);
  if (node.Find("extends")) return;  // it might bring the image
  CheckImage(*service, owner, node.Find("image") != nullptr, diagnostics);
  if (!service->has_build && HoldsVariable(service->image.value)) {
    service->typed_texts.push_back(
        {service->image, fmt::format("'image' of {}", owner), {.kind = ComposeTextKind::kFilled}});
  }
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// compose-config OUTPUT-FOLDER FILE…: our reading of compose files against that of Compose, which
// `docker compose config --format json` left in OUTPUT-FOLDER/N.json, N counting the files from 0
// (no such file: refused). A file's own `##` lines say what has to come out:
//   ## agree-accepted                       both accept it and understand the same
//   ## agree-refused RULE                   both refuse it, we by this rule
//   ## only-compose-accepts RULE REASON…    a difference on purpose
//   ## only-we-accept REASON…
// A file without such a line has to be accepted by both. Prints `ok - FILE` or `not ok - FILE`.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "app/compose.h"
#include "app/compose_texts.h"
#include "base/text.h"

namespace container_app {
namespace {

using Json = nlohmann::json;
using Facts = std::set<std::string>;

std::string ReadAll(const std::string& path, bool* found) {
  std::ifstream stream(path, std::ios::binary);
  *found = stream.good();
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::optional<std::string> Lookup(std::string_view name) {
  if (name == "SET") return "set";
  if (name == "EMPTY") return "";
  return std::nullopt;
}

std::string Value(const std::string& text) {
  std::string result;
  std::string error;
  return Interpolate(text, Lookup, &result, &error) ? result : "cannot interpolate: " + error;
}

/// Adds `SERVICE key value` when there is a value.
void Add(Facts* facts, const std::string& service, std::string_view key, const std::string& value) {
  if (!value.empty()) facts->insert(fmt::format("{} {} {}", service, key, value));
}

void AddPorts(Facts* facts, const std::string& service, const ComposePort& port) {
  const std::string target = Value(port.target);
  const std::string published = Value(port.published);
  const auto add = [&](const std::string& host, const std::string& container) {
    Add(facts, service, "port",
        fmt::format("{}|{}|{}|{}", Value(port.host_ip), host, container, Value(port.protocol)));
  };
  const std::size_t dash = target.find('-');
  if (dash == std::string::npos) return add(published, target);
  const int first = std::stoi(target);
  const int last = std::stoi(target.substr(dash + 1));
  for (int at = first; at <= last; ++at) {
    add(published.empty() ? "" : std::to_string(std::stoi(published) + at - first),
        std::to_string(at));
  }
}

std::string_view MountName(const ComposeMount& mount) {
  constexpr std::string_view kNames[] = {"bind", "volume", "tmpfs", "other"};
  return kNames[static_cast<std::size_t>(mount.type)];
}

void AddFlag(Facts* facts, const std::string& service, std::string_view key,
             const std::optional<Located<bool>>& flag) {
  // Compose leaves out what is false, but for `init`.
  if (flag && (flag->value || key == "init"))
    Add(facts, service, key, flag->value ? "true" : "false");
}

void AddService(Facts* facts, const ComposeService& service) {
  const std::string& name = service.name.value;
  facts->insert("service " + name);
  for (const auto& [key, text] : {std::pair("image", &service.image),
                                  {"user", &service.user},
                                  {"restart", &service.restart},
                                  {"condition", &service.deploy_restart},
                                  {"network_mode", &service.network_mode},
                                  {"container_name", &service.container_name},
                                  {"stop_signal", &service.stop_signal},
                                  {"logging", &service.logging.driver}}) {
    Add(facts, name, key, Value(text->value));
  }
  for (const auto& [key, value] : service.logging.options) {
    Add(facts, name, "log option", key + "=" + Value(value));
  }
  AddFlag(facts, name, "init", service.init);
  AddFlag(facts, name, "read_only", service.read_only);
  AddFlag(facts, name, "privileged", service.privileged);
  if (service.has_healthcheck) Add(facts, name, "healthcheck", "yes");
  if (service.has_build) Add(facts, name, "build", "yes");
  if (service.stop_grace_period) {
    Add(facts, name, "stop_grace_period", std::to_string(service.stop_grace_period->value));
  }
  for (const ComposeVariable& variable : service.environment) {
    const auto passed = variable.value ? Value(variable.value->value) : Lookup(variable.name.value);
    Add(facts, name, "environment", variable.name.value + (passed ? "=" + *passed : ""));
  }
  for (const ComposePort& port : service.ports) AddPorts(facts, name, port);
  for (const ComposeMount& mount : service.mounts) {
    Add(facts, name, "mount",
        fmt::format("{}|{}|{}|{}", MountName(mount), Value(mount.source), Value(mount.target),
                    mount.read_only));
  }
  for (const ComposeDependency& dependency : service.depends_on) {
    Add(facts, name, "depends_on",
        fmt::format("{} {} {}", dependency.service.value, dependency.condition,
                    dependency.required));
  }
  for (const auto& network : service.networks) Add(facts, name, "network", network.value);
  if (service.networks.empty() && !service.network_mode) Add(facts, name, "network", "default");
  for (const auto& [key, value] : service.labels)
    Add(facts, name, "label", key + "=" + Value(value.value));
}

Facts OurFacts(const Compose& compose) {
  Facts facts;
  for (const ComposeService& service : compose.services) {
    if (service.profiles.empty()) AddService(&facts, service);  // Compose shows what it would start
  }
  return facts;
}

/// Compose writes a dollar sign twice, so that its output can be read again.
std::string Text(const Json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? ReplaceAll(value.get<std::string>(), "$$", "$") : value.dump();
}

std::string Text(const Json& object, const char* key) {
  return object.contains(key) ? Text(object[key]) : "";
}

void AddTheirMounts(Facts* facts, const std::string& name, const Json& service) {
  for (const Json& mount : service.value("volumes", Json::array())) {
    const std::string type = Text(mount, "type");
    const bool known = type == "bind" || type == "volume" || type == "tmpfs";
    Add(facts, name, "mount",
        fmt::format("{}|{}|{}|{}", known ? type : "other", Text(mount, "source"),
                    Text(mount, "target"), mount.value("read_only", false)));
  }
  for (const Json& mount : service.value("tmpfs", Json::array())) {
    const std::string text = Text(mount);
    Add(facts, name, "mount", fmt::format("tmpfs||{}|false", text.substr(0, text.find(':'))));
  }
}

void AddTheirPairs(Facts* facts, const std::string& name, const char* key, const char* label,
                   const Json& owner) {
  const Json pairs = owner.value(key, Json::object());
  for (const auto& [pair, value] : pairs.items()) {
    const bool passed = value.is_null() && std::string_view(label) == "environment";
    Add(facts, name, label, ReplaceAll(pair, "$$", "$") + (passed ? "" : "=" + Text(value)));
  }
}

bool HasHealthcheck(const Json& service) {
  if (!service.contains("healthcheck")) return false;
  const Json& check = service["healthcheck"];
  const Json test = check.value("test", Json::array());
  return !check.value("disable", false) && !(test.size() == 1 && test[0] == "NONE");
}

void AddTheirService(Facts* facts, const std::string& name, const Json& service) {
  facts->insert("service " + name);
  for (const char* key : {"image", "user", "restart", "network_mode", "container_name",
                          "stop_signal", "init", "read_only", "privileged"}) {
    Add(facts, name, key, Text(service, key));
  }
  if (service.contains("logging")) {
    Add(facts, name, "logging", Text(service["logging"], "driver"));
    AddTheirPairs(facts, name, "options", "log option", service["logging"]);
  }
  Add(facts, name, "condition", service.value("/deploy/restart_policy/condition"_json_pointer, ""));
  if (HasHealthcheck(service)) Add(facts, name, "healthcheck", "yes");
  if (service.contains("build")) Add(facts, name, "build", "yes");
  std::int64_t period = 0;
  std::string error;
  if (ParseComposeDuration(Text(service, "stop_grace_period"), &period, &error)) {
    Add(facts, name, "stop_grace_period", std::to_string(period));
  }
  AddTheirPairs(facts, name, "environment", "environment", service);
  AddTheirPairs(facts, name, "labels", "label", service);
  for (const Json& port : service.value("ports", Json::array())) {
    Add(facts, name, "port",
        fmt::format("{}|{}|{}|{}", Text(port, "host_ip"), Text(port, "published"),
                    Text(port, "target"), Text(port, "protocol")));
  }
  AddTheirMounts(facts, name, service);
  const Json dependencies = service.value("depends_on", Json::object());
  for (const auto& [other, dependency] : dependencies.items()) {
    // Compose adds what the network mode implies.
    if (Text(service, "network_mode") == "service:" + other) continue;
    Add(facts, name, "depends_on",
        fmt::format("{} {} {}", other, Text(dependency, "condition"),
                    dependency.value("required", true)));
  }
  const Json networks = service.value("networks", Json::object());
  for (const auto& [network, options] : networks.items()) Add(facts, name, "network", network);
}

Facts TheirFacts(const Json& project) {
  Facts facts;
  const Json services = project.value("services", Json::object());
  for (const auto& [name, service] : services.items()) AddTheirService(&facts, name, service);
  return facts;
}

/// What a case expects.
struct Expectation {
  bool we_accept = true;
  bool compose_accepts = true;
  std::string rule;
};

bool ReadExpectation(const std::string& text, Expectation* expectation) {
  for (const std::string_view line : Split(text, '\n')) {
    if (!line.starts_with("## ")) continue;
    const std::vector<std::string_view> words = Split(line, ' ');
    const std::string_view verdict = words[1];
    if (verdict == "agree-accepted") return words.size() == 2;
    expectation->we_accept = verdict == "only-we-accept";
    expectation->compose_accepts = verdict == "only-compose-accepts";
    if (expectation->we_accept) return words.size() > 3;
    if (words.size() < 3) return false;
    expectation->rule = words[2];
    return verdict == "agree-refused" ? words.size() == 3
                                      : expectation->compose_accepts && words.size() > 5;
  }
  return true;
}

/// What is wrong with the outcome, empty for nothing.
std::string Judge(const SourceFile& file, bool compose_accepts, const std::string& json) {
  Expectation expected;
  if (!ReadExpectation(file.text, &expected)) return "the case's own expectation is not readable\n";
  yaml::Node document;
  Compose compose;
  Diagnostics diagnostics;
  const bool accepted = yaml::Parse(file, &document, &diagnostics) &&
                        ReadCompose(file, {}, &document, &compose, &diagnostics);
  std::string wrong;
  if (accepted != expected.we_accept) wrong += accepted ? "we accept it\n" : "we refuse it\n";
  if (compose_accepts != expected.compose_accepts) {
    wrong += compose_accepts ? "Compose accepts it\n" : "Compose refuses it\n";
  }
  bool by_rule = expected.rule.empty();
  for (const Finding& finding : diagnostics.findings()) {
    by_rule = by_rule || (finding.severity == Severity::kError && finding.rule == expected.rule);
    if (!accepted && (expected.we_accept || !by_rule)) wrong += FormatFinding(finding);
  }
  if (!by_rule) wrong += "not refused by " + expected.rule + "\n";
  if (!accepted || !compose_accepts) return wrong;
  const Facts ours = OurFacts(compose);
  const Facts theirs = TheirFacts(Json::parse(json));
  for (const std::string& fact : ours) {
    if (!theirs.contains(fact)) wrong += "only we:      " + fact + "\n";
  }
  for (const std::string& fact : theirs) {
    if (!ours.contains(fact)) wrong += "only Compose: " + fact + "\n";
  }
  return wrong;
}

int Run(const std::string& folder, std::span<char*> files) {
  int failures = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    bool found = false;
    bool compose_accepts = false;
    SourceFile file{files[i], ReadAll(files[i], &found)};
    const std::string json = ReadAll(fmt::format("{}/{}.json", folder, i), &compose_accepts);
    const std::string wrong =
        found ? Judge(file, compose_accepts, json) : std::string("cannot be read\n");
    std::cout << (wrong.empty() ? "ok" : "not ok") << " - " << files[i] << "\n";
    for (const std::string_view line : Split(Trim(wrong), '\n')) {
      if (!line.empty()) std::cout << "# " << line << "\n";
    }
    if (!wrong.empty()) ++failures;
  }
  return failures;
}

}  // namespace
}  // namespace container_app

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  return container_app::Run(argv[1], std::span(argv + 2, argv + argc)) == 0 ? 0 : 1;
}

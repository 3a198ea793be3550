// SPDX-License-Identifier: GPL-2.0-or-later
#include "images/registry.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/image_reference.h"
#include "base/run_command.h"
#include "base/text.h"
#include "deb/checksum.h"
#include "images/rules.h"

namespace container_app {
namespace {

/// The host of a reference as it is in a login: docker.io where none is written.
std::string HostOf(const ImageReference& parts) {
  return parts.host.empty() ? "docker.io" : parts.host;
}

bool IsOnThisMachine(std::string_view host) {
  const std::string_view name =
      host.starts_with('[') ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
  return name == "localhost" || name == "[::1]" || name.starts_with("127.");
}

bool Holds(std::string_view text, std::initializer_list<std::string_view> words) {
  const std::string lower = LowerCase(text);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

bool IsAway(std::string_view message) {
  return Holds(message, {"connection refused", "no such host", "no route to host", "timeout",
                         "network is unreachable", "connection reset"});
}

/// What to do after skopeo's message.
std::string FixOf(std::string_view message, const std::string& host) {
  if (Holds(message, {"unauthorized", "authentication required", "access to the resource is denied",
                      "requested access", "forbidden", "invalid username/password"})) {
    return fmt::format(
        "run docker login {} or skopeo login {} as the user who runs this, or give "
        "--authfile; a name that does not exist is refused so, too",
        host, host);
  }
  if (Holds(message, {"manifest unknown", "name unknown", "not found"})) {
    return "name an image and a tag in docker-compose.yml that the registry has";
  }
  if (Holds(message, {"http response to https client", "x509", "tls:"})) {
    return fmt::format("where {} is meant to be asked without TLS: --insecure-registry {}", host,
                       host);
  }
  if (IsAway(message)) return "run it again when the registry can be reached";
  return "name an image that Docker can fetch, or ask those who run the registry";
}

}  // namespace

/// One reference, and what came of it.
struct Registries::Question {
  std::string reference;
  ImageReference parts;
  RegistryProblem* problem = nullptr;

  bool Fail(std::string what, std::string fix) const {
    *problem = {&kPinRegistry, fmt::format("{}: {}", reference, what), std::move(fix)};
    return false;
  }
};

bool Registries::Ask(const std::string& reference, RegistryImage* image, RegistryProblem* problem) {
  const auto known = answers_.find(reference);
  if (known != answers_.end()) {
    *image = known->second;
    return true;
  }
  Question question{reference, {}, problem};
  ParseImageReference(reference, &question.parts);
  const std::string host = HostOf(question.parts);
  if (silent_.contains(host)) {
    return question.Fail(fmt::format("{} was not asked again, since it did not answer", host),
                         "run it again when the registry can be reached");
  }
  if (!AskAnew(&question, image)) return false;
  answers_.emplace(reference, *image);
  return true;
}

bool Registries::AskAnew(Question* question, RegistryImage* image) {
  const std::string host = HostOf(question->parts);
  std::string manifest, again, config, why;
  bool is_index = false;
  if (!Inspect(question, question->reference, false, &manifest)) return false;
  if (!ReadManifest(manifest, &image->platforms, &is_index, &why)) {
    return question->Fail(fmt::format("{} has {}", host, why), "name an image of this kind");
  }
  image->digest = "sha256:" + Sha256(manifest);
  std::string by_digest = question->parts.host.empty() ? "" : question->parts.host + "/";
  by_digest += question->parts.name + "@" + image->digest;
  if (!Inspect(question, by_digest, false, &again)) return false;
  if (again != manifest) {
    return question->Fail(
        fmt::format("{} gives something else for the digest {}", host, image->digest),
        "do not use this registry before somebody has found out why");
  }
  if (is_index) return true;
  if (!Inspect(question, by_digest, true, &config)) return false;
  if (ReadManifest(config, &image->platforms, &is_index, &why) && !image->platforms.empty()) {
    return true;
  }
  return question->Fail(fmt::format("{} has an image that does not say what it is made for", host),
                        "name an image that Docker can run");
}

bool Registries::Inspect(Question* question, const std::string& reference, bool config,
                         std::string* output) {
  const std::string host = HostOf(question->parts);
  std::vector<std::string> words = {"skopeo", "inspect", "--raw"};
  if (config) words.emplace_back("--config");
  if (!settings_.authfile.empty()) words.push_back("--authfile=" + settings_.authfile);
  const auto& insecure = settings_.insecure;
  if (IsOnThisMachine(host) ||
      std::find(insecure.begin(), insecure.end(), host) != insecure.end()) {
    words.emplace_back("--tls-verify=false");
  }
  words.push_back("docker://" + reference);
  // skopeo takes 4 MiB at most for a manifest.
  const CommandEnd end = ReadCommand(words, settings_.limit, output);
  if (!end.started) {
    *question->problem = {&kPinSkopeo, "skopeo cannot be run", "install it: apt install skopeo"};
    return false;
  }
  if (end.timed_out) {
    silent_.insert(host);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(settings_.limit).count();
    return question->Fail(fmt::format("{} did not answer within {} s", host, seconds),
                          "run it again when the registry answers, or with a longer --timeout");
  }
  if (end.good()) return true;
  const std::string message = SkopeoMessage(end.errors);
  if (IsAway(message)) silent_.insert(host);
  return question->Fail(message, FixOf(message, host));
}

}  // namespace container_app

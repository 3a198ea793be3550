// SPDX-License-Identifier: GPL-2.0-or-later
// What registries have for the tags of images, asked by skopeo(1).
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule.h"

namespace container_app {

struct RegistrySettings {
  std::string authfile;               ///< Logins; empty: where skopeo and Docker keep them.
  std::vector<std::string> insecure;  ///< HOST[:PORT] without TLS, beside those on this machine.
  std::chrono::milliseconds limit = std::chrono::seconds(60);  ///< For each question.
};

/// What a registry has for a reference.
struct RegistryImage {
  std::string digest;                  ///< Of the index where there is one, else of the image.
  std::vector<std::string> platforms;  ///< OS/ARCHITECTURE[/VARIANT], each once, sorted.
};

/// Why there is no answer.
struct RegistryProblem {
  const Rule* rule = nullptr;
  std::string what;
  std::string fix;
};

/// Remembers answers, and which registries did not answer: those are not waited for again.
class Registries {
 public:
  explicit Registries(RegistrySettings settings) : settings_(std::move(settings)) {}

  /// What the reference of an image without digest stands for now. Two questions at least: the
  /// digest is computed from the manifest, and what it is fetched by has to give the same bytes.
  bool Ask(const std::string& reference, RegistryImage* image, RegistryProblem* problem);

 private:
  struct Question;

  bool AskAnew(Question* question, RegistryImage* image);
  bool Inspect(Question* question, const std::string& reference, bool config, std::string* output);

  RegistrySettings settings_;
  std::map<std::string, RegistryImage> answers_;
  std::set<std::string> silent_;  ///< Hosts.
};

/// Reads what a manifest says: the platforms of an index, none for one image. False, with the end
/// of the sentence "the registry has" in `why`, for what is no manifest that Docker takes.
bool ReadManifest(std::string_view text, std::vector<std::string>* platforms, bool* is_index,
                  std::string* why);

/// What skopeo says in the last line of its log.
std::string SkopeoMessage(std::string_view errors);

}  // namespace container_app

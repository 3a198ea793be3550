// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/environment.h"

#include <algorithm>
#include <cstdio>
#include <sstream>

namespace container_app {

std::string_view BuildEnvironment::Get(std::string_view name) const {
  const auto it = variables_.find(name);
  return it == variables_.end() ? std::string_view() : std::string_view(it->second);
}

std::vector<std::string> BuildEnvironment::Words(std::string_view name) const {
  std::istringstream text{std::string(Get(name))};
  std::vector<std::string> words;
  for (std::string word; text >> word;) words.push_back(word);
  return words;
}

bool BuildEnvironment::HasBuildOption(std::string_view option) const {
  const std::vector<std::string> words = Words("DEB_BUILD_OPTIONS");
  return std::find(words.begin(), words.end(), option) != words.end();
}

bool BuildEnvironment::ArchitectureVariable(std::string_view name, std::string* value) {
  if (const auto it = variables_.find(name); it != variables_.end()) {
    if (!it->second.empty()) {
      *value = it->second;
      return true;
    }
    // debhelper ignores an empty value too (#862842), and says so once.
    messages_->Warning("ENV[" + std::string(name) +
                       "] is set to the empty string.  It has been ignored to avoid bugs like "
                       "#862842");
    variables_.erase(it);
  }
  if (asked_.empty() && !AskDpkg()) return messages_->Error("dpkg-architecture failed");
  const auto it = asked_.find(name);
  if (it == asked_.end()) {
    return messages_->Error("dpkg-architecture does not know " + std::string(name));
  }
  *value = it->second;
  return true;
}

bool BuildEnvironment::AskDpkg() {
  // A constant command, so no word of ours reaches the shell.
  FILE* pipe = popen("dpkg-architecture", "re");
  if (pipe == nullptr) return false;
  std::string output;
  char buffer[4096];
  for (std::size_t count; (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    output.append(buffer, count);
  }
  if (pclose(pipe) != 0) return false;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) asked_[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return !asked_.empty();
}

}  // namespace container_app

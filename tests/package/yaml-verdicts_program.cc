// SPDX-License-Identifier: GPL-2.0-or-later
// What tests/package/yaml-verdicts_test.sh asks: reads texts from the input, each after a line with
// its length in bytes, and prints a line of JSON for each: {"rules": […]} for one that is refused,
// and
// {"texts": […]}, the scalars in the order of the file, for one that is accepted.
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "yaml/document.h"

namespace container_app {
namespace {

void AddTexts(const yaml::Node& node, nlohmann::json* texts) {
  if (node.is_scalar()) texts->push_back(node.text);
  for (const yaml::Node& item : node.items) AddTexts(item, texts);
  for (const yaml::Entry& entry : node.entries) {
    AddTexts(entry.key, texts);
    AddTexts(entry.value, texts);
  }
}

nlohmann::json Judge(std::string text) {
  const SourceFile file{"f.yml", std::move(text)};
  yaml::Node root;
  Diagnostics diagnostics;
  if (yaml::Parse(file, &root, &diagnostics)) {
    nlohmann::json texts = nlohmann::json::array();
    AddTexts(root, &texts);
    return {{"texts", texts}};
  }
  nlohmann::json rules = nlohmann::json::array();
  for (const Finding& finding : diagnostics.findings()) rules.push_back(finding.rule);
  return {{"rules", rules}};
}

int Main() {
  std::string length;
  while (std::getline(std::cin, length)) {
    std::string text(std::stoul(length), '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    std::cout << Judge(std::move(text)).dump() << '\n';
  }
  return 0;
}

}  // namespace
}  // namespace container_app

int main() { return container_app::Main(); }

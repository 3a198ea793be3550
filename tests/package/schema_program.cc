// SPDX-License-Identifier: GPL-2.0-or-later
// What tests/package/schema_test.sh asks: prints a line of JSON for each file metadata.yaml and
// config.yml of the cases and examples: the document as an editor has it, and the rules of the key
// tables that it breaks.
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "app/config_form.h"
#include "app/keys.h"
#include "app/metadata.h"
#include "base/files.h"
#include "support/case_file.h"
#include "support/source_folder.h"
#include "yaml/document.h"

namespace container_app {
namespace {

nlohmann::json ValueOf(const yaml::Node& node) {
  if (node.is_sequence()) {
    nlohmann::json list = nlohmann::json::array();
    for (const yaml::Node& item : node.items) list.push_back(ValueOf(item));
    return list;
  }
  if (node.is_mapping()) {
    nlohmann::json object = nlohmann::json::object();
    for (const yaml::Entry& entry : node.entries) object[entry.key.text] = ValueOf(entry.value);
    return object;
  }
  if (node.IsNull()) return nullptr;
  if (const auto flag = node.AsBool()) return *flag;
  if (const auto number = node.AsInteger()) return *number;
  // Something that is a number and no integer.
  if (node.IsFloat()) return 0.5;
  return node.text;
}

/// The document of a file and the rules of the key tables that it breaks; nothing where it is not
/// YAML.
void Judge(const std::string& target, const std::string& path, std::string text) {
  const SourceFile file{path, std::move(text)};
  yaml::Node root;
  Diagnostics diagnostics;
  if (!yaml::Parse(file, &root, &diagnostics)) return;
  const KeyTable& table = target == "metadata.yaml" ? static_cast<const KeyTable&>(kMetadataKeys)
                                                    : static_cast<const KeyTable&>(kConfigKeys);
  ReadKeys(root, table, nullptr, &diagnostics);
  nlohmann::json errors = nlohmann::json::array();
  for (const Finding& finding : diagnostics.findings()) {
    if (finding.severity == Severity::kError) errors.push_back(finding.rule);
  }
  const nlohmann::json line{
      {"file", path}, {"target", target}, {"document", ValueOf(root)}, {"errors", errors}};
  std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

int Main() {
  const DiskFileSystem disk;
  const FileReader& files = disk;
  std::string text;
  std::string error;
  for (const std::string& path : FindCases({"metadata", "config", "files"})) {
    CaseFile parsed;
    if (!files.Read(path, &text, &error) || !ParseCase(path, text, &parsed, &error)) {
      std::cerr << path << ": " << error << '\n';
      return 1;
    }
    if (parsed.target != "metadata.yaml" && parsed.target != "config.yml") continue;
    Judge(parsed.target, path, parsed.text);
  }
  for (const char* name : {"examples/hello-beacon", "examples/token-meter"}) {
    for (const char* target : {"metadata.yaml", "config.yml"}) {
      const std::string path = SourceFolder() + "/" + name + "/" + target;
      if (!files.Read(path, &text, &error)) return 1;
      Judge(target, path, text);
    }
  }
  return 0;
}

}  // namespace
}  // namespace container_app

int main() { return container_app::Main(); }

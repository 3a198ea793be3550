// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `schema`.
#include <cstdio>
#include <memory>

#include "cli/schema.h"
#include "cli/verbs.h"

namespace container_app {
namespace {

constexpr const char* kMetadata = "metadata.yaml";
constexpr const char* kConfig = "config.yml";

int PrintSchema(const std::string& file) {
  const KeyTable& keys = file == kMetadata ? static_cast<const KeyTable&>(kMetadataKeys)
                                           : static_cast<const KeyTable&>(kConfigKeys);
  const std::string text = FormatSchema(file, keys);
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0
             ? kExitOk
             : kExitFiles;
}

}  // namespace

std::function<int()> AddSchemaVerb(Command command) {
  const auto file = std::make_shared<std::string>();
  command.AddOption("FILE", file.get(), "metadata.yaml or config.yml")
      .Required()
      .OneOf({kMetadata, kConfig});
  return [file] { return PrintSchema(*file); };
}

}  // namespace container_app

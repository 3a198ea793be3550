// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/metadata.h"

#include <algorithm>

#include "app/keys.h"

namespace container_app {

const NamedValue* Metadata::DefaultConfig(std::string_view variable) const {
  for (const NamedValue& entry : default_config.value) {
    if (entry.name.value == variable) return &entry;
  }
  return nullptr;
}

const GeneratedSecret* Metadata::Secret(std::string_view variable) const {
  for (const GeneratedSecret& secret : generated_secrets) {
    if (secret.name.value == variable) return &secret;
  }
  return nullptr;
}

bool Metadata::HasSecretFiles() const {
  return std::any_of(generated_secrets.begin(), generated_secrets.end(),
                     [](const GeneratedSecret& secret) { return secret.is_file(); });
}

bool ReadMetadata(const SourceFile& file, const yaml::Node& document, Metadata* metadata,
                  Diagnostics* diagnostics) {
  if (document.is_mapping()) metadata->file = &file;
  const ErrorMark errors(*diagnostics);
  ReadKeys(document, kMetadataKeys, metadata, diagnostics);
  auto& web_ui = metadata->web_ui;
  if (web_ui && !web_ui->path.starts_with("/")) web_ui->path = "/" + web_ui->path;
  return errors.none();
}

}  // namespace container_app

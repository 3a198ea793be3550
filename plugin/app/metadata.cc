// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/metadata.h"

#include "app/keys.h"

namespace container_app {

const NamedValue* Metadata::DefaultConfig(std::string_view variable) const {
  for (const NamedValue& entry : default_config.value) {
    if (entry.name.value == variable) return &entry;
  }
  return nullptr;
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

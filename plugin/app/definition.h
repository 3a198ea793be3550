// SPDX-License-Identifier: GPL-2.0-or-later
// A whole definition: the YAML files as typed values and the files beside them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/compose.h"
#include "app/config_form.h"
#include "app/image_lock.h"
#include "app/metadata.h"
#include "base/diagnostics.h"
#include "base/files.h"

namespace container_app {

/// A file of the definition that is carried along, not interpreted.
struct CarriedFile {
  std::string name;         ///< Relative to its folder (`assets/`, `default-data/`), with `/`.
  std::string source_path;  ///< Where its bytes are.
  bool executable = false;
};

/// A prestart hook: `prestart.sh`, or a stage of `prestart.d/`.
struct HookFile {
  std::string name;  ///< `prestart.sh`, `20-keys.sh`…
  Place place;       ///< Its file, for messages; line 0.
  std::string content;
};

/// Movable; Places of its values point into the SourceFiles it owns.
struct Definition {
  std::string folder;
  std::unique_ptr<SourceFile> metadata_file;
  std::unique_ptr<SourceFile> compose_file;
  std::unique_ptr<SourceFile> config_file;
  std::unique_ptr<SourceFile> lock_file;  ///< Null without images.lock.
  std::vector<std::unique_ptr<SourceFile>> hook_files;
  Metadata metadata;
  Compose compose;
  ConfigForm config;
  ImageLock lock;
  std::string icon_name;  ///< `icon.svg` or `icon.png`; empty: none.
  CarriedFile icon;
  std::string icon_begin;  ///< Its first bytes, 4096 at most.
  std::vector<CarriedFile> screenshots;
  std::vector<CarriedFile> assets;
  std::vector<CarriedFile> default_data;
  std::vector<HookFile> hooks;       ///< In the order they run.
  std::vector<std::string> ignored;  ///< Names in the folder that have no meaning.
  /// Defaults of fields of config.yml whose variable neither default_config nor a generated secret
  /// sets.
  NamedValues form_defaults;

  /// The value that a variable has when nobody has set it: of default_config, or of its field in
  /// config.yml. Null without one.
  const NamedValue* Setting(std::string_view variable) const;

  /// All of them.
  NamedValues Settings() const;
};

/// Reads everything below `folder`. Reports all faults of all its files; false after an error.
/// Symbolic links in the definition are refused (`definition-symlink`): a package built elsewhere
/// would carry something else than the maintainer saw.
bool ReadDefinition(const FileReader& files, const std::string& folder, Definition* definition,
                    Diagnostics* diagnostics);

}  // namespace container_app

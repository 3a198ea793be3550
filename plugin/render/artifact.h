// SPDX-License-Identifier: GPL-2.0-or-later
// What rendering produces: values only, nothing is written here.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace container_app {

/// A file of the package, or a symbolic link when `link_target` is set. The bytes of a file are
/// `content`, or those of the file `source_path` when set.
struct Artifact {
  std::string path;  ///< Absolute on the target.
  unsigned mode = 0644;
  std::string content;
  std::string source_path;
  std::string link_target = {};  ///< Absolute on the target.
};

/// A unit among the artifacts.
struct Unit {
  std::string name;
  bool enable = false;  ///< It has an [Install] section.
};

enum class Script { kPreinst, kPostinst, kPrerm, kPostrm };

/// "preinst", "postinst", "prerm" or "postrm".
const char* ScriptName(Script script);

/// A block of a maintainer script (POSIX sh), ended by LF. Debhelper's own blocks for enabling and
/// stopping units are named by `Step` and filled in where debhelper is at hand.
struct ScriptStep {
  enum class Kind {
    kText,
    kEnableUnits,  ///< postinst: debhelper's postinst-systemd-enable, for each unit to enable.
    kStopUnits,    ///< prerm: prerm-systemd-restart, for all units.
    kPurgeUnits,   ///< postrm: postrm-systemd, for the units to enable.
    kReload,       ///< postrm: postrm-systemd-reload-only.
  };
  Script script = Script::kPostinst;
  Kind kind = Kind::kText;
  std::string text;
};

/// Everything made of one definition.
struct Rendering {
  std::vector<Artifact> artifacts;
  std::vector<Unit> units;
  std::vector<ScriptStep> steps;  ///< In the order they run within each script.
  /// `container-app:Depends` and such, with the relations or tags they stand for. What a tag has of
  /// a definition's text is escaped for deb-substvars(5).
  std::vector<std::pair<std::string, std::vector<std::string>>> substvars;
};

}  // namespace container_app

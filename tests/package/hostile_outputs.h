// SPDX-License-Identifier: GPL-2.0-or-later
// What may be in the outputs made of a hostile definition: the structure of the tame one, no more.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "package/hostile_compose.h"
#include "support/unit_file.h"
#include "yaml/document.h"

namespace container_app::hostile {

/// Text with each single-quoted string, and what is glued to it, as Q.
inline std::string ShellSkeleton(std::string_view text) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\'') {
      if (!quoted && text.substr(i, 4) != "''\\'") out += 'Q';
      quoted = !quoted;
    } else if (!quoted && text.substr(i, 2) == "\\'") {
      ++i;
    } else if (!quoted) {
      out += text[i];
    }
  }
  return ReplaceAll(ReplaceAll(out + (quoted ? "UNFINISHED" : ""), "QQ", "Q"), "QQ", "Q");
}

/// `<name`, `</name`, `<?xml` or `<!` for each of them.
inline std::set<std::string> XmlTags(std::string_view text) {
  std::set<std::string> tags;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    tags.insert(std::string(text.substr(at, text.find_first_of(" >\n", at) - at)));
  }
  return tags;
}

/// `[Section]`, `[Section] Key` and whole lines that are neither.
inline std::set<std::string> SettingsStructure(std::string_view text) {
  std::set<std::string> names;
  std::string section;
  for (const std::string_view line : Split(text, '\n')) {
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with('[')) names.insert(section = line);
    const std::size_t equals = line.find('=');
    names.insert(equals == std::string_view::npos
                     ? std::string(line)
                     : section + " " + std::string(line.substr(0, equals)));
  }
  return names;
}

/// Names of a file's structure: `section key #n` of units, lines of scripts, tags of XML.
inline std::set<std::string> Structure(const std::string& kind, const std::string& content) {
  std::set<std::string> names;
  if (kind == "xml") return XmlTags(content);
  if (kind == "conf" || kind == "card") return SettingsStructure(content);
  if (kind == "script") {
    const std::string skeleton = ShellSkeleton(content);
    for (const std::string_view line : Split(skeleton, '\n')) names.emplace(Trim(line));
  } else if (kind == "service" || kind == "watch" || kind == "path") {
    const SourceFile file{"unit", content};
    UnitFile unit;
    Diagnostics diagnostics;
    if (!UnitFile::Parse(file, &unit, &diagnostics)) return {"not a unit file"};
    for (const std::string& section : unit.Sections()) {
      for (const std::string& key : unit.Keys(section)) {
        int number = 0;
        for (std::size_t i = unit.Values(section, key).size(); i > 0; --i) {
          names.insert(section + " " + key + " #" + std::to_string(++number));
        }
      }
    }
  } else if (kind == "env" || kind == "user") {
    for (const std::string_view line : Split(content, '\n')) {
      const bool comment = line.empty() || line.starts_with('#');
      const bool set = line.ends_with('"') && line.find("=\"") != std::string_view::npos &&
                       IsIdentifier(line.substr(0, line.find('=')));
      if (!comment && (kind == "user" || !set)) names.insert("line " + std::string(line));
    }
  } else if (kind == "tests" || kind == "route") {
    for (const std::string_view line : Split(content, '\n')) {
      names.insert(std::string(line.substr(0, line.find(':'))));
    }
  } else if (kind == "rules") {
    names.insert(content);  // Files that are the same for every definition.
  }
  return names;
}

inline std::string KindOf(const Artifact& artifact) {
  const std::string& path = artifact.path;
  if (path.ends_with(".path")) return "path";
  if (path.ends_with(".metainfo.xml")) return "xml";
  if (path.ends_with("/env.template")) return "env";
  if (path.ends_with("/env.user-template")) return "user";
  if (path.ends_with("/app.conf")) return "conf";
  if (path.starts_with("/etc/halos/routing.d/")) return "route";
  if (path.starts_with("/etc/halos/webapps.d/")) return "card";
  if (!path.ends_with(".service")) return "";
  return path.find("-watcher-") != std::string::npos ? "watch" : "service";
}

/// Where files of a package may be.
inline bool IsOwnPath(const Made& made, const std::string& path) {
  const Names& names = made.app->plan.names();
  for (const std::string_view part : Split(std::string_view(path).substr(1), '/')) {
    if (part.empty() || part == "." || part == "..") return false;
  }
  for (const std::string& folder :
       {names.share + "/", names.lib + "/", std::string("/usr/bin/"),
        std::string("/usr/share/metainfo/"), "/usr/share/pixmaps/" + names.package + ".",
        "/usr/lib/systemd/system/" + names.package}) {
    if (path.starts_with(folder) && !HasControl(path)) return true;
  }
  return path == "/etc/halos/routing.d/" + names.app_id + ".yml" ||
         path == "/etc/halos/webapps.d/" + names.package + ".toml";
}

/// Judges outputs, each content once, and leaves them in a folder for their real readers.
class Outputs {
 public:
  explicit Outputs(std::string folder) : folder_(std::move(folder)) {}

  /// The structure of the tame definition's files is what is allowed; they become KIND.tame.
  void Allow(const Made& made) {
    std::filesystem::create_directories(folder_);
    for (const auto& [kind, content] : Files(made)) {
      allowed_[kind].merge(Structure(kind, content));
      std::ofstream(folder_ + "/" + kind + ".tame", std::ios::binary) << content;
    }
  }

  /// What is wrong, empty for nothing.
  std::string Judge(const Made& made) {
    for (const Artifact& artifact : made.rendering.artifacts) {
      const Names& names = made.app->plan.names();
      const bool good_link =
          artifact.link_target.empty() ||
          artifact.link_target == "../../../container-app/sandbox.conf" ||
          artifact.link_target == "../../../container-app/hardening.conf" ||
          artifact.link_target == names.share + artifact.path.substr(names.lib.size());
      if (!IsOwnPath(made, artifact.path) || !good_link) return "path " + artifact.path;
      const bool is_link = !artifact.link_target.empty();
      if (is_link || !artifact.path.ends_with("/compose.container-app.yml")) continue;
      std::string wrong = JudgeCompose(made, artifact.content);
      if (!wrong.empty()) return "generated compose file: " + wrong;
      KeepCompose(made, artifact.content);
    }
    for (const auto& [name, items] : made.rendering.substvars) {
      for (const std::string& item : items) {
        const std::string kind = name == "container-app:Tag" ? "tag" : "relation";
        if (HasControl(item)) return kind + " " + item;
        if (seen_[kind].insert(item).second) variables_[kind] += item + "\n";
      }
    }
    for (const auto& [kind, content] : Files(made)) {
      if (!seen_[kind].insert(content).second) continue;
      if (const auto allowed = allowed_.find(kind); allowed != allowed_.end()) {
        for (const std::string& name : Structure(kind, content)) {
          if (!allowed->second.contains(name)) return kind + " has " + name;
        }
      }
      const std::string path = Keep(kind, content);
      if (kind == "env") KeepValues(made, path + ".want");
    }
    return "";
  }

  void Finish() {
    for (const auto& [kind, lines] : variables_) Keep(kind, lines);
    for (const auto& [kind, count] : kept_) std::printf("# %zu files %s\n", count, kind.c_str());
  }

 private:
  using KindAndContent = std::vector<std::pair<std::string, std::string>>;

  static KindAndContent Files(const Made& made) {
    KindAndContent files;
    for (const Artifact& artifact : made.rendering.artifacts) {
      if (artifact.link_target.empty() && !KindOf(artifact).empty())
        files.emplace_back(KindOf(artifact), artifact.content);
    }
    for (const Script script :
         {Script::kPreinst, Script::kPostinst, Script::kPrerm, Script::kPostrm}) {
      std::string text;
      for (const ScriptStep& step : made.rendering.steps) {
        if (step.script == script) text += step.text;
      }
      if (!text.empty()) files.emplace_back("script", text);
    }
    for (const Artifact& artifact : made.source.packaging) {
      std::string name = artifact.path.substr(artifact.path.rfind('/') + 1);
      if (artifact.path == "debian/tests/control") name = "tests";
      if (artifact.path == "debian/tests/superficial") name = "rules";
      if (!artifact.source_path.empty()) continue;
      if (name == "lintian-overrides" || name.ends_with("overrides")) continue;
      files.emplace_back(name, artifact.content);
    }
    return files;
  }

  std::string Keep(const std::string& kind, const std::string& content) {
    const std::string path = folder_ + "/" + kind + "/" + std::to_string(kept_[kind]++) +
                             (kind == "path"    ? ".path"
                              : kind == "watch" ? ".service"
                                                : "." + kind);
    std::filesystem::create_directories(folder_ + "/" + kind);
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  /// NAME=value, each ended by NUL, as `env -0` prints them.
  static void KeepValues(const Made& made, const std::string& path) {
    std::ofstream file(path, std::ios::binary);
    for (const NamedValue& setting : made.app->definition.metadata.default_config.value) {
      file << setting.name.value << "=" << setting.value.value << '\0';
    }
  }

  void KeepCompose(const Made& made, const std::string& generated) {
    const std::string& own = made.app->definition.compose_file->text;
    // What is the maintainer's own in it is for Compose to judge.
    if (!seen_["compose"].insert(generated).second) return;
    const std::string folder = folder_ + "/compose/" + std::to_string(kept_["compose"]++);
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/docker-compose.yml", std::ios::binary) << own;
    std::ofstream(folder + "/compose.container-app.yml", std::ios::binary) << generated;
  }

  std::string folder_;
  std::map<std::string, std::string> variables_;  ///< What substitution variables hold, by kind.
  std::map<std::string, std::set<std::string>> allowed_;
  std::map<std::string, std::set<std::string>> seen_;
  std::map<std::string, std::size_t> kept_;
};

}  // namespace container_app::hostile

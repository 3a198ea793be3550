// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/autoscript.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace container_app {
namespace {

constexpr std::string_view kDefaultFolder = "/usr/share/debhelper/autoscripts";

std::vector<std::string> Folders(const BuildEnvironment& environment) {
  std::vector<std::string> folders;
  if (environment.IsSet("DH_AUTOSCRIPTDIR")) {
    folders.emplace_back(environment.Get("DH_AUTOSCRIPTDIR"));
  }
  if (environment.IsSet("DH_DATAFILES")) {
    for (const std::string_view folder : Split(environment.Get("DH_DATAFILES"), ':')) {
      folders.push_back(std::string(folder) + "/autoscripts");
    }
  }
  folders.emplace_back(kDefaultFolder);
  return folders;
}

bool ReadSnippet(const FileReader& files, const BuildEnvironment& environment,
                 const std::string& name, std::string* text, std::string* error) {
  const std::vector<std::string> folders = Folders(environment);
  for (const std::string& folder : folders) {
    const std::string path = folder + "/" + name;
    if (files.Status(path).kind != FileKind::kMissing) return files.Read(path, text, error);
  }
  *error = fmt::format("Could not find autoscript {} (search path: {})", name, Join(folders, ":"));
  return false;
}

/// The length of the placeholder `#KEY#` at the start of `text`, or 0.
std::size_t PlaceholderSize(std::string_view text) {
  if (!text.starts_with('#')) return 0;
  std::size_t size = 1;
  while (size < text.size() && ((text[size] >= 'A' && text[size] <= 'Z') || text[size] == '_')) {
    ++size;
  }
  return size > 1 && size < text.size() && text[size] == '#' ? size + 1 : 0;
}

/// As dh_installsystemd quotes: single quotes around a name that needs no more than that.
bool QuoteUnit(const std::string& name, std::string* quoted, std::string* error) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(":-_.\\@").find(c) != std::string_view::npos;  // systemd.unit(5)
  };
  if (name.empty() || name.front() == '-' || !std::all_of(name.begin(), name.end(), allowed)) {
    *error = fmt::format("'{}' is no name of a unit", ShowControls(name));
    return false;
  }
  *quoted = "'" + name + "'";
  return true;
}

}  // namespace

bool FillAutoscript(const FileReader& files, const BuildEnvironment& environment,
                    const std::string& name, const std::map<std::string, std::string>& values,
                    std::string* text, std::string* error) {
  std::string snippet;
  if (!ReadSnippet(files, environment, name, &snippet, error)) return false;
  std::set<std::string> used;
  text->clear();
  for (std::string_view rest = snippet; !rest.empty();) {
    const std::size_t size = PlaceholderSize(rest);
    if (size == 0) {
      *text += rest.front();
      rest.remove_prefix(1);
      continue;
    }
    const std::string key(rest.substr(1, size - 2));
    const auto value = values.find(key);
    if (value == values.end()) {
      *error = fmt::format("autoscript {} has the unknown placeholder #{}#", name, key);
      return false;
    }
    used.insert(key);
    *text += value->second;
    rest.remove_prefix(size);
  }
  for (const auto& [key, value] : values) {
    if (used.count(key) > 0) continue;
    *error = fmt::format("autoscript {} does not use #{}#", name, key);
    return false;
  }
  if (!text->ends_with('\n')) *text += '\n';
  return true;
}

bool MakeUnitBlocks(const FileReader& files, const BuildEnvironment& environment,
                    const std::vector<UnitToManage>& units, UnitBlocks* blocks,
                    std::string* error) {
  *blocks = UnitBlocks();
  if (units.empty()) return true;
  std::set<std::string> all;
  std::set<std::string> enabled;
  for (const UnitToManage& unit : units) {
    std::string quoted;
    if (!QuoteUnit(unit.name, &quoted, error)) return false;
    all.insert(quoted);
    if (unit.enable) enabled.insert(quoted);
  }
  const auto join = [](const std::set<std::string>& names) {
    return Join(std::vector<std::string>(names.begin(), names.end()), " ");
  };
  const auto add = [&](std::string* block, const std::string& name,
                       const std::map<std::string, std::string>& values) {
    std::string text;
    if (!FillAutoscript(files, environment, name, values, &text, error)) return false;
    *block += text;
    return true;
  };
  for (const std::string& unit : enabled) {
    if (!add(&blocks->postinst, "postinst-systemd-enable", {{"UNITFILE", unit}})) return false;
  }
  if (!add(&blocks->prerm, "prerm-systemd-restart", {{"UNITFILES", join(all)}})) return false;
  if (!add(&blocks->postrm, "postrm-systemd-reload-only", {})) return false;
  return enabled.empty() || add(&blocks->postrm, "postrm-systemd", {{"UNITFILES", join(enabled)}});
}

}  // namespace container_app

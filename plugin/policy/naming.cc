// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/naming.h"

#include "deb/names.h"

namespace container_app {

std::string WithAffixes(std::string_view name, const Affixes& affixes) {
  std::string out = affixes.prefix.empty() ? "" : affixes.prefix + "-";
  out += name;
  if (!affixes.suffix.empty()) out += "-" + affixes.suffix;
  return out;
}

bool IsPackageName(std::string_view name, std::string* reason) {
  return CheckPackageName(name, reason);
}

Names MakeNames(std::string_view app_id, const Affixes& affixes) {
  Names names;
  names.affixes = affixes;
  names.app_id = app_id;
  names.package = WithAffixes(app_id, affixes) + (affixes.trial ? "-trial" : "");
  names.share = affixes.trial ? "/run/container-app-trial/" : "/usr/share/container-apps/";
  names.share += names.package;
  names.lib = "/var/lib/container-apps/" + names.package;
  names.etc = "/etc/container-apps/" + names.package;
  names.secrets = names.etc + "/secrets";
  names.run = "/run/container-apps/" + names.package;
  names.data = names.lib + "/data";
  names.unit = names.package + ".service";
  names.recover_unit = names.package + "-recover.service";
  names.wanted_unit = names.package + "-wanted.service";
  names.ready_unit = names.package + "-ready.service";
  names.retry_unit = names.package + "-retry.service";
  names.retry_timer = names.package + "-retry.timer";
  return names;
}

std::string InstalledHookName(std::string_view hook) {
  return (hook == "prestart.sh" ? "app-" : "app-prestart-") + std::string(hook);
}

std::string WatcherStem(const Names& names, std::string_view watcher) {
  return names.package + "-watcher-" + std::string(watcher);
}

bool AffixesOf(std::string_view package, std::string_view app_id, Affixes* affixes) {
  for (std::size_t at = package.find(app_id); at != std::string_view::npos;
       at = package.find(app_id, at + 1)) {
    const std::string_view before = package.substr(0, at);
    const std::string_view after = package.substr(at + app_id.size());
    const bool fits_before = before.empty() || (before.size() > 1 && before.ends_with('-'));
    const bool fits_after = after.empty() || (after.size() > 1 && after.starts_with('-'));
    if (!fits_before || !fits_after) continue;
    affixes->prefix = before.empty() ? "" : std::string(before.substr(0, before.size() - 1));
    affixes->suffix = after.empty() ? "" : std::string(after.substr(1));
    return true;
  }
  return false;
}

}  // namespace container_app

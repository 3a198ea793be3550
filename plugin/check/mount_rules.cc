// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over what the compose file mounts.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "check/rules.h"
#include "policy/volumes.h"

namespace container_app {
namespace {

Place SourcePlace(const ComposeMount& mount) {
  return mount.source_place.file ? mount.source_place : mount.place;
}

/// Calls `visit(mount, source)` for each bind: `source` is its path with the variables filled in.
/// A path that is then empty, or that Compose refuses, is left out: both need a value first.
template <class Visit>
void ForEachBind(const RuleContext& context, Visit visit) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const ComposeService& service : context.definition().compose.services) {
    for (const ComposeMount& mount : service.mounts) {
      if (mount.type != ComposeMount::Type::kBind) continue;
      const auto source = context.plan.installed.Text(mount.source);
      if (source && !source->empty()) visit(mount, *source);
    }
  }
}

void CheckHostile(const Rule& rule, const RuleContext& context) {
  ForEachBind(context, [&](const ComposeMount& mount, const std::string& source) {
    const std::size_t at = source.find_first_of("`;\"'");
    std::string found = at == std::string::npos ? "" : source.substr(at, 1);
    if (found.empty() && source.find("$(") != std::string::npos) found = "$(";
    if (found.empty() && !HasControl(source)) return;
    context.diagnostics->Report(SourcePlace(mount), rule,
                                found.empty() ? "the path contains a control character"
                                              : fmt::format("the path contains {}", found),
                                "name a plain path");
  });
}

void CheckParent(const Rule& rule, const RuleContext& context) {
  ForEachBind(context, [&](const ComposeMount& mount, const std::string& source) {
    const auto parts = Split(source, '/');
    if (std::find(parts.begin(), parts.end(), "..") == parts.end()) return;
    context.diagnostics->Report(SourcePlace(mount), rule,
                                fmt::format("the path '{}' leads upwards", mount.source),
                                "write the path without '..'");
  });
}

/// What a relative source may be; whether it is there is another rule's.
bool IsAsset(std::string_view source) {
  while (source.starts_with("./")) source.remove_prefix(2);
  return source == "assets" || source.starts_with("assets/");
}

void CheckRelative(const Rule& rule, const RuleContext& context) {
  ForEachBind(context, [&](const ComposeMount& mount, const std::string& source) {
    if (source.front() == '/' || IsAsset(source)) return;
    context.diagnostics->Report(
        SourcePlace(mount), rule, fmt::format("the path '{}' is relative", mount.source),
        "name a volume for the app's data, as in 'data:/data', or write assets/… for a file there");
  });
}

// Files every Debian system has, or that images from elsewhere believe it has.
constexpr std::string_view kSystemFiles[] = {
    "/etc/fstab",      "/etc/group",         "/etc/hostname",      "/etc/hosts",
    "/etc/localtime",  "/etc/passwd",        "/etc/resolv.conf",   "/etc/machine-id",
    "/etc/os-release", "/etc/shadow",        "/etc/gshadow",       "/etc/sudoers",
    "/etc/timezone",   "/etc/lsb-release",   "/etc/nsswitch.conf", "/etc/subuid",
    "/etc/subgid",     "/usr/lib/os-release"};

std::string SystemFileFix(const std::string& path, bool read_only) {
  if (path == "/etc/localtime" || path == "/etc/timezone") {
    return "set the variable TZ instead; not every system has the file";
  }
  if (!read_only) return "mount it read-only (':ro'), or what the app writes changes the system";
  return "leave it out if the app can do without: where it is missing, Docker makes a folder of "
         "its name";
}

void CheckSystemFile(const Rule& rule, const RuleContext& context) {
  ForEachBind(context, [&](const ComposeMount& mount, const std::string& source) {
    const auto end = std::end(kSystemFiles);
    const bool known = std::find(std::begin(kSystemFiles), end, source) != end;
    if (!known && !(source.starts_with("/etc/") && LooksLikeFile(source))) return;
    context.diagnostics->Report(SourcePlace(mount), rule,
                                fmt::format("'{}' is a file of the system", source),
                                SystemFileFix(source, mount.read_only));
  });
}

constexpr CheckRule kMountRules[] = {
    {{"bind-source-hostile",
      "The path of a bind mount has no `$(`, backquote, `;`, quote or control character."},
     CheckHostile},
    {{"bind-source-parent", "The path of a bind mount has no `..`."}, CheckParent},
    {{"bind-source-relative", "The path of a bind mount is absolute, or a file below assets/.",
      Severity::kWarning},
     CheckRelative},
    {{"bind-source-system", "A bind mount is not a file of the system.", Severity::kWarning},
     CheckSystemFile},
};

}  // namespace

std::span<const CheckRule> MountRules() { return kMountRules; }

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/packages.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "base/text.h"
#include "deb/architecture.h"
#include "deb/control.h"
#include "deb/names.h"

namespace container_app {
namespace {

constexpr std::string_view kCompatPackage = "debhelper-compat";

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A level too large for an int is no level anyone has.
int ToLevel(std::string_view digits) {
  int level = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), level);
  return level;
}

/// The level in `debhelper-compat (= N)`; false when it is written in any other way.
bool CompatOfRelation(std::string_view relation, int* level) {
  relation = Trim(relation.substr(kCompatPackage.size()));
  if (!relation.starts_with('(') || !relation.ends_with(')')) return false;
  relation = Trim(relation.substr(1, relation.size() - 2));
  if (!relation.starts_with('=')) return false;
  relation = Trim(relation.substr(1));
  if (!IsDigits(relation)) return false;
  *level = ToLevel(relation);
  return true;
}

/// debhelper takes an indented `#` line of the source stanza for a comment; the reader has already
/// dropped those without indentation.
std::string WithoutIndentedComments(std::string_view value) {
  std::string out;
  for (const std::string_view line : Split(value, '\n')) {
    if (Trim(line).starts_with('#')) continue;
    out.append(line).append(" ");
  }
  return out;
}

bool CompatOfBuildDepends(const ControlStanza& source, int* level, Messages* messages) {
  for (const std::string_view field :
       {"Build-Depends", "Build-Depends-Arch", "Build-Depends-Indep"}) {
    const std::string value = WithoutIndentedComments(source.Value(field));
    for (const std::string_view part : Split(value, ',')) {
      const std::string_view relation = Trim(part);
      if (!relation.starts_with(kCompatPackage)) continue;
      if (field != "Build-Depends") {
        return messages->Error(fmt::format(
            "The debhelper-compat build-dependency must be in the Build-Depends field (not {})",
            field));
      }
      if (*level != 0) {
        return messages->Error(
            fmt::format("Duplicate debhelper-compat build-dependency: {}", relation));
      }
      if (!CompatOfRelation(relation, level)) {
        return messages->Error(fmt::format(
            "Could not parse desired debhelper compat level from relation: {}", relation));
      }
    }
  }
  return true;
}

bool CompatOfFile(const FileReader& files, int* level, Messages* messages) {
  if (files.Status("debian/compat").kind == FileKind::kMissing) return true;
  std::string text;
  std::string error;
  if (!files.Read("debian/compat", &text, &error)) return messages->Error(error);
  const std::string_view line = Trim(std::string_view(text).substr(0, text.find('\n')));
  if (!IsDigits(line)) {
    return messages->Error(
        fmt::format("debian/compat must contain a positive number (found: \"{}\")", line));
  }
  if (*level != 0) {
    return messages->Error(
        "debhelper compat level specified both in debian/compat and via build-dependency on "
        "debhelper-compat");
  }
  *level = ToLevel(line);
  return true;
}

bool FindCompat(const FileReader& files, const BuildEnvironment& environment,
                const ControlStanza& source, int* level, Messages* messages) {
  *level = 0;
  if (!CompatOfBuildDepends(source, level, messages)) return false;
  if (!CompatOfFile(files, level, messages)) return false;
  if (*level == 0) {
    return messages->Error(
        "Please specify the compatibility level in debian/compat or via Build-Depends: "
        "debhelper-compat (= X)");
  }
  if (const std::string_view override = environment.Get("DH_COMPAT"); !override.empty()) {
    if (!IsDigits(override)) {
      return messages->Error("The environment variable DH_COMPAT must be a positive integer");
    }
    *level = ToLevel(override);
  }
  if (*level < kLowestCompat) {
    return messages->Error(
        fmt::format("compat level {} is too low; raise it to {} or more", *level, kLowestCompat));
  }
  return true;
}

/// True when every term holds; so does an empty list.
bool ProfileListHolds(std::string_view list, const std::vector<std::string>& active) {
  std::istringstream terms{std::string(list)};
  for (std::string term; terms >> term;) {
    const bool negated = term.starts_with('!');
    const std::string profile = term.substr(negated ? 1 : 0);
    const bool found = std::find(active.begin(), active.end(), profile) != active.end();
    if (found == negated) return false;
  }
  return true;
}

/// Sets `built` as Dh_Lib sorts packages into "arch", "indep" and neither.
bool DecideBuilt(BuildEnvironment* environment, ArchitectureMatcher* matcher,
                 const ControlStanza& stanza, BinaryPackage* package, Messages* messages) {
  if (const ControlField* profiles = stanza.Find("Build-Profiles")) {
    if (!BuildProfilesHold(profiles->value, environment->Words("DEB_BUILD_PROFILES"))) return true;
  }
  package->built = package->independent || package->declared_architecture == "any";
  if (package->built) return true;
  std::string host;
  if (!environment->ArchitectureVariable(package->for_target ? "DEB_TARGET_ARCH" : "DEB_HOST_ARCH",
                                         &host)) {
    return false;
  }
  std::string error;
  return matcher->Match(host, package->declared_architecture, &package->built, &error) ||
         messages->Error(error);
}

bool ReadBinary(const ControlStanza& stanza, const SourceControl& control, BinaryPackage* package,
                Messages* messages) {
  package->name = std::string(stanza.Value("Package"));
  std::string why;
  if (!CheckPackageName(package->name, &why)) {
    return messages->Error(
        fmt::format("debian/control, line {}: Package-field must be a valid "
                    "package name, got: \"{}\": {}",
                    stanza.line, package->name, why));
  }
  if (control.Find(package->name) != nullptr) {
    return messages->Error(
        fmt::format("debian/control has a duplicate entry for {}", package->name));
  }
  package->declared_architecture = std::string(stanza.Value("Architecture"));
  package->independent = package->declared_architecture == "all";
  if (package->independent) package->architecture = "all";
  const std::string_view type = stanza.Value("X-DH-Build-For-Type");
  if (!type.empty() && type != "host" && type != "target") {
    return messages->Error(fmt::format("Unknown value of X-DH-Build-For-Type \"{}\" for package {}",
                                       type, package->name));
  }
  package->for_target = type == "target";
  return true;
}

}  // namespace

const BinaryPackage* SourceControl::Find(std::string_view name) const {
  const auto it = std::find_if(packages.begin(), packages.end(),
                               [&](const BinaryPackage& package) { return package.name == name; });
  return it == packages.end() ? nullptr : &*it;
}

std::vector<std::string> SourceControl::Names() const {
  std::vector<std::string> names;
  for (const BinaryPackage& package : packages) names.push_back(package.name);
  return names;
}

std::vector<std::string> SourceControl::BuiltNames() const {
  std::vector<std::string> names;
  for (const BinaryPackage& package : packages) {
    if (package.built) names.push_back(package.name);
  }
  return names;
}

bool ReadSourceControl(const FileReader& files, BuildEnvironment* environment,
                       SourceControl* control, Messages* messages) {
  *control = SourceControl();
  if (files.Status("debian/control").kind == FileKind::kMissing) {
    return messages->Error(
        "\"debian/control\" not found. Are you sure you are in the correct directory?");
  }
  SourceFile file{"debian/control", ""};
  std::string error;
  if (!files.Read(file.path, &file.text, &error)) return messages->Error(error);
  std::vector<ControlStanza> stanzas;
  Diagnostics diagnostics;
  if (!ReadControl(file, &stanzas, &diagnostics)) {
    messages->Findings(diagnostics);
    return false;
  }
  if (stanzas.empty() || stanzas.front().Find("Source") == nullptr) {
    return messages->Error("could not find Source: line in control file.");
  }
  control->source = std::string(stanzas.front().Value("Source"));
  if (!FindCompat(files, *environment, stanzas.front(), &control->compat, messages)) return false;

  ArchitectureMatcher matcher(files);
  for (std::size_t i = 1; i < stanzas.size(); ++i) {
    BinaryPackage package;
    if (!ReadBinary(stanzas[i], *control, &package, messages)) return false;
    if (!DecideBuilt(environment, &matcher, stanzas[i], &package, messages)) return false;
    control->packages.push_back(std::move(package));
  }
  return true;
}

bool BuildProfilesHold(std::string_view field, const std::vector<std::string>& active) {
  if (field.find('<') == std::string_view::npos) return ProfileListHolds(field, active);
  for (std::size_t open; (open = field.find('<')) != std::string_view::npos;) {
    const std::size_t close = std::min(field.find('>', open), field.size());
    if (ProfileListHolds(field.substr(open + 1, close - open - 1), active)) return true;
    field.remove_prefix(std::min(close + 1, field.size()));
  }
  return false;
}

bool FindPackageFile(const FileReader& files, BuildEnvironment* environment,
                     const BinaryPackage& package, std::string_view name,
                     std::string_view name_option, bool is_main_package, std::string* path,
                     Messages* messages) {
  const auto is_file = [&](const std::string& candidate) {
    const FileKind kind = files.Status(candidate).kind;
    return kind == FileKind::kRegular || kind == FileKind::kSymlink;
  };
  const std::string full =
      name_option.empty() ? std::string(name) : fmt::format("{}.{}", name_option, name);
  const std::string base = fmt::format("debian/{}.{}", package.name, full);
  std::vector<std::string> candidates;
  std::vector<std::string> entries;
  std::string error;
  if (!files.List("debian", &entries, &error)) return messages->Error(error);
  // dpkg-architecture costs a Perl start: ask only when such a file may exist.
  for (const std::string& entry : entries) {
    if (!entry.starts_with(base.substr(7) + ".") || entry.ends_with(".debhelper")) continue;
    std::string architecture;
    std::string system;
    const std::string kind = package.for_target ? "DEB_TARGET_ARCH" : "DEB_HOST_ARCH";
    if (!environment->ArchitectureVariable(kind, &architecture) ||
        !environment->ArchitectureVariable(kind + "_OS", &system)) {
      return messages->Error("cannot choose among files for several architectures");
    }
    candidates = {base + "." + architecture, base + "." + system};
    break;
  }
  candidates.push_back(base);
  if (is_main_package) candidates.push_back("debian/" + full);
  const auto it = std::find_if(candidates.begin(), candidates.end(), is_file);
  *path = it == candidates.end() ? "" : *it;
  return true;
}

}  // namespace container_app

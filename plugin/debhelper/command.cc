// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/command.h"

#include <fmt/format.h>

#include "base/text.h"
#include "deb/changelog.h"
#include "debhelper/options.h"
#include "debhelper/packages.h"

namespace container_app {
namespace {

constexpr std::string_view kTrigger = "container-app";
constexpr std::string_view kUsage =
    "Usage: dh_container_app [options]\n\n"
    "  dh_container_app is a part of dh-container-app. See debhelper(7)\n"
    "  and dh_container_app(1) for complete usage instructions.\n";
constexpr int kUsageStatus = 1;  // as every debhelper command ends after -h

class Command {
 public:
  explicit Command(const DhContext& context)
      : context_(context),
        files_(context.files),
        messages_(context.out, context.err),
        environment_(context.environment, &messages_) {}

  int Run(const std::vector<std::string>& arguments) {
    if (!ReadSourceControl(*files_, &environment_, &control_, &messages_)) return kDhFailure;
    switch (ReadOptions(arguments, *files_, &environment_, control_, &options_, &messages_)) {
      case OptionsOutcome::kNothingToDo:
        return 0;
      case OptionsOutcome::kHelp:
        messages_.out() << kUsage;
        return kUsageStatus;
      case OptionsOutcome::kFailed:
        return kDhFailure;
      case OptionsOutcome::kRun:
        break;
    }
    messages_.set_verbose(options_.verbose);
    if (!options_.arguments.empty()) {
      messages_.Error(fmt::format("the argument '{}' is not expected", options_.arguments.front()));
      return kDhFailure;
    }
    if (!CheckSource()) return kDhFailure;
    bool ok = true;
    for (const std::string& package : options_.packages) ok = Plan(package) && ok;
    if (!ok || !WarnUnclaimedDefinition() || !PlanLogs()) return kDhFailure;
    return ApplyWrites(writes_, options_, files_, &messages_) ? 0 : kDhFailure;
  }

 private:
  bool CheckSource() {
    if (!context_.check) return true;
    Diagnostics diagnostics;
    const bool good = context_.check(&diagnostics);
    messages_.Findings(diagnostics);
    return good;
  }

  bool Plan(const std::string& name) {
    const BinaryPackage& package = *control_.Find(name);
    PackageRequest request;
    request.package = name;
    request.compat = control_.compat;
    if (!FindDefinition(package, &request.definition_folder)) return false;
    if (request.definition_folder.empty()) return true;
    if (!FindArchitecture(package, &request.architecture)) return false;
    if (!FindVersion(package, &request.version)) return false;
    LogDefinition(request);
    PackageOutput output;
    Diagnostics diagnostics;
    const bool built = context_.build(request, &output, &diagnostics);
    messages_.Findings(diagnostics);
    return built && PlanWrites(*files_, environment_, options_, context_.version, name, output,
                               &writes_, &messages_);
  }

  /// Leaves `folder` empty for a package that is none of ours.
  bool FindDefinition(const BinaryPackage& package, std::string* folder) {
    std::string trigger;
    if (!FindPackageFile(*files_, &environment_, package, kTrigger, options_.name.value_or(""),
                         package.name == options_.main_package, &trigger, &messages_)) {
      return false;
    }
    if (!trigger.empty()) return ReadTrigger(trigger, folder);
    const std::string expected = fmt::format("debian/{}.{}", package.name, kTrigger);
    if (files_->Status(expected).kind == FileKind::kDirectory) {
      return messages_.Error(
          fmt::format("{} is a folder; write a file with the path of the "
                      "definition's folder in it",
                      expected));
    }
    if (control_.packages.size() == 1 && HasDefinitionAtTop()) *folder = ".";
    return true;
  }

  bool HasDefinitionAtTop() const {
    return files_->Status("metadata.yaml").kind != FileKind::kMissing;
  }

  /// One line: the path of the definition's folder.
  bool ReadTrigger(const std::string& path, std::string* folder) {
    std::string text;
    std::string error;
    if (!files_->Read(path, &text, &error)) return messages_.Error(error);
    std::string_view line = Trim(text);
    while (line.size() > 1 && line.ends_with('/')) line.remove_suffix(1);
    if (line.empty() || HasControl(line)) {
      return messages_.Error(
          fmt::format("{}:1: write the path of the definition's folder on one line", path));
    }
    for (const std::string_view part : Split(line, '/')) {
      if (part == ".." || line.front() == '/') {
        return messages_.Error(fmt::format(
            "{}:1: '{}' leaves the source package; write a path below its top", path, line));
      }
    }
    if (files_->Status(std::string(line)).kind != FileKind::kDirectory) {
      return messages_.Error(fmt::format("{}:1: there is no folder '{}'", path, line));
    }
    *folder = std::string(line);
    return true;
  }

  bool FindArchitecture(const BinaryPackage& package, std::string* architecture) {
    *architecture = package.architecture;
    return package.independent ||
           environment_.ArchitectureVariable(
               package.for_target ? "DEB_TARGET_ARCH" : "DEB_HOST_ARCH", architecture);
  }

  bool FindVersion(const BinaryPackage& package, std::string* version) {
    SourceFile file;
    if (!FindPackageFile(*files_, &environment_, package, "changelog", "",
                         package.name == options_.main_package, &file.path, &messages_)) {
      return false;
    }
    if (file.path.empty()) file.path = "debian/changelog";
    std::string error;
    if (!files_->Read(file.path, &file.text, &error)) return messages_.Error(error);
    ChangelogEntry entry;
    Diagnostics diagnostics;
    const bool read = ParseTopChangelogEntry(file, &entry, &diagnostics);
    messages_.Findings(diagnostics);
    *version = entry.version;
    return read;
  }

  /// A definition below debian/tmp is something `make install` has made: dh_missing would complain
  /// that no command takes it.
  void LogDefinition(const PackageRequest& request) {
    const std::string& folder = request.definition_folder;
    if (folder != "debian/tmp" && !folder.starts_with("debian/tmp/")) return;
    writes_.push_back(
        {fmt::format("debian/.debhelper/generated/{}/installed-by-{}", request.package, kToolName),
         folder + "\n"});
  }

  /// Without this, `metadata.yaml` at the top of a source of many binaries does nothing, silently.
  bool WarnUnclaimedDefinition() {
    if (control_.packages.size() < 2 || !HasDefinitionAtTop()) return true;
    for (const BinaryPackage& package : control_.packages) {
      std::string trigger;
      if (!FindPackageFile(*files_, &environment_, package, kTrigger, options_.name.value_or(""),
                           package.name == options_.main_package, &trigger, &messages_)) {
        return false;
      }
      if (!trigger.empty()) return true;
    }
    messages_.Warning(
        "metadata.yaml is not used: with several binary packages, debian/PKG.container-app tells "
        "which of them it is for (write '.' into it)");
    return true;
  }

  /// For --remaining-packages. dh itself keeps no log unless a target of debian/rules overrides the
  /// command, and deletes it before the next one.
  bool PlanLogs() {
    if (environment_.Get("DH_INTERNAL_OVERRIDE").empty()) return true;
    for (const std::string& package : options_.packages) {
      const std::string path = fmt::format("debian/{}.debhelper.log", package);
      std::string content;
      std::string error;
      if (files_->Status(path).kind != FileKind::kMissing &&
          !files_->Read(path, &content, &error)) {
        return messages_.Error(error);
      }
      writes_.push_back({path, fmt::format("{}{}\n", content, kToolName)});
    }
    return true;
  }

  const DhContext& context_;
  FileSystem* files_;
  Messages messages_;
  BuildEnvironment environment_;
  SourceControl control_;
  DhOptions options_;
  std::vector<PendingWrite> writes_;
};

}  // namespace

int RunDhContainerApp(const std::vector<std::string>& arguments, const DhContext& context) {
  return Command(context).Run(arguments);
}

}  // namespace container_app

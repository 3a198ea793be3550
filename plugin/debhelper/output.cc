// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "debhelper/snippets.h"

namespace container_app {
namespace {

constexpr std::string_view kScripts[] = {"preinst", "postinst", "prerm", "postrm"};

/// A path that stays inside the package and is none of dpkg's own files.
bool IsPackagePath(std::string_view path) {
  for (const std::string_view part : Split(path, '/')) {
    if (part.empty() || part == "." || part == "..") return false;
  }
  return !path.starts_with("DEBIAN/") && !HasControl(path);
}

/// -X leaves out what has the text in its name, as for every command that installs files.
bool IsExcluded(const DhOptions& options, std::string_view path) {
  return std::any_of(options.exclude.begin(), options.exclude.end(), [&](const std::string& item) {
    return !item.empty() && path.find(item) != std::string_view::npos;
  });
}

std::string ReadOrEmpty(const FileReader& files, const std::string& path) {
  std::string text;
  std::string error;
  return files.Read(path, &text, &error) ? text : "";
}

class Planner {
 public:
  Planner(const FileReader& files, const BuildEnvironment& environment, const DhOptions& options,
          const std::string& version, const std::string& package, Messages* messages)
      : files_(files),
        environment_(environment),
        options_(options),
        version_(version),
        package_(package),
        messages_(messages) {}

  bool Plan(const PackageOutput& output, std::vector<PendingWrite>* writes) {
    writes_ = writes;
    return PlanFiles(output) && PlanScripts(output) && PlanTriggers(output) &&
           PlanSubstvars(output);
  }

 private:
  bool Fail(const std::string& text) {
    return messages_->Error(fmt::format("{}: {}", package_, text));
  }

  bool PlanFiles(const PackageOutput& output) {
    const std::string root = options_.PackageFolder(package_) + "/";
    for (const PackageFile& file : output.files) {
      if (!IsPackagePath(file.path)) {
        return Fail(fmt::format("'{}' is no path in a package", file.path));
      }
      paths_.insert(file.path);
      if (IsExcluded(options_, file.path)) {
        excluded_.insert(file.path);
      } else if (!options_.only_scripts) {
        writes_->push_back({root + file.path, file.content, file.mode});
      }
    }
    return true;
  }

  bool PlanScripts(const PackageOutput& output) {
    std::vector<UnitToManage> units;
    for (const UnitToManage& unit : output.units) {
      const std::string path = fmt::format("{}/{}", output.unit_folder, unit.name);
      if (paths_.count(path) == 0) {
        return Fail(
            fmt::format("the unit '{}' is not installed in {}", unit.name, output.unit_folder));
      }
      if (excluded_.count(path) == 0) units.push_back(unit);
    }
    for (const ScriptBlock& block : output.blocks) {
      if (std::find(std::begin(kScripts), std::end(kScripts), block.script) == std::end(kScripts)) {
        return Fail(fmt::format("'{}' is no maintainer script", block.script));
      }
    }
    UnitBlocks unit_blocks;
    std::string error;
    if (!MakeUnitBlocks(files_, environment_, units, &unit_blocks, &error)) return Fail(error);
    if (options_.no_scripts) return true;
    return PlanScript("preinst", "", output) &&
           PlanScript("postinst", unit_blocks.postinst, output) &&
           PlanScript("prerm", unit_blocks.prerm, output) &&
           PlanScript("postrm", unit_blocks.postrm, output);
  }

  bool PlanScript(const std::string& script, const std::string& unit_block,
                  const PackageOutput& output) {
    std::string before;
    std::string after;
    for (const ScriptBlock& block : output.blocks) {
      if (block.script != script || block.text.empty()) continue;
      std::string& text = block.order == ScriptBlock::Order::kBeforeUnits ? before : after;
      text += block.text;
      if (!text.ends_with('\n')) text += '\n';
    }
    const std::string path = fmt::format("debian/{}.{}.debhelper", package_, script);
    const std::string old_content = ReadOrEmpty(files_, path);
    std::string content;
    std::string error;
    if (!SetScriptSection(old_content, script, version_, before + unit_block + after, &content,
                          &error)) {
      return Fail(fmt::format("{}: {}", path, error));
    }
    if (content != old_content) writes_->push_back({path, content});
    return true;
  }

  /// Where debhelper's own commands leave triggers for dh_installdeb (autotrigger() of Dh_Lib).
  bool PlanTriggers(const PackageOutput& output) {
    if (options_.no_scripts || output.triggers.empty()) return true;
    const std::string path = fmt::format("debian/.debhelper/generated/{}/triggers", package_);
    const std::string old_content = ReadOrEmpty(files_, path);
    std::string content = old_content;
    for (const std::string& line : output.triggers) {
      if (("\n" + content).find("\n" + line + "\n") != std::string::npos) continue;
      content += fmt::format("# Triggers added by {}/{}\n{}\n", kToolName, version_, line);
    }
    if (content != old_content) writes_->push_back({path, content});
    WarnOfPostinstWithoutTriggers();
    return true;
  }

  /// A script made from dh_make's example ends with an error when dpkg calls it for a trigger.
  void WarnOfPostinstWithoutTriggers() {
    std::vector<std::string> paths = {fmt::format("debian/{}.postinst", package_)};
    if (package_ == options_.main_package) paths.push_back("debian/postinst");
    for (const std::string& path : paths) {
      const std::string script = ReadOrEmpty(files_, path);
      if (script.empty() || script.find("triggered") != std::string::npos) continue;
      messages_->Warning(
          fmt::format("{} does not know the argument 'triggered': dpkg calls it with "
                      "that to start the app; let it pass",
                      path));
    }
  }

  bool PlanSubstvars(const PackageOutput& output) {
    const std::string path = fmt::format("debian/{}.substvars", package_);
    const std::string old_content = ReadOrEmpty(files_, path);
    std::string content = old_content;
    for (const auto& [name, items] : output.substvars) {
      std::string merged;
      std::string error;
      if (!MergeSubstvar(content, name, items, &merged, &error)) return Fail(error);
      content = merged;
    }
    if (content != old_content) writes_->push_back({path, content});
    return true;
  }

  const FileReader& files_;
  const BuildEnvironment& environment_;
  const DhOptions& options_;
  const std::string& version_;
  const std::string& package_;
  Messages* messages_;
  std::vector<PendingWrite>* writes_ = nullptr;
  std::set<std::string> paths_;
  std::set<std::string> excluded_;
};

}  // namespace

bool PlanWrites(const FileReader& files, const BuildEnvironment& environment,
                const DhOptions& options, const std::string& version, const std::string& package,
                const PackageOutput& output, std::vector<PendingWrite>* writes,
                Messages* messages) {
  return Planner(files, environment, options, version, package, messages).Plan(output, writes);
}

bool ApplyWrites(const std::vector<PendingWrite>& writes, const DhOptions& options,
                 FileSystem* files, Messages* messages) {
  for (const PendingWrite& write : writes) {
    messages->Action(
        fmt::format("write {} ({:04o}, {} bytes)", write.path, write.mode, write.content.size()));
    std::string error;
    if (!options.no_act && !files->Write(write.path, write.content, write.mode, &error)) {
      return messages->Error(error);
    }
  }
  return true;
}

}  // namespace container_app

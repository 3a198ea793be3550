// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "base/text.h"
#include "deb/changelog.h"
#include "deb/names.h"
#include "deb/version.h"
#include "package/rules.h"
#include "package/source_control.h"
#include "package/source_copyright.h"
#include "package/source_overrides.h"

namespace container_app {
namespace {

/// `20261122`: versions that grow with time and that nobody has to choose.
std::string DayVersion(std::int64_t timestamp) {
  using namespace std::chrono;
  const year_month_day day{floor<days>(sys_seconds{seconds{timestamp}})};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

class SourceMaker {
 public:
  SourceMaker(const std::vector<App>& apps, const SourceOptions& options,
              const TemplateSet& templates, SourcePackage* package, Diagnostics* diagnostics)
      : apps_(apps),
        options_(options),
        templates_(templates),
        package_(package),
        diagnostics_(diagnostics) {}

  bool Make() {
    package_->timestamp = options_.timestamp;
    const ErrorMark errors(*diagnostics_);
    if (ChooseName()) CheckDistribution();
    ChooseVersion();
    ChooseMaintainer();
    CheckApps();
    if (!errors.none()) return false;
    for (const App& app : apps_) AddDefinition(app);
    return AddPackaging();
  }

 private:
  bool several() const { return apps_.size() > 1; }
  const Metadata& metadata(const App& app) const { return app.definition.metadata; }

  bool Refuse(const Rule& rule, std::string what, std::string fix) {
    return diagnostics_->ReportFile("source", rule, std::move(what), std::move(fix));
  }

  bool ChooseName() {
    package_->name = options_.name;
    if (package_->name.empty() && several()) {
      return Refuse(kSourceName, "several definitions make one source, which has no name",
                    "name it with --source NAME");
    }
    if (package_->name.empty()) package_->name = apps_.front().plan.names().package;
    std::string reason;
    if (CheckPackageName(package_->name, &reason)) return true;
    return Refuse(
        kSourceName,
        fmt::format("'{}' is not a valid name of a source package: {}", package_->name, reason),
        "choose another with --source NAME");
  }

  bool CheckDistribution() {
    std::string reason;
    if (options_.distribution == "UNRELEASED" || CheckPackageName(options_.distribution, &reason)) {
      return true;
    }
    return Refuse(
        kSourceDistribution,
        fmt::format("'{}' is not a valid distribution", ShowControls(options_.distribution)),
        "write --distribution unstable, UNRELEASED or the name of a suite");
  }

  bool ChooseVersion() {
    std::string& version = package_->version;
    version = options_.version;
    if (version.empty()) {
      version = several() ? DayVersion(options_.timestamp) : apps_.front().plan.version;
    } else if (!several() && version != apps_.front().plan.version) {
      return Refuse(kSourceVersion,
                    fmt::format("the definition's version is {}, not {}",
                                apps_.front().plan.version, version),
                    "change 'version' in metadata.yaml; --source-version is for sources of several "
                    "definitions");
    }
    Version parts;
    std::string reason;
    if (!ParseVersion(version, &parts, &reason)) {
      return Refuse(kSourceVersion, fmt::format("'{}' is not a valid version: {}", version, reason),
                    "write --source-version as [epoch:]upstream[-revision]");
    }
    package_->upstream_version = parts.upstream;
    package_->has_revision = !parts.revision.empty();
    return true;
  }

  bool ChooseMaintainer() {
    maintainer_ = options_.maintainer;
    if (!maintainer_.empty()) {
      const std::size_t open = maintainer_.find(" <");
      const std::size_t at = maintainer_.find('@');
      const bool good = !HasControl(maintainer_) &&
                        FirstInvalidUtf8(maintainer_) == std::string::npos &&
                        open != std::string::npos && open > 0 && at != std::string::npos &&
                        at > open && maintainer_.ends_with('>');
      if (good) return true;
      return Refuse(kSourceMaintainer,
                    fmt::format("'{}' is not a valid maintainer", ShowControls(maintainer_)),
                    "write --maintainer 'Name <name@example.org>'");
    }
    maintainer_ = metadata(apps_.front()).maintainer.value;
    const auto differs = [&](const App& app) {
      return metadata(app).maintainer.value != maintainer_;
    };
    if (std::none_of(apps_.begin(), apps_.end(), differs)) return true;
    return Refuse(kSourceMaintainer, "the definitions name different maintainers",
                  "name the source's own with --maintainer 'Name <name@example.org>'");
  }

  bool CheckApps() {
    const ErrorMark errors(*diagnostics_);
    std::map<std::string, std::string> folders;
    for (const App& app : apps_) {
      const Names& names = app.plan.names();
      const Place& place = metadata(app).app_id.place;
      const auto [it, fresh] = folders.emplace(names.package, app.definition.folder);
      if (!fresh) {
        diagnostics_->Report(
            place, kSourceDuplicate,
            fmt::format("'{}' also makes the package {}", it->second, names.package),
            "give each definition an app_id of its own, or a --prefix that the other has not");
      }
      CheckAffixes(app);
    }
    return errors.none();
  }

  /// dh_container_app learns prefix and suffix from the package's name alone.
  bool CheckAffixes(const App& app) {
    const Names& names = app.plan.names();
    Affixes read;
    const bool same = AffixesOf(names.package, names.app_id, &read) &&
                      read.prefix == names.affixes.prefix && read.suffix == names.affixes.suffix;
    if (same) return true;
    for (const auto* field :
         {&metadata(app).depends, &metadata(app).recommends, &metadata(app).suggests,
          &metadata(app).provides, &metadata(app).conflicts, &metadata(app).breaks}) {
      for (const Located<std::string>& item : *field) {
        if (item.value.find('@') == std::string::npos) continue;
        return diagnostics_->Report(
            item.place, kSourceAffixes,
            fmt::format("'@' cannot be resolved in the package {}: its name reads as prefix '{}', "
                        "app_id '{}', suffix '{}'",
                        names.package, read.prefix, names.app_id, read.suffix),
            "write the package's full name");
      }
    }
    return true;
  }

  std::string TopOf(const App& app) const {
    return several() ? "apps/" + app.plan.names().package + "/" : "";
  }

  void AddDefinition(const App& app) {
    const Definition& definition = app.definition;
    const std::string top = TopOf(app);
    const auto text = [&](const std::string& name, const std::string& content) {
      package_->upstream.push_back({top + name, 0644, content, ""});
    };
    const auto carry = [&](const std::string& name, const CarriedFile& file) {
      package_->upstream.push_back(
          {top + name, file.executable ? 0755u : 0644u, "", file.source_path});
    };
    text("metadata.yaml", definition.metadata_file->text);
    text("docker-compose.yml", definition.compose_file->text);
    text("config.yml", definition.config_file->text);
    if (definition.lock_file) text(std::string(kImageLockName), definition.lock_file->text);
    for (const HookFile& hook : definition.hooks) {
      const bool single = hook.name == "prestart.sh";
      package_->upstream.push_back(
          {top + (single ? "" : "prestart.d/") + hook.name, 0755, hook.content, ""});
    }
    if (!definition.icon_name.empty()) carry(definition.icon_name, definition.icon);
    for (const CarriedFile& file : definition.screenshots) carry(file.name, file);
    for (const CarriedFile& file : definition.assets) carry("assets/" + file.name, file);
    for (const CarriedFile& file : definition.default_data) {
      carry("default-data/" + file.name, file);
    }
  }

  void AddText(const std::string& name, std::string content, unsigned mode = 0644) {
    package_->packaging.push_back({"debian/" + name, mode, std::move(content), ""});
  }

  bool AddTemplate(const std::string& name, std::string_view template_name, const Values& values,
                   unsigned mode = 0644) {
    std::string content;
    if (!templates_.Render(template_name, values, &content, diagnostics_)) return false;
    AddText(name, std::move(content), mode);
    return true;
  }

  bool AddPackaging() {
    const SourceFacts facts{package_->name, maintainer_, options_.timestamp};
    AddChangelogs();
    AddText("source/format", package_->has_revision ? "3.0 (quilt)\n" : "3.0 (native)\n");
    const ErrorMark errors(*diagnostics_);
    AddTemplate("control", "control", ControlValues(apps_, facts));
    AddTemplate("copyright", "copyright", CopyrightValues(apps_, facts, templates_));
    AddTemplate("source/lintian-overrides", "source-lintian-overrides", Values());
    AddTemplate("tests/control", "tests-control", TestsControlValues(apps_));
    AddTemplate("tests/superficial", "superficial", Values(), 0755);
    AddTemplate("rules", several() ? "rules-several" : "rules", Values(), 0755);
    for (const App& app : apps_) {
      const std::string& name = app.plan.names().package;
      if (several())
        AddText(name + ".container-app", TopOf(app).substr(0, TopOf(app).size() - 1) + "\n");
      AddTemplate(name + ".lintian-overrides", "lintian-overrides",
                  OverrideValues(app, package_->version));
    }
    return errors.none();
  }

  void AddChangelogs() {
    ChangelogEntry entry;
    entry.source = package_->name;
    entry.version = package_->version;
    entry.distribution = options_.distribution;
    entry.urgency = "medium";
    entry.maintainer = maintainer_;
    entry.timestamp = options_.timestamp;
    if (several()) {
      for (const App& app : apps_) {
        // The source's name stays, or dpkg-gencontrol takes the file for another source's.
        ChangelogEntry own = entry;
        own.version = app.plan.version;
        own.changes = {Change(app)};
        AddText(app.plan.names().package + ".changelog", FormatChangelogEntry(own));
      }
    }
    for (const App& app : apps_) entry.changes.push_back(Change(app));
    AddText("changelog", FormatChangelogEntry(entry));
  }

  static std::string Change(const App& app) {
    const std::string& upstream = app.definition.metadata.upstream_version.value;
    return fmt::format("Package the container app {}, version {}{}.", app.plan.names().app_id,
                       app.plan.version,
                       upstream.empty() ? "" : fmt::format(" (upstream {})", upstream));
  }

  const std::vector<App>& apps_;
  const SourceOptions& options_;
  const TemplateSet& templates_;
  SourcePackage* package_;
  Diagnostics* diagnostics_;
  std::string maintainer_;
};

}  // namespace

bool MakeSourcePackage(const std::vector<App>& apps, const SourceOptions& options,
                       const TemplateSet& templates, SourcePackage* package,
                       Diagnostics* diagnostics) {
  return SourceMaker(apps, options, templates, package, diagnostics).Make();
}

}  // namespace container_app

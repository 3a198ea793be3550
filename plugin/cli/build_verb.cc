// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `build`.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

#include "base/interruption.h"
#include "base/parallel.h"
#include "base/run_command.h"
#include "base/text.h"
#include "cli/common.h"
#include "cli/source_options.h"
#include "cli/verbs.h"
#include "package/build.h"
#include "package/rules.h"

namespace container_app {
namespace {

struct BuildOptions {
  SourceChoices choices;
  BuildSettings settings;
  bool install = false;
};

/// A source package on its way.
struct Job {
  SourceChoices choices;
  std::vector<App> apps;
  SourcePackage package;
  BuildEnd end;
};

/// One job for all definitions where the source is named, else one for each.
std::vector<Job> JobsOf(const SourceChoices& choices) {
  std::vector<Job> jobs;
  if (!choices.source.name.empty()) {
    jobs.emplace_back().choices = choices;
    return jobs;
  }
  for (std::size_t i = 0; i < choices.folders.size(); ++i) {
    SourceChoices& own = jobs.emplace_back().choices;
    own.folders = {choices.folders[i]};
    own.affixes = {choices.affixes[i]};
    own.source = choices.source;
  }
  return jobs;
}

/// Two packages of the same name would replace each other.
bool CheckNames(const std::vector<Job>& jobs, Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  std::map<std::string, std::string> folders;
  for (const Job& job : jobs) {
    for (const App& app : job.apps) {
      const auto [it, fresh] = folders.emplace(app.plan.names().package, app.definition.folder);
      if (fresh || jobs.size() == 1) continue;
      diagnostics->Report(
          app.definition.metadata.app_id.place, kSourceDuplicate,
          fmt::format("'{}' also makes the package {}", it->second, it->first),
          "give each definition an app_id of its own, or a --prefix that the other has not");
    }
  }
  return errors.none();
}

bool PrepareAll(std::vector<Job>* jobs, Diagnostics* diagnostics) {
  const DiskFileSystem files;
  TemplateSet templates;
  if (!LoadSourceTemplates(files, TemplatesFolder(), &templates, diagnostics)) return false;
  const ErrorMark errors(*diagnostics);
  for (Job& job : *jobs) {
    if (!LoadApps(files, job.choices, &job.apps, diagnostics)) continue;
    MakeSourcePackage(job.apps, job.choices.source, templates, &job.package, diagnostics);
  }
  return errors.none() && CheckNames(*jobs, diagnostics);
}

/// On a terminal, a line that says how far the builds of several sources are.
class Progress {
 public:
  explicit Progress(std::size_t all) : all_(all), shown_(all > 1 && isatty(STDERR_FILENO) == 1) {}
  ~Progress() { Show("", "\r\033[K"); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Begin(const std::string& name) {
    const std::lock_guard<std::mutex> guard(mutex_);
    Show(fmt::format("{} of {} are built; {} …", ended_, all_, name), "\r\033[K");
  }
  void End() {
    const std::lock_guard<std::mutex> guard(mutex_);
    ++ended_;
  }

 private:
  void Show(const std::string& text, const char* before) const {
    if (shown_) fmt::print(stderr, "{}{}", before, text);
  }

  const std::size_t all_;
  const bool shown_;
  std::size_t ended_ = 0;
  std::mutex mutex_;
};

void BuildAll(const BuildSettings& settings, std::vector<Job>* jobs) {
  Progress progress(jobs->size());
  InParallel(jobs->size(), [&](std::size_t i) {
    Job& job = (*jobs)[i];
    progress.Begin(job.package.name);
    job.end = BuildPackage(job.package, settings);
    progress.End();
    return !job.end.interrupted && !Interruption::HasCome();
  });
}

/// The last lines of a log say what went wrong.
std::string LastLines(const std::string& log) {
  constexpr std::size_t kShown = 20;
  const std::vector<std::string_view> lines = Split(Trim(log), '\n');
  std::string text;
  for (std::size_t i = lines.size() > kShown ? lines.size() - kShown : 0; i < lines.size(); ++i) {
    text += "  " + ShowControls(lines[i]) + "\n";
  }
  return text;
}

/// What to do about a build that failed, where the log says it.
std::string Advice(const BuildEnd& end, bool sbuild) {
  if (end.error == "there is no dpkg-buildpackage" || end.error == "there is no dpkg-source") {
    return "; apt install dpkg-dev";
  }
  if (end.error == "there is no sbuild") return "; apt install sbuild, or leave out --sbuild";
  // dpkg of Debian 12 writes "Unmet", that of Debian 13 "unmet".
  if (!sbuild && end.log.find("nmet build dependencies") != std::string::npos) {
    return "; apt install build-essential debhelper dh-container-app";
  }
  return "";
}

/// Tells why it was not built, and keeps the whole log beside the packages.
void TellFailure(const Job& job, const BuildSettings& settings) {
  const std::string path =
      fmt::format("{}/{}_{}.build", settings.out, job.package.name, job.package.upstream_version);
  DiskFileSystem files;
  std::string error;
  const bool kept = !job.end.log.empty() && files.Write(path, job.end.log, 0644, &error);
  fmt::print(stderr, "container-app: error: {} is not built: {}{}\n{}{}", job.package.name,
             job.end.error, Advice(job.end, settings.sbuild), LastLines(job.end.log),
             kept ? fmt::format("  All of it is in {}\n", path) : "");
}

/// By apt-get, which also installs what the packages need; as root, or by sudo.
int Install(const std::vector<std::string>& debs) {
  std::vector<std::string> words;
  if (geteuid() != 0) words.emplace_back("sudo");
  // A package that was built again has the version of the one before.
  words.insert(words.end(), {"apt-get", "install", "--yes", "--reinstall", "--allow-downgrades"});
  for (const std::string& deb : debs) {
    std::error_code code;
    words.push_back(std::filesystem::absolute(deb, code).string());
  }
  const int status = RunAttached(words);
  if (status == 0) return kExitOk;
  fmt::print(stderr, "container-app: error: {} {}; the packages are built: {}\n", words[0],
             status < 0 ? "cannot be run" : fmt::format("failed with status {}", status),
             Join(debs, " "));
  return kExitFindings;
}

int Build(BuildOptions options) {
  Diagnostics diagnostics;
  options.choices.source.timestamp = ReleaseTimestamp();
  options.settings.distribution = options.choices.source.distribution;
  std::vector<Job> jobs = JobsOf(options.choices);
  const bool good = PrepareAll(&jobs, &diagnostics);
  diagnostics.Sort();
  PrintFindings(diagnostics, false);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  const Interruption interruption;
  BuildAll(options.settings, &jobs);
  if (Interruption::HasCome()) return kExitFindings;
  std::vector<std::string> debs;
  std::size_t failed = 0;
  for (const Job& job : jobs) {
    if (!job.end.built) TellFailure(job, options.settings);
    failed += job.end.built ? 0 : 1;
    debs.insert(debs.end(), job.end.debs.begin(), job.end.debs.end());
  }
  for (const std::string& deb : debs) std::printf("%s\n", deb.c_str());
  std::fflush(stdout);
  if (failed > 0 && jobs.size() > 1) {
    fmt::print(stderr, "container-app: {} of {} are built{}\n", jobs.size() - failed, jobs.size(),
               options.install ? ", and none is installed" : "");
  }
  if (failed > 0) return kExitFindings;
  return options.install ? Install(debs) : kExitOk;
}

}  // namespace

std::function<int()> AddBuildVerb(Command command) {
  const auto options = std::make_shared<BuildOptions>();
  options->settings.out = ".";
  AddSourceChoices(command, &options->choices);
  command.AddOption("-o,--output", &options->settings.out, "put the .debs into this folder")
      .TypeName("OUT")
      .ShowDefault();
  command.AddFlag("--install", &options->install, "install the packages with apt-get");
  command.AddFlag("--sbuild", &options->settings.sbuild,
                  "build in a clean chroot by sbuild(1), for the suite of --distribution");
  return [options, command] {
    SetAffixes(command, &options->choices);
    return Build(*options);
  };
}

}  // namespace container_app

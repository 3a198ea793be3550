// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/draft_writer.h: the join of an import with what a maintainer changed.
#include <fmt/format.h>

#include <algorithm>

#include "app/definition_files.h"
#include "base/run_command.h"
#include "base/scratch_folder.h"
#include "base/text.h"
#include "import/draft_writer.h"
#include "import/rules.h"

namespace container_app {
namespace {

constexpr std::string_view kTexts[] = {"metadata.yaml", "docker-compose.yml", "config.yml"};

/// Stands between all lines, so that git does not take changes of neighbours for one.
constexpr std::string_view kBetween = "#~ between two lines ~#";

std::string Apart(std::string_view text) {
  std::string apart;
  for (const std::string_view line : Split(text, '\n')) {
    apart += fmt::format("{}\n{}\n", line, kBetween);
  }
  return apart;
}

/// What git joined, and where both sides had changed: there our lines are kept.
struct Joined {
  std::string text;
  struct Conflict {
    int line;
    std::string theirs;
  };
  std::vector<Conflict> conflicts;
};

Joined ReadJoined(std::string_view merged) {
  Joined joined;
  std::vector<std::string> lines;
  bool theirs = false;
  for (const std::string_view line : Split(merged, '\n')) {
    if (line.starts_with("<<<<<<< ")) {
      joined.conflicts.push_back({static_cast<int>(lines.size()) + 1, ""});
    } else if (line == "=======" && !joined.conflicts.empty()) {
      theirs = true;
    } else if (line.starts_with(">>>>>>> ")) {
      theirs = false;
    } else if (line == kBetween) {
      continue;
    } else if (theirs) {
      std::string& text = joined.conflicts.back().theirs;
      text += (text.empty() ? "" : " / ") + std::string(Trim(line));
    } else {
      lines.emplace_back(line);
    }
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  joined.text = Join(lines, "\n") + "\n";
  return joined;
}

class Joiner {
 public:
  Joiner(std::string folder, const FileReader& files, Draft* draft, Diagnostics* diagnostics)
      : folder_(std::move(folder)), files_(files), draft_(draft), diagnostics_(diagnostics) {}

  bool Join() {
    std::string error;
    if (!scratch_.Make(&error)) return diagnostics_->ReportFile(folder_, kIoError, error);
    const ErrorMark errors(*diagnostics_);
    for (const std::string_view name : kTexts) JoinText(std::string(name));
    KeepOthers();
    return errors.none();
  }

 private:
  bool Read(const std::string& name, std::string* text) {
    const std::string path = PathIn(folder_, name);
    std::string error;
    if (files_.Read(path, text, &error)) return true;
    return diagnostics_->ReportFile(
        path, kInitSync, fmt::format("this is needed to join the two: {}", error),
        "import it without --sync into a new folder, and keep its folder .upstream");
  }

  bool JoinText(const std::string& name) {
    std::string ours;
    std::string base;
    if (!Read(name, &ours) || !Read(fmt::format("{}/{}", kUpstreamFolder, name), &base)) {
      return false;
    }
    DraftFile& draft = draft_->files[name];
    std::string merged;
    if (!Merge(ours, base, draft.content, &merged)) return false;
    const Joined joined = ReadJoined(merged);
    const SourceFile file{PathIn(folder_, name), joined.text};
    for (const Joined::Conflict& conflict : joined.conflicts) {
      diagnostics_->Report(
          {&file, conflict.line, 1}, kInitConflict,
          conflict.theirs.empty()
              ? std::string("this was changed here, and upstream has taken it out")
              : fmt::format("this was changed here and upstream, where it is '{}' now",
                            conflict.theirs),
          "your text is kept; change it by hand where upstream's is better");
    }
    draft.content = joined.text;
    return true;
  }

  bool Merge(const std::string& ours, const std::string& base, const std::string& theirs,
             std::string* merged) {
    DiskFileSystem disk;
    std::string error;
    const std::string at = scratch_.path() + "/";
    for (const auto& [name, text] :
         {std::pair{"ours", &ours}, {"base", &base}, {"theirs", &theirs}}) {
      if (!disk.Write(at + name, Apart(*text), 0600, &error)) {
        return diagnostics_->ReportFile(at + name, kIoError, error);
      }
    }
    constexpr std::chrono::seconds kLimit{30};
    const CommandEnd end = ReadCommand(
        {"git", "merge-file", "-p", at + "ours", at + "base", at + "theirs"}, kLimit, merged);
    // The status is the number of conflicts, up to 127.
    if (end.started && !end.timed_out && end.status >= 0 && end.status <= 127) return true;
    return diagnostics_->ReportFile(folder_, kInitSync, FailureText("git", kLimit, end),
                                    "install git, which joins the two");
  }

  /// Files of the app: the maintainer's stay, new ones come.
  void KeepOthers() {
    std::erase_if(draft_->files, [&](const auto& item) {
      const auto& [name, file] = item;
      const bool text = std::find(std::begin(kTexts), std::end(kTexts), name) != std::end(kTexts);
      const std::string path = PathIn(folder_, name);
      if (text || name.starts_with(kUpstreamFolder) ||
          files_.Status(path).kind == FileKind::kMissing) {
        return false;
      }
      std::string mine;
      std::string new_one = file.content;
      std::string error;
      files_.Read(path, &mine, &error);
      if (!file.source.empty()) files_.Read(file.source, &new_one, &error);
      if (mine != new_one) {
        diagnostics_->ReportFile(path, kInitConflict, "upstream has another content of this file",
                                 "yours is kept; compare them by hand");
      }
      return true;
    });
  }

  const std::string folder_;
  const FileReader& files_;
  Draft* draft_;
  Diagnostics* diagnostics_;
  ScratchFolder scratch_;
};

}  // namespace

bool SyncDraft(const std::string& folder, const FileReader& files, Draft* draft,
               Diagnostics* diagnostics) {
  return Joiner(folder, files, draft, diagnostics).Join();
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/sources.h: reading one app.
#include <fmt/format.h>

#include <algorithm>

#include "app/compose.h"
#include "app/compose_rules.h"
#include "app/definition_files.h"
#include "base/text.h"
#include "import/env_file.h"
#include "import/hints.h"
#include "import/node_edit.h"
#include "import/rules.h"
#include "import/sources.h"

namespace container_app {
namespace {

class ForeignReader {
 public:
  ForeignReader(const FileReader& files, const AppSource& source, const ComposeJoiner& join,
                Foreign* foreign, Diagnostics* diagnostics)
      : files_(files), source_(source), join_(join), foreign_(foreign), diagnostics_(diagnostics) {}

  bool Read() {
    foreign_->origin = source_.origin;
    foreign_->folder = source_.folder;
    if (!ReadCompose_() || !ReadEnvironment()) return false;
    foreign_->compose = foreign_->before;
    ConvertRuntipi(&foreign_->compose);
    ReadStores();
    return IsAccepted();
  }

 private:
  SourceFile* Keep(const std::string& path, std::string text) {
    foreign_->kept.push_back(std::make_unique<SourceFile>());
    *foreign_->kept.back() = {path, std::move(text)};
    return foreign_->kept.back().get();
  }

  bool Load(const std::string& path, SourceFile** file) {
    std::string text;
    std::string error;
    if (!files_.Read(path, &text, &error)) {
      return diagnostics_->ReportFile(path, kIoError, std::move(error));
    }
    *file = Keep(path, std::move(text));
    return true;
  }

  bool Parse(const SourceFile& file, yaml::Node* root) {
    return yaml::Parse(file, root, diagnostics_) && yaml::ResolveMergeKeys(root, diagnostics_);
  }

  bool ReadCompose_() {
    SourceFile* first = nullptr;
    if (!Load(source_.files.front(), &first) || !Parse(*first, &foreign_->before)) return false;
    foreign_->file = first;
    Place place;
    std::string what;
    if (!NeedsJoin(foreign_->before, &place, &what)) return true;
    std::string text;
    std::string why;
    if (!join_(source_.folder, source_.files, &text, &why)) {
      return diagnostics_->Report(
          place.file ? place : Place{first, 0, 0}, kImportMerge,
          fmt::format("{}: Docker Compose has to join the files, and {}", what, why),
          "install docker-compose (Debian 13) or docker-compose-plugin, or fix what it refuses");
    }
    // Its comments are gone, and so are the places of what it had.
    foreign_->file = Keep(source_.files.front(), std::move(text));
    return Parse(*foreign_->file, &foreign_->before);
  }

  bool NeedsJoin(const yaml::Node& compose, Place* place, std::string* what) const {
    if (source_.files.size() > 1) {
      *what = fmt::format("there are {} Compose files", source_.files.size());
      return true;
    }
    if (!compose.is_mapping()) return false;
    if (const yaml::Node* include = compose.Find("include")) {
      *place = include->place;
      *what = "the file includes others";
      return true;
    }
    const yaml::Node* services = compose.Find("services");
    if (!services || !services->is_mapping()) return false;
    for (const yaml::Entry& entry : services->entries) {
      const yaml::Node* extends = entry.value.is_mapping() ? entry.value.Find("extends") : nullptr;
      if (!extends) continue;
      *place = extends->place;
      *what = fmt::format("'{}' extends another service", entry.key.text);
      return true;
    }
    return false;
  }

  bool ReadEnvironment() {
    if (source_.environment.empty()) return true;
    SourceFile* file = nullptr;
    std::vector<EnvironmentLine> lines;
    if (!Load(source_.environment, &file) || !ReadEnvironmentFile(*file, &lines, diagnostics_)) {
      return false;
    }
    for (const EnvironmentLine& line : lines) {
      foreign_->environment[line.name] = line.value;
      if (!line.comment.empty()) {
        foreign_->hints.variables[line.name].description = line.comment;
      }
    }
    return true;
  }

  /// A file of a store beside the Compose file; one that cannot be read says nothing.
  bool ReadBeside(std::string_view name, yaml::Node* root) {
    const std::string path = PathIn(source_.folder, name);
    std::string text;
    std::string error;
    Diagnostics ignored;
    if (files_.Status(path).kind != FileKind::kRegular || !files_.Read(path, &text, &error)) {
      return false;
    }
    const SourceFile* file = Keep(path, std::move(text));
    return yaml::Parse(*file, root, &ignored) && root->is_mapping();
  }

  /// Umbrel's script that gives variables their values; only what is written out is a value.
  void ReadExports() {
    std::string text;
    std::string error;
    const std::string path = PathIn(source_.folder, "exports.sh");
    if (!files_.Read(path, &text, &error)) return;
    std::string literal;
    for (const std::string_view line : Split(text, '\n')) {
      const bool computed = line.find_first_of("$`(") != std::string_view::npos;
      if (line.starts_with("export ") && !computed) literal += std::string(line) + "\n";
    }
    std::vector<EnvironmentLine> lines;
    Diagnostics ignored;
    ReadEnvironmentFile(*Keep(path, literal), &lines, &ignored);
    for (const EnvironmentLine& line : lines) foreign_->environment.emplace(line.name, line.value);
  }

  void ReadStores() {
    yaml::Node beside;
    if (ReadBeside("umbrel-app.yml", &beside)) {
      ReadExports();
      ReadUmbrel(beside, foreign_);
    }
    if (ReadBeside("config.json", &beside) &&
        (beside.Find("tipi_version") || beside.Find("form_fields"))) {
      ReadRuntipi(beside, foreign_);
    }
    ReadCasaOs(foreign_);
    ReadLabels(foreign_);
    LiftUsualVariables(foreign_);
    for (const std::string_view name : {"icon.svg", "icon.png", "logo.svg", "logo.png",
                                        "metadata/logo.svg", "metadata/logo.png"}) {
      const std::string path = PathIn(source_.folder, name);
      if (foreign_->hints.icon.empty() && files_.Status(path).kind == FileKind::kRegular) {
        foreign_->hints.icon = path;
      }
    }
  }

  /// What Compose would refuse cannot be imported. Places are those of the source.
  bool IsAccepted() {
    yaml::Node copy = foreign_->compose;
    if (FindNode(&copy, "version") && !copy.Find("version")->is_mapping()) {
      RemoveNode(&copy, "version");  // Whatever it is, Compose has no use for it.
    }
    Compose compose;
    Diagnostics first;
    if (ReadCompose(*foreign_->file, {}, &copy, &compose, &first)) return true;
    copy = foreign_->compose;
    return ReadCompose(*foreign_->file, {}, &copy, &compose, diagnostics_);
  }

  const FileReader& files_;
  const AppSource& source_;
  const ComposeJoiner& join_;
  Foreign* foreign_;
  Diagnostics* diagnostics_;
};

}  // namespace

bool ReadForeign(const FileReader& files, const AppSource& source, const ComposeJoiner& join,
                 Foreign* foreign, Diagnostics* diagnostics) {
  return ForeignReader(files, source, join, foreign, diagnostics).Read();
}

}  // namespace container_app

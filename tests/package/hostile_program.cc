// SPDX-License-Identifier: GPL-2.0-or-later
// hostile BASE MARKER OUT [PART]: puts each hostile text of tests/support in each place of the
// definition in the folder BASE: every value and every key of its YAML files, and the names of its
// files. Each definition is refused with the id of a rule, or its outputs have the structure of
// BASE's own; those are left in OUT for the real readers. With PART each key gets one text in
// PART and each value of the Compose file one in half of it, and neighbours get different ones.
// Prints `ok - …` and `not ok - …`.
//
// hostile --values COUNT DEFINITION MEANT: see WriteValues.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "package/hostile_outputs.h"
#include "support/hostile_values.h"
#include "support/memory_file_system.h"

namespace container_app::hostile {
namespace {

namespace fs = std::filesystem;

/// A YAML file in flow style, and where its scalars are in it.
struct Document {
  struct Site {
    std::string name;
    std::size_t begin;
    std::size_t end;
  };
  std::string text;
  std::vector<Site> sites;
};

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
  }
  // Characters YAML takes only so.
  return ReplaceAll(ReplaceAll(out, "\ufeff", "\\ufeff"), "\uffff", "\\uffff") + "\"";
}

void Flow(const yaml::Node& node, const std::string& name, Document* document) {
  std::string& text = document->text;
  if (node.is_mapping()) {
    text += "{";
    for (const yaml::Entry& entry : node.entries) {
      if (&entry != &node.entries.front()) text += ",\n";
      Flow(entry.key, name + "/key " + entry.key.text, document);
      text += ": ";
      Flow(entry.value, name + "/" + entry.key.text, document);
    }
    text += "}";
  } else if (node.is_sequence()) {
    text += "[";
    for (const yaml::Node& item : node.items) {
      if (&item != &node.items.front()) text += ",\n";
      Flow(item, fmt::format("{}/{}", name, &item - &node.items.front()), document);
    }
    text += "]";
  } else {
    const std::size_t begin = text.size();
    text += node.IsString() ? Quoted(node.text) : node.text;
    document->sites.push_back({name, begin, text.size()});
  }
}

class Hostility {
 public:
  Hostility(const std::string& marker, const std::string& out, std::size_t part)
      : texts_(HostileTexts(marker)), outputs_(out), part_(part) {}

  bool Load(const std::string& base) {
    const DiskFileSystem disk;
    Diagnostics diagnostics;
    for (const auto& item : fs::recursive_directory_iterator(base)) {
      if (!item.is_regular_file()) continue;
      std::string content;
      std::string error;
      if (!disk.Read(item.path(), &content, &error, FileReader::kDefaultLimit)) return false;
      const std::string path = "definition" + item.path().string().substr(base.size());
      files_.Add(path, content, disk.Status(item.path()).executable ? 0755 : 0644);
      if (!path.ends_with(".yml") && !path.ends_with(".yaml")) continue;
      const SourceFile file{path, content};
      yaml::Node root;
      if (!yaml::Parse(file, &root, &diagnostics)) return false;
      Flow(root, path.substr(path.rfind('/') + 1), &documents_[path]);
      files_.files[path].content = documents_[path].text;
    }
    if (!LoadTemplates(disk, SOURCE_DIR, &templates_, &diagnostics) ||
        !LoadSourceTemplates(disk, SOURCE_DIR, &source_templates_, &diagnostics)) {
      return false;
    }
    std::vector<App> apps;
    Made made;
    Diagnostics found;
    if (!Make(&apps, &made, &found)) {
      for (const Finding& finding : found.findings()) std::cout << FormatFinding(finding);
      return false;
    }
    outputs_.Allow(made);
    return true;
  }

  void TryDocuments() {
    for (const auto& [path, document] : documents_) {
      std::string& content = files_.files[path].content;
      for (const Document::Site& site : document.sites) {
        // Most keys are refused, and Compose files are read by Compose alone.
        const bool is_key = site.name.find("/key ") != std::string::npos;
        const bool is_compose = path.ends_with("docker-compose.yml");
        const std::size_t part = is_key ? part_ : is_compose ? (part_ + 1) / 2 : 1;
        std::size_t number = places_++;
        const std::string before = document.text.substr(0, site.begin);
        const std::string after = document.text.substr(site.end);
        for (const HostileText& text : texts_) {
          if (number++ % part != 0) continue;
          content = before;
          content += Quoted(text.text);
          content += after;
          Try(site.name, text.name);
        }
      }
      content = document.text;
    }
  }

  void TryFileNames() {
    for (const char* folder : {"definition/", "definition/assets/", "definition/default-data/",
                               "definition/default-data/ledger/", "definition/prestart.d/20-"}) {
      for (const HostileText& text : texts_) {
        if (text.text.empty() || text.text.find('\0') != std::string::npos) continue;
        if (text.text.find('/') != std::string::npos || text.text.size() > 255) continue;
        if (text.text == "." || text.text == "..") continue;
        const std::string path = folder + text.text;
        files_.Add(path, "#!/bin/sh\n", 0755);
        Try(std::string(folder) + "*", text.name);
        files_.files.erase(path);
      }
    }
  }

  int Finish() {
    outputs_.Finish();
    for (const std::string& site : late_)
      std::cout << "# refused where it is written: " << site << "\n";
    std::cout << fmt::format("# {} definitions: {} refused, {} rendered\n", tried_, refused_,
                             tried_ - refused_);
    const bool enough = tried_ > 10000 && refused_ > 1000 && tried_ - refused_ > 1000;
    Tell(enough, "thousands of hostile definitions, of both kinds");
    Tell(failures_ == 0, "each is refused by a rule, or has the structure of the tame one");
    return failures_ == 0 && enough ? 0 : 1;
  }

 private:
  static void Tell(bool good, const char* what) {
    std::cout << (good ? "ok - " : "not ok - ") << what << "\n";
  }

  bool Make(std::vector<App>* apps, Made* made, Diagnostics* diagnostics) const {
    // A plan points into its definition, so the list does not grow.
    App* app = &apps->emplace_back();
    BuildContext context;
    context.affixes = {"", "container"};
    context.timestamp = 1767225600;
    SourceOptions options;
    options.timestamp = context.timestamp;
    if (!LoadApp(files_, "definition", context, app, diagnostics) ||
        !RenderAll(app->plan, templates_, &made->rendering, diagnostics)) {
      return false;
    }
    made->app = app;
    return MakeSourcePackage(*apps, options, source_templates_, &made->source, diagnostics);
  }

  std::string Outcome(const std::string& site) {
    std::vector<App> apps;
    Made made;
    Diagnostics diagnostics;
    const bool good = Make(&apps, &made, &diagnostics);
    bool by_rule = false;
    for (const Finding& finding : diagnostics.findings()) {
      if (finding.rule.empty()) return "a finding without rule";
      if (finding.rule == "template-inexpressible") late_.insert(site);
      if (finding.rule == "io-error") {
        return "found only while writing: " + FormatFinding(finding);
      }
      if (HasControl(FormatFinding(finding), true)) return "controls in a message";
      by_rule = by_rule || finding.severity == Severity::kError;
    }
    if (good) return outputs_.Judge(made);
    ++refused_;
    return by_rule ? "" : "refused without an error";
  }

  void Try(const std::string& site, const std::string& text) {
    ++tried_;
    std::string wrong;
    try {
      wrong = Outcome(site);
    } catch (const std::exception& error) {
      wrong = std::string("exception: ") + error.what();
    }
    if (wrong.empty() || ++failures_ > 40) return;
    std::cout << fmt::format("# {} × {}: {}\n", site, text,
                             ShowControls(std::string_view(wrong).substr(0, 300)));
  }

  std::vector<HostileText> texts_;
  Outputs outputs_;
  MemoryFileSystem files_;
  std::map<std::string, Document> documents_;
  TemplateSet templates_;
  TemplateSet source_templates_;
  std::set<std::string> late_;  ///< Places whose texts are refused only where they are written.
  std::size_t part_;
  std::size_t places_ = 0;
  int tried_ = 0;
  int refused_ = 0;
  int failures_ = 0;
};

/// Puts `count` values in place of GREETING of the definition in `folder`, and in `meant` as `env
/// -0` would print them.
int WriteValues(std::size_t count, const std::string& folder, const std::string& meant) {
  // A definition refuses tabs and byte order marks in values.
  std::vector<std::string> values = EnvironmentValues(2 * count);
  std::erase_if(values, [](const std::string& value) {
    return HasControl(value) || value.find("\ufeff") != std::string::npos;
  });
  values.resize(count);
  std::string defaults = "default_config:";
  std::string environment;
  std::ofstream list(meant, std::ios::binary);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string name = fmt::format("VALUE_{:04}", i);
    defaults += fmt::format("\n  {}: {}", name, Quoted(values[i]));
    environment += fmt::format("{}{}: ${{{}}}", i == 0 ? "" : "\n      ", name, name);
    list << name << "=" << values[i] << '\0';
  }
  DiskFileSystem disk;
  std::string error;
  for (const auto& [file, from, to] :
       {std::tuple("/metadata.yaml", "default_config: {GREETING: hello}", &defaults),
        std::tuple("/docker-compose.yml", "GREETING: ${GREETING}", &environment)}) {
    std::string text;
    if (!disk.Read(folder + file, &text, &error, FileReader::kDefaultLimit) ||
        text.find(from) == std::string::npos ||
        !disk.Write(folder + file, ReplaceAll(text, from, *to), 0644, &error)) {
      std::cout << folder << file << ": " << error << "\n";
      return 1;
    }
  }
  return 0;
}

}  // namespace
}  // namespace container_app::hostile

int main(int argc, char** argv) {
  if (argc == 5 && std::string_view(argv[1]) == "--values") {
    return container_app::hostile::WriteValues(std::stoul(argv[2]), argv[3], argv[4]);
  }
  if (argc != 4 && argc != 5) return 2;
  container_app::hostile::Hostility hostility(argv[2], argv[3],
                                              argc == 5 ? std::stoul(argv[4]) : 1);
  if (!hostility.Load(argv[1])) {
    std::cout << "not ok - the tame definition is rendered\n";
    return 1;
  }
  hostility.TryDocuments();
  hostility.TryFileNames();
  return hostility.Finish();
}

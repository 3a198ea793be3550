// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/case_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "base/text.h"
#include "support/case_patch.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;

std::string TargetOf(const std::string& subject) {
  static const std::map<std::string, std::string> kTargets = {
      {"compose", "docker-compose.yml"},
      {"compose-rules", "docker-compose.yml"},
      {"config", "config.yml"},
  };
  const auto target = kTargets.find(subject);
  return target == kTargets.end() ? "metadata.yaml" : target->second;
}

fs::path BaseDefinition() { return fs::path(SOURCE_DIR) / "tests/support/base-definition"; }

fs::path FolderBeside(const CaseFile& parsed) {
  return fs::path(parsed.path).replace_extension(".d");
}

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// `\n`, `\t`, `\r`, `\\` and `\xNN`.
std::string Unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    if (c == 'x' && i + 2 < text.size()) {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
  }
  return out;
}

/// The first `count` words, and the rest of the line as one more.
std::vector<std::string> Words(std::string_view text, std::size_t count) {
  std::vector<std::string> words;
  text = Trim(text);
  while (!text.empty() && words.size() < count) {
    const std::size_t end = text.find(' ');
    words.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : Trim(text.substr(end));
  }
  if (!text.empty()) words.emplace_back(text);
  return words;
}

bool ParsePlace(std::string_view text, const std::string& target, CaseAssertion* assertion) {
  static const std::regex kPlace("(?:(.+):)?([0-9]+):([0-9]+)");
  std::cmatch match;
  if (!std::regex_match(text.data(), text.data() + text.size(), match, kPlace)) return false;
  assertion->file = match[1].matched ? Unescape(match[1].str()) : target;
  assertion->line = std::stoi(match[2].str());
  assertion->column = std::stoi(match[3].str());
  return true;
}

/// How many words each setup op takes, at least and at most.
struct SetupOp {
  std::string_view name;
  std::size_t least;
  std::size_t most;
};
constexpr std::array<SetupOp, 11> kSetupOps = {{{"with-affixes", 2, 2},
                                                {"with-changelog", 1, 1},
                                                {"with-shared-changelog", 1, 1},
                                                {"with-file", 1, 2},
                                                {"with-executable", 1, 2},
                                                {"with-symlink", 2, 2},
                                                {"with-folder", 1, 1},
                                                {"with-fifo", 1, 1},
                                                {"with-size", 2, 2},
                                                {"without-file", 1, 1},
                                                {"without-folder", 0, 0}}};

bool ParseOp(std::string_view line, CaseFile* parsed, std::string* error) {
  const std::string op = Words(line, 1).empty() ? "" : Words(line, 1).front();
  const std::string_view rest = line.substr(std::min(line.find(op) + op.size(), line.size()));
  if (op == "assert-clean") {
    parsed->clean = true;
    return Trim(rest).empty() || (*error = "assert-clean takes no words", false);
  }
  if (op == "assert-error" || op == "assert-warning") {
    const auto words = Words(rest, 2);
    CaseAssertion assertion;
    assertion.severity = op == "assert-error" ? Severity::kError : Severity::kWarning;
    if (words.size() != 3 || !ParsePlace(words[0], parsed->target, &assertion)) {
      *error = op + " needs [FILE:]LINE:COL RULE TEXT: " + std::string(line);
      return false;
    }
    assertion.rule = words[1];
    assertion.text = words[2];
    parsed->assertions.push_back(assertion);
    return true;
  }
  if (op == "whole") {
    parsed->whole = true;
    return Trim(rest).empty() || (*error = "whole takes no words", false);
  }
  if (op == "without-key") {
    parsed->without_keys.emplace_back(Trim(rest));
    return true;
  }
  for (const SetupOp& known : kSetupOps) {
    if (known.name != op) continue;
    const auto words = Words(rest, known.most > 0 ? known.most - 1 : 0);
    if (words.size() < known.least || words.size() > known.most) {
      *error = "wrong number of words: " + std::string(line);
      return false;
    }
    parsed->setup.push_back({op, words});
    return true;
  }
  *error = "unknown op '" + op + "'";
  return false;
}

bool WriteFile(const fs::path& path, const std::string& content, unsigned mode) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
  return chmod(path.c_str(), mode) == 0;
}

void FillUp(const fs::path& path, std::size_t size) {
  std::string text = ReadAll(path);
  while (text.size() + 80 < size) text += "#" + std::string(78, '.') + "\n";
  if (text.size() < size) text += "#" + std::string(size - text.size() - 1, '.');
  std::ofstream(path, std::ios::binary) << text;
}

bool Apply(const CaseSetup& setup, const fs::path& folder) {
  const auto& words = setup.words;
  if (setup.op == "with-affixes" || setup.op.ends_with("-changelog")) return true;  // no files
  if (setup.op == "without-folder") return fs::remove_all(folder) > 0;
  const fs::path path = folder / Unescape(words[0]);
  if (setup.op == "with-file" || setup.op == "with-executable") {
    return WriteFile(path, words.size() > 1 ? Unescape(words[1]) : "",
                     setup.op == "with-file" ? 0644 : 0755);
  }
  if (setup.op == "without-file") return fs::remove_all(path) > 0;
  if (setup.op == "with-size") {
    std::size_t size = 0;
    std::from_chars(words[1].data(), words[1].data() + words[1].size(), size);
    return FillUp(path, size), fs::file_size(path) == size;
  }
  fs::create_directories(path.parent_path());
  if (setup.op == "with-symlink") return symlink(words[1].c_str(), path.c_str()) == 0;
  if (setup.op == "with-folder") return fs::create_directories(path);
  return setup.op == "with-fifo" && mkfifo(path.c_str(), 0644) == 0;
}

/// Puts the case over the base definition, where it is not a whole file.
bool Patch(CaseFile* parsed, std::string* error) {
  const bool patch = parsed->subject == "metadata" || parsed->subject == "files";
  if (!patch || parsed->whole) {
    if (!patch && parsed->whole) *error = "whole in a folder where each case is a whole file";
    if (!parsed->without_keys.empty()) *error = "without-key in a whole file";
    return error->empty();
  }
  PatchedText patched;
  if (!PatchBase(parsed->text, ReadAll(BaseDefinition() / parsed->target), parsed->without_keys,
                 &patched, error)) {
    return false;
  }
  if (!patched.changed && parsed->setup.empty() && !fs::is_directory(FolderBeside(*parsed))) {
    *error = "changes nothing of the base definition";
    return false;
  }
  parsed->text = patched.text;
  parsed->own_lines = patched.case_lines;
  parsed->base_lines = patched.base_lines;
  return true;
}

}  // namespace

bool ParseCase(const std::string& path, const std::string& text, CaseFile* parsed,
               std::string* error) {
  // Anything that looks like an op but would be passed over as a comment.
  static const std::regex kNearlyOp("\\s*#+\\s*!?((assert|with|without)-.*|whole\\s*)");
  const fs::path file(path);
  parsed->path = path;
  parsed->subject = file.parent_path().filename().string();
  parsed->rule = file.stem().string().substr(0, file.stem().string().find("--"));
  parsed->target = TargetOf(parsed->subject);
  parsed->text = text;
  for (const std::string_view line : Split(text, '\n')) {
    if (line.starts_with("## ")) {
      if (!ParseOp(line.substr(3), parsed, error)) return false;
    } else if (std::regex_match(line.begin(), line.end(), kNearlyOp)) {
      *error = "an op starts with '## ' at the first column: " + std::string(line);
      return false;
    }
  }
  if (parsed->clean == !parsed->assertions.empty()) {
    *error = parsed->clean ? "assert-clean beside findings" : "asserts nothing";
    return false;
  }
  return Patch(parsed, error);
}

std::vector<std::string> FindCases(const std::vector<std::string>& subjects) {
  std::vector<std::string> paths;
  for (const std::string& subject : subjects) {
    const fs::path folder = fs::path(SOURCE_DIR) / "tests/cases" / subject;
    if (!fs::is_directory(folder)) continue;
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.is_regular_file()) paths.push_back(entry.path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

bool MakeDefinition(const CaseFile& parsed, const std::string& folder, std::string* error) {
  const auto copy = fs::copy_options::recursive | fs::copy_options::overwrite_existing |
                    fs::copy_options::copy_symlinks;
  fs::copy(BaseDefinition(), folder, copy);
  WriteFile(fs::path(folder) / parsed.target, parsed.text, 0644);
  const fs::path beside = FolderBeside(parsed);
  if (fs::is_directory(beside)) fs::copy(beside, folder, copy);
  for (const CaseSetup& setup : parsed.setup) {
    if (Apply(setup, folder)) continue;
    *error = setup.op + " failed";
    return false;
  }
  return true;
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/env_file.h"

#include <fmt/format.h>

#include "base/text.h"
#include "import/rules.h"

namespace container_app {
namespace {

/// The text of a value in double quotes.
std::string Unescaped(std::string_view text) {
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      value += text[i];
      continue;
    }
    const char c = text[++i];
    if (c == 'n') {
      value += '\n';
    } else if (c == 't') {
      value += '\t';
    } else {
      if (c != '"' && c != '\\' && c != '$') value += '\\';
      value += c;
    }
  }
  return value;
}

/// The end of a value in double quotes that begins at 0, or npos.
std::size_t ClosingQuote(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text.front()) {
      return i;
    }
  }
  return std::string_view::npos;
}

class Reader {
 public:
  Reader(const SourceFile& file, std::vector<EnvironmentLine>* lines, Diagnostics* diagnostics)
      : file_(file), lines_(lines), diagnostics_(diagnostics) {}

  bool Read() {
    const ErrorMark errors(*diagnostics_);
    const std::vector<std::string_view> all = Split(file_.text, '\n');
    std::string comment;
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::string_view line = Trim(all[i]);
      if (i == 0 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      if (line.starts_with('#')) {
        const std::string_view words =
            Trim(line.substr(std::min(line.find_first_not_of('#'), line.size())));
        comment += (comment.empty() || words.empty() ? "" : " ") + std::string(words);
        continue;
      }
      if (!line.empty()) i = ReadLine(all, i, line, comment);
      comment.clear();
    }
    return errors.none();
  }

 private:
  /// The index of the line that it ends in.
  std::size_t ReadLine(const std::vector<std::string_view>& all, std::size_t index,
                       std::string_view line, const std::string& comment) {
    const int number = static_cast<int>(index) + 1;
    if (line.starts_with("export ")) line = Trim(line.substr(7));
    const std::size_t equals = line.find_first_of("=:");
    EnvironmentLine entry;
    entry.comment = comment;
    entry.name = Trim(line.substr(0, equals));
    if (!IsIdentifier(entry.name) && entry.name.find(' ') != std::string::npos) {
      diagnostics_->Report({&file_, number, 1}, kImportEnvLine,
                           fmt::format("'{}' is no name of a variable", ShowControls(entry.name)),
                           "write NAME=value, or begin the line with '#'");
      return index;
    }
    if (equals == std::string_view::npos) return index;  // Passed on from the environment.
    std::string value(Trim(line.substr(equals + 1)));
    if (value.starts_with('"') || value.starts_with('\'')) {
      std::size_t end = ClosingQuote(value);
      while (end == std::string::npos && index + 1 < all.size()) {
        value += "\n" + std::string(all[++index]);
        end = ClosingQuote(value);
      }
      if (end == std::string::npos) {
        diagnostics_->Report({&file_, number, 1}, kImportEnvLine,
                             fmt::format("the quote of '{}' is never closed", entry.name),
                             "close it");
        return index;
      }
      entry.literal = value.front() == '\'';
      const std::string inner = value.substr(1, end - 1);
      entry.value = entry.literal ? inner : Unescaped(inner);
    } else {
      entry.value = Trim(std::string_view(value).substr(0, value.find(" #")));
      if (entry.value.starts_with('#')) entry.value.clear();
    }
    lines_->push_back(std::move(entry));
    return index;
  }

  const SourceFile& file_;
  std::vector<EnvironmentLine>* lines_;
  Diagnostics* diagnostics_;
};

}  // namespace

bool ReadEnvironmentFile(const SourceFile& file, std::vector<EnvironmentLine>* lines,
                         Diagnostics* diagnostics) {
  return Reader(file, lines, diagnostics).Read();
}

}  // namespace container_app

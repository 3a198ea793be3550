// SPDX-License-Identifier: GPL-2.0-or-later
#include "template/shell_context.h"

#include <string>
#include <vector>

namespace container_app {
namespace {

constexpr std::string_view kWordBreaks = " \t\n;&|()";

/// Reads a script from left to right (POSIX.1-2017, XCU 2.2 "Quoting" and 2.7.4 "Here-Document").
class Scanner {
 public:
  explicit Scanner(std::string_view script) : script_(script) {}

  ShellContext Scan() {
    while (at_ < script_.size()) Step();
    return context_;
  }

 private:
  void Step() {
    switch (context_) {
      case ShellContext::kUnquoted:
        StepUnquoted();
        return;
      case ShellContext::kSingleQuoted:
        CloseAt('\'', /*escapes=*/false);
        return;
      case ShellContext::kDoubleQuoted:
        CloseAt('"', /*escapes=*/true);
        return;
      case ShellContext::kBackquoted:
        CloseAt('`', /*escapes=*/true);
        return;
      case ShellContext::kComment:
        if (script_[at_] == '\n') context_ = ShellContext::kUnquoted;
        // The newline itself may begin a here-document.
        if (context_ == ShellContext::kComment) ++at_;
        return;
      case ShellContext::kHereDocument:
        StepHereDocument();
        return;
    }
  }

  void StepUnquoted() {
    const char c = script_[at_];
    if (c == '\\') {
      at_ += 2;
    } else if (c == '\'') {
      Enter(ShellContext::kSingleQuoted);
    } else if (c == '"') {
      Enter(ShellContext::kDoubleQuoted);
    } else if (c == '`') {
      Enter(ShellContext::kBackquoted);
    } else if (c == '#' && AtWordBegin()) {
      Enter(ShellContext::kComment);
    } else if (script_.substr(at_).starts_with("<<<")) {
      at_ += 3;
    } else if (script_.substr(at_).starts_with("<<")) {
      at_ += 2;
      ReadDelimiter();
    } else {
      ++at_;
      if (c == '\n' && !delimiters_.empty()) context_ = ShellContext::kHereDocument;
    }
  }

  bool AtWordBegin() const {
    return at_ == 0 || kWordBreaks.find(script_[at_ - 1]) != std::string_view::npos;
  }

  void Enter(ShellContext context) {
    context_ = context;
    ++at_;
  }

  void CloseAt(char end, bool escapes) {
    if (escapes && script_[at_] == '\\') {
      at_ += 2;
      return;
    }
    if (script_[at_] == end) context_ = ShellContext::kUnquoted;
    ++at_;
  }

  /// The word after `<<` or `<<-`, without its quotes.
  void ReadDelimiter() {
    if (at_ < script_.size() && script_[at_] == '-') ++at_;
    while (at_ < script_.size() && (script_[at_] == ' ' || script_[at_] == '\t')) ++at_;
    std::string delimiter;
    while (at_ < script_.size() && kWordBreaks.find(script_[at_]) == std::string_view::npos) {
      const char c = script_[at_++];
      if (c != '\'' && c != '"' && c != '\\') delimiter += c;
    }
    delimiters_.push_back(delimiter);
  }

  /// One line of a here-document, or its beginning at the end of the script.
  void StepHereDocument() {
    const std::size_t end = script_.find('\n', at_);
    if (end == std::string_view::npos) {
      at_ = script_.size();
      return;
    }
    std::string_view line = script_.substr(at_, end - at_);
    while (line.starts_with('\t')) line.remove_prefix(1);
    if (line == delimiters_.front()) delimiters_.erase(delimiters_.begin());
    if (delimiters_.empty()) context_ = ShellContext::kUnquoted;
    at_ = end + 1;
  }

  std::string_view script_;
  std::size_t at_ = 0;
  ShellContext context_ = ShellContext::kUnquoted;
  std::vector<std::string> delimiters_;  ///< Of the here-documents that are still to come.
};

}  // namespace

ShellContext ShellContextAtEnd(std::string_view script) { return Scanner(script).Scan(); }

}  // namespace container_app

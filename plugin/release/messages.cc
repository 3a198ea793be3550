// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/messages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace container_app {
namespace {

constexpr std::size_t kSurelyHash = 7;  // git shortens to no fewer by default
constexpr std::size_t kShortestHash = 4;
constexpr std::size_t kLongestHash = 64;  // SHA-256

bool IsType(std::string_view text) {
  const std::string lower = LowerCase(text);
  return !lower.empty() && std::all_of(lower.begin(), lower.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '-' || IsDigit(c);
  });
}

/// One blank between words, no line breaks, all in lower case.
std::string Flat(std::string_view text) {
  std::string flat;
  for (const char c : LowerCase(text)) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) flat += c;
    if (blank && !flat.empty() && flat.back() != ' ') flat += ' ';
  }
  return flat;
}

/// The hexadecimal word at the start; empty for another word.
std::string_view HexAt(std::string_view text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789abcdef"), text.size());
  const bool ends = end == text.size() || !(std::isalnum(static_cast<unsigned char>(text[end])));
  return ends && end <= kLongestHash ? text.substr(0, end) : std::string_view();
}

bool HasDigit(std::string_view text) { return std::any_of(text.begin(), text.end(), IsDigit); }

/// Adds what follows `phrase` each time: a hash, or several with `,` and `and` between them.
void AddHashes(std::string_view flat, std::string_view phrase, std::vector<std::string>* hashes) {
  for (std::size_t at = flat.find(phrase); at != std::string_view::npos;
       at = flat.find(phrase, at + 1)) {
    std::string_view rest = flat.substr(at + phrase.size());
    if (rest.starts_with('s')) rest.remove_prefix(1);
    for (bool first = true;; first = false) {
      while (rest.starts_with(' ') || rest.starts_with(',') || rest.starts_with('<')) {
        rest.remove_prefix(1);
      }
      if (!first && rest.starts_with("and ")) rest.remove_prefix(4);
      const std::string_view word = HexAt(rest);
      // Short words of these letters are English, too: "dead", "added".
      const bool is_hash =
          first ? word.size() >= kSurelyHash || (word.size() >= kShortestHash && HasDigit(word))
                : word.size() >= kSurelyHash && HasDigit(word);
      if (!is_hash) break;
      if (std::find(hashes->begin(), hashes->end(), word) == hashes->end()) {
        hashes->emplace_back(word);
      }
      rest.remove_prefix(word.size());
    }
  }
}

std::string_view DigitsAt(std::string_view text) {
  return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
}

/// `reverts owner/name#12` and `reverts merge request group/name!12`.
void AddRequests(std::string_view flat, std::vector<std::string>* requests) {
  constexpr std::string_view kPhrase = "reverts ";
  for (std::size_t at = flat.find(kPhrase); at != std::string_view::npos;
       at = flat.find(kPhrase, at + 1)) {
    std::string_view rest = flat.substr(at + kPhrase.size());
    for (const std::string_view words : {"merge request ", "pull request "}) {
      if (rest.starts_with(words)) rest.remove_prefix(words.size());
    }
    const std::string_view word = rest.substr(0, rest.find(' '));
    const std::size_t mark = word.find_first_of("#!");
    if (mark == std::string_view::npos) continue;
    const std::string_view number = DigitsAt(word.substr(mark + 1));
    if (!number.empty()) requests->emplace_back(number);
  }
}

/// A line of a body as a subject: without what lists and indentation put before it.
std::string_view LineAsSubject(std::string_view line) {
  line = Trim(line);
  if (line.starts_with("* ") || line.starts_with("- ")) line = Trim(line.substr(2));
  return line;
}

}  // namespace

std::string_view SubjectOf(std::string_view message) {
  return Trim(message.substr(0, message.find('\n')));
}

Level LevelOfMessage(std::string_view message) {
  for (const std::string_view line : Split(message, '\n')) {
    if (line.starts_with("BREAKING CHANGE: ") || line.starts_with("BREAKING-CHANGE: ")) {
      return Level::kMajor;
    }
  }
  const std::string_view subject = message.substr(0, message.find('\n'));
  const std::size_t colon = subject.find(": ");
  if (colon == std::string_view::npos) return Level::kNone;
  std::string_view type = subject.substr(0, colon);
  const bool marked = type.ends_with('!');
  if (marked) type.remove_suffix(1);
  if (type.ends_with(')')) type = type.substr(0, type.find('('));
  if (!IsType(type)) return Level::kNone;
  if (marked) return Level::kMajor;
  const std::string name = LowerCase(type);
  return name == "feat" ? Level::kMinor : name == "fix" ? Level::kPatch : Level::kNone;
}

LeveledSubject LevelOfBody(std::string_view message) {
  LeveledSubject highest;
  std::vector<std::string> reverted;  // Subjects that a later line takes back.
  auto lines = Split(message, '\n');
  lines.erase(lines.begin());
  std::reverse(lines.begin(), lines.end());
  for (const std::string_view whole : lines) {
    const std::string_view line = LineAsSubject(whole);
    const auto found = std::find(reverted.begin(), reverted.end(), line);
    if (found != reverted.end()) {
      reverted.erase(found);
      continue;
    }
    constexpr std::string_view kRevert = "Revert \"";
    if (line.starts_with(kRevert) && line.size() > kRevert.size() && line.ends_with('"')) {
      reverted.emplace_back(line.substr(kRevert.size(), line.size() - kRevert.size() - 1));
    }
    const Level level = LevelOfMessage(line);
    // The first of them is named, and the lines come the other way round.
    if (level < highest.level || level == Level::kNone) continue;
    highest = {level, std::string(line)};
  }
  return highest;
}

Reverted WhatIsReverted(std::string_view message) {
  Reverted reverted;
  const std::string flat = Flat(message);
  const std::string_view subject = SubjectOf(message);
  reverted.by_subject = subject.starts_with("Revert \"") || subject.starts_with("Reapply \"");
  AddHashes(flat, "this reverts commit", &reverted.hashes);
  if (reverted.hashes.empty()) AddRequests(flat, &reverted.requests);
  return reverted;
}

bool IsOfRequest(std::string_view message, std::string_view number) {
  const std::string_view subject = SubjectOf(message);
  if (subject.starts_with(fmt::format("Merge pull request #{} ", number))) return true;
  for (const char mark : {'#', '!'}) {
    if (subject.ends_with(fmt::format("({}{})", mark, number))) return true;
  }
  const std::string flat = Flat(message);
  const std::size_t see = flat.rfind("see merge request ");
  if (see == std::string::npos) return false;
  const std::string_view word = std::string_view(flat).substr(see);
  const std::size_t mark = word.find('!');
  return mark != std::string_view::npos && DigitsAt(word.substr(mark + 1)) == number;
}

std::vector<std::string> CherryPickedFrom(std::string_view message) {
  std::vector<std::string> hashes;
  AddHashes(Flat(message), "(cherry picked from commit", &hashes);
  return hashes;
}

}  // namespace container_app

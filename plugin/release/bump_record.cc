// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/bump_record.h"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>

#include "base/text.h"

namespace container_app {
namespace {

constexpr std::string_view kRecordHead = "container-app release journal 1\n";
constexpr std::string_view kEnd = "end\n";

bool TakeNumber(std::string_view text, std::size_t* number) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return code == std::errc() && end == text.data() + text.size();
}

bool TakeBytes(std::string_view* text, std::size_t length, std::string* bytes) {
  if (text->size() < length) return false;
  *bytes = std::string(text->substr(0, length));
  text->remove_prefix(length);
  return true;
}

bool ParseChange(std::string_view* text, FileChange* change) {
  const std::size_t end = text->find('\n');
  if (end == std::string_view::npos) return false;
  const std::vector<std::string_view> words = Split(text->substr(0, end), ' ');
  text->remove_prefix(end + 1);
  std::size_t numbers[4] = {};
  if (words.size() != 4) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    if (!TakeNumber(words[i], &numbers[i])) return false;
  }
  change->existed = numbers[0] == 1;
  return TakeBytes(text, numbers[1], &change->path) &&
         TakeBytes(text, numbers[2], &change->before) &&
         TakeBytes(text, numbers[3], &change->after);
}

}  // namespace

std::string FormatBumpRecord(const std::vector<FileChange>& changes) {
  std::string out(kRecordHead);
  for (const FileChange& change : changes) {
    out += fmt::format("{} {} {} {}\n", change.existed ? 1 : 0, change.path.size(),
                       change.before.size(), change.after.size());
    out.append(change.path).append(change.before).append(change.after);
  }
  return out.append(kEnd);
}

bool ParseBumpRecord(std::string_view text, std::vector<FileChange>* changes) {
  changes->clear();
  if (!text.starts_with(kRecordHead)) return false;
  text.remove_prefix(kRecordHead.size());
  while (text != kEnd) {
    if (!ParseChange(&text, &changes->emplace_back())) return false;
  }
  return true;
}

}  // namespace container_app

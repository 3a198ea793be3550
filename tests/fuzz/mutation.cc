// SPDX-License-Identifier: GPL-2.0-or-later
#include "fuzz/mutation.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "base/text.h"

namespace container_app::fuzz {
namespace {

/// No reader takes a file of more than 1 MiB; texts stay near what people write, and fast to read.
constexpr std::size_t kLargest = std::size_t{1} << 17;

struct Stretch {
  std::size_t begin = 0;
  std::size_t length = 0;
};

Stretch AnyStretch(const std::string& text, Dice* dice) {
  const std::size_t begin = dice->Below(text.size() + 1);
  return {begin, std::min(dice->Length(), text.size() - begin)};
}

/// A whole line with its line end.
Stretch AnyLine(const std::string& text, Dice* dice) {
  const std::size_t at = dice->Below(text.size());
  const std::size_t before = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find('\n', begin), text.size() - 1);
  return text.empty() ? Stretch{} : Stretch{begin, end + 1 - begin};
}

/// A value: what follows `: ` or `- `, to the end of the line.
Stretch AnyValue(const std::string& text, Dice* dice) {
  const Stretch line = AnyLine(text, dice);
  const std::size_t end = line.begin + line.length;
  std::size_t at = text.find(": ", line.begin);
  if (at >= end) at = text.find("- ", line.begin);
  if (at >= end) return line;
  return {at + 2, end - std::min(end, at + 3)};
}

void ChangeByte(Dice* dice, std::string* text) {
  if (text->empty()) return;
  char& byte = (*text)[dice->Below(text->size())];
  byte = dice->OneIn(2) ? static_cast<char>(byte ^ (1 << dice->Below(8)))
                        : static_cast<char>(dice->Below(256));
}

void Repeat(Dice* dice, std::string* text) {
  const Stretch stretch = AnyStretch(*text, dice);
  const std::string part = text->substr(stretch.begin, std::min<std::size_t>(stretch.length, 100));
  std::string many;
  for (std::size_t i = dice->Length(); i > 0; --i) many += part;
  text->insert(stretch.begin, many);
}

/// The indentation decides what a line is.
void Indent(Dice* dice, std::string* text) {
  const Stretch line = AnyLine(*text, dice);
  const std::size_t blanks = text->find_first_not_of(' ', line.begin);
  if (dice->OneIn(2) || blanks == line.begin || blanks == std::string::npos) {
    text->insert(line.begin, 1 + dice->Below(4), ' ');
  } else {
    text->erase(line.begin, 1 + dice->Below(blanks - line.begin));
  }
}

void MoveLine(const std::string& from, Dice* dice, std::string* text) {
  const Stretch line = AnyLine(from, dice);
  text->insert(AnyLine(*text, dice).begin, from.substr(line.begin, line.length));
}

void ReplaceValue(const std::string& value, Dice* dice, std::string* text) {
  const Stretch stretch = AnyValue(*text, dice);
  text->replace(stretch.begin, stretch.length, value);
}

/// What is YAML still, mostly: it has to get behind the parser.
void ChangeGently(const std::vector<std::string>& words, const std::string& other, Dice* dice,
                  std::string* text) {
  const Stretch value = AnyValue(other, dice);
  const Stretch line = AnyLine(*text, dice);
  switch (dice->Below(8)) {
    case 0:
      text->erase(line.begin, line.length);
      return;
    case 1:
    case 2:
    case 3:
      return ReplaceValue(other.substr(value.begin, value.length), dice, text);
    default:
      return ReplaceValue("'" + ReplaceAll(dice->Of(words), "'", "''") + "'", dice, text);
  }
}

void MutateOnce(const std::vector<std::string>& words, const std::string& other, Dice* dice,
                std::string* text) {
  const Stretch stretch = AnyStretch(*text, dice);
  switch (dice->Below(12)) {
    case 0:
      return ChangeByte(dice, text);
    case 1:
      text->erase(stretch.begin, stretch.length);
      return;
    case 2:
      text->insert(stretch.begin, dice->Of(words));
      return;
    case 3:
      text->replace(stretch.begin, stretch.length, dice->Of(words));
      return;
    case 4:
      return Repeat(dice, text);
    case 5:
      return Indent(dice, text);
    case 6:
      return MoveLine(*text, dice, text);
    case 7:
      return MoveLine(other, dice, text);
    case 8: {
      const Stretch line = AnyLine(*text, dice);
      text->erase(line.begin, line.length);
      return;
    }
    case 9: {
      const Stretch value = AnyValue(other, dice);
      return ReplaceValue(other.substr(value.begin, value.length), dice, text);
    }
    default:
      return ReplaceValue(dice->Of(words), dice, text);
  }
}

}  // namespace

void Mutate(const std::vector<std::string>& words, const std::string& other, Dice* dice,
            std::string* text) {
  const bool gently = dice->OneIn(2);
  for (std::size_t i = 1 + dice->Below(dice->OneIn(5) ? 16 : 2); i > 0; --i) {
    (gently ? ChangeGently : MutateOnce)(words, other, dice, text);
    if (text->size() > kLargest) text->resize(kLargest);
  }
}

}  // namespace container_app::fuzz

// SPDX-License-Identifier: GPL-2.0-or-later
// Implements yaml/scan.h: Mask() and Unmask().
#include "yaml/scan.h"
#include "yaml/source.h"

namespace container_app::yaml {
namespace {

// Not 0x04, which is yaml-cpp's own sign for the end of the text.
constexpr char kWord = '\x01';
constexpr char kQuestionMark = '\x02';

/// Digits that have no meaning in YAML.
constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

void AppendWord(std::size_t number, std::string* text) {
  *text += kWord;
  do {
    *text += kDigits[number % kDigits.size()];
    number /= kDigits.size();
  } while (number > 0);
}

std::size_t NumberOf(std::string_view word) {
  std::size_t number = 0;
  for (std::size_t i = word.size(); i > 1; --i) {
    number = number * kDigits.size() + kDigits.find(word[i - 1]);
  }
  return number;
}

}  // namespace

std::string Mask(const SourceFile& file, Layout* layout) {
  std::string source(WithoutMark(file));
  for (const std::uint32_t offset : layout->masked) {
    source[offset] = source[offset] == '?' ? kQuestionMark : '\t';
  }
  // yaml-cpp would add the blanks at the end to a folded text.
  if (layout->end < source.size()) source.resize(layout->end);
  std::string text;
  text.reserve(source.size());
  std::size_t copied = 0;
  for (Skimmed& skimmed : layout->skimmed) {
    text.append(source, copied, skimmed.spot.offset - copied);
    AppendWord(static_cast<std::size_t>(&skimmed - layout->skimmed.data()), &text);
    skimmed.masked_end = static_cast<std::uint32_t>(text.size());
    copied = skimmed.spot.offset + skimmed.length;
  }
  text.append(source, copied);
  return text;
}

bool Unmask(const SourceFile& file, const Layout& layout, std::string* text) {
  if (!text->empty() && text->front() == kWord) {
    const Skimmed& skimmed = layout.skimmed[NumberOf(*text)];
    *text = WithoutMark(file).substr(skimmed.spot.offset, skimmed.length);
    return true;
  }
  for (std::size_t at = text->find(kQuestionMark); at != std::string::npos;
       at = text->find(kQuestionMark, at + 1)) {
    (*text)[at] = '?';
  }
  return false;
}

}  // namespace container_app::yaml

// SPDX-License-Identifier: GPL-2.0-or-later
#include "render/description.h"

#include "base/text.h"

namespace container_app {
namespace {

void AppendWords(std::string_view line, std::string* text) {
  for (std::string_view word : Split(line, ' ')) {
    word = Trim(word);
    if (word.empty()) continue;
    if (!text->empty()) *text += ' ';
    *text += word;
  }
}

}  // namespace

std::vector<Paragraph> SplitParagraphs(std::string_view long_description) {
  std::vector<Paragraph> paragraphs;
  bool open = false;  // the last paragraph goes on
  for (const std::string_view line : Split(long_description, '\n')) {
    const std::string_view text = Trim(line);
    const bool item = text.starts_with("- ") || text.starts_with("* ");
    if (text.empty()) {
      open = false;
      continue;
    }
    if (item) {
      if (paragraphs.empty() || paragraphs.back().items.empty()) paragraphs.emplace_back();
      paragraphs.back().items.emplace_back();
      AppendWords(text.substr(2), &paragraphs.back().items.back());
      open = true;
      continue;
    }
    const bool in_list = open && !paragraphs.back().items.empty();
    if (in_list && (line.front() == ' ' || line.front() == '\t')) {
      AppendWords(text, &paragraphs.back().items.back());
      continue;
    }
    if (!open || in_list) paragraphs.emplace_back();
    AppendWords(text, &paragraphs.back().text);
    open = true;
  }
  return paragraphs;
}

}  // namespace container_app

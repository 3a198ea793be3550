// SPDX-License-Identifier: GPL-2.0-or-later
// Fills the frame of container-app-definition(5) from the tables the readers and rules work with,
// so that the manual cannot say anything else than the program does.
//
// definition-manual FRAME OUTPUT: a line of FRAME that is @METADATA_KEYS@, @CONFIG_KEYS@,
// @LOCK_KEYS@ or @RULES@ is replaced by mdoc(7) text.
#include <fmt/format.h>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "app/image_lock.h"
#include "app/keys.h"
#include "base/files.h"
#include "base/text.h"
#include "check/check.h"
#include "package/rules.h"

namespace container_app {
namespace {

/// Code point of the UTF-8 character at `at`, which is moved past it. The tables are well-formed.
unsigned NextCodePoint(std::string_view text, std::size_t* at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte((*at)++);
  if (first < 0x80) return first;
  unsigned code = first < 0xE0 ? first & 0x1F : first < 0xF0 ? first & 0x0F : first & 0x07;
  while (*at < text.size() && (byte(*at) & 0xC0) == 0x80) code = code << 6 | (byte((*at)++) & 0x3F);
  return code;
}

/// `text` as roff shows it letter by letter; backquotes become single quotes.
std::string Roff(std::string_view text) {
  std::string out;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size();) {
    const unsigned code = NextCodePoint(text, &at);
    switch (code) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      case '`':
        quoted = !quoted;
        out += quoted ? "\\(oq" : "\\(cq";
        break;
      default:
        out += code < 0x80 ? std::string(1, static_cast<char>(code))
                           : fmt::format("\\[u{:04X}]", code);
    }
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

/// A sentence on a line of its own, with a full stop.
std::string Sentence(std::string_view text) {
  return fmt::format("{}{}\n", Roff(text), text.ends_with('.') ? "" : ".");
}

std::string SectionName(const KeyTable& table) { return "Keys of " + Roff(table.path); }

/// What the key's value has to look like, or nothing.
std::string FormSentence(const Key& key) {
  if (key.value.type == KeyType::kStringMap) {
    std::string text;
    if (!key.form.words.empty()) text = Sentence(fmt::format("Each name is {}", key.form.words));
    if (!key.form.values.empty()) {
      text += Sentence(fmt::format("Each value is one of {}", fmt::join(key.form.values, ", ")));
    }
    return text;
  }
  const std::string_view subject =
      key.value.type == KeyType::kStringList ? "Each item is" : "It is";
  if (!key.form.values.empty()) {
    return Sentence(fmt::format("{} one of {}", subject, fmt::join(key.form.values, ", ")));
  }
  if (!key.form.words.empty()) return Sentence(fmt::format("{} {}", subject, key.form.words));
  if (key.form.minimum == INT64_MIN) return "";
  return Sentence(fmt::format("{} {} to {}", subject, key.form.minimum, key.form.maximum));
}

std::string KeyText(const Key& key) {
  std::string text =
      fmt::format(".It Ic {} Pq {}{}\n", Roff(key.name), TypeWords(key.value.type).in_manual,
                  key.required ? ", required" : "");
  text += Sentence(key.doc);
  text += FormSentence(key);
  const std::string initial = DefaultOf(key);
  if (!initial.empty()) text += Sentence(fmt::format("Default: {}", initial));
  if (!key.form.rule.id.empty()) text += fmt::format(".Bq {}\n", Roff(key.form.rule.id));
  const KeyTable* mapping = key.value.mapping;
  if (mapping) text += fmt::format("See\n.Sx {} .\n", SectionName(*mapping));
  return text;
}

/// The keys of `table`, then the tables below it, each a section of its own.
std::string KeysText(const KeyTable& table) {
  std::string text = ".Bl -tag -width Ds\n";
  for (const Key& key : table.keys) text += KeyText(key);
  text += ".El\n";
  if (table.others == OtherKeys::kAllowed) text += "Other keys are allowed and kept.\n";
  for (const Key& key : table.keys) {
    if (!key.value.mapping) continue;
    const KeyTable& below = *key.value.mapping;
    text += fmt::format(".Ss {}\n", SectionName(below)) + KeysText(below);
  }
  return text;
}

std::string RulesText() {
  std::map<std::string_view, const Rule*> rules;
  for (const Rule* rule : DefinitionRules()) rules[rule->id] = rule;
  for (const Rule* rule : kOpinionRules) rules[rule->id] = rule;
  std::string text = ".Bl -tag -width Ds\n";
  for (const auto& [id, rule] : rules) {
    text += fmt::format(".It Sy {} Pq {}\n", Roff(id),
                        rule->severity == Severity::kWarning ? "warning" : "error");
    text += Sentence(rule->says);
  }
  return text + ".El\n";
}

int Fill(const char* frame_path, const char* output_path) {
  DiskFileSystem disk;
  FileSystem& files = disk;
  std::string frame;
  std::string error;
  std::string out;
  if (!files.Read(frame_path, &frame, &error)) {
    fmt::print(stderr, "definition-manual: {}: {}\n", frame_path, error);
    return 1;
  }
  std::string_view rest = frame;
  if (rest.ends_with('\n')) rest.remove_suffix(1);
  for (const std::string_view line : Split(rest, '\n')) {
    if (line == "@METADATA_KEYS@") {
      out += KeysText(kMetadataKeys);
    } else if (line == "@CONFIG_KEYS@") {
      out += KeysText(kConfigKeys);
    } else if (line == "@LOCK_KEYS@") {
      out += KeysText(kImageLockKeys);
    } else if (line == "@RULES@") {
      out += RulesText();
    } else {
      out.append(line).append("\n");
    }
  }
  if (files.Write(output_path, out, 0644, &error)) return 0;
  fmt::print(stderr, "definition-manual: {}: {}\n", output_path, error);
  return 1;
}

}  // namespace
}  // namespace container_app

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: definition-manual FRAME OUTPUT\n");
    return 2;
  }
  return container_app::Fill(argv[1], argv[2]);
}

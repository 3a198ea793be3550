// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/compose_place.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "yaml/document.h"

namespace container_app {
namespace {

/// `text` without `.`, brackets and quotes in front: what stands between the names of a path.
std::string_view WithoutSeparators(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(".[]'\""), text.size()));
  return text;
}

/// Whether `text` begins with the whole word `name`.
bool BeginsWithName(std::string_view text, std::string_view name) {
  return !name.empty() && text.starts_with(name) &&
         (text.size() == name.size() ||
          (!IsWordCharacter(text[name.size()]) && text[name.size()] != '-'));
}

/// Follows `path` from `node` as far as there are such keys and items. The number of them in
/// `steps`.
Place Follow(const yaml::Node& node, std::string_view path, int* steps) {
  path = WithoutSeparators(path);
  if (node.is_mapping()) {
    const yaml::Entry* longest = nullptr;  // Names may contain a dot.
    for (const yaml::Entry& entry : node.entries) {
      const bool fits = BeginsWithName(path, entry.key.text);
      if (fits && (!longest || entry.key.text.size() > longest->key.text.size())) longest = &entry;
    }
    if (!longest) return node.place;
    ++*steps;
    int further = 0;
    const Place place = Follow(longest->value, path.substr(longest->key.text.size()), &further);
    *steps += further;
    return further > 0 ? place : longest->key.place;
  }
  std::size_t index = 0;
  const char* end = path.data() + path.size();
  const auto [rest, error] = std::from_chars(path.data(), end, index);
  if (!node.is_sequence() || error != std::errc() || index >= node.items.size()) return node.place;
  ++*steps;
  return Follow(node.items[index], {rest, static_cast<std::size_t>(end - rest)}, steps);
}

/// The place of a path in the message, from `services` or another of the top on.
std::optional<Place> PathInMessage(const yaml::Node& root, std::string_view message) {
  std::optional<Place> best;
  int most = 1;  // `services` alone tells nothing.
  for (const std::string_view top : {"services", "networks", "volumes", "secrets", "configs"}) {
    for (std::size_t at = message.find(top); at != std::string_view::npos;
         at = message.find(top, at + 1)) {
      const std::size_t after = at + top.size();
      const bool begins = at == 0 || !IsWordCharacter(message[at - 1]);
      if (!begins || after >= message.size() || (message[after] != '.' && message[after] != '['))
        continue;
      int steps = 0;
      const Place place = Follow(root, message.substr(at), &steps);
      if (steps > most) {
        most = steps;
        best = place;
      }
    }
  }
  return best;
}

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::string_view word : Split(text, ' ')) {
    const std::size_t begin = word.find_first_not_of("\"'`,:;()");
    if (begin == std::string_view::npos) continue;
    words.push_back(word.substr(begin, word.find_last_not_of("\"'`,:;()") - begin + 1));
  }
  return words;
}

/// Calls `see` with each key and scalar below `node`.
void Visit(const yaml::Node& node, const std::function<void(const yaml::Node&)>& see) {
  if (node.is_scalar()) see(node);
  for (const yaml::Node& item : node.items) Visit(item, see);
  for (const yaml::Entry& entry : node.entries) {
    see(entry.key);
    Visit(entry.value, see);
  }
}

/// Whether a scalar is the word, or has it between colons and the like: `"80:99999"`.
bool Holds(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !IsWordCharacter(text[at - 1]);
    if (begins && BeginsWithName(text.substr(at), word)) return true;
  }
  return false;
}

/// The place of a service that the message names, or of a word behind the name that is in it.
std::optional<Place> ServiceInMessage(const yaml::Node& root, std::string_view message) {
  const yaml::Node* services = root.Find("services");
  if (!services) return std::nullopt;
  for (const yaml::Entry& service : services->entries) {
    const std::string& name = service.key.text;
    for (const std::string& form :
         {"service " + name, "service \"" + name + "\"", "service '" + name + "'", ": " + name}) {
      const std::size_t at = message.find(form);
      const std::size_t after = at + form.size();
      if (at == std::string_view::npos ||
          (after < message.size() && (IsWordCharacter(message[after]) || message[after] == '-'))) {
        continue;
      }
      std::optional<Place> place;
      for (const std::string_view word : Words(message.substr(after))) {
        if (place) break;
        Visit(service.value, [&](const yaml::Node& node) {
          const std::string_view text = node.text;
          if (!place && text.substr(0, text.find(':')) == word) place = node.place;
        });
      }
      return place.value_or(service.key.place);
    }
  }
  return std::nullopt;
}

/// The place of the last word, where it is in the file once.
std::optional<Place> ValueInMessage(const yaml::Node& root, std::string_view message) {
  const std::vector<std::string_view> words = Words(message);
  // Shorter ones are in a file by chance.
  if (words.empty() || words.back().size() < 3) return std::nullopt;
  std::optional<Place> place;
  int count = 0;
  Visit(root, [&](const yaml::Node& node) {
    if (!Holds(node.text, words.back())) return;
    place = node.place;
    ++count;
  });
  return count == 1 ? place : std::nullopt;
}

}  // namespace

Place PlaceInCompose(const SourceFile& file, std::string_view message) {
  yaml::Node root;
  Diagnostics unused;
  if (yaml::Parse(file, &root, &unused) && yaml::ResolveMergeKeys(&root, &unused)) {
    for (const auto find : {PathInMessage, ServiceInMessage, ValueInMessage}) {
      if (const std::optional<Place> place = find(root, message)) return *place;
    }
  }
  return {&file, 0, 0};
}

}  // namespace container_app

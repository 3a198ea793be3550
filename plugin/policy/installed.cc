// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/installed.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace container_app {
namespace {

/// Of names only `root` is the same number everywhere.
bool ParseId(std::string_view text, std::optional<unsigned>* id) {
  if (text == "root") {
    *id = 0;
    return true;
  }
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // 2^32-1 means "no user" to chown(2).
  if (error != std::errc() || end != text.data() + text.size() || value == ~0u) return false;
  *id = value;
  return true;
}

}  // namespace

std::optional<std::string> Installed::Variable(std::string_view name) const {
  if (const NamedValue* value = definition_->Setting(name)) {
    return value->value.value;
  }
  if (name == "CONTAINER_DATA_ROOT") return names_.data;
  if (name == "CONTAINER_SECRETS_ROOT" && definition_->metadata.HasSecretFiles()) {
    return names_.secrets;
  }
  return std::nullopt;
}

std::optional<std::string> Installed::Text(std::string_view text) const {
  const VariableLookup variable = [this](std::string_view name) { return Variable(name); };
  std::string result;
  std::string error;
  if (!Interpolate(text, variable, &result, &error)) return std::nullopt;
  return result;
}

std::optional<std::string> Installed::KnownText(std::string_view text) const {
  return IsKnown(text) ? Text(text) : std::nullopt;
}

/// `${NAME:-word}` has a value without NAME, and then `word` has to be known; a plain `${NAME}`
/// would silently become nothing.
bool Installed::IsKnown(std::string_view text) const {
  std::vector<VariableUse> uses;
  std::string error;
  if (!FindVariables(text, {}, &uses, &error)) return false;
  return std::all_of(uses.begin(), uses.end(), [this](const VariableUse& use) {
    if (use.nested) return true;  // looked at with the word that holds it
    const auto value = Variable(use.name);
    const bool set = value && !(use.empty_counts_as_unset && value->empty());
    switch (use.form) {
      case VariableUse::Form::kPlain:
        return value.has_value();
      case VariableUse::Form::kDefault:
        return set || IsKnown(use.word);
      case VariableUse::Form::kAlternative:
        return !set || IsKnown(use.word);
      case VariableUse::Form::kRequired:
        return set;
    }
    return false;
  });
}

std::optional<std::string> Installed::BindSource(const ComposeMount& mount) const {
  const auto path = KnownText(mount.source);
  if (!path || !path->starts_with('/') || HasControl(*path)) return std::nullopt;
  const auto parts = Split(*path, '/');
  if (std::find(parts.begin(), parts.end(), "..") != parts.end()) return std::nullopt;
  return NormalisedPath(*path);
}

std::optional<Owner> Installed::User(const ComposeService& service) const {
  const auto user = Text(service.user.value);
  if (!user) return std::nullopt;
  Owner owner;
  if (user->empty() || *user == ":") return owner;
  const auto parts = Split(*user, ':');
  if (parts.size() > 2 || !ParseId(parts[0], &owner.uid)) return std::nullopt;
  if (parts.size() == 2 && !ParseId(parts[1], &owner.gid)) return std::nullopt;
  return owner;
}

std::string NormalisedPath(std::string_view path) {
  std::string out;
  for (const std::string_view part : Split(path, '/')) {
    if (!part.empty() && part != ".") out.append("/").append(part);
  }
  return out.empty() ? "/" : out;
}

bool IsAtOrBelow(std::string_view path, std::string_view folder) {
  return path == folder || folder == "/" ||
         (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

}  // namespace container_app

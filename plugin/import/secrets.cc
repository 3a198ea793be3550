// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/context.h: passwords and keys of the source never get into the definition.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms.h"
#include "base/text.h"
#include "check/rules.h"
#include "import/context.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {

void AddSecret(const ImportContext& context, const std::string& name, bool is_file) {
  Draft* draft = context.draft;
  for (DraftSecret& secret : draft->secrets) {
    if (secret.name != name) continue;
    secret.is_file = secret.is_file || is_file;
    secret.is_variable = secret.is_variable || !is_file;
    return;
  }
  const VariableHint* hint = context.Hint(name);
  DraftSecret secret;
  secret.name = name;
  secret.is_file = is_file;
  secret.is_variable = !is_file;
  if (hint) {
    secret.hex = hint->hex;
    secret.length = hint->length;
  }
  draft->secrets.push_back(secret);
}

namespace {

class SecretMaker {
 public:
  explicit SecretMaker(const ImportContext& context) : context_(context) {}

  void Make() {
    WriteOutAddresses();
    untold_ = FindUntoldPasswords(context_);
    MarkVariables();
    context_.ForEachService([&](const std::string& service, yaml::Node* node) {
      EditPairs(FindNode(node, "environment"), [&](const std::string& name, std::string* value) {
        if (untold_.entries.contains({service, name})) return;
        if (IsSecretName(name)) Replace(service, name, value);
      });
    });
    context_.ForEachService([&](const std::string&, yaml::Node* node) {
      EditPairs(FindNode(node, "environment"), [&](const std::string& name, std::string* value) {
        ReplaceInAddress(name, value);
      });
      for (const std::string_view key : {"command", "entrypoint", "healthcheck"}) {
        yaml::Node* found = FindNode(node, key);
        if (!found) continue;
        ForEachScalar(found, [&](yaml::Node* scalar) {
          std::string text = scalar->text;
          ReplaceInAddress(std::string(key), &text);
          if (text != scalar->text) *scalar = TextNode(text);
          ReplaceInCommand(scalar);
        });
      }
    });
  }

 private:
  /// Addresses with a password do not become settings: they are written where they are used, with
  /// a variable for the password.
  void WriteOutAddresses() {
    ForEachScalar(&context_.foreign->compose, [&](yaml::Node* scalar) {
      const std::string text = ReplaceReferences(scalar->text, [&](const Reference& reference) {
        std::string value = context_.Value(reference.name).value_or("");
        if (value.empty() && reference.operation.ends_with('-')) value = reference.word;
        const std::size_t scheme = value.find("://");
        const bool address = scheme != std::string::npos &&
                             FindOutside(value, '@', scheme) != std::string::npos &&
                             FindOutside(value, ':', scheme + 3) < value.find('@', scheme);
        return address ? value : reference.text;
      });
      if (text != scalar->text) *scalar = TextNode(text);
    });
  }

  /// Variables with the name of a secret, wherever they are used.
  void MarkVariables() {
    ForEachScalar(&context_.foreign->compose, [&](yaml::Node* scalar) {
      const std::string text = ReplaceReferences(scalar->text, [&](const Reference& reference) {
        const VariableHint* hint = context_.Hint(reference.name);
        const bool wanted = hint && hint->secret;
        if (untold_.variables.contains(reference.name)) return reference.text;
        if (!wanted && !IsSecretName(reference.name)) return reference.text;
        if (hint && (hint->asked || (!hint->secret && !hint->label.empty()))) {
          return Asked(reference);
        }
        return Secret(reference);
      });
      if (text != scalar->text) *scalar = TextNode(text);
    });
  }

  /// One that people type in.
  std::string Asked(const Reference& reference) {
    AddAsked(reference.name);
    return "${" + reference.name + "}";
  }

  std::string Secret(const Reference& reference) {
    if (reference.operation.ends_with('+')) return reference.text;
    const std::string name =
        IsFieldId(reference.name) ? reference.name : VariableName(reference.name);
    const auto value = context_.Value(reference.name);
    if (IsIssuedName(UpperCase(reference.name))) {
      AddAsked(name);
    } else if (IsSwitch(value.value_or(reference.word))) {
      return reference.text;
    } else {
      AddSecret(context_, name);
      if (value && !value->empty()) by_value_.emplace(*value, name);
      if (reference.operation.ends_with('-') && !reference.word.empty()) {
        by_value_.emplace(reference.word, name);
      }
    }
    return "${" + name + "}";
  }

  static bool IsSwitch(const std::string& value) {
    const std::string lower = LowerCase(value);
    return lower == "true" || lower == "false" || lower == "yes" || lower == "no" ||
           lower == "on" || lower == "off";
  }

  /// A field that starts empty: only somebody else can say the value.
  void AddAsked(const std::string& name) {
    if (context_.draft->Field(name)) return;
    DraftField field;
    field.id = name;
    field.type = "password";
    context_.draft->fields.push_back(field);
  }

  void Replace(const std::string& service, const std::string& name, std::string* value) {
    if (IsNoValue(*value) || IsSwitch(*value)) return;
    if (value->find('$') != std::string::npos) {
      *value = ReplaceReferences(*value, [&](const Reference& reference) {
        const bool bare = reference.text == *value;
        return bare && !context_.draft->HasSecret(reference.name) ? Secret(reference)
                                                                  : reference.text;
      });
      return;
    }
    const std::string id = VariableName(name);
    if (IsIssuedName(UpperCase(name))) {
      AddAsked(id);
      *value = "${" + id + "}";
      return;
    }
    *value = "${" + NameFor(service, id, *value) + "}";
  }

  /// The secret that has this value in the source; a new one where none has.
  std::string NameFor(const std::string& service, const std::string& id, const std::string& value) {
    const auto found = by_value_.find(value);
    if (found != by_value_.end()) return found->second;
    std::string name = id;
    if (context_.draft->HasSecret(name) || context_.draft->Field(name)) {
      name = context_.FreeVariable(VariableName(service + "_" + id));
    }
    AddSecret(context_, name);
    by_value_.emplace(value, name);
    return name;
  }

  /// `scheme://user:password@host`
  void ReplaceInAddress(const std::string& name, std::string* value) {
    const std::size_t scheme = value->find("://");
    if (scheme == std::string::npos) return;
    const std::size_t start = scheme + 3;
    const std::size_t at = FindOutside(*value, '@', start);
    const std::size_t colon = FindOutside(*value, ':', start);
    if (at == std::string::npos || colon == std::string::npos || colon > at) return;
    if (value->find_first_of("/?# ", start) < colon) return;
    const std::string password = value->substr(colon + 1, at - colon - 1);
    if (password.empty()) return;
    std::string with = password;
    if (password.find('$') == std::string::npos) {
      with = "${" + NameFor("", VariableName(name + "_PASSWORD"), password) + "}";
    } else {
      with = ReplaceReferences(password, [&](const Reference& reference) {
        return context_.draft->HasSecret(reference.name) ? "${" + reference.name + "}"
                                                         : Secret(reference);
      });
    }
    value->replace(colon + 1, password.size(), with);
  }

  /// A password of a command line, where it is one that stands in the environment, too.
  void ReplaceInCommand(yaml::Node* scalar) {
    for (const auto& [value, name] : by_value_) {
      if (value.size() < 4) continue;
      for (const std::string_view before :
           {"requirepass ", "requirepass=", "password=", "password ", "PASSWORD=", "-p", "-a "}) {
        const std::string wanted = std::string(before) + value;
        const std::size_t at = scalar->text.find(wanted);
        if (at == std::string::npos) continue;
        const std::size_t end = at + wanted.size();
        const bool ends =
            end == scalar->text.size() ||
            std::string_view(" '\"\t\n;|&)").find(scalar->text[end]) != std::string_view::npos;
        if (!ends) continue;
        scalar->text.replace(at + before.size(), value.size(), "${" + name + "}");
        scalar->plain = false;
      }
      if (scalar->text == value && value.size() >= 8) *scalar = TextNode("${" + name + "}");
    }
  }

  const ImportContext& context_;
  UntoldPasswords untold_;                       ///< They stay what they are.
  std::map<std::string, std::string> by_value_;  ///< Values of the source, and their secrets.
};

}  // namespace

void MakeSecrets(const ImportContext& context) { SecretMaker(context).Make(); }

}  // namespace container_app

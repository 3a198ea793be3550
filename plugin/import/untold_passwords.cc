// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/context.h: passwords that programs of the app know without being told.
#include <fmt/format.h>

#include "app/forms.h"
#include "base/text.h"
#include "check/rules.h"
#include "import/context.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {
namespace {

/// What names of hosts, and passwords, have beside the characters of words.
constexpr std::string_view kOfNames = "-.";

/// A password, not a key or a token; and not that of a root whom only the service itself knows,
/// because its clients have a user of their own.
bool IsLogin(const std::string& name, const yaml::Node* environment) {
  const std::string upper = UpperCase(name);
  if (upper.find("PASS") == upper.npos && upper.find("PWD") == upper.npos) return false;
  const std::size_t root = upper.find("ROOT_PASS");
  return root == upper.npos || !HasPair(environment, name.substr(0, root) + "USER");
}

/// The value that stands in the Compose file itself: a text, or a variable's own default; the name
/// of the variable goes to `variable`.
std::string WrittenValue(const ImportContext& context, const std::string& text,
                         std::string* variable = nullptr) {
  if (text.find('$') == text.npos) return text;
  std::string value;
  const std::string rest = ReplaceReferences(text, [&](const Reference& reference) {
    if (reference.operation.ends_with('-') && !context.Value(reference.name)) {
      value = reference.word;
      if (variable) *variable = reference.name;
    }
    return std::string();
  });
  return rest.empty() && value.find('$') == value.npos ? value : "";
}

/// What other services say of `service`: whether they name it as a host, and know the password.
struct Known {
  bool host = false;
  bool password = false;
};

Known KnownToOthers(const ImportContext& context, const std::string& service,
                    const std::string& password) {
  Known known;
  const auto look = [&](const std::string& text) {
    known.host = known.host || HasWord(text, service, kOfNames);
    known.password = known.password || text.find(":" + password + "@") != text.npos;
  };
  context.ForEachService([&](const std::string& name, yaml::Node* node) {
    if (name == service) return;
    EditPairs(FindNode(node, "environment"), [&](const std::string& key, std::string* value) {
      look(*value);
      if (IsSecretName(key) && WrittenValue(context, *value) == password) known.password = true;
    });
    for (const std::string_view key : {"command", "entrypoint", "healthcheck"}) {
      if (yaml::Node* found = FindNode(node, key)) {
        ForEachScalar(found, [&](yaml::Node* scalar) {
          look(scalar->text);
          known.password = known.password || HasWord(scalar->text, password, kOfNames);
        });
      }
    }
  });
  return known;
}

}  // namespace

UntoldPasswords FindUntoldPasswords(const ImportContext& context) {
  UntoldPasswords untold;
  context.ForEachService([&](const std::string& service, yaml::Node* node) {
    if (FindNode(node, "ports")) return;
    yaml::Node* environment = FindNode(node, "environment");
    EditPairs(environment, [&](const std::string& name, std::string* value) {
      if (!IsSecretName(name) || !IsLogin(name, environment)) return;
      std::string variable;
      const std::string password = WrittenValue(context, *value, &variable);
      if (password.empty()) return;
      const Known known = KnownToOthers(context, service, password);
      if (!known.host || known.password) return;
      untold.entries.emplace(service, name);
      if (!variable.empty()) untold.variables.insert(variable);
      context.draft->Say(Topic::kPassword, fmt::format("{} ({})", name, service));
    });
  });
  return untold;
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/context.h: variables of the Compose file become fields of config.yml.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms.h"
#include "base/text.h"
#include "check/rules.h"
#include "import/context.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {
namespace {

struct KnownVariable {
  std::string_view name;
  std::string_view value;
  std::string_view label;
};
constexpr KnownVariable kKnown[] = {
    {"TZ", "Etc/UTC", "Time zone"},
    {"PUID", "1000", "Number of the user who owns the files"},
    {"PGID", "1000", "Number of the group that owns the files"},
    {"UID", "1000", "Number of the user"},
    {"GID", "1000", "Number of the group"},
    {"UMASK", "022", "Permissions taken away from new files"},
};

const KnownVariable* FindKnown(std::string_view name) {
  const auto end = std::end(kKnown);
  const auto found = std::find_if(std::begin(kKnown), end,
                                  [&](const KnownVariable& one) { return one.name == name; });
  return found == end ? nullptr : found;
}

/// `DB_USER` as `DB user`.
std::string LabelOf(std::string_view name) {
  static constexpr std::string_view kShort[] = {
      "DB",  "URL", "API",  "ID",    "IP",  "SSL", "TLS",  "SMTP", "DNS", "VPN",
      "JWT", "UI",  "HTTP", "HTTPS", "SQL", "PHP", "LDAP", "OIDC", "TZ",  "MQTT"};
  std::string label;
  for (const std::string_view part : Split(name, '_')) {
    if (part.empty()) continue;
    const bool keep = std::find(std::begin(kShort), std::end(kShort), part) != std::end(kShort);
    std::string word = keep ? std::string(part) : LowerCase(part);
    if (label.empty() && !keep) word = UpperCase(word.substr(0, 1)) + word.substr(1);
    label += (label.empty() ? "" : " ") + word;
  }
  return label.empty() ? std::string(name) : label;
}

bool IsWholeNumber(std::string_view text) {
  return !text.empty() && text.size() < 10 && (text == "0" || text.front() != '0') &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string TypeOf(const std::string& id, const std::string& value) {
  const std::string lower = LowerCase(value);
  if (IsSecretName(id) || IsIssuedName(id)) return "password";
  if (lower == "true" || lower == "false") return "boolean";
  if (IsWholeNumber(value)) return "integer";
  return value.starts_with('/') && value.size() > 1 ? "path" : "string";
}

class Asker {
 public:
  explicit Asker(const ImportContext& context) : context_(context) {}

  void Ask() {
    ForEachScalar(&context_.foreign->compose, [&](yaml::Node* scalar) { AskOne(scalar); });
    // Keys may hold references, too, which stay as they are.
    for (const DraftSecret& secret : context_.draft->secrets) {
      if (secret.is_variable && IsFieldId(secret.name)) AddSecretField(secret.name);
    }
    for (DraftField& field : context_.draft->fields) Complete(&field);
  }

 private:
  void AskOne(yaml::Node* scalar) {
    const std::string text = Rewritten(scalar->text);
    if (text == scalar->text) return;
    scalar->text = text;
    scalar->plain = false;
  }

  std::string Rewritten(const std::string& text) {
    return ReplaceReferences(text, [&](const Reference& reference) { return AskFor(reference); });
  }

  /// Makes a field, and returns what the reference becomes.
  std::string AskFor(const Reference& reference) {
    const std::string& name = reference.name;
    if (name == "CONTAINER_DATA_ROOT" || name == "CONTAINER_SECRETS_ROOT" ||
        context_.draft->HasSecret(name) || context_.draft->Field(name)) {
      return reference.text;
    }
    const auto value = ValueFor(reference);
    const bool reserved = IsReservedVariable(name) || name == "HOME" || name == "PWD";
    if (!IsFieldId(name) || reserved) return Inline(reference, value.value_or(""));
    if (value && value->find('$') != std::string::npos) {
      return Inline(reference, Rewritten(*value));
    }
    DraftField field;
    field.id = name;
    field.value = value.value_or("");
    if (!value && reference.operation.ends_with('?')) field.required = true;
    if (!value && reference.operation.empty()) context_.draft->Say(Topic::kNoValue, name);
    context_.draft->fields.push_back(field);
    return reference.text;
  }

  std::optional<std::string> ValueFor(const Reference& reference) const {
    auto given = context_.Value(reference.name);
    const bool counts = given && !(given->empty() && reference.operation.starts_with(':'));
    if (counts && !given->empty()) return given;
    if (reference.operation.ends_with('-')) return reference.word;
    if (const KnownVariable* known = FindKnown(reference.name)) return std::string(known->value);
    return given;
  }

  static std::string Inline(const Reference& reference, const std::string& value) {
    if (!reference.operation.empty() && !reference.operation.ends_with('?')) return reference.text;
    return fmt::format("${{{}:-{}}}", reference.name, value);
  }

  void AddSecretField(const std::string& name) {
    if (DraftField* field = context_.draft->Field(name)) {
      field->secret = true;
      field->value.clear();
      return;
    }
    DraftField field;
    field.id = name;
    field.type = "password";
    field.secret = true;
    context_.draft->fields.push_back(field);
  }

  void Complete(DraftField* field) const {
    const VariableHint* hint = context_.Hint(field->id);
    if (hint) {
      if (field->label.empty()) field->label = hint->label;
      if (field->description.empty()) field->description = hint->description;
      if (field->type == "string" && !hint->type.empty()) field->type = hint->type;
      field->required = field->required || (hint->required && field->type != "password");
      field->options = hint->options;
      if (!field->minimum) field->minimum = hint->minimum;
      if (!field->maximum) field->maximum = hint->maximum;
    }
    if (const KnownVariable* known = FindKnown(field->id); known && field->label.empty()) {
      field->label = known->label;
    }
    if (field->label.empty()) field->label = LabelOf(field->id);
    if (field->type == "string") field->type = TypeOf(field->id, field->value);
    Fit(field);
  }

  /// What the value does not fit is left out: the value is what runs.
  static void Fit(DraftField* field) {
    const auto& options = field->options;
    const bool listed = std::find(options.begin(), options.end(), field->value) != options.end();
    if (field->type == "enum" && (options.empty() || (!field->value.empty() && !listed))) {
      field->type = "string";
      field->options.clear();
    }
    if (field->type == "integer" && !field->value.empty() && !IsWholeNumber(field->value)) {
      field->type = "string";
    }
    const std::string lower = LowerCase(field->value);
    if (field->type == "boolean" && !lower.empty() && lower != "true" && lower != "false") {
      field->type = "string";
    }
    if (field->type == "integer" && !field->value.empty()) {
      const long value = std::stol(field->value);
      if (field->minimum && value < *field->minimum) field->minimum.reset();
      if (field->maximum && value > *field->maximum) field->maximum.reset();
    } else if (field->type != "integer") {
      field->minimum.reset();
      field->maximum.reset();
    }
    if (field->type == "password" && !field->secret) field->value.clear();
  }

  const ImportContext& context_;
};

}  // namespace

void AskForVariables(const ImportContext& context) { Asker(context).Ask(); }

}  // namespace container_app

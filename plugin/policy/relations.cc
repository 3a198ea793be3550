// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/relations.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/key_rules.h"
#include "deb/relation.h"

namespace container_app {
namespace {

// `docker compose` is version 2; a docker-compose 1.x has a program of its own and no plugin.
constexpr const char* kRuntime[] = {
    // The lowest version that reads the app.conf of today.
    "container-app-runtime (>= 0.2.0)",
    "docker-compose (>= 2) | docker-compose-plugin",
    "docker-cli | docker.io (<< 26.1.4+dfsg1-7~) | docker-ce-cli",
    "docker.io (>= 20.10) | docker-ce (>= 20.10)",
};

class Field {
 public:
  Field(const Affixes& affixes, Diagnostics* diagnostics)
      : affixes_(affixes), diagnostics_(diagnostics) {}

  void Make(std::string_view name, const std::vector<Located<std::string>>& declared,
            std::vector<std::string>* items) {
    for (const Located<std::string>& text : declared) Add(name, text, items);
  }

 private:
  void Add(std::string_view name, const Located<std::string>& text,
           std::vector<std::string>* items) {
    std::string expanded;
    std::string reason;
    RelationItem item;
    if (!ExpandAtReferences(text.value, affixes_.prefix, affixes_.suffix, &expanded, &reason) ||
        !ParseRelationItem(expanded, &item, &reason)) {
      diagnostics_->Report(
          text.place, kRelationRule,
          fmt::format("'{}' in '{}' is not a relation: {}", text.value, name, reason),
          "write it as 'name (>= 1.0) | other', one relation an item");
      return;
    }
    const std::string canonical = FormatRelationItem(item);
    if (std::find(items->begin(), items->end(), canonical) == items->end()) {
      items->push_back(canonical);
    }
  }

  const Affixes& affixes_;
  Diagnostics* diagnostics_;
};

}  // namespace

bool MakeRelations(const Metadata& metadata, const Affixes& affixes, const Attachment& attachment,
                   Relations* relations, Diagnostics* diagnostics) {
  Field field(affixes, diagnostics);
  relations->depends.assign(std::begin(kRuntime), std::end(kRuntime));
  relations->depends.insert(relations->depends.end(), attachment.depends.begin(),
                            attachment.depends.end());
  relations->breaks = attachment.breaks;
  const ErrorMark errors(*diagnostics);
  field.Make("depends", metadata.depends, &relations->depends);
  field.Make("recommends", metadata.recommends, &relations->recommends);
  field.Make("suggests", metadata.suggests, &relations->suggests);
  field.Make("provides", metadata.provides, &relations->provides);
  field.Make("conflicts", metadata.conflicts, &relations->conflicts);
  field.Make("breaks", metadata.breaks, &relations->breaks);
  return errors.none();
}

}  // namespace container_app

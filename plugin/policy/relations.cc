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

  bool Make(std::string_view name, const std::vector<Located<std::string>>& declared,
            std::vector<std::string>* items) {
    bool good = true;
    for (const Located<std::string>& text : declared) {
      good = Add(name, text, items) && good;
    }
    return good;
  }

 private:
  bool Add(std::string_view name, const Located<std::string>& text,
           std::vector<std::string>* items) {
    std::string expanded;
    std::string reason;
    RelationItem item;
    if (!ExpandAtReferences(text.value, affixes_.prefix, affixes_.suffix, &expanded, &reason) ||
        !ParseRelationItem(expanded, &item, &reason)) {
      return diagnostics_->Report(
          text.place, kRelationRule,
          fmt::format("'{}' in '{}' is not a relation: {}", text.value, name, reason),
          "write it as 'name (>= 1.0) | other', one relation an item");
    }
    const std::string canonical = FormatRelationItem(item);
    if (std::find(items->begin(), items->end(), canonical) == items->end()) {
      items->push_back(canonical);
    }
    return true;
  }

  const Affixes& affixes_;
  Diagnostics* diagnostics_;
};

}  // namespace

bool MakeRelations(const Metadata& metadata, const Affixes& affixes, Relations* relations,
                   Diagnostics* diagnostics) {
  Field field(affixes, diagnostics);
  relations->depends.assign(std::begin(kRuntime), std::end(kRuntime));
  bool good = field.Make("depends", metadata.depends, &relations->depends);
  good = field.Make("recommends", metadata.recommends, &relations->recommends) && good;
  good = field.Make("suggests", metadata.suggests, &relations->suggests) && good;
  good = field.Make("provides", metadata.provides, &relations->provides) && good;
  good = field.Make("conflicts", metadata.conflicts, &relations->conflicts) && good;
  return field.Make("breaks", metadata.breaks, &relations->breaks) && good;
}

}  // namespace container_app

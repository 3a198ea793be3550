// SPDX-License-Identifier: GPL-2.0-or-later
// The shape of a value of the compose file: its types, its keys, what its texts have to be. The
// tables of shapes follow the schema of the Compose Specification as Compose 2.26 has it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/compose_forms.h"
#include "app/compose_text_kind.h"
#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app {

struct ComposeMember;

struct ComposeShape {
  enum Type : unsigned {
    kNull = 1,
    kBoolean = 2,
    kInteger = 4,
    kDecimal = 8,
    kText = 16,
    kList = 32,
    kMapping = 64,
    kDate = 128
  };
  unsigned types = 0;
  std::string_view wanted = "";                 ///< For people: "a list of strings".
  ComposeTextForm text = {};                    ///< Of texts, and the range of integers.
  std::span<const ComposeMember> members = {};  ///< Of a mapping.
  const ComposeShape* others = nullptr;  ///< Of keys that are no member; none: there are no others.
  const ComposeShape* items = nullptr;   ///< Of a list.
  bool closed = false;                   ///< Keys that begin with x- are not taken either.
  bool unique = false;                   ///< No item of the list is there twice.
};

struct ComposeMember {
  std::string_view key;
  const ComposeShape* shape;
  bool required = false;
};

/// Reports what of `node` is not of the shape. Texts with variables are added to `typed`. False
/// after an error.
bool CheckComposeShape(const yaml::Node& node, const compose_forms::Subject& subject,
                       const ComposeShape& shape, std::vector<ComposeTypedText>* typed,
                       Diagnostics* diagnostics);

}  // namespace container_app

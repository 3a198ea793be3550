// SPDX-License-Identifier: GPL-2.0-or-later
// A case says only what is special in it: its keys of the top level take the place of those of the
// base definition.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace container_app {

struct PatchedText {
  /// The case as it stands, so that its lines keep their numbers, then what is left of the base.
  std::string text;
  int case_lines = 0;           ///< Lines after these are the base's.
  std::vector<int> base_lines;  ///< Their numbers in the file of the base.
  bool changed = false;         ///< It is not the base, comments aside.
};

/// Puts together what `case_text` and `base_text` say; keys named in `without` are left out. The
/// texts are block mappings. False with a sentence in `error` for an edit that changes nothing, and
/// for a case that is not made of keys of the top level.
bool PatchBase(std::string_view case_text, std::string_view base_text,
               const std::vector<std::string>& without, PatchedText* out, std::string* error);

}  // namespace container_app

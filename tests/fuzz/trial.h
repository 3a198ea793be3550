// SPDX-License-Identifier: GPL-2.0-or-later
// One input through everything: read, decide, check, render, and a source package of it.
#pragma once

#include <string>

#include "fuzz/inputs.h"
#include "render/render.h"

namespace container_app::fuzz {

class Trial {
 public:
  /// Loads the templates of the tree. False when the tree is not whole.
  bool Load();

  /// What is wrong with the outcome, empty for nothing. An input may be refused: by findings that
  /// are whole, at places that are there. `rendered` tells whether it was not.
  std::string Run(const Input& input, bool* rendered) const;

 private:
  TemplateSet templates_;
  TemplateSet source_templates_;
};

}  // namespace container_app::fuzz

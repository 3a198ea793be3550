// SPDX-License-Identifier: GPL-2.0-or-later
// Random changes of a text: of bytes, of words and of lines.
#pragma once

#include <string>
#include <vector>

#include "fuzz/dice.h"

namespace container_app::fuzz {

/// Changes `text` in one to a few places. Words come from `words`, lines from `other` too.
void Mutate(const std::vector<std::string>& words, const std::string& other, Dice* dice,
            std::string* text);

}  // namespace container_app::fuzz

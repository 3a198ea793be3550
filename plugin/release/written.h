// SPDX-License-Identifier: GPL-2.0-or-later
// A note of what bumps wrote. It tells a file that a bump wrote from one that was edited by hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/transaction.h"

namespace container_app {

/// True when the note says that a bump wrote this content to `path` last. It compares hashes.
bool WasWritten(std::string_view note, std::string_view path, std::string_view content);

/// The note after those changes.
std::string NoteWritten(std::string_view note, const std::vector<FileChange>& changes);

}  // namespace container_app

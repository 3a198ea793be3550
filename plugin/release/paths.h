// SPDX-License-Identifier: GPL-2.0-or-later
// Which changed files a release has to be made for.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace container_app {

/// True when the last of `patterns` that fits `path` does not begin with `!`. As in gitignore(5): a
/// pattern without `/` is for the name of a file in any folder, one with `/` for the path from the
/// top; `/**` at its end is all below a folder; `*`, `?` and `[…]` are those of fnmatch(3) and
/// never stand for `/`.
bool PathMatches(std::span<const std::string> patterns, std::string_view path);

/// The folder of apps that `path` is in, for a pattern such as `apps/*`; empty when in none.
std::string AppFolderOf(std::string_view pattern, std::string_view path);

}  // namespace container_app

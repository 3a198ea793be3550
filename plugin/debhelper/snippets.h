// SPDX-License-Identifier: GPL-2.0-or-later
// The files in debian/ through which debhelper commands work together. Pure functions from the old
// content of such a file to the new one; each gives the same result when applied twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace container_app {

/// `old_content` of debian/PKG.SCRIPT.debhelper with `body` as this command's section, in place of
/// the one an earlier run has left. A new section goes to the end, or to the top for prerm and
/// postrm, which run in reverse order. An empty `body` removes the section. `version` is the
/// command's own. False with a sentence in `error` when the file is damaged or `body` could end its
/// section early.
bool SetScriptSection(std::string_view old_content, std::string_view script,
                      std::string_view version, std::string_view body, std::string* content,
                      std::string* error);

/// `old_content` of debian/PKG.substvars with `items` added to the variable: `, ` between them,
/// sorted, each once, as Dh_Lib's addsubstvar does. The variable is there afterwards even without
/// items, so that dpkg-gencontrol does not warn of a variable that is used but not defined. False
/// with a sentence in `error` for an item with a line break.
bool MergeSubstvar(std::string_view old_content, std::string_view variable,
                   const std::vector<std::string>& items, std::string* content, std::string* error);

}  // namespace container_app

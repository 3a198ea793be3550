// SPDX-License-Identifier: GPL-2.0-or-later
// Tags that carry a version in a form which the policy does not name.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace container_app {

/// Tags whose names are alike but for the version.
struct TagForm {
  std::string pattern;         ///< As Stable-Tags would name them: `release-{version}`.
  std::string highest;         ///< The one with the highest version.
  std::string version;         ///< That version.
  std::size_t count = 0;       ///< How many tags there are of it.
  bool can_be_raised = false;  ///< Versions are X.Y.Z; of others no next one is known.
};

/// The form of one name. False for a name without version (one number counts after `v` only, or
/// with six digits), and for that of a version before a release: `v1.2.0-rc1`.
bool FormOfTag(std::string_view name, TagForm* form);

/// The forms of all names; first those that can be raised, and of these the ones that name `source`
/// or Debian, then those of more tags.
std::vector<TagForm> FormsOfTags(const std::vector<std::string>& names, std::string_view source);

/// `3 tags carry versions in another form, such as v1.2.3`; how many there are and the highest.
std::string TellForms(const std::vector<TagForm>& forms);

/// What has to be written into the policy, or given as an option, to be told what is released.
std::string FixForms(const std::vector<TagForm>& forms);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// debian/copyright (machine-readable, version 1.0) of a source made of definitions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "package/load.h"
#include "package/source_control.h"
#include "template/values.h"

namespace container_app {

/// A licence as debian/copyright writes it.
struct LicenseText {
  std::string name;  ///< Short name, without blanks.
  std::string text;
};

/// A definition's licence: the value of a `License:` field, and the licences it names.
struct LicenseField {
  std::string expression;  ///< `Expat or GPL-2+`
  std::vector<LicenseText> licenses;
};

/// Turns an SPDX expression of names joined by AND or OR into Debian's names. Anything else becomes
/// the name `other` with the definition's words as its text. Texts come from /usr/share/
/// common-licenses by reference where Debian has them there, else from `templates`.
LicenseField ReadLicense(std::string_view license, const TemplateSet& templates);

/// Values of `templates/source/copyright.mustache`.
Values CopyrightValues(const std::vector<App>& apps, const SourceFacts& facts,
                       const TemplateSet& templates);

}  // namespace container_app

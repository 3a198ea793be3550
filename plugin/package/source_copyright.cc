// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_copyright.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/text.h"

namespace container_app {
namespace {

/// A licence whose text Debian installs in /usr/share/common-licenses (base-files).
struct CommonLicense {
  std::string_view spdx;    ///< Without `-only` or `-or-later`.
  std::string_view debian;  ///< Short name of copyright-format 1.0.
  std::string_view title;
  std::string_view file;
};

constexpr CommonLicense kCommonLicenses[] = {
    {"Apache-2.0", "Apache-2.0", "Apache License, Version 2.0", "Apache-2.0"},
    {"Artistic-1.0", "Artistic", "Artistic License", "Artistic"},
    {"CC0-1.0", "CC0-1.0", "Creative Commons CC0 1.0 Universal", "CC0-1.0"},
    {"GFDL-1.2", "GFDL-1.2", "GNU Free Documentation License, Version 1.2", "GFDL-1.2"},
    {"GFDL-1.3", "GFDL-1.3", "GNU Free Documentation License, Version 1.3", "GFDL-1.3"},
    {"GPL-1.0", "GPL-1", "GNU General Public License, Version 1", "GPL-1"},
    {"GPL-2.0", "GPL-2", "GNU General Public License, Version 2", "GPL-2"},
    {"GPL-3.0", "GPL-3", "GNU General Public License, Version 3", "GPL-3"},
    {"LGPL-2.0", "LGPL-2", "GNU Library General Public License, Version 2", "LGPL-2"},
    {"LGPL-2.1", "LGPL-2.1", "GNU Lesser General Public License, Version 2.1", "LGPL-2.1"},
    {"LGPL-3.0", "LGPL-3", "GNU Lesser General Public License, Version 3", "LGPL-3"},
    {"MPL-1.1", "MPL-1.1", "Mozilla Public License, Version 1.1", "MPL-1.1"},
    {"MPL-2.0", "MPL-2.0", "Mozilla Public License, Version 2.0", "MPL-2.0"},
};

/// SPDX name, Debian's name and the template of the text.
struct FullLicense {
  std::string_view spdx;
  std::string_view debian;
};

constexpr FullLicense kFullLicenses[] = {
    {"MIT", "Expat"},
    {"BSD-2-Clause", "BSD-2-clause"},
    {"BSD-3-Clause", "BSD-3-clause"},
    {"ISC", "ISC"},
};

std::string CommonText(const CommonLicense& license, bool or_later) {
  std::string text = fmt::format(
      "The terms are those of the {}{}. On Debian systems its text is in "
      "/usr/share/common-licenses/{}.",
      license.title, or_later ? " or (at your option) any later version" : "", license.file);
  return Join(Wrap(text, 78), "\n");
}

/// `GPL-3.0+` and `GPL-3.0-or-later` say the same; a bare `GPL-3.0` and `GPL-3.0-only` too.
std::string_view Base(std::string_view name, bool* or_later) {
  *or_later = false;
  for (const std::string_view end : {"-or-later", "+"}) {
    if (!name.ends_with(end)) continue;
    name.remove_suffix(end.size());
    *or_later = true;
    return name;
  }
  if (name.ends_with("-only")) name.remove_suffix(5);
  return name;
}

bool IsLicenseName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsAlphanumeric(c) || c == '.' || c == '+' || c == '-';
  });
}

LicenseText OneLicense(std::string_view name, const TemplateSet& templates) {
  bool or_later = false;
  const std::string_view base = Base(name, &or_later);
  for (const CommonLicense& license : kCommonLicenses) {
    if (license.spdx != base && license.debian != base) continue;
    return {std::string(license.debian) + (or_later ? "+" : ""), CommonText(license, or_later)};
  }
  for (const FullLicense& license : kFullLicenses) {
    if (license.spdx != name && license.debian != name) continue;
    std::string text;
    Diagnostics ignored;
    templates.Render(fmt::format("license-{}", license.debian), Values(), &text, &ignored);
    return {std::string(license.debian), text};
  }
  if (name == "Unknown" || name == "NOASSERTION" || name == "NONE") {
    return {"not-stated", "The definition names no licence. Ask its maintainer for the terms."};
  }
  return {std::string(name),
          fmt::format("The definition names this licence and does not hold its text.\n"
                      "SPDX publishes the texts of licences by these names at\n"
                      "https://spdx.org/licenses/")};
}

void AddLicense(const LicenseText& license, std::vector<LicenseText>* licenses) {
  const bool known = std::any_of(licenses->begin(), licenses->end(), [&](const LicenseText& other) {
    return other.name == license.name;
  });
  if (!known) licenses->push_back(license);
}

/// Files made from all definitions have the licences of all of them.
void AddExpression(const std::string& expression, std::string* all) {
  for (const std::string_view known : Split(*all, ',')) {
    if (known == expression || known == " and " + expression) return;
  }
  *all += (all->empty() ? "" : ", and ") + expression;
}

int Year(std::int64_t timestamp) {
  using namespace std::chrono;
  return static_cast<int>(year_month_day{floor<days>(sys_seconds{seconds{timestamp}})}.year());
}

}  // namespace

LicenseField ReadLicense(std::string_view license, const TemplateSet& templates) {
  LicenseField field;
  bool name_expected = true;
  bool plain = true;
  for (const std::string_view word : Split(Trim(license), ' ')) {
    if (word.empty()) continue;
    if (name_expected) {
      plain = plain && IsLicenseName(word);
      if (!plain) break;
      const LicenseText one = OneLicense(word, templates);
      field.expression += one.name;
      AddLicense(one, &field.licenses);
    } else {
      plain = word == "AND" || word == "OR" || word == "and" || word == "or";
      field.expression += word == "AND" || word == "and" ? " and " : " or ";
    }
    name_expected = !name_expected;
    if (!plain) break;
  }
  if (plain && !name_expected) return field;
  return {"other", {{"other", fmt::format("The definition states: {}", license)}}};
}

Values CopyrightValues(const std::vector<App>& apps, const SourceFacts& facts,
                       const TemplateSet& templates) {
  std::vector<LicenseText> licenses;
  std::vector<Values> files;
  std::string packaging;
  int others = 0;
  for (const App& app : apps) {
    const Metadata& metadata = app.definition.metadata;
    LicenseField field = ReadLicense(metadata.license.value, templates);
    // Each statement that is not an SPDX name becomes a licence of its own.
    if (field.expression == "other" && ++others > 1) {
      field.expression = field.licenses.front().name = fmt::format("other-{}", others);
    }
    for (const LicenseText& license : field.licenses) AddLicense(license, &licenses);
    AddExpression(field.expression, &packaging);
    files.push_back(
        Values()
            .Set("files",
                 apps.size() > 1 ? fmt::format("apps/{}/*", app.plan.names().package) : "*")
            .Set("holder", fmt::format("{} {}", Year(facts.timestamp), metadata.maintainer.value))
            .Set("license", field.expression));
  }
  std::vector<Values> texts;
  for (const LicenseText& license : licenses) {
    texts.push_back(Values().Set("license", license.name).Set("text", license.text));
  }
  const Metadata& first = apps.front().definition.metadata;
  const bool single = apps.size() == 1;
  return Values()
      .Set("upstream_name", single ? first.name.value : facts.name)
      .Set("upstream_contact", facts.maintainer)
      .Set("homepage", single ? first.homepage.value : "")
      .Set("several", !single)
      .Set("packaging_holder", fmt::format("{} {}", Year(facts.timestamp), facts.maintainer))
      .Set("packaging_license", packaging)
      .Set("files", std::move(files))
      .Set("licenses", std::move(texts));
}

}  // namespace container_app

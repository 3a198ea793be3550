// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_overrides.h"

#include <algorithm>
#include <string>

#include "package/source_description.h"

namespace container_app {

// Lintian takes a revision of 1 with a single entry for an upload that someone asked for, and eight
// digits for a date chosen for want of a version. Bookworm's takes the version of the source for
// the package's.
Values OverrideValues(const App& app, std::string_view source_version) {
  const std::string& version = app.plan.version;
  const bool first = version.ends_with("-1");
  const bool date = first && version.size() > 8 &&
                    std::all_of(version.begin(), version.begin() + 8,
                                [](char c) { return c >= '0' && c <= '9'; });
  const bool native_source = source_version.find('-') == std::string_view::npos;
  return Values()
      .Set("recover_unit", app.plan.names().recover_unit)
      .Set("long_line", HasLongLine(DescriptionOf(app).extended))
      .Set("first_revision", first)
      .Set("date_version", date)
      .Set("native_source", native_source && version.find('-') != std::string::npos);
}

}  // namespace container_app

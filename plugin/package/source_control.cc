// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_control.h"

#include <utility>

#include "package/source_description.h"

namespace container_app {
Values ControlValues(const std::vector<App>& apps, const SourceFacts& facts) {
  const Metadata& first = apps.front().definition.metadata;
  std::vector<Values> packages;
  for (const App& app : apps) {
    const Metadata& metadata = app.definition.metadata;
    const Relations& relations = app.plan.relations;
    PackageDescription description = DescriptionOf(app);
    packages.push_back(
        Values()
            .Set("package", app.plan.names().package)
            .Set("architecture", metadata.architecture.value)
            .Set("section", metadata.debian_section.value == first.debian_section.value
                                ? ""
                                : metadata.debian_section.value)
            .Set("homepage", apps.size() > 1 ? metadata.homepage.value : "")
            .Set("recommends", !relations.recommends.empty())
            .Set("suggests", !relations.suggests.empty())
            .Set("provides", !relations.provides.empty())
            .Set("conflicts", !relations.conflicts.empty())
            .Set("breaks", !relations.breaks.empty())
            .Set("synopsis", std::move(description.synopsis))
            .Set("description", std::move(description.extended)));
  }
  return Values()
      .Set("source", facts.name)
      .Set("source_section", first.debian_section.value)
      .Set("maintainer", facts.maintainer)
      .Set("source_homepage", apps.size() == 1 ? first.homepage.value : "")
      .Set("packages", std::move(packages));
}

Values TestsControlValues(const std::vector<App>& apps) {
  std::vector<Values> packages;
  for (const App& app : apps) {
    packages.push_back(Values()
                           .Set("package", app.plan.names().package)
                           .Set("hooks", !app.definition.hooks.empty()));
  }
  return Values().Set("packages", std::move(packages));
}

}  // namespace container_app

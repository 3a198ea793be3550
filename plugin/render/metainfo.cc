// SPDX-License-Identifier: GPL-2.0-or-later
// Implements render/outputs.h.
// AppStream metadata (https://www.freedesktop.org/software/appstream/docs/).
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <climits>

#include "base/text.h"
#include "render/description.h"
#include "render/outputs.h"

namespace container_app {
namespace {

/// `user@my-mail.example.org` → `org.example.my_mail`: who packaged it names the component.
/// AppStream wants the labels of a domain to be names, as those of D-Bus are.
std::string ReversedDomain(std::string_view maintainer) {
  const std::size_t at = maintainer.rfind('@');
  const std::size_t end = maintainer.rfind('>');
  if (at == std::string_view::npos || end == std::string_view::npos || end < at) return "local";
  std::vector<std::string> labels;
  for (const std::string_view label : Split(maintainer.substr(at + 1, end - at - 1), '.')) {
    const bool digit = !label.empty() && label[0] >= '0' && label[0] <= '9';
    labels.push_back(fmt::format("{}{}", digit ? "_" : "", label));
  }
  std::reverse(labels.begin(), labels.end());
  const std::string domain = ReplaceAll(LowerCase(Join(labels, ".")), "-", "_");
  // It becomes part of a file name.
  const bool plain = std::all_of(domain.begin(), domain.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
  return plain ? domain : "local";
}

constexpr std::string_view kEnding = ".metainfo.xml";

/// The file has the name of the component. The domain of a mail address may be too long for that.
std::string Domain(std::string_view maintainer, std::string_view package) {
  const std::string domain = ReversedDomain(maintainer);
  return domain.size() + 1 + package.size() + kEnding.size() <= NAME_MAX ? domain : "local";
}

std::string Date(std::int64_t timestamp) {
  using namespace std::chrono;
  const year_month_day day{floor<days>(sys_seconds{seconds{timestamp}})};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

/// A Debian version without epoch and revision: what software centres show is the app's, not its
/// packaging's.
std::string ReleaseVersion(std::string_view version) {
  version.remove_prefix(version.find(':') + 1);
  return std::string(version.substr(0, version.rfind('-')));
}

/// A licence AppStream can look up. "Unknown" is what converters write when they know none.
std::string ProjectLicense(const std::string& license) {
  return license == "Unknown" ? "" : license;
}

struct SectionCategory {
  std::string_view section;
  std::string_view category;
};

/// Sections of the Debian archive whose main category is no utility.
constexpr SectionCategory kCategories[] = {
    {"admin", "System"},        {"comm", "Network"},        {"database", "Office"},
    {"devel", "Development"},   {"doc", "Education"},       {"editors", "Office"},
    {"education", "Education"}, {"electronics", "Science"}, {"games", "Game"},
    {"graphics", "Graphics"},   {"hamradio", "Science"},    {"httpd", "Network"},
    {"mail", "Network"},        {"math", "Science"},        {"net", "Network"},
    {"news", "Network"},        {"science", "Science"},     {"sound", "AudioVideo"},
    {"text", "Office"},         {"vcs", "Development"},     {"video", "AudioVideo"},
    {"web", "Network"},
};

/// A main category of the desktop menu specification.
std::string_view Category(std::string_view section) {
  for (const SectionCategory& row : kCategories) {
    if (row.section == section) return row.category;
  }
  return "Utility";
}

std::string Address(const WebUi& ui) {
  const int standard = ui.protocol == "https" ? 443 : 80;
  const int port = ui.port ? ui.port->value : standard;
  const std::string suffix = port == standard ? "" : fmt::format(":{}", port);
  return fmt::format("{}://localhost{}{}", ui.protocol, suffix, ui.path);
}

/// AppStream allows no addresses in prose; without the scheme they still tell people where to look.
std::string WithoutSchemes(const std::string& text) {
  return ReplaceAll(ReplaceAll(text, "https://", ""), "http://", "");
}

std::vector<Values> Paragraphs(const Metadata& metadata) {
  std::vector<Paragraph> paragraphs = SplitParagraphs(metadata.long_description.value);
  if (paragraphs.empty()) paragraphs.push_back({metadata.description.value, {}});
  std::vector<Values> list;
  for (const Paragraph& paragraph : paragraphs) {
    std::vector<Values> items;
    for (const std::string& item : paragraph.items)
      items.push_back(Values().Set("item", WithoutSchemes(item)));
    list.push_back(Values()
                       .Set("text", WithoutSchemes(paragraph.text))
                       .Set("list", !paragraph.items.empty())
                       .Set("items", std::move(items)));
  }
  return list;
}

}  // namespace

void RenderMetainfo(const RenderContext& context) {
  const Metadata& metadata = context.metadata();
  const Names& names = context.plan.names();
  // AppStream asks applications and services for a homepage, and applications for an icon.
  const bool web_ui = metadata.web_ui && metadata.web_ui->enabled;
  const bool known = !metadata.homepage.value.empty();
  // Behind a proxy it does not answer on a port of this device, so there is no address to launch.
  const bool web =
      known && web_ui && !context.definition().icon_name.empty() && !context.plan.routing.routed;
  const bool service = known && !web_ui;
  const std::string domain = Domain(metadata.maintainer.value, names.package);
  const std::string& icon = context.definition().icon_name;
  const std::string& maintainer = metadata.maintainer.value;
  Values values;
  const std::string id = fmt::format("{}.{}", domain, names.package);
  values.Set("type", web       ? "web-application"
                     : service ? "service"
                               : "generic")
      .Set("id", id)
      .Set("project_license", ProjectLicense(metadata.license.value))
      .Set("name", metadata.name.value)
      .Set("summary", metadata.description.value)
      .Set("paragraphs", Paragraphs(metadata))
      .Set("homepage", metadata.homepage.value)
      .Set("address", web ? Address(*metadata.web_ui) : "")
      .Set("service", service ? names.unit : "")
      .Set("icon", icon.empty() ? "" : names.package)
      .Set("category", Category(metadata.debian_section.value))
      .Set("developer_id", domain)
      .Set("developer", Trim(std::string_view(maintainer).substr(0, maintainer.find('<'))))
      .Set("version", ReleaseVersion(context.plan.version))
      .Set("date", Date(context.plan.timestamp));
  // AppStream wants the file named after the component.
  context.Add("metainfo.xml", values, fmt::format("/usr/share/metainfo/{}{}", id, kEnding));
}

}  // namespace container_app

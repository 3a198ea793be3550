// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over the icon.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "check/rules.h"

namespace container_app {
namespace {

struct ImageKind {
  std::string_view begin;
  std::string_view name;
};
/// How the files of images begin that people take for another, and of what stands in their place.
constexpr ImageKind kKinds[] = {{"\x89PNG\r\n\x1a\n", "a PNG image"},
                                {"\xff\xd8\xff", "a JPEG image"},
                                {"GIF8", "a GIF image"},
                                {"RIFF", "a WebP image"},
                                {"\x1f\x8b", "compressed"},
                                {"version https://git-lfs", "a pointer of Git LFS"},
                                {"<!DOCTYPE html", "an HTML page"},
                                {"<html", "an HTML page"}};

/// Leaves out what may stand before the root element of an XML document (XML 1.0, §2.8).
std::string_view WithoutProlog(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  for (;;) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    text.remove_prefix(std::min(begin, text.size()));
    std::string_view end;
    if (text.starts_with("<!--")) {
      end = "-->";
    } else if (text.starts_with("<?")) {
      end = "?>";
    } else if (text.starts_with("<!DOCTYPE svg")) {
      end = text.find('[') < text.find('>') ? "]>" : ">";
    } else {
      return text;
    }
    const std::size_t at = text.find(end);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
  }
}

/// `<svg`, or with a prefix of its namespace.
bool IsSvg(std::string_view text) {
  text = WithoutProlog(text);
  if (!text.starts_with('<')) return false;
  std::string_view name = text.substr(1, text.find_first_of(" \t\r\n/>") - 1);
  name.remove_prefix(std::min(name.find(':') + 1, name.size()));
  return name == "svg";
}

/// What the file is, to people; empty when it is what its name says.
std::string WrongKind(std::string_view name, const std::string& content) {
  if (content.empty()) return "empty";
  const bool is_svg = IsSvg(content);
  const bool is_png = content.starts_with(kKinds[0].begin);
  if (name == "icon.svg" ? is_svg : is_png) return "";
  if (is_svg) return "an SVG image";
  for (const ImageKind& kind : kKinds) {
    if (content.starts_with(kind.begin)) return std::string(kind.name);
  }
  return name == "icon.svg" ? "no SVG image" : "no PNG image";
}

void CheckIconMissing(const Rule& rule, const RuleContext& context) {
  const Located<std::string>& icon = context.definition().metadata.icon;
  if (!icon || icon.value.empty() || !context.definition().icon_name.empty()) return;
  const std::string_view what = IsAddress(icon.value)
                                    ? "the icon is only an address, and the folder holds no icon"
                                    : "the folder holds no icon";
  context.diagnostics->Report(
      icon.place, rule, std::string(what),
      "put icon.svg or icon.png beside metadata.yaml: only these are packaged");
}

void CheckIconKind(const Rule& rule, const RuleContext& context) {
  const Definition& definition = context.definition();
  if (definition.icon_name.empty()) return;
  const std::string wrong = WrongKind(definition.icon_name, definition.icon_begin);
  if (wrong.empty()) return;
  const bool is_svg = definition.icon_name == "icon.svg";
  const SourceFile file{definition.folder + "/" + definition.icon_name, ""};
  context.diagnostics->Report({&file, 0, 0}, rule, fmt::format("this is {}", wrong),
                              fmt::format("put {} image here, or none: no program shows this one",
                                          is_svg ? "an SVG" : "a PNG"));
}

constexpr CheckRule kIconRules[] = {
    {{"icon-missing", "When metadata.yaml names an icon, there is icon.svg or icon.png.",
      Severity::kWarning},
     CheckIconMissing},
    {{"icon-kind", "The icon is an image of the kind that its name says.", Severity::kWarning},
     CheckIconKind},
};

}  // namespace

std::span<const CheckRule> IconRules() { return kIconRules; }

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/text_patterns.h"

#include <algorithm>

#include "app/forms.h"
#include "base/text.h"

namespace container_app {
namespace {

constexpr std::string_view kOneLine =
    R"(^[^\u0000-\u0020\u007f]([^\u0000-\u001f\u007f]*[^\u0000-\u0020\u007f])?$)";

constexpr TextPattern kPatterns[] = {
    {IsAbsolutePath, R"(^(?!.*//)(?!.*/\.\.(/|$))/[^\u0000-\u001f\u007f]+$)"},
    {IsAppId, "^[a-z0-9][a-z0-9-]*$"},
    {IsAppName, R"(^[^\u0000-\u0020\u007f\\]$|)"
                R"(^[^\u0000-\u0020\u007f][^\u0000-\u001f\u007f]*[^\u0000-\u0020\u007f\\]$)"},
    {IsAppReference, "^(@[a-z0-9][a-z0-9-]*|[a-z0-9][a-z0-9+.-]+)$"},
    {IsClientName, "^[A-Za-z0-9][A-Za-z0-9 ._-]*$"},
    {IsDebianVersion, "^[0-9]([A-Za-z0-9.+~-]*[A-Za-z0-9.+~])?$"},
    {IsFieldId, "^[A-Z][A-Z0-9_]*$"},
    {IsHttpHeaderName, "^[A-Za-z0-9][A-Za-z0-9_-]*$"},
    {IsIdentifier, "^[A-Za-z_][A-Za-z0-9_]*$"},
    {IsMaintainer,
     R"(^(?! )[^\u0000-\u001f\u007f<>,]*[^\u0000-\u0020\u007f<>,][^\u0000-\u001f\u007f<>,]*)"
     R"(<(?=[^@]+@[^>])[^\u0000-\u0020\u007f<>,]{3,254}>$)"},
    {IsMdnsType, R"(^_[A-Za-z0-9][A-Za-z0-9-]*\._(tcp|udp)$)"},
    {IsOneLineText, kOneLine},
    {IsPlainFileName, "^[A-Za-z0-9][A-Za-z0-9._+-]*$"},
    {IsRelation, kOneLine},
    {IsScope, "^[a-z0-9_]+$"},
    {IsStoreName, "^[A-Za-z0-9][A-Za-z0-9:_.@-]*$"},
    {IsSynopsis, kOneLine, 80},
    {IsSystemIdentifier, "^[a-z][a-z0-9_]*$"},
    {IsDebtag, "^(?=.*::)[A-Za-z0-9][A-Za-z0-9+.:_-]*$"},
    {IsUrlPath, "^/[A-Za-z0-9._~/-]*$"},
    {IsVersionOne, R"(^1\.0$)"},
    {IsWebUiPath, R"(^[A-Za-z0-9._~/?#&=%+:@!,;*()\[\]-]*$)"},
    {IsWebUrl, R"(^https?://(?!/)[!#-;=?-Z\[\]_a-z~]+$)"},
};

}  // namespace

std::span<const TextPattern> TextPatterns() { return kPatterns; }

const TextPattern* PatternOf(bool (*accepts)(std::string_view)) {
  const auto found =
      std::find_if(std::begin(kPatterns), std::end(kPatterns),
                   [&](const TextPattern& pattern) { return pattern.accepts == accepts; });
  return found == std::end(kPatterns) ? nullptr : found;
}

}  // namespace container_app

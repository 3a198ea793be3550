// SPDX-License-Identifier: GPL-2.0-or-later
// What is wrong with a template or its values. Only a developer sees these.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kTemplateSyntax{
    "template-syntax",
    "A template is well formed, and each tag stands where its value can be escaped."};
inline constexpr Rule kTemplateUnknownValue{"template-unknown-value",
                                            "A tag of a template has a value."};
inline constexpr Rule kTemplateUnusedValue{"template-unused-value",
                                           "A value for a template has a tag."};
inline constexpr Rule kTemplateValueKind{"template-value-kind",
                                         "A tag of a template and its value are of one kind."};
inline constexpr Rule kTemplateInexpressible{"template-inexpressible",
                                             "A value can be written at the place of its tag."};
inline constexpr Rule kTemplateEscapedRendered{"template-escaped-rendered",
                                               "Rendered text stands in three braces."};
inline constexpr Rule kTemplateRawText{"template-raw-text",
                                       "Text that is not rendered stands in two braces."};
inline constexpr Rule kTemplateMissing{"template-missing",
                                       "The templates of container-app are installed."};

inline constexpr const Rule* kTemplateRules[] = {
    &kTemplateSyntax,        &kTemplateUnknownValue,    &kTemplateUnusedValue, &kTemplateValueKind,
    &kTemplateInexpressible, &kTemplateEscapedRendered, &kTemplateRawText,     &kTemplateMissing};

}  // namespace container_app

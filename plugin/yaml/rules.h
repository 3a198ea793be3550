// SPDX-License-Identifier: GPL-2.0-or-later
// What the reader of YAML refuses.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kYamlAliasCycle{"yaml-alias-cycle",
                                      "An alias does not stand within the value it names."};
inline constexpr Rule kYamlAliasExplosion{"yaml-alias-explosion",
                                          "Aliases unfold into at most 100,000 values."};
inline constexpr Rule kYamlControlCharacter{"yaml-control-character",
                                            "A YAML file is free of control characters."};
inline constexpr Rule kYamlDuplicateKey{"yaml-duplicate-key", "A key stands in a mapping once."};
inline constexpr Rule kYamlKeyNotScalar{"yaml-key-not-scalar", "Keys are texts."};
inline constexpr Rule kYamlMerge{"yaml-merge", "`<<` merges mappings."};
inline constexpr Rule kYamlNotUtf8{"yaml-not-utf8", "A YAML file is UTF-8."};
inline constexpr Rule kYamlSecondDocument{"yaml-second-document",
                                          "A YAML file holds one document."};
inline constexpr Rule kYamlSyntax{"yaml-syntax", "A YAML file is well formed."};
inline constexpr Rule kYamlTab{"yaml-tab", "Indentation is made of blanks."};
inline constexpr Rule kYamlTag{"yaml-tag", "Tags are those of the core schema."};
inline constexpr Rule kYamlTooDeep{"yaml-too-deep", "Values nest at most 64 levels deep."};
inline constexpr Rule kYamlTooLarge{"yaml-too-large", "A YAML file has at most 1 MiB."};
inline constexpr Rule kYamlUnknownAnchor{"yaml-unknown-anchor",
                                         "An alias names an anchor before it."};

inline constexpr const Rule* kYamlRules[] = {&kYamlAliasCycle,
                                             &kYamlAliasExplosion,
                                             &kYamlControlCharacter,
                                             &kYamlDuplicateKey,
                                             &kYamlKeyNotScalar,
                                             &kYamlMerge,
                                             &kYamlNotUtf8,
                                             &kYamlSecondDocument,
                                             &kYamlSyntax,
                                             &kYamlTab,
                                             &kYamlTag,
                                             &kYamlTooDeep,
                                             &kYamlTooLarge,
                                             &kYamlUnknownAnchor};

}  // namespace container_app

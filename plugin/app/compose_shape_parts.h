// SPDX-License-Identifier: GPL-2.0-or-later
// What the tables of shapes are made of.
#pragma once

#include <cstdint>
#include <limits>

#include "app/compose_shape.h"

namespace container_app::compose_shapes {

using Shape = ComposeShape;
using Member = ComposeMember;
using Kind = ComposeTextKind;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

inline constexpr Shape kText{.types = Shape::kText, .wanted = "a string"};
inline constexpr Shape kFilledText{
    .types = Shape::kText, .wanted = "a string", .text = {.kind = Kind::kFilled}};
inline constexpr Shape kTexts{
    .types = Shape::kList, .wanted = "a list of strings", .items = &kText};
inline constexpr Shape kFlag{.types = Shape::kBoolean | Shape::kText,
                             .wanted = "true or false",
                             .text = {.kind = Kind::kBoolean}};
inline constexpr Shape kInteger{.types = Shape::kInteger | Shape::kText,
                                .wanted = "a whole number",
                                .text = {.kind = Kind::kInteger}};
inline constexpr Shape kCounter{.types = Shape::kInteger | Shape::kText,
                                .wanted = "a whole number, 0 or more",
                                .text = {.kind = Kind::kInteger, .minimum = 0}};
inline constexpr Shape kMode{.types = Shape::kInteger | Shape::kDecimal | Shape::kText,
                             .wanted = "a file mode",
                             .text = {.kind = Kind::kInteger, .minimum = 0}};
inline constexpr Shape kNumber{.types = Shape::kInteger | Shape::kDecimal | Shape::kText,
                               .wanted = "a number",
                               .text = {.kind = Kind::kNumber}};
/// Of devices: `gpus`, and `devices` of `deploy`.
inline constexpr Shape kCount{.types = Shape::kInteger | Shape::kText,
                              .wanted = "a number or all",
                              .text = {.kind = Kind::kDeviceCount}};
inline constexpr Shape kPlainNumber{.types = Shape::kInteger | Shape::kDecimal,
                                    .wanted = "a number"};
inline constexpr Shape kDuration{
    .types = Shape::kText, .wanted = "a duration", .text = {.kind = Kind::kDuration}};
inline constexpr Shape kSize{.types = Shape::kInteger | Shape::kText,
                             .wanted = "a number of bytes",
                             .text = {.kind = Kind::kSize}};
inline constexpr Shape kSizeText{
    .types = Shape::kText, .wanted = "a size in quotes", .text = {.kind = Kind::kSize}};
/// A value of a mapping such as `labels`.
inline constexpr Shape kScalar{.types = Shape::kNull | Shape::kBoolean | Shape::kInteger |
                                        Shape::kDecimal | Shape::kText | Shape::kDate,
                               .wanted = "a string"};
inline constexpr Shape kPairs{.types = Shape::kMapping | Shape::kList,
                              .wanted = "a mapping or a list of strings",
                              .others = &kScalar,
                              .items = &kText};
inline constexpr Shape kUniquePairs{.types = Shape::kMapping | Shape::kList,
                                    .wanted = "a mapping or a list of strings",
                                    .others = &kScalar,
                                    .items = &kText,
                                    .unique = true};
inline constexpr Shape kAnything{.types = Shape::kNull | Shape::kBoolean | Shape::kInteger |
                                          Shape::kDecimal | Shape::kText | Shape::kList |
                                          Shape::kMapping,
                                 .others = &kAnything};
inline constexpr Shape kOption{.types = Shape::kInteger | Shape::kDecimal | Shape::kText,
                               .wanted = "a string or a number"};
inline constexpr Shape kOptions{
    .types = Shape::kMapping, .wanted = "a mapping", .others = &kOption};
inline constexpr Shape kTextOrTexts{.types = Shape::kText | Shape::kList,
                                    .wanted = "a string or a list of strings",
                                    .items = &kText};

inline constexpr Shape kUniqueTexts{
    .types = Shape::kList, .wanted = "a list of strings", .items = &kText, .unique = true};

}  // namespace container_app::compose_shapes

// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/images.h"

#include <gtest/gtest.h>

#include "support/definition_text.h"

namespace container_app {
namespace {

using Kind = ServiceImage::Kind;

ServiceImage Image(const std::string& service) {
  const Definition definition = DefinitionOf(kDefaults, "  book:\n" + service);
  return ImageOf(Installed(definition, kAffixes), definition.compose.services.at(0));
}

struct ExpectedImage {
  std::string text;
  Kind kind;
  std::string reference;
  std::string variable = "";
};

TEST(ImagesTest, TellsWhichImageADigestCanHold) {
  for (const ExpectedImage& expected : std::vector<ExpectedImage>{
           {"harbour/book:1", Kind::kPinned, "harbour/book:1"},
           {"harbour/book", Kind::kPinned, "harbour/book"},
           {"book:${TAG:-1}", Kind::kPinned, "book:1", "TAG"},
           {"book:${TAG-1}", Kind::kPinned, "book:1", "TAG"},
           {"${IMAGE:-book:1}", Kind::kPinned, "book:1", "IMAGE"},
           {"book:${SUB:-1}", Kind::kChangeable, "book:charts", "SUB"},
           {"book:${SUB}", Kind::kChangeable, "book:charts", "SUB"},
           {"book:$SUB", Kind::kChangeable, "book:charts", "SUB"},
           {"${HOST:-a.example}/book:${TAG:-1}", Kind::kChangeable, "a.example/book:1", "HOST"},
           {"book:${TAG:-1}-slim", Kind::kChangeable, "book:1-slim", "TAG"},
           {"book:${TAG:-${OTHER:-1}}", Kind::kChangeable, "book:1", "TAG"},
           {"book:${TAG:+1}", Kind::kBad, "book:", "TAG"},
           {"book:${TAG}", Kind::kUnknown, "", "TAG"},
           {"book:${TAG:?say which}", Kind::kUnknown, "", "TAG"},
           {"book@sha256:00", Kind::kHasDigest, "book@sha256:00"},
           {"Book:1", Kind::kBad, "Book:1"}}) {
    const ServiceImage image = Image("    image: '" + expected.text + "'\n");
    EXPECT_EQ(expected.kind, image.kind) << expected.text;
    EXPECT_EQ(expected.reference, image.reference) << expected.text;
    EXPECT_EQ(expected.variable, image.variable) << expected.text;
  }
  EXPECT_EQ(Kind::kBuilt, Image("    build: .\n").kind);
  EXPECT_EQ(Kind::kBuilt, Image("    build: .\n    image: book:1\n").kind);
}

/// What Compose makes of the pinned text, with a value for the variable or none.
std::string Interpolated(const std::string& text, std::optional<std::string> value) {
  std::string result, error;
  EXPECT_TRUE(Interpolate(
      PinnedImageText(text, "sha256:00"), [&](std::string_view) { return value; }, &result, &error))
      << error;
  return result;
}

TEST(ImagesTest, ADigestGoesWithItsDefaultOnly) {
  EXPECT_EQ("book:1@sha256:00", PinnedImageText("book:1", "sha256:00"));
  EXPECT_EQ("book:1@sha256:00", Interpolated("book:${TAG:-1}", std::nullopt));
  EXPECT_EQ("book:1@sha256:00", Interpolated("book:${TAG:-1}", ""));
  EXPECT_EQ("book:2", Interpolated("book:${TAG:-1}", "2"));
}

TEST(ImagesTest, EachImageIsPinnedOnce) {
  const Definition definition = DefinitionOf(
      "",
      "  b: {image: 'book:2'}\n  a: {image: 'book:1'}\n  c: {image: 'book:2', profiles: [x]}\n");
  EXPECT_EQ((std::vector<std::string>{"book:1", "book:2"}),
            ImagesToPin(Installed(definition, kAffixes)));
}

}  // namespace
}  // namespace container_app

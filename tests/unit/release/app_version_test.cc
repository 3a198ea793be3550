// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/app_version.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "yaml/document.h"

namespace container_app {
namespace {

/// The text after it was raised, or the rule of the first finding.
std::string Raised(const std::string& text, const std::string& upstream) {
  const SourceFile file{"metadata.yaml", text};
  std::string version;
  std::string after;
  Diagnostics diagnostics;
  if (!RaiseAppVersion(file, upstream, &version, &after, &diagnostics)) {
    return diagnostics.findings().at(0).rule;
  }
  yaml::Node root;
  const SourceFile edited{"metadata.yaml", after};
  EXPECT_TRUE(yaml::Parse(edited, &root, &diagnostics)) << after;
  EXPECT_EQ(root.Find("version")->text, version);
  EXPECT_TRUE(root.Find("version")->IsString()) << after;
  return after;
}

TEST(AppVersionTest, ChangesTheValueAndNoOtherByte) {
  struct Case {
    std::string before, upstream, after;
  };
  const Case cases[] = {
      {"version: 2.1-3\n", "", "version: 2.1-4\n"},
      {"version: 2.1-9", "", "version: 2.1-10"},
      {"version: 2.1.0\n", "", "version: 2.1.0-1\n"},
      {"version: \"2.1\"\n", "", "version: \"2.1-1\"\n"},
      {"version: 1:2.1-3\n", "2.2", "version: 1:2.2-1\n"},
      {"version: 2.1-3\n", "2.1", "version: 2.1-4\n"},
      {"version: 2.1-3+deb12u1\n", "", "version: 2.1-3+deb12u2\n"},
      {"a: 2.1-3\r\nversion:   '2.1-3'  # why\r\nb: 1\r\n", "",
       "a: 2.1-3\r\nversion:   '2.1-4'  # why\r\nb: 1\r\n"},
      {"{version: 2.1-3, upstream_version: 2.1.0}\n", "2.2.0",
       "{version: 2.2.0-1, upstream_version: 2.2.0}\n"},
      {"upstream_version: 'x' # first\nversion: 2.1-3\n", "2.2.0",
       "upstream_version: '2.2.0' # first\nversion: 2.2.0-1\n"},
      {"version: 2.1-3\nupstream_version: v2\n", "2.10",
       "version: 2.10-1\nupstream_version: \"2.10\"\n"},
      {"version: 2.1-3\nupstream_version: 2\n", "", "version: 2.1-4\nupstream_version: 2\n"},
      {"\xef\xbb\xbf\"version\": 2.1-3\nlong: |\n  version: 2.1-3\n", "",
       "\xef\xbb\xbf\"version\": 2.1-4\nlong: |\n  version: 2.1-3\n"},
      {"ünï: ü\nversion: 2.1-3 # ü\n", "", "ünï: ü\nversion: 2.1-4 # ü\n"}};
  for (const Case& c : cases) EXPECT_EQ(Raised(c.before, c.upstream), c.after);
}

TEST(AppVersionTest, RefusesWhatItCannotChangeInPlace) {
  for (const std::string text :
       {"", "a: 1\n", "- version: 1.0-1\n", "version:\n", "version: [1.0-1]\n",
        "version: |\n  1.0-1\n", "version: !!str 1.0-1\n", "version: &a 1.0-1\n",
        "a: &a 1.0-1\nversion: *a\n", "version: \"1.0\\x2d1\"\n", "version:\n  1.0-1\n",
        "version: 1.0-a\n", "version: 1_0\n", "version: 1.0-18446744073709551615\n"}) {
    EXPECT_EQ(Raised(text, ""), "app-version") << text;
  }
  EXPECT_EQ(Raised("version: 2.1-3\n", "2.0"), "app-version") << "versions never go down";
  EXPECT_EQ(Raised("version: 2.1-3\n", "v3"), "app-version");
  EXPECT_EQ(Raised("version: 2.1-3\nupstream_version: |\n  2\n", "3"), "app-version");
}

}  // namespace
}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/config_form.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

class ConfigFormTest : public testing::Test {
 protected:
  /// Fields as items below a group's `fields:`.
  const std::vector<ConfigField>& Fields(const std::string& fields) {
    file_.path = "config.yml";
    file_.text = "version: \"1.0\"\ngroups:\n  - id: g\n    label: G\n    fields:\n" + fields;
    yaml::Node root;
    Diagnostics diagnostics;
    EXPECT_TRUE(yaml::Parse(file_, &root, &diagnostics));
    EXPECT_TRUE(ReadConfigForm(file_, root, &form_, &diagnostics));
    for (const Finding& finding : diagnostics.findings()) ADD_FAILURE() << FormatFinding(finding);
    return form_.groups.at(0).fields.value;
  }

  SourceFile file_;
  ConfigForm form_;
};

TEST_F(ConfigFormTest, ADefaultOfAnyTypeIsKeptAsItsText) {
  const auto& fields = Fields(R"(
      - {id: A, label: a, type: integer, default: 8080, required: true}
      - {id: B, label: b, type: boolean, default: false, required: true}
      - {id: C, label: c, type: string, default: "0440", required: true}
      - {id: D, label: d, type: string, default: null, required: false}
      - {id: E, label: e, type: string, default: "", required: false}
)");
  ASSERT_EQ(fields.size(), 5u);
  EXPECT_EQ(fields[0].default_value.value, "8080");
  EXPECT_EQ(fields[1].default_value.value, "false");
  EXPECT_EQ(fields[2].default_value.value, "0440");
  EXPECT_EQ(fields[3].default_value.value, "");
}

TEST_F(ConfigFormTest, ReadsRangesAndOptions) {
  const auto& fields = Fields(R"(
      - {id: A, label: a, type: integer, default: 1, required: true, min: -1, max: 9}
      - {id: B, label: b, type: enum, default: x, required: false,
         options: [x, "1"], readonly: true}
)");
  EXPECT_EQ(fields[0].minimum, -1);
  EXPECT_EQ(fields[0].maximum, 9);
  ASSERT_EQ(fields[1].options.size(), 2u);
  EXPECT_EQ(fields[1].options[1].value, "1");
  EXPECT_EQ(fields[1].id.place.line, 8);
}

}  // namespace
}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Hostile text through a template of each language, read back by a real reader of that language:
// what is not refused arrives unchanged and makes nothing else happen.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/text.h"
#include "rendering.h"
#include "support/hostile_values.h"
#include "support/run_program.h"
#include "support/unit_file.h"
#include "yaml/document.h"

namespace container_app {
namespace {

using Strings = std::vector<std::string>;

class ReadersTest : public testing::Test {
 protected:
  /// The hostile texts that may stand as `{{t}}` in `text`; the others must be refused.
  std::vector<HostileText> Accepted(Language language, const std::string& text) const {
    const Template parsed = Parsed(language, text);
    std::vector<HostileText> accepted;
    for (const HostileText& hostile : HostileTexts(marker_)) {
      std::string out;
      Diagnostics diagnostics;
      if (parsed.Render(Values().Set("t", hostile.text), &out, &diagnostics)) {
        accepted.push_back(hostile);
      } else {
        EXPECT_EQ(diagnostics.findings().at(0).rule, "template-inexpressible") << hostile.name;
      }
    }
    EXPECT_GT(accepted.size(), 70u);
    return accepted;
  }

  static std::vector<Values> Items(const std::vector<HostileText>& texts) {
    std::vector<Values> items;
    for (const HostileText& hostile : texts) items.push_back(Values().Set("t", hostile.text));
    return items;
  }

  void TearDown() override { EXPECT_FALSE(std::filesystem::exists(marker_)) << "a command ran"; }

  TemporaryFolder folder_;
  std::string marker_ = folder_.path() + "/marker";
};

TEST_F(ReadersTest, ShellsSeeOneWord) {
  const auto texts = Accepted(Language::kShell, "x={{t}} # {{t}}");
  const std::string script =
      RenderedText(Language::kShell,
                   "show() { printf '%s\\0' \"$#\" \"$1\"; }\n{{#l}}\nx={{t}}\nshow \"$x\"\nshow "
                   "{{t}} # {{t}}\n{{/l}}\n",
                   Values().Set("l", Items(texts)));
  for (const char* shell : {"dash", "bash"}) {
    const ProgramResult result = RunProgram({shell, folder_.Write("script", script)});
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.errors, "");
    Strings expected;
    for (const HostileText& hostile : texts) {
      for (int i = 0; i < 2; ++i) expected.insert(expected.end(), {"1", hostile.text});
    }
    expected.push_back("");
    const auto words = Split(result.output, '\0');
    EXPECT_EQ(Strings(words.begin(), words.end()), expected) << shell;
  }
}

TEST_F(ReadersTest, XmllintSeesTextAndAttributes) {
  if (!HasProgram("xmllint")) GTEST_SKIP() << "NOT TESTED: no xmllint";
  const auto texts = Accepted(Language::kXml, "<v>{{t}}</v>");
  const std::string file =
      folder_.Write("x.xml", RenderedText(Language::kXml,
                                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<r>{{#l}}<v "
                                          "a=\"{{t}}\">{{t}}</v>{{/l}}</r>\n",
                                          Values().Set("l", Items(texts))));
  EXPECT_EQ(RunProgram({"xmllint", "--noout", file}).errors, "");
  EXPECT_EQ(RunProgram({"xmllint", "--xpath", "count(//*)", file}).output,
            std::to_string(texts.size() + 1) + "\n");
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string node = "/r/v[" + std::to_string(i + 1) + "]";
    const ProgramResult result =
        RunProgram({"xmllint", "--xpath", "concat(" + node + ", '|', " + node + "/@a)", file});
    EXPECT_EQ(result.output, texts[i].text + "|" + texts[i].text + "\n") << texts[i].name;
  }
}

/// Our reader takes no controls, separators and marks, even when they are escaped as they are here.
bool IsRefusedByOurReader(const std::string& text) {
  const SourceFile file{"x.yaml",
                        RenderedText(Language::kYaml, "- {{t}}\n", Values().Set("t", text))};
  yaml::Node root;
  Diagnostics diagnostics;
  if (yaml::Parse(file, &root, &diagnostics)) return false;
  EXPECT_EQ(diagnostics.findings().at(0).rule, "yaml-control-character");
  return true;
}

void ExpectYaml(Language language, const std::vector<HostileText>& texts,
                const std::vector<Values>& items) {
  const SourceFile file{
      "x.yaml", RenderedText(language, "{{#l}}\n- {{t}}: [{{t}}, {{t}}]\n  b: {{t}}\n{{/l}}\n",
                             Values().Set("l", items))};
  yaml::Node root;
  Diagnostics diagnostics;
  ASSERT_TRUE(yaml::Parse(file, &root, &diagnostics)) << testing::PrintToString(Shown(diagnostics));
  ASSERT_EQ(root.items.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool compose = language == Language::kCompose;
    const std::string text = compose ? ReplaceAll(texts[i].text, "$", "$$") : texts[i].text;
    ASSERT_EQ(root.items[i].entries.size(), 2u) << texts[i].name;
    const auto& [key, value] = root.items[i].entries[0];
    EXPECT_EQ(key.text, text) << texts[i].name;
    ASSERT_EQ(value.items.size(), 2u) << texts[i].name;
    EXPECT_EQ(value.items[1].text, text) << texts[i].name;
    EXPECT_TRUE(root.items[i].entries[1].value.IsString()) << texts[i].name;
    EXPECT_EQ(root.items[i].entries[1].value.text, text) << texts[i].name;
  }
}

TEST_F(ReadersTest, YamlSeesStrings) {
  for (const Language language : {Language::kYaml, Language::kCompose}) {
    auto texts = Accepted(language, "a: {{t}}");
    // A key on one line has at most 1024 characters (YAML 1.2.2, §8.2.2).
    std::erase_if(texts, [](const HostileText& hostile) {
      return hostile.text.size() > 500 || IsRefusedByOurReader(hostile.text);
    });
    EXPECT_GT(texts.size(), 70u);
    ExpectYaml(language, texts, Items(texts));
  }
}

TEST_F(ReadersTest, DpkgSeesTheFieldsOfTheTemplate) {
  if (!HasProgram("perl")) GTEST_SKIP() << "NOT TESTED: no perl";
  const auto texts = Accepted(Language::kDeb822, "D: {{t}}");
  const std::string file = folder_.Write(
      "control",
      RenderedText(Language::kDeb822,
                   "{{#l}}\nPackage: x\nDescription: a {{t}}\n {{t}}\nVersion: 1\n\n{{/l}}\n",
                   Values().Set("l", Items(texts))));
  const ProgramResult result = RunProgram({"perl", "-MDpkg::Control", "-e",
                                           "open(my $f, '<', $ARGV[0]); while (1) {"
                                           " my $c = Dpkg::Control->new(type => CTRL_UNKNOWN);"
                                           " last unless $c->parse($f, 'x'); print join(',', sort "
                                           "keys %{$c}), $c->{Version}, \"\\n\"; }",
                                           file});
  EXPECT_EQ(result.errors, "");
  std::string expected;
  for (std::size_t i = 0; i < texts.size(); ++i) expected += "Description,Package,Version1\n";
  EXPECT_EQ(result.output, expected);
}

TEST_F(ReadersTest, DpkgGencontrolSubstitutesNothingInOurText) {
  if (!HasProgram("dpkg-gencontrol")) GTEST_SKIP() << "NOT TESTED: no dpkg-gencontrol";
  const auto texts = Accepted(Language::kSourceControl, "D: {{t}}");
  const Values values = Values().Set("l", Items(texts));
  const std::string description = "Description: x\n{{#l}}\n {{t}}.\n{{/l}}\n";
  folder_.Write(
      "debian/control",
      "Source: x\nSection: misc\nMaintainer: A <a@b.c>\n\nPackage: x\nArchitecture: all\n" +
          RenderedText(Language::kSourceControl, description, values));
  folder_.Write("debian/changelog",
                "x (1) unstable; urgency=low\n\n  * x\n\n"
                " -- A <a@b.c>  Mon, 01 Jan 2024 00:00:00 +0000\n");
  ProgramOptions options;
  options.folder = folder_.path();
  const ProgramResult result =
      RunProgram({"dpkg-gencontrol", "-O", "-VVAR=EXPANDED", "-Vshlibs:Depends=EXPANDED"}, options);
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.errors, "");
  const std::size_t at = result.output.find("Description:");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(result.output.substr(at), RenderedText(Language::kDeb822, description, values));
}

TEST_F(ReadersTest, UnitsHaveTheLinesOfTheTemplate) {
  const auto texts = Accepted(Language::kUnit, "[S]\nDescription={{t}}");
  const SourceFile file{"x.service", RenderedText(Language::kUnit,
                                                  "[Service]\n{{#l}}\n# {{n}}\nDescription={{t}}\n"
                                                  "ExecStart=/bin/x {{t}} --y={{t}}\n"
                                                  "Environment=A={{t}} \"B=c\"\n{{/l}}\n",
                                                  Values().Set("l", Items(texts)).Set("n", "x"))};
  UnitFile unit;
  Diagnostics diagnostics;
  ASSERT_TRUE(UnitFile::Parse(file, &unit, &diagnostics));
  EXPECT_EQ(unit.Sections(), Strings{"Service"});
  EXPECT_EQ(unit.Keys("Service"), (Strings{"Description", "ExecStart", "Environment"}));
  const Strings descriptions = unit.Values("Service", "Description");
  ASSERT_EQ(descriptions.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(ReplaceAll(descriptions[i], "%%", "%"), texts[i].text) << texts[i].name;
  }
  EXPECT_EQ(unit.Values("Service", "ExecStart").size(), texts.size());
}

TEST_F(ReadersTest, ShellsSeeTheValuesOfAnEnvironmentFile) {
  const auto texts = Accepted(Language::kEnvironmentFile, "K={{t}}");
  std::vector<Values> items = Items(texts);
  std::string show;
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].Set("k", "K" + std::to_string(i));
    show += "printf '%s\\0' \"$K" + std::to_string(i) + "\"\n";
  }
  const std::string file = folder_.Write(
      "env", RenderedText(Language::kEnvironmentFile, "{{#l}}\n{{k}}={{t}}\n#{{k}}={{t}}\n{{/l}}\n",
                          Values().Set("l", items)));
  ProgramOptions options;
  options.input = ". " + file + "\n" + show;
  const ProgramResult result = RunProgram({"dash"}, options);
  EXPECT_EQ(result.errors, "");
  std::string expected;
  for (const HostileText& hostile : texts) expected += hostile.text + '\0';
  EXPECT_EQ(result.output, expected);
}

}  // namespace
}  // namespace container_app

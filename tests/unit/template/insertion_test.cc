// SPDX-License-Identifier: GPL-2.0-or-later
// Where a tag may stand, and how text is written there.
#include "template/insertion.h"

#include <gtest/gtest.h>

#include "rendering.h"

namespace container_app {
namespace {

struct PlaceCase {
  Language language;
  const char* before;
  Insertion insertion;
};

TEST(InsertionTest, IsChosenByWhatStandsBefore) {
  const PlaceCase cases[] = {
      {Language::kUnit, "[Unit]\nDescription=a ", Insertion::kUnitText},
      {Language::kUnit, "# a ", Insertion::kComment},
      {Language::kUnit, "ExecStart=/bin/a --b=", Insertion::kUnitExecWord},
      {Language::kUnit, "ExecStart=/bin/a \\\n  --b ", Insertion::kUnitExecWord},
      {Language::kUnit, "Environment=A=", Insertion::kUnitEnvironment},
      {Language::kUnit, "Environment=A=b ", Insertion::kIdentifier},
      {Language::kUnit, "WorkingDirectory=", Insertion::kUnitPath},
      {Language::kUnit, "PathModified=/a/", Insertion::kUnitPathEnd},
      {Language::kUnit, "RuntimeDirectory=a/", Insertion::kUnitWord},
      {Language::kUnit, "After=a.service ", Insertion::kUnitNamePart},
      {Language::kUnit, "RestartSec=", Insertion::kUnitToken},
      {Language::kShell, "a=", Insertion::kShellWord},
      {Language::kShell, "a 'b' \"c\" `d` \\' ", Insertion::kShellWord},
      {Language::kShell, "# it's ", Insertion::kComment},
      {Language::kShell, "# it's\na ", Insertion::kShellWord},
      {Language::kShell, "a#b${#c} ", Insertion::kShellWord},
      {Language::kShell, "cat <<'E'\nit's\nE\na ", Insertion::kShellWord},
      {Language::kShell, "cat <<-E # x\nit's\n\tE\na ", Insertion::kShellWord},
      {Language::kShell, "cat <<<a\nb ", Insertion::kShellWord},
      {Language::kDeb822, "A: b\nC: ", Insertion::kFolded},
      {Language::kDeb822, "A: b\n ", Insertion::kFoldedLines},
      {Language::kSourceControl, "A: b\n c ", Insertion::kFoldedSource},
      {Language::kSourceControl, "# ", Insertion::kComment},
      {Language::kXml, "<a>", Insertion::kXml},
      {Language::kXml, "<a b=\"", Insertion::kXml},
      {Language::kXml, "<!-- x --><a b='c'>", Insertion::kXml},
      {Language::kYaml, "a: ", Insertion::kYaml},
      {Language::kYaml, "a:\n  - ", Insertion::kYaml},
      {Language::kYaml, "a: [\x01, ", Insertion::kYaml},
      {Language::kYaml, "", Insertion::kYaml},
      {Language::kCompose, "  ", Insertion::kCompose},
      {Language::kCompose, "a: b # ", Insertion::kComment},
      {Language::kToml, "a = ", Insertion::kToml},
      {Language::kToml, "[a.", Insertion::kToml},
      {Language::kEnvironmentFile, "A=b\n", Insertion::kIdentifier},
      {Language::kEnvironmentFile, "#", Insertion::kIdentifier},
      {Language::kEnvironmentFile, "#\x01=", Insertion::kEnvironmentValue},
      {Language::kEnvironmentFile, "A_1=", Insertion::kEnvironmentValue},
      {Language::kEnvironmentFile, "# a ", Insertion::kComment},
      {Language::kText, "a", Insertion::kPlainText},
  };
  for (const PlaceCase& c : cases) {
    Insertion insertion{};
    std::string why;
    EXPECT_TRUE(ChooseInsertion(c.language, c.before, &insertion, &why)) << c.before << why;
    EXPECT_EQ(insertion, c.insertion) << c.before;
  }
}

TEST(InsertionTest, IsRefusedWhereTextCouldBreakOut) {
  const std::pair<Language, const char*> cases[] = {
      {Language::kUnit, "[Service]\n"},
      {Language::kUnit, "["},
      {Language::kUnit, "ExecStart=/bin/a \"b "},
      {Language::kUnit, "Environment=\"A="},
      {Language::kShell, "a=\""},
      {Language::kShell, "a='"},
      {Language::kShell, "a `b "},
      {Language::kShell, "a \"$(b "},
      {Language::kShell, "cat <<E\n"},
      {Language::kShell, "cat <<'E'\nx\nE \n"},
      {Language::kShell, "cat <<A <<B\nx\nA\n"},
      {Language::kDeb822, "A: b\n"},
      {Language::kXml, "<"},
      {Language::kXml, "<a "},
      {Language::kXml, "<a b="},
      {Language::kXml, "<!-- "},
      {Language::kXml, "<![CDATA["},
      {Language::kYaml, "a: \""},
      {Language::kYaml, "a: '"},
      {Language::kYaml, "a: b-"},
      {Language::kYaml, "a: b "},
      {Language::kYaml, "a:"},
      {Language::kCompose, "a: \x01"},
      {Language::kToml, "a = \""},
      {Language::kToml, "a"},
      {Language::kEnvironmentFile, "A=b"},
      {Language::kEnvironmentFile, "A=\""},
      {Language::kEnvironmentFile,
       "A="
       "\x01"},
  };
  for (const auto& [language, before] : cases) {
    Insertion insertion{};
    std::string why;
    EXPECT_FALSE(ChooseInsertion(language, before, &insertion, &why)) << before;
    EXPECT_FALSE(why.empty()) << before;
  }
  EXPECT_EQ(
      ParseErrors(Language::kShell, "a=1\nb=\"{{c}}\"\n"),
      std::vector<std::string>{"2:4 template-syntax 'c' cannot be written here: it brings its "
                               "own quotes; close the quotes before it"});
}

struct TextCase {
  Insertion insertion;
  std::string text;
  std::string written;
};

TEST(InsertionTest, WritesTextAsItsPlaceNeedsIt) {
  const TextCase cases[] = {
      {Insertion::kComment, "it's $x", "it's $x"},
      {Insertion::kUnitText, "100%", "100%%"},
      {Insertion::kUnitToken, "1min 30s", "1min 30s"},
      {Insertion::kUnitExecWord, "a b$c%d", "\"a b$$c%%d\""},
      {Insertion::kUnitPath, "/a b%", "/a b%%"},
      {Insertion::kUnitNamePart, "a-b@c", "a-b@c"},
      {Insertion::kShellWord, "it's $(x)", "'it'\\''s $(x)'"},
      {Insertion::kShellWord, "", "''"},
      {Insertion::kFolded, "a\n\nb\n", "a\n .\n b"},
      {Insertion::kFoldedLines, "\nb", ".\n b"},
      {Insertion::kFoldedSource, "${x}", "${}{x}"},
      {Insertion::kXml, "<a & \"b\" 'c'>\n", "&lt;a &amp; &quot;b&quot; &apos;c&apos;&gt;&#10;"},
      {Insertion::kYaml, "a\"\\\n\t\x7f$", "\"a\\\"\\\\\\n\\t\\u007f$\""},
      {Insertion::kYaml, "\u0085\u2028\u2029\ufeff\uffff",
       "\"\\u0085\\u2028\\u2029\\ufeff\\uffff\""},
      {Insertion::kCompose, "${A}$$", "\"$${A}$$$$\""},
      {Insertion::kToml, "é\"", "\"é\\\"\""},
      {Insertion::kIdentifier, "A_1", "A_1"},
      {Insertion::kEnvironmentValue, "$x", "\"\\$x\""},
      {Insertion::kPlainText, "a\n\tb", "a\n\tb"},
  };
  for (const TextCase& c : cases) {
    std::string out = "|";
    std::string why;
    EXPECT_TRUE(Insert(c.insertion, c.text, &out, &why)) << c.text << why;
    EXPECT_EQ(out, "|" + c.written);
  }
}

TEST(InsertionTest, RefusesWhatItsPlaceCannotHold) {
  const std::pair<Insertion, std::string> cases[] = {
      {Insertion::kComment, "a\nb"},
      {Insertion::kComment, "a\\"},
      {Insertion::kComment, "a\u2028b"},
      {Insertion::kUnitText, "a\nb"},
      {Insertion::kUnitToken, "%n"},
      {Insertion::kUnitToken, "a\"b"},
      {Insertion::kUnitPath, "a"},
      {Insertion::kUnitPath, ""},
      {Insertion::kUnitNamePart, "a b"},
      {Insertion::kShellWord, "a\nb"},
      {Insertion::kFolded, "a\rb"},
      {Insertion::kXml, "a\x01"},
      {Insertion::kXml, "\uffff"},
      {Insertion::kYaml, std::string(1, '\0')},
      {Insertion::kYaml, "\xff"},
      {Insertion::kIdentifier, "a-b"},
      {Insertion::kEnvironmentValue, "a\n"},
      {Insertion::kPlainText, "\x1b[2J"},
  };
  for (const auto& [insertion, text] : cases) {
    std::string out = "|";
    std::string why;
    EXPECT_FALSE(Insert(insertion, text, &out, &why)) << text;
    EXPECT_EQ(out, "|");
    EXPECT_FALSE(why.empty());
  }
}

}  // namespace
}  // namespace container_app

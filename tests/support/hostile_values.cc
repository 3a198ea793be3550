// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/hostile_values.h"

#include "support/repeat.h"

namespace container_app {
namespace {

void AddInjections(const std::string& marker, std::vector<HostileText>* texts) {
  const std::string touch = "touch " + marker;
  const std::vector<HostileText> added = {
      {"newline-directive", "x\nExecStartPre=/bin/" + touch},
      {"newline-section", "x\n[Service]\nExecStartPre=/bin/" + touch},
      {"newline-shell", "x\n" + touch + "\n"},
      {"newline-field", "x\nEssential: yes"},
      {"newline-stanza", "x\n\nPackage: evil\nVersion: 1"},
      {"newline-end", "x\n"},
      {"carriage-return", "x\rExecStartPre=/bin/" + touch},
      {"carriage-return-newline", "x\r\nEssential: yes"},
      {"substitution", "$(" + touch + ")"},
      {"backquotes", "`" + touch + "`"},
      {"semicolon", "x; " + touch + " ;"},
      {"ampersand", "x && " + touch + " &"},
      {"pipe", "x | " + touch},
      {"redirect", "x > " + marker},
      {"double-quote", "\"; " + touch + "; \""},
      {"single-quote", "'; " + touch + "; '"},
      {"quote-substitution", "'\"$(" + touch + ")\"'"},
      {"quote-odd", "\""},
      {"apostrophe-odd", "it's"},
      {"ansi-c-quote", "$'\\n" + touch + "'"},
      {"here-document", "EOF\n" + touch + "\nEOF"},
      {"comment-end", "*/ " + touch},
      {"exec-separator", "x ; /bin/" + touch},
  };
  texts->insert(texts->end(), added.begin(), added.end());
}

// A table: what each language reads as its own syntax.
void AddSyntax(std::vector<HostileText>* texts) {
  const std::vector<HostileText> added = {
      {"specifier-unit", "%n"},
      {"specifier-home", "%h/%t/%%"},
      {"percent-end", "100%"},
      {"variable", "${VAR}"},
      {"variable-bare", "$VAR"},
      {"variable-required", "${VAR:?gone}"},
      {"dollar", "$"},
      {"dollars", "$$"},
      {"substvar", "${shlibs:Depends}"},
      {"backslash", "\\"},
      {"backslash-end", "x\\"},
      {"backslashes-end", "x\\\\"},
      {"backslash-n", "x\\nExecStart=y"},
      {"backslash-hex", "\\x41\\u0041"},
      {"xml-tag", "<x>"},
      {"xml-end", "</name></component>"},
      {"xml-entity", "&lt;&evil;"},
      {"cdata-end", "]]>"},
      {"xml-comment", "<!-- x -->"},
      {"xml-instruction", "<?x?>"},
      {"mustache", "{{x}}"},
      {"mustache-raw", "{{{x}}}"},
      {"mustache-section", "{{#x}}y{{/x}}"},
      {"go-template", "{{.Name}}"},
      {"debhelper-token", "#PACKAGE# #DEBHELPER#"},
      {"yaml-mapping", "a: b"},
      {"yaml-anchor", "&a *b"},
      {"yaml-tag", "!!python/object x"},
      {"yaml-flow", "{a: [b"},
      {"yaml-document", "--- x"},
      {"yaml-no", "no"},
      {"yaml-null", "~"},
      {"yaml-block", "| x"},
      {"toml-table", "\"\n[type]\nexternal = true"},
      {"toml-quotes", "\"\"\""},
      {"hash", "#"},
      {"hash-comment", "x # y"},
      {"equals", "="},
      {"equals-key", "A=b"},
      {"colon", ":"},
      {"comma", "a, b (>= 1) | c [i386] <!x>"},
      {"at", "@x"},
      {"dot", "."},
      {"dot-line", "x\n.\n y"},
      {"glob", "*?[a-z]"},
      {"tilde", "~root"},
      {"bang", "!x"},
  };
  texts->insert(texts->end(), added.begin(), added.end());
}

void AddForms(std::vector<HostileText>* texts) {
  const std::vector<HostileText> added = {
      {"empty", ""},
      {"blank", " "},
      {"blanks-around", "  x  "},
      {"tab", "a\tb"},
      {"option", "-rf"},
      {"option-long", "--force"},
      {"dash", "-"},
      {"dashes", "--"},
      {"traversal", "../../../../etc/passwd"},
      {"dot-dot", ".."},
      {"absolute", "/etc/shadow"},
      {"slash", "/"},
      {"double-slash", "//x//y"},
      {"path-dots", "a/./b/../c"},
      {"delete", "x\x7fy"},
      {"bell", "x\ay"},
      {"escape", "\x1b[2J\x1b]0;x\a"},
      {"start-of-heading", "x\x01y"},
      {"nul", std::string("x\0y", 3)},
      {"vertical-tab", "x\vy"},
      {"form-feed", "x\fy"},
      {"next-line", "x\u0085y"},
      {"line-separator", "x\u2028y"},
      {"paragraph-separator", "x\u2029y"},
      {"no-break-space", "\u00a0x\u00a0"},
      {"byte-order-mark", "\ufeffx"},
      {"right-to-left", "\u202egnp.exe"},
      {"zero-width", "a\u200bb"},
      {"emoji", "🚢⚓"},
      {"combining", "e\u0301\u0301\u0301"},
      {"japanese", "日本語"},
      {"non-character", "\uffff"},
      {"invalid-utf8", "x\xff\xfey"},
      {"overlong", "x\xc0\xafy"},
      {"surrogate", "x\xed\xa0\x80y"},
      {"long", std::string(64 * 1024, 'x')},
      {"long-words", Repeat("word ", 13107) + "end"},
      {"long-quotes", std::string(64 * 1024, '\'')},
      {"long-percent", std::string(64 * 1024, '%')},
      {"long-unicode", Repeat("é", 32 * 1024)},
      {"number-huge", "99999999999999999999"},
      {"number-negative", "-1"},
      {"number-octal", "0777"},
      {"number-exponent", "1e9"},
  };
  texts->insert(texts->end(), added.begin(), added.end());
}

}  // namespace

std::vector<HostileText> HostileTexts(const std::string& marker) {
  std::vector<HostileText> texts;
  AddInjections(marker, &texts);
  AddSyntax(&texts);
  AddForms(&texts);
  return texts;
}

}  // namespace container_app

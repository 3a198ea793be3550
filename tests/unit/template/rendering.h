// SPDX-License-Identifier: GPL-2.0-or-later
// Templates and their findings in one expression.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "template/template.h"

namespace container_app {

/// `line:column rule what` of each finding.
inline std::vector<std::string> Shown(const Diagnostics& diagnostics) {
  std::vector<std::string> shown;
  for (const Finding& f : diagnostics.findings()) {
    shown.push_back(std::to_string(f.line) + ":" + std::to_string(f.column) + " " + f.rule + " " +
                    f.what);
  }
  return shown;
}

inline Template Parsed(Language language, const std::string& text) {
  Template parsed;
  Diagnostics diagnostics;
  EXPECT_TRUE(Template::Parse("templates/t.mustache", text, language, &parsed, &diagnostics))
      << testing::PrintToString(Shown(diagnostics));
  return parsed;
}

inline std::vector<std::string> ParseErrors(Language language, const std::string& text) {
  Template parsed;
  Diagnostics diagnostics;
  EXPECT_FALSE(Template::Parse("templates/t.mustache", text, language, &parsed, &diagnostics));
  return Shown(diagnostics);
}

inline std::string RenderedText(Language language, const std::string& text, const Values& values) {
  std::string out;
  Diagnostics diagnostics;
  EXPECT_TRUE(Parsed(language, text).Render(values, &out, &diagnostics))
      << testing::PrintToString(Shown(diagnostics));
  return out;
}

inline std::vector<std::string> RenderErrors(Language language, const std::string& text,
                                             const Values& values) {
  std::string out;
  Diagnostics diagnostics;
  EXPECT_FALSE(Parsed(language, text).Render(values, &out, &diagnostics));
  EXPECT_EQ(out, "");
  return Shown(diagnostics);
}

}  // namespace container_app

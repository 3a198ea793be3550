// SPDX-License-Identifier: GPL-2.0-or-later
// Files made to take much time or memory.
#include <gtest/gtest.h>

#include <ctime>

#include "support/repeat.h"
#include "yaml/document.h"

namespace container_app::yaml {
namespace {

TEST(HostileTest, AnythingUpToTheSizeLimitIsReadOrRefusedQuickly) {
  const int size = 1 << 20;
  const std::string anchors = [] {
    std::string text = "a0: &a0 [x]\n";
    for (int i = 1; text.size() < 1000000; ++i) {
      text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" +
              std::to_string(i - 1) + "]\n";
    }
    return text;
  }();
  const std::string texts[] = {std::string(size, '['),
                               std::string(size, '{'),
                               "[" + Repeat("a,", size / 2 - 2) + "]",
                               "{" + Repeat("a,", size / 2 - 2) + "}",
                               Repeat("- ", size / 2),
                               Repeat("é: [\"é\",", size / 12),
                               "[" + Repeat("é,", size / 3 - 2) + "]",
                               Repeat("&a ", size / 3),
                               Repeat("? ", size / 2),
                               Repeat("a: ", size / 3),
                               std::string(size, ' '),
                               std::string(size, '\n'),
                               Repeat("\x01", size),
                               Repeat("&a [", size / 4),
                               "a: " + std::string(size - 4, 'x'),
                               Repeat("!!str ", size / 6),
                               "[" + Repeat("*a,", size / 3 - 2) + "]",
                               Repeat("- !a b\n", size / 7),
                               Repeat("- \"\\a\"\n", size / 7),
                               Repeat("- {[]: a}\n", size / 10),
                               Repeat("- [\n", size / 4),
                               "a: \"" + std::string(size - 5, '\n') + "\"",
                               "[" + Repeat("~,", size / 2 - 2) + "]",
                               anchors};
  for (const std::string& text : texts) {
    const SourceFile file{"f.yml", text};
    Node root;
    Diagnostics diagnostics;
    const std::clock_t begin = std::clock();
    const bool accepted = Parse(file, &root, &diagnostics);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_EQ(accepted, !diagnostics.has_errors());
    EXPECT_LE(diagnostics.findings().size(), 40u) << text.substr(0, 20);
    // Linear reading takes seconds under the sanitizers; quadratic reading would take hours.
    EXPECT_LT(seconds, 60.0) << text.substr(0, 20);
    RecordProperty("milliseconds", static_cast<int>(seconds * 1000));
    if (seconds > 0.5) std::printf("%s: %.1f s\n", text.substr(0, 20).c_str(), seconds);
  }
}

}  // namespace
}  // namespace container_app::yaml

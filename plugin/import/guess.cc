// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/guess.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "deb/version.h"
#include "yaml/source.h"

namespace container_app {

ImageName SplitImage(std::string_view image) {
  ImageName parts;
  image = image.substr(0, image.find('@'));
  const std::size_t slash = image.find('/');
  const std::string_view first = image.substr(0, slash);
  if (slash != std::string_view::npos &&
      (first.find_first_of(".:") != std::string_view::npos || first == "localhost")) {
    parts.host = first;
    image.remove_prefix(slash + 1);
  }
  const std::size_t last = image.rfind('/');
  const std::size_t colon = image.find(':', last == std::string_view::npos ? 0 : last);
  if (colon != std::string_view::npos) parts.tag = image.substr(colon + 1);
  parts.name = image.substr(0, colon);
  if (parts.name.starts_with("library/")) parts.name.erase(0, 8);
  if (parts.host == "docker.io") parts.host.clear();
  return parts;
}

std::string HomepageOf(const ImageName& image) {
  const std::size_t slash = image.name.find('/');
  if (image.host == "registry.example" || image.name.empty()) return "";
  if (image.host == "lscr.io" || image.name.starts_with("linuxserver/")) {
    return "https://docs.linuxserver.io/images/docker-" +
           image.name.substr(slash == std::string::npos ? 0 : slash + 1) + "/";
  }
  if (!image.host.empty()) return "";
  return slash == std::string::npos ? "https://hub.docker.com/_/" + image.name
                                    : "https://hub.docker.com/r/" + image.name;
}

std::string VersionOf(std::string_view tag) {
  if (tag.starts_with("version-")) tag.remove_prefix(8);
  if (tag.size() > 1 && (tag.front() == 'v' || tag.front() == 'V')) tag.remove_prefix(1);
  // What follows a hyphen names the system below it, as a rule.
  const std::string version(tag.substr(0, tag.find_first_of("-_")));
  const bool digit = !version.empty() && version.front() >= '0' && version.front() <= '9';
  Version parsed;
  std::string why;
  return digit && ParseVersion(version, &parsed, &why) && parsed.epoch.empty() ? version : "";
}

std::string TitleOf(std::string_view name) {
  std::string title;
  for (const char c : name) {
    const bool gap = c == '-' || c == '_' || c == '.' || c == ' ';
    if (gap) {
      if (!title.empty() && title.back() != ' ') title += ' ';
    } else {
      const bool first = title.empty() || title.back() == ' ';
      title += first ? UpperCase(std::string_view(&c, 1)) : std::string(1, c);
    }
  }
  return std::string(Trim(title));
}

std::string_view SectionOf(std::string_view category) {
  struct Known {
    std::string_view word;
    std::string_view section;
  };
  static constexpr Known kKnown[] = {{"database", "database"}, {"data", "database"},
                                     {"develop", "devel"},     {"code", "devel"},
                                     {"network", "net"},       {"vpn", "net"},
                                     {"dns", "net"},           {"download", "net"},
                                     {"bitcoin", "net"},       {"lightning", "net"},
                                     {"home", "electronics"},  {"automation", "electronics"},
                                     {"media", "video"},       {"video", "video"},
                                     {"music", "sound"},       {"audio", "sound"},
                                     {"photo", "graphics"},    {"gallery", "graphics"},
                                     {"game", "games"},        {"gaming", "games"},
                                     {"book", "text"},         {"document", "text"},
                                     {"office", "text"},       {"social", "comm"},
                                     {"chat", "comm"},         {"communicat", "comm"},
                                     {"mail", "mail"},         {"ai", "science"},
                                     {"financ", "misc"},       {"backup", "admin"},
                                     {"security", "admin"},    {"monitor", "admin"},
                                     {"utilit", "utils"},      {"productivity", "utils"},
                                     {"file", "utils"},        {"cloud", "utils"},
                                     {"web", "web"},           {"education", "education"}};
  const std::string lower = LowerCase(category);
  for (const Known& known : kKnown) {
    if (lower.starts_with(known.word) ||
        (known.word.size() > 3 && lower.find(known.word) != std::string::npos)) {
      return known.section;
    }
  }
  return "misc";
}

std::string CleanText(std::string_view text) {
  std::string clean;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t control = yaml::ControlLength(text.substr(i));
    if (control > 0) {
      i += control;
    } else {
      clean += text[i] == '\t' ? ' ' : text[i];
      ++i;
    }
  }
  std::string lines;
  int empty = 0;
  for (const std::string_view line : Split(clean, '\n')) {
    const std::string_view words = Trim(line);
    empty = words.empty() ? empty + 1 : 0;
    if (lines.empty() ? !words.empty() : empty < 2) {
      lines += std::string(words) + "\n";
    }
  }
  return std::string(Trim(lines));
}

std::string SynopsisOf(std::string_view text) {
  std::string line = CleanText(text);
  line.resize(std::min(line.find('\n'), line.size()));
  while (line.ends_with('.') || line.ends_with('!') || line.ends_with(' ')) line.pop_back();
  for (const std::string_view article : {"A ", "An ", "The ", "a ", "an ", "the "}) {
    if (!line.starts_with(article)) continue;
    line.erase(0, article.size());
    line = UpperCase(line.substr(0, 1)) + line.substr(1);
  }
  if (DisplayWidth(line) <= 80) return line;
  const std::vector<std::string> wrapped = Wrap(line, 77);
  std::string first = wrapped.front();
  if (DisplayWidth(first) > 77) return "";
  while (first.ends_with(',') || first.ends_with('.') || first.ends_with(' ')) first.pop_back();
  return first;
}

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// What nobody wrote down, from what there is.
#pragma once

#include <string>
#include <string_view>

namespace container_app {

/// Host, name and tag of an image.
struct ImageName {
  std::string host;  ///< Empty: Docker Hub.
  std::string name;  ///< `library/` is left out.
  std::string tag;
};
ImageName SplitImage(std::string_view image);

/// The home page that follows from where an image is published.
std::string HomepageOf(const ImageName& image);

/// The version in a tag, as Debian writes it: `v2.1.0-alpine` is `2.1.0`. Empty where there is
/// none.
std::string VersionOf(std::string_view tag);

/// `my-app_2` as `My App 2`.
std::string TitleOf(std::string_view name);

/// A section of the Debian archive for a category of a store; `misc` where none fits.
std::string_view SectionOf(std::string_view category);

/// A text without characters that YAML or a terminal does not take, each line trimmed.
std::string CleanText(std::string_view text);

/// One line of at most 80 characters, without a full stop.
std::string SynopsisOf(std::string_view text);

}  // namespace container_app

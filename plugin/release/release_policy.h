// SPDX-License-Identifier: GPL-2.0-or-later
// How a repository releases: debian/container-app.release, stanzas as in deb822(5).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"

namespace container_app {

/// How far a version moves, in the words of Semantic Versioning. In the order of their weight.
enum class Level { kNone, kPatch, kMinor, kMajor };
std::string_view LevelName(Level level);  ///< `none`, `patch`, `minor`, `major`
bool ParseLevel(std::string_view name, Level* level);

/// What stands for the version, and for a Debian revision, in patterns of the policy.
inline constexpr std::string_view kVersionField = "{version}";
inline constexpr std::string_view kRevisionField = "{revision}";

/// A file beside VERSION and the changelog that holds the version, too.
struct VersionedFile {
  std::string path;     ///< Below the top of the repository.
  std::string pattern;  ///< Literal text of one line, `{version}` once in it.
  Place place;          ///< In the policy file.
};

/// The policy; the defaults are those of a repository without the file.
struct ReleasePolicy {
  /// Holds the version, one line `X.Y.Z`; empty: the repository has no such file.
  std::string version_file = "VERSION";
  std::string changelog = "debian/changelog";
  /// Names of tags, `{version}` and `{revision}` in them: of published stable releases, and of
  /// those before them.
  std::string stable_tags = "v{version}+{revision}";
  std::string prerelease_tags = "v{version}+{revision}_pre";
  /// The version in the changelog, without epoch. `{version}` alone for a native source package.
  std::string debian_version = "{version}-{revision}";
  /// The level of a breaking change while the released major version is 0: `minor` or `major`.
  std::string major_zero = "minor";
  /// Lines of the body of a commit that is no merge: `read` as subjects, or `ignore`.
  std::string squash_body = "ignore";
  /// Paths whose change needs no release (PathMatches()).
  std::vector<std::string> ignored;
  /// Folders of apps, each with a metadata.yaml and a version of its own; empty: none.
  std::string apps = "apps/*";
  std::string distribution = "UNRELEASED";
  std::string urgency = "medium";
  std::vector<VersionedFile> files;
};

/// Reads `path` (its default when empty) below `top`; a missing default file is the default policy.
/// `file` keeps the text that places point into.
bool ReadPolicy(const FileReader& files, const std::string& top, const std::string& path,
                SourceFile* file, ReleasePolicy* policy, Diagnostics* diagnostics);

}  // namespace container_app

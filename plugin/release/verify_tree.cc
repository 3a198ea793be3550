// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/verify_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "deb/control.h"
#include "deb/rules.h"
#include "deb/version.h"
#include "release/rules.h"
#include "release/version_files.h"

namespace container_app {
namespace {

void VerifyChangelog(const ReleasePolicy& policy, const TreeVersion& current,
                     Diagnostics* diagnostics) {
  const std::string base = BaseOf(current.top.version);
  if (base != current.version) {
    diagnostics->Report(TopPlace(current), kVersionChangelog,
                        fmt::format("the top entry is of {}, and {} says {}", base,
                                    policy.version_file, current.version),
                        fmt::format("let both say the same: {}, or dch -v for an entry by hand",
                                    "container-app release bump"));
  }
  Version parts;
  std::string reason;
  if (policy.debian_version == kVersionField &&
      ParseVersion(current.top.version, &parts, &reason) && !parts.revision.empty()) {
    diagnostics->Report(
        TopPlace(current), kChangelogRevision,
        fmt::format("'{}' has a revision, and the package is native", current.top.version),
        "leave out what follows '-', or change debian/source/format");
  }
}

/// dpkg-source takes the name from debian/control, and the changelog has to have it, too.
void VerifySource(const Tree& tree, const TreeVersion& current, Diagnostics* diagnostics) {
  SourceFile control;
  std::string error;
  std::vector<ControlStanza> stanzas;
  Diagnostics unused;
  if (!tree.Read("debian/control", &control, &error) || !ReadControl(control, &stanzas, &unused) ||
      stanzas.empty()) {
    return;  // dpkg reports what is wrong with it.
  }
  const std::string_view source = stanzas.front().Value("Source");
  if (source.empty() || source == current.top.source) return;
  diagnostics->Report({&current.changelog, current.top.line, 1}, kChangelogSource,
                      fmt::format("the top entry is of '{}', and debian/control names '{}'",
                                  current.top.source, source),
                      "write the name of the source package in both");
}

/// True when the text is one of the ways to write the version: with or without epoch, revision,
/// what follows `+`, or a `v` before it; and with `-rc1` for `~rc1`.
bool IsVersionOf(const std::string& changelog, std::string_view text) {
  if (text.size() > 1 && (text[0] == 'v' || text[0] == 'V')) text.remove_prefix(1);
  const std::string_view whole = changelog;
  const std::size_t colon = whole.find(':');
  const std::string_view rest = whole.substr(colon == std::string_view::npos ? 0 : colon + 1);
  const std::string_view upstream = rest.substr(0, rest.rfind('-'));
  const std::string with_epoch =
      fmt::format("{}{}", whole.substr(0, whole.size() - rest.size()), upstream);
  std::string tilde(text);
  std::replace(tilde.begin(), tilde.end(), '-', '~');
  for (const std::string_view written : {text, std::string_view(tilde)}) {
    for (const std::string_view known : {whole, rest, upstream, std::string_view(with_epoch),
                                         upstream.substr(0, upstream.find('+'))}) {
      if (written == known) return true;
    }
  }
  return false;
}

bool LooksLikeVersion(std::string_view text) {
  const auto is_part = [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string_view(".+~:-_").find(char(c)) != std::string::npos;
  };
  return std::all_of(text.begin(), text.end(), is_part) &&
         std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Without a policy, nothing is known of the form of the version: VERSION and the changelog are
/// compared as texts.
bool VerifyAsText(const Tree& tree, const ReleasePolicy& policy, Diagnostics* diagnostics) {
  TreeVersion current;
  std::string error;
  if (!tree.Read(policy.changelog, &current.changelog, &error)) {
    return diagnostics->ReportFile(policy.changelog, kIoError, error);
  }
  if (!tree.Read(policy.version_file, &current.version_file, &error)) {
    return diagnostics->ReportFile(policy.version_file, kIoError, error);
  }
  if (!ParseTopChangelogEntry(current.changelog, &current.top, diagnostics)) return false;
  const std::string_view text = Trim(current.version_file.text);
  if (!LooksLikeVersion(text)) {
    return diagnostics->ReportFile(
        policy.version_file, kVersionNotCompared,
        fmt::format("this is not one line with a version, so nobody compares it with {}",
                    policy.changelog),
        "write 'Version-File: none' into debian/container-app.release, and this is not said");
  }
  if (IsVersionOf(current.top.version, text)) return true;
  return diagnostics->Report(
      TopPlace(current), kVersionChangelog,
      fmt::format("the top entry is of {}, and {} says {}", current.top.version,
                  policy.version_file, text),
      fmt::format("write the same version in both; or, where {} is not the version of the package, "
                  "'Version-File: none' into debian/container-app.release",
                  policy.version_file));
}

}  // namespace

Place TopPlace(const TreeVersion& current) {
  const std::string_view line = current.changelog.Line(current.top.line);
  return {&current.changelog, current.top.line, static_cast<int>(line.find('(')) + 2};
}

Place VersionPlace(const TreeVersion& current) {
  return current.version_file.path.empty() ? TopPlace(current) : Place{&current.version_file, 1, 1};
}

bool VerifyTree(const Tree& tree, const ReleasePolicy& policy, TreeVersion* current,
                std::vector<SourceFile>* extra, Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  if (!ReadTreeVersion(tree, policy, current, diagnostics)) return false;
  VerifyChangelog(policy, *current, diagnostics);
  VerifySource(tree, *current, diagnostics);
  extra->resize(policy.files.size());
  for (std::size_t i = 0; i < policy.files.size(); ++i) {
    SourceFile& file = (*extra)[i];
    std::string error;
    std::string version;
    std::size_t offset = 0;
    if (!tree.Read(policy.files[i].path, &file, &error)) {
      diagnostics->Report(policy.files[i].place, kVersionPattern, error,
                          "write the file's path from the top of the repository");
    } else if (FindVersion(file, policy.files[i], &offset, &version, diagnostics) &&
               version != current->version) {
      diagnostics->Report(
          PlaceOf(file, offset), kVersionDiffers,
          fmt::format("this says {}, and {} says {}", version,
                      policy.version_file.empty() ? policy.changelog : policy.version_file,
                      current->version),
          fmt::format("write {}", current->version));
    }
  }
  return errors.none();
}

bool VerifySourcePackage(const FileReader& files, Diagnostics* diagnostics) {
  Repository here;
  here.top = ".";
  SourceFile file;
  ReleasePolicy policy;
  TreeVersion current;
  std::vector<SourceFile> extra;
  if (!ReadPolicy(files, here.top, "", &file, &policy, diagnostics)) return false;
  if (policy.version_file.empty()) return true;
  if (file.text.empty()) {
    return files.Status(policy.version_file).kind == FileKind::kMissing ||
           VerifyAsText(Tree(files, here, ""), policy, diagnostics);
  }
  return VerifyTree(Tree(files, here, ""), policy, &current, &extra, diagnostics);
}

}  // namespace container_app

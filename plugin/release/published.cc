// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/published.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <unordered_set>

#include "base/text.h"
#include "deb/archive.h"
#include "deb/version.h"
#include "release/rules.h"
#include "release/tag_forms.h"
#include "release/version.h"

namespace container_app {
namespace {

/// A number, maybe with what Debian's branches and derivatives add to it: `1ubuntu2`, `1+deb12u1`.
bool ParseRevision(std::string_view text, std::uint64_t* revision) {
  const char* const last = text.data() + text.size();
  const auto [end, code] = std::from_chars(text.data(), last, *revision);
  return code == std::errc() && std::all_of(end, last, [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '+' || c == '.';
         });
}

/// The version in a tag without epoch, and with the `~` that no tag can have.
std::string VersionInTag(std::string_view text) {
  const std::size_t epoch = text.find('%');
  if (epoch != std::string_view::npos) text.remove_prefix(epoch + 1);
  return ReplaceAll(text, "_", "~");
}

/// True when `name` is `pattern` with a version and a number in the places for them.
bool MatchTag(std::string_view pattern, std::string_view name, KnownBuild* build) {
  const std::size_t version_at = pattern.find(kVersionField);
  const std::size_t revision_at = pattern.find(kRevisionField);
  if (revision_at == std::string_view::npos) {
    const std::string_view after = pattern.substr(version_at + kVersionField.size());
    if (!name.starts_with(pattern.substr(0, version_at)) || !name.ends_with(after) ||
        name.size() < version_at + after.size()) {
      return false;
    }
    build->version = VersionInTag(name.substr(version_at, name.size() - version_at - after.size()));
    return true;
  }
  if (revision_at < version_at) return false;
  const std::string_view between = pattern.substr(version_at + kVersionField.size(),
                                                  revision_at - version_at - kVersionField.size());
  const std::string_view after = pattern.substr(revision_at + kRevisionField.size());
  if (!name.starts_with(pattern.substr(0, version_at)) || !name.ends_with(after)) return false;
  name.remove_prefix(version_at);
  if (name.size() < after.size()) return false;
  name.remove_suffix(after.size());
  const std::size_t end = between.empty() ? std::string_view::npos : name.rfind(between);
  if (end == std::string_view::npos) return false;
  build->version = VersionInTag(name.substr(0, end));
  return ParseRevision(name.substr(end + between.size()), &build->revision);
}

bool IsReleaseVersion(const std::string& text) {
  ReleaseVersion version;
  std::string reason;
  std::string fix;
  return ParseReleaseVersion(text, &version, &reason, &fix);
}

/// Takes version and revision from the name of a tag, when it is one of the policy. A version with
/// `~` is not stable.
bool FitTag(const ReleasePolicy& policy, KnownBuild* build) {
  const bool fits_stable =
      MatchTag(policy.stable_tags, build->name, build) && IsReleaseVersion(build->version);
  build->stable = fits_stable && build->version.find('~') == std::string::npos;
  if (build->stable) return true;
  KnownBuild before = *build;
  if (MatchTag(policy.prerelease_tags, build->name, &before) && IsReleaseVersion(before.version)) {
    *build = before;
    return true;
  }
  return fits_stable;
}

}  // namespace

bool ReadTags(const Repository& repository, const ReleasePolicy& policy, const std::string& head,
              Tags* tags, Diagnostics* diagnostics) {
  std::string output;
  std::string merged;
  std::string error;
  if (!RunGit(
          repository,
          {"for-each-ref", "--format=%(refname:strip=2) %(objectname) %(*objectname)", "refs/tags"},
          &output, &error) ||
      !RunGit(repository,
              {"for-each-ref", "--merged", head, "--format=%(refname:strip=2)", "refs/tags"},
              &merged, &error)) {
    return diagnostics->ReportFile(repository.top, kGit, error);
  }
  const auto names = Split(merged, '\n');
  const std::unordered_set<std::string_view> here(names.begin(), names.end());
  for (const std::string_view line : Split(output, '\n')) {
    const auto words = Split(line, ' ');
    if (words.size() < 2) continue;
    KnownBuild build;
    build.name = std::string(words[0]);
    if (!FitTag(policy, &build)) {
      tags->others.push_back(build.name);
      if (here.contains(words[0]) && MatchTag(policy.stable_tags, build.name, &build)) {
        tags->not_raised.push_back(std::move(build));
      }
      continue;
    }
    build.elsewhere = !here.contains(words[0]);
    // A tag with a message is an object of its own, and names the commit.
    build.commit = std::string(words.size() > 2 && !words[2].empty() ? words[2] : words[1]);
    build.full =
        build.revision > 0 ? fmt::format("{}+{}", build.version, build.revision) : build.version;
    tags->builds.push_back(std::move(build));
  }
  return true;
}

bool CheckTagForms(const Repository& repository, const ReleasePolicy& policy, const Tags& tags,
                   std::string_view source, Diagnostics* diagnostics) {
  const std::vector<TagForm> forms = FormsOfTags(tags.others, source);
  if (forms.empty()) return true;
  return diagnostics->ReportFile(
      repository.top, kReleaseTags,
      fmt::format("what is released is not known: no tag is named {}, and {}", policy.stable_tags,
                  TellForms(forms)),
      FixForms(forms));
}

bool CheckNotRaised(const Repository& repository, const Tags& tags, const KnownBuild& latest,
                    Diagnostics* diagnostics) {
  const KnownBuild* highest = &latest;
  for (const KnownBuild& tag : tags.not_raised) {
    TagForm form;
    // Its numbers alone: what else is in a name is of another form.
    if (FormOfTag(tag.name, &form) && form.version == tag.version &&
        CompareVersions(tag.version, highest->version) > 0) {
      highest = &tag;
    }
  }
  if (highest == &latest) return true;
  ReleaseVersion version;
  std::string reason;
  std::string fix;
  ParseReleaseVersion(highest->version, &version, &reason, &fix);
  return diagnostics->ReportFile(
      repository.top, kReleaseTags,
      fmt::format("the tag {} is above {}, the highest that can be raised: {}",
                  ShowControls(highest->name), latest.full, reason),
      "only X.Y.Z can be raised: give what is published with --released X.Y.Z, or raise the "
      "version by hand with dch --newversion");
}

void MarkElsewhere(const std::vector<KnownBuild>& tagged, std::vector<KnownBuild>* archived) {
  for (KnownBuild& build : *archived) {
    bool here = false;
    bool elsewhere = false;
    for (const KnownBuild& tag : tagged) {
      if (tag.version == build.version) (tag.elsewhere ? elsewhere : here) = true;
    }
    build.elsewhere = elsewhere && !here;
  }
}

KnownBuild BuildOf(const std::string& version, std::string name) {
  KnownBuild build;
  build.full = version;
  build.version = BaseOf(version);
  build.name = std::move(name);
  build.stable = build.version.find('~') == std::string::npos;
  // A revision of Debian's own forms (2ubuntu1, 1~bpo12+1) counts by its first number.
  std::string_view rest(version);
  const std::size_t hyphen = rest.rfind('-');
  const std::size_t at = hyphen == std::string_view::npos ? rest.find('+') : hyphen;
  if (at == std::string_view::npos) return build;
  rest.remove_prefix(at + 1);
  std::from_chars(rest.data(), rest.data() + rest.size(), build.revision);
  return build;
}

bool ReadArchiveBuilds(const std::string& archive, std::string_view source,
                       std::vector<KnownBuild>* builds, Diagnostics* diagnostics) {
  std::vector<ArchiveVersion> versions;
  if (!ReadArchiveVersions(archive, source, &versions, diagnostics)) return false;
  for (const ArchiveVersion& found : versions) {
    builds->push_back(BuildOf(found.version, found.file));
  }
  return true;
}

const KnownBuild* LatestStable(const std::vector<KnownBuild>& builds, std::string_view version) {
  const KnownBuild* latest = nullptr;
  for (const KnownBuild& build : builds) {
    if (!build.stable || (build.elsewhere && CompareVersions(build.version, version) > 0)) continue;
    const int order = latest ? CompareVersions(build.version, latest->version) : 1;
    if (order > 0 || (order == 0 && build.revision > latest->revision)) latest = &build;
  }
  return latest;
}

const KnownBuild* LowestElsewhere(const std::vector<KnownBuild>& builds, std::string_view version) {
  const KnownBuild* lowest = nullptr;
  for (const KnownBuild& build : builds) {
    if (!build.stable || !build.elsewhere || CompareVersions(build.version, version) <= 0) continue;
    if (!lowest || CompareVersions(build.version, lowest->version) < 0) lowest = &build;
  }
  return lowest;
}

const KnownBuild* LastBuildOf(const std::vector<KnownBuild>& builds, std::string_view version) {
  const KnownBuild* last = nullptr;
  for (const KnownBuild& build : builds) {
    if (build.version == version && (!last || build.revision > last->revision)) last = &build;
  }
  return last;
}

std::string FillPattern(std::string_view pattern, std::string_view version,
                        std::uint64_t revision) {
  return ReplaceAll(ReplaceAll(pattern, kVersionField, version), kRevisionField,
                    fmt::format("{}", revision));
}

std::uint64_t NextRevision(const std::vector<KnownBuild>& builds, const std::string& version,
                           const ChangelogEntry& top, std::string* why) {
  const KnownBuild* last = LastBuildOf(builds, version);
  const KnownBuild entry = BuildOf(top.version, "the changelog");
  const bool counts = top.distribution != "UNRELEASED" && entry.version == version;
  if (counts && (!last || entry.revision > last->revision)) last = &entry;
  if (!last || last->revision == 0) {
    *why = fmt::format("the revision is 1: no build of {} is known", version);
    return 1;
  }
  *why = fmt::format("the revision is {}: {} is taken ({})", last->revision + 1, last->revision,
                     last->name);
  return last->revision + 1;
}

}  // namespace container_app

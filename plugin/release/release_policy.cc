// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/release_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "deb/control.h"
#include "release/rules.h"

namespace container_app {
namespace {

constexpr std::string_view kDefaultPath = "debian/container-app.release";

/// Paths that need no release, since they are in no package, or change it in another way:
/// documents, files for tools of developers, tests, images of containers, the package of the store.
constexpr std::array<std::string_view, 28> kIgnored = {"*.md",
                                                       "/docs/**",
                                                       "/.*/**",
                                                       "!/.cargo/**",
                                                       "/lefthook.yml",
                                                       "/.bumpversion.cfg",
                                                       "/.gitignore",
                                                       "/.editorconfig",
                                                       "/.coderabbit.yml",
                                                       "/.coderabbit.yaml",
                                                       "/LICENSE*",
                                                       "/test/**",
                                                       "/tests/**",
                                                       "/__tests__/**",
                                                       "/e2e/**",
                                                       "*.test.*",
                                                       "*.spec.*",
                                                       "/docker/**",
                                                       "/Dockerfile*",
                                                       "/config.*",
                                                       "/tools/**",
                                                       "/run",
                                                       "/Makefile",
                                                       "/Taskfile.yml",
                                                       "/store/**",
                                                       "*.lock",
                                                       "package-lock.json",
                                                       "*.lintian-overrides"};

/// What a field holds.
enum class Form { kPath, kPathOrNone, kTag, kOneOf, kPatterns, kWord };

struct PolicyField {
  std::string_view name;
  Form form;
  std::string ReleasePolicy::*text;
  std::string_view values = "";  ///< Of kOneOf, separated by blanks.
};

constexpr PolicyField kFields[] = {
    {"Version-File", Form::kPathOrNone, &ReleasePolicy::version_file},
    {"Changelog", Form::kPath, &ReleasePolicy::changelog},
    {"Stable-Tags", Form::kTag, &ReleasePolicy::stable_tags},
    {"Prerelease-Tags", Form::kTag, &ReleasePolicy::prerelease_tags},
    {"Debian-Version", Form::kOneOf, &ReleasePolicy::debian_version,
     "{version} {version}-{revision} {version}+{revision}"},
    {"Major-Zero", Form::kOneOf, &ReleasePolicy::major_zero, "minor major"},
    {"Squash-Body", Form::kOneOf, &ReleasePolicy::squash_body, "ignore read"},
    {"Ignore", Form::kPatterns, nullptr},
    {"Apps", Form::kPathOrNone, &ReleasePolicy::apps},
    {"Distribution", Form::kWord, &ReleasePolicy::distribution},
    {"Urgency", Form::kWord, &ReleasePolicy::urgency},
};

std::size_t Count(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; ++count) {
    at = text.find(part, at + part.size());
  }
  return count;
}

/// A path below the top: it is written to, so it must not lead anywhere else.
bool IsPathBelow(std::string_view text) {
  if (text.empty() || text.front() == '/') return false;
  for (const std::string_view part : Split(text, '/')) {
    if (part.empty() || part == "." || part == "..") return false;
  }
  return !HasControl(text);
}

class Reader {
 public:
  Reader(const SourceFile& file, ReleasePolicy* policy, Diagnostics* diagnostics)
      : file_(file), policy_(policy), diagnostics_(diagnostics) {}

  void General(const ControlStanza& stanza) {
    std::vector<std::string_view> names;
    for (const PolicyField& known : kFields) names.push_back(known.name);
    for (const ControlField& field : stanza.fields) {
      const auto* const known =
          std::find_if(std::begin(kFields), std::end(kFields),
                       [&](const PolicyField& row) { return row.name == field.name; });
      if (known == std::end(kFields)) {
        Error(field, fmt::format("unknown field '{}'", field.name), DidYouMean(field.name, names));
      } else {
        Set(*known, field);
      }
    }
  }

  void File(const ControlStanza& stanza) {
    VersionedFile file;
    for (const ControlField& field : stanza.fields) {
      if (field.name == "File") {
        file.path = std::string(Trim(field.value));
        file.place = {&file_, field.line, 1};
        if (!IsPathBelow(file.path)) Error(field, "this is not a path below the top", kNoWay);
      } else if (field.name == "Pattern") {
        file.pattern = std::string(Trim(field.value));
        if (Count(file.pattern, kVersionField) != 1 || HasControl(file.pattern)) {
          Error(field, "the pattern is one line with {version} once in it",
                "write what stands around the version, such as: version = \"{version}\"");
        }
      } else {
        Error(field, fmt::format("unknown field '{}'", field.name),
              "a stanza after the first one has File and Pattern");
      }
    }
    if (file.path.empty() || file.pattern.empty()) {
      diagnostics_->Report({&file_, stanza.line, 1}, kReleasePolicy, "File or Pattern is missing",
                           "a stanza after the first one has both");
    }
    policy_->files.push_back(std::move(file));
  }

 private:
  static constexpr std::string_view kNoWay = "write it without a leading '/' and without '..'";

  void Error(const ControlField& field, std::string what, std::string_view fix) {
    diagnostics_->Report({&file_, field.line, 1}, kReleasePolicy, std::move(what),
                         std::string(fix));
  }

  void Set(const PolicyField& known, const ControlField& field) {
    std::string value(Trim(field.value));
    if (known.form == Form::kPatterns) {
      Ignore(field);
    } else if (known.form == Form::kPathOrNone && value == "none") {
      (policy_->*known.text).clear();
    } else if (Check(known, value, field)) {
      policy_->*known.text = std::move(value);
    }
  }

  bool Check(const PolicyField& known, const std::string& value, const ControlField& field) {
    const ErrorMark errors(*diagnostics_);
    switch (known.form) {
      case Form::kTag:
        if (Count(value, kVersionField) != 1 || Count(value, kRevisionField) > 1 ||
            value.find_first_of(" \n") != std::string::npos) {
          Error(field, "the name of a tag has {version} once in it, and {revision} at most once",
                "write it as v{version}+{revision}");
        }
        break;
      case Form::kOneOf:
        if (const auto values = Split(known.values, ' ');
            std::find(values.begin(), values.end(), value) == values.end()) {
          Error(field, fmt::format("'{}' is none of the values of {}", value, known.name),
                fmt::format("write {}", fmt::join(values, " or ")));
        }
        break;
      case Form::kWord:
        if (value.empty() || value.find_first_of(" ;,()\n") != std::string::npos) {
          Error(field, "this is not one word", "write one word");
        }
        break;
      default:
        if (!IsPathBelow(value)) Error(field, "this is not a path below the top", kNoWay);
    }
    return errors.none();
  }

  /// One pattern a line; `default` stands for all those that are ignored without the field.
  void Ignore(const ControlField& field) {
    policy_->ignored.clear();
    for (const std::string_view line : Split(field.value, '\n')) {
      const std::string_view pattern = Trim(line);
      if (pattern == "default") {
        policy_->ignored.insert(policy_->ignored.end(), kIgnored.begin(), kIgnored.end());
      } else if (const std::size_t stars = pattern.find("**");
                 stars != std::string_view::npos && stars + 2 != pattern.size()) {
        Error(field, fmt::format("'{}' has '**' before its end", pattern),
              "'/**' stands at the end of a pattern only");
      } else if (!pattern.empty()) {
        policy_->ignored.emplace_back(pattern);
      }
    }
  }

  const SourceFile& file_;
  ReleasePolicy* policy_;
  Diagnostics* diagnostics_;
};

/// dpkg-source refuses a revision in a native package.
bool IsNative(const FileReader& files, const std::string& top) {
  std::string text;
  std::string error;
  return files.Read(top + "/debian/source/format", &text, &error) &&
         Trim(text).ends_with("(native)");
}

}  // namespace

bool ReadPolicy(const FileReader& files, const std::string& top, const std::string& path,
                SourceFile* file, ReleasePolicy* policy, Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  *policy = ReleasePolicy();
  policy->ignored.assign(kIgnored.begin(), kIgnored.end());
  if (IsNative(files, top)) policy->debian_version = kVersionField;
  file->path = path.empty() ? std::string(kDefaultPath) : path;
  const std::string place = path.empty() ? top + "/" + file->path : path;
  if (path.empty() && files.Status(place).kind == FileKind::kMissing) return true;
  std::string error;
  if (!files.Read(place, &file->text, &error)) {
    return diagnostics->ReportFile(file->path, kIoError, error);
  }
  std::vector<ControlStanza> stanzas;
  if (!ReadControl(*file, &stanzas, diagnostics)) return false;
  Reader reader(*file, policy, diagnostics);
  for (const ControlStanza& stanza : stanzas) {
    const bool first = &stanza == &stanzas.front();
    first&& stanza.Find("File") == nullptr ? reader.General(stanza) : reader.File(stanza);
  }
  return errors.none();
}

}  // namespace container_app

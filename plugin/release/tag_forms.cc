// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/tag_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"
#include "deb/version.h"
#include "release/version.h"

namespace container_app {
namespace {

constexpr std::size_t kDateDigits = 6;  // 202401, 20240105
constexpr std::size_t kShownForms = 3;

/// The numbers at `begin`: with `.`, `_` or, in a date such as 2024-01-05, `-` between them, the
/// same sign throughout. Returns their end; `count` is how many there are.
std::size_t NumbersEnd(std::string_view name, std::size_t begin, std::size_t* count, char* sign) {
  std::size_t end = begin;
  *count = 0;
  *sign = 0;
  while (true) {
    std::size_t digits = end;
    while (digits < name.size() && IsDigit(name[digits])) ++digits;
    if (digits == end) return end - 1;  // The sign before it is not between numbers.
    end = digits;
    ++*count;
    const bool is_year = *count > 1 || end - begin == 4;
    if (end == name.size()) return end;
    const char next = name[end];
    if (next != '.' && next != '_' && !(next == '-' && is_year)) return end;
    if (*sign != 0 && next != *sign) return end;
    *sign = next;
    ++end;
  }
}

/// `rc1`, `-beta.2`, `_pre`, `a3`: what follows the number of a version before its release.
bool IsBeforeRelease(std::string_view suffix) {
  const std::string lower =
      LowerCase(suffix.substr(std::min(suffix.find_first_not_of("-._~+"), suffix.size())));
  constexpr std::array<std::string_view, 9> kWords = {"rc",   "alpha",   "beta",     "pre", "dev",
                                                      "test", "nightly", "snapshot", "exp"};
  if (std::any_of(kWords.begin(), kWords.end(),
                  [&lower](std::string_view word) { return lower.starts_with(word); })) {
    return true;
  }
  return lower.size() > 1 && (lower[0] == 'a' || lower[0] == 'b' || lower[0] == 'c') &&
         IsDigit(lower[1]);
}

/// `-1`, `+2`, `-1ubuntu3`: a revision, whose first number counts.
bool IsRevision(std::string_view suffix) {
  return suffix.size() > 1 && (suffix[0] == '-' || suffix[0] == '+') && IsDigit(suffix[1]);
}

}  // namespace

bool FormOfTag(std::string_view name, TagForm* form) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (!IsDigit(name[at])) continue;
    std::size_t count = 0;
    char sign = 0;
    const std::size_t end = NumbersEnd(name, at, &count, &sign);
    const bool after_v = at > 0 && (name[at - 1] == 'v' || name[at - 1] == 'V') &&
                         (at == 1 || !IsDigit(name[at - 2]));
    if (count < 2 && !after_v && end - at < kDateDigits) {
      at = end;
      continue;
    }
    const std::string_view suffix = name.substr(end);
    if (IsBeforeRelease(suffix)) return false;
    std::string reason;
    std::string fix;
    ReleaseVersion parts;
    form->version = std::string(name.substr(at, end - at));
    form->can_be_raised = ParseReleaseVersion(form->version, &parts, &reason, &fix);
    form->highest = std::string(name);
    form->count = 1;
    form->pattern = fmt::format("{}{{version}}", name.substr(0, at));
    if (IsRevision(suffix)) {
      form->pattern += fmt::format("{}{{revision}}", suffix[0]);
    } else {
      form->pattern += suffix;
    }
    return true;
  }
  return false;
}

std::vector<TagForm> FormsOfTags(const std::vector<std::string>& names, std::string_view source) {
  std::vector<TagForm> forms;
  for (const std::string& name : names) {
    TagForm form;
    if (!FormOfTag(name, &form)) continue;
    const auto known = std::find_if(forms.begin(), forms.end(), [&form](const TagForm& other) {
      return other.pattern == form.pattern && other.can_be_raised == form.can_be_raised;
    });
    if (known == forms.end()) {
      forms.push_back(std::move(form));
      continue;
    }
    ++known->count;
    if (CompareVersions(form.version, known->version) <= 0) continue;
    known->version = form.version;
    known->highest = form.highest;
  }
  const auto rank = [source](const TagForm& form) {
    const bool ours = !source.empty() && form.pattern.find(source) != std::string::npos;
    const bool debian = form.pattern.find("debian/") != std::string::npos;
    return std::tuple(!form.can_be_raised, !ours, !debian, -static_cast<long>(form.count));
  };
  std::stable_sort(forms.begin(), forms.end(),
                   [&rank](const TagForm& a, const TagForm& b) { return rank(a) < rank(b); });
  return forms;
}

std::string TellForms(const std::vector<TagForm>& forms) {
  std::size_t count = 0;
  for (const TagForm& form : forms) count += form.count;
  return fmt::format(
      "{} carr{} in another form, such as {}", count == 1 ? "1 tag" : fmt::format("{} tags", count),
      count == 1 ? "ies a version" : "y versions", ShowControls(forms.front().highest));
}

std::string FixForms(const std::vector<TagForm>& forms) {
  std::vector<std::string> fields;
  for (const TagForm& form : forms) {
    if (form.can_be_raised && fields.size() < kShownForms) {
      fields.push_back(fmt::format("'Stable-Tags: {}'", ShowControls(form.pattern)));
    }
  }
  if (fields.empty()) {
    return "only X.Y.Z can be raised: give what is published with --released X.Y.Z, or --released "
           "'' for nothing";
  }
  return fmt::format("write {} into debian/container-app.release, or give --released or --archive",
                     Join(fields, " or "));
}

}  // namespace container_app

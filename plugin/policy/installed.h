// SPDX-License-Identifier: GPL-2.0-or-later
// The definition as it is on a device right after installation, when nothing is overridden: names
// and paths of the package, values of variables, and what these make of texts, binds and users.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/definition.h"
#include "policy/naming.h"

namespace container_app {

/// Numeric owner of what a service writes, from its `user:`; absent parts are root's.
struct Owner {
  std::optional<unsigned> uid;
  std::optional<unsigned> gid;
};

/// Refers to the definition, which outlives it.
class Installed {
 public:
  Installed() = default;
  Installed(const Definition& definition, const Affixes& affixes)
      : definition_(&definition), names_(MakeNames(definition.metadata.app_id.value, affixes)) {}

  const Definition& definition() const { return *definition_; }
  const Names& names() const { return names_; }

  /// The value that the package gives a variable: a setting, CONTAINER_DATA_ROOT, or
  /// CONTAINER_SECRETS_ROOT where a generated secret is a file. That of a secret is not known.
  std::optional<std::string> Variable(std::string_view name) const;

  /// `text` with its variables filled in as Compose does, a variable without value being empty.
  /// Nothing where Compose refuses the text.
  std::optional<std::string> Text(std::string_view text) const;

  /// Likewise, and nothing where a plain variable has no value.
  std::optional<std::string> KnownText(std::string_view text) const;

  /// The absolute path that a bind has on the host, normalised. Nothing where it is not known, or
  /// is not absolute, or leads upwards.
  std::optional<std::string> BindSource(const ComposeMount& mount) const;

  /// The numbers of `user:`. Nothing where it is neither empty nor `UID` nor `UID:GID`: names other
  /// than root are only known inside the image.
  std::optional<Owner> User(const ComposeService& service) const;

 private:
  bool IsKnown(std::string_view text) const;

  const Definition* definition_ = nullptr;
  Names names_;
};

/// `path` without empty and `.` components and without a slash at its end.
std::string NormalisedPath(std::string_view path);

/// Both normalised: whether `path` is `folder` or something in it.
bool IsAtOrBelow(std::string_view path, std::string_view folder);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// One import at work: its steps change the tree of the Compose file and fill the draft.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>

#include "base/files.h"
#include "import/draft.h"

namespace container_app {

struct ImportContext {
  const FileReader& files;
  Foreign* foreign;
  Draft* draft;

  /// Calls `visit(name, service)` for each service that is a mapping.
  void ForEachService(
      const std::function<void(const std::string& name, yaml::Node* service)>& visit) const;

  /// `text` with the values that are known of its variables; nothing where one is not.
  std::optional<std::string> Known(std::string_view text) const;

  /// The value of a variable that `.env` or the source gives.
  std::optional<std::string> Value(const std::string& name) const;

  /// A name for a variable that nothing in the Compose file has.
  std::string FreeVariable(const std::string& wanted) const;

  const VariableHint* Hint(const std::string& name) const;
};

// The steps, in this order.
void RepairProject(const ImportContext& context);   ///< Top level, networks, volumes.
void RepairServices(const ImportContext& context);  ///< Images, restarts, labels, profiles.
void JoinEnvironmentFiles(const ImportContext& context, Diagnostics* diagnostics);
void MakeSecrets(const ImportContext& context);
void RepairMounts(const ImportContext& context);
void NamePorts(const ImportContext& context);
void AskForVariables(const ImportContext& context);
void NameStateless(const ImportContext& context);

/// Passwords that stand in the Compose file and that no other service is given, although one names
/// this service as a host: it knows the password by itself, as Paperless knows `paperless`, and
/// could not log in with another one. A person is told.
struct UntoldPasswords {
  std::set<std::pair<std::string, std::string>> entries;  ///< Service and name in `environment`.
  std::set<std::string> variables;                        ///< Of which they are the default.
};
UntoldPasswords FindUntoldPasswords(const ImportContext& context);

/// Adds a generated secret once.
void AddSecret(const ImportContext& context, const std::string& name, bool is_file = false);

/// Finds the file that a relative path of the Compose file names, below the folder of the source.
/// Empty where there is none.
std::string SourcePath(const ImportContext& context, const std::string& relative);

/// Takes a file or folder into `target` of the draft; nothing of what is hidden or a link.
bool CarryFile(const ImportContext& context, const std::string& source, const std::string& target);

/// A file of assets/ for a path of the Compose file: a copy, or an empty one that a person has to
/// replace. Returns its path, `./assets/…`.
std::string AssetFor(const ImportContext& context, const std::string& relative,
                     const std::string& service);

}  // namespace container_app

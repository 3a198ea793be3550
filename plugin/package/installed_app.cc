// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/installed_app.h"

#include <fmt/format.h>

#include <optional>

#include "app/image_lock.h"
#include "policy/naming.h"

namespace container_app {
namespace {

/// The name in a definition of a file that a package has beside its Compose file; nothing for what
/// is generated.
std::optional<std::string> DefinitionName(const std::string& name) {
  for (const std::string_view same :
       {std::string_view("metadata.yaml"), std::string_view("config.yml"),
        std::string_view("docker-compose.yml"), kImageLockName}) {
    if (name == same) return name;
  }
  if (name == InstalledHookName("prestart.sh")) return "prestart.sh";
  const std::string stage = InstalledHookName("");
  if (name.starts_with(stage)) return "prestart.d/" + name.substr(stage.size());
  return std::nullopt;
}

class Copier {
 public:
  Copier(FileSystem* files, Diagnostics* diagnostics) : files_(files), diagnostics_(diagnostics) {}

  bool File(const std::string& from, const std::string& to) {
    std::string content;
    std::string error;
    const FileReader& reader = *files_;
    const unsigned mode = files_->Status(from).executable ? 0755 : 0644;
    if (reader.Read(from, &content, &error) && files_->Write(to, content, mode, &error))
      return true;
    return diagnostics_->ReportFile(from, kIoError, error);
  }

  bool Tree(const std::string& from, const std::string& to) {
    std::vector<std::string> names;
    std::string error;
    if (!files_->List(from, &names, &error)) {
      return diagnostics_->ReportFile(from, kIoError, error);
    }
    for (const std::string& name : names) {
      const std::string path = from + "/" + name;
      const bool folder = files_->Status(path).kind == FileKind::kDirectory;
      if (!(folder ? Tree(path, to + "/" + name) : File(path, to + "/" + name))) return false;
    }
    return true;
  }

 private:
  FileSystem* files_;
  Diagnostics* diagnostics_;
};

}  // namespace

bool WriteInstalledDefinition(const std::string& root, const std::string& package,
                              const std::string& folder, FileSystem* files,
                              Diagnostics* diagnostics) {
  const std::string share = root + "/usr/share/container-apps/" + package;
  if (files->Status(share + "/metadata.yaml").kind == FileKind::kMissing) {
    return diagnostics->ReportFile(
        package, kIoError, "this is neither a folder nor the package of an installed container app",
        "name the folder of a definition, or a package that container-app status lists");
  }
  std::vector<std::string> names;
  std::string error;
  if (!files->List(share, &names, &error)) {
    return diagnostics->ReportFile(share, kIoError, error);
  }
  Copier copier(files, diagnostics);
  for (const std::string& name : names) {
    const auto own = DefinitionName(name);
    if (own && !copier.File(share + "/" + name, folder + "/" + *own)) return false;
  }
  for (const char* tree : {"assets", "default-data"}) {
    if (!copier.Tree(share + "/" + tree, fmt::format("{}/{}", folder, tree))) return false;
  }
  for (const char* kind : {"svg", "png"}) {
    const std::string icon = fmt::format("{}/usr/share/pixmaps/{}.{}", root, package, kind);
    if (files->Status(icon).kind == FileKind::kMissing) continue;
    return copier.File(icon, fmt::format("{}/icon.{}", folder, kind));
  }
  return true;
}

}  // namespace container_app

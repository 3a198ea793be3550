// SPDX-License-Identifier: GPL-2.0-or-later
#include "images/locks.h"

#include <fmt/format.h>

#include "app/definition_files.h"
#include "base/text.h"

namespace container_app {
namespace {

/// Puts back what the first locks were before; `error` gets what cannot be put back.
void Restore(const std::vector<const PinnedDefinition*>& all, std::size_t written,
             FileSystem* files, Diagnostics* diagnostics) {
  std::string error;
  for (std::size_t i = 0; i < written; ++i) {
    const PinnedDefinition& one = *all[i];
    if (one.images.changes.empty()) continue;
    const SourceFile* before = one.definition.lock_file.get();
    const bool restored = before ? files->Write(one.path, before->text, 0644, &error)
                                 : files->Remove(one.path, &error);
    if (!restored) {
      diagnostics->ReportFile(one.path, kIoError, error,
                              "this file is changed already: take back the change by hand");
    }
  }
}

}  // namespace

bool PinDefinition(const FileReader& files, const std::string& folder, bool update,
                   Registries* registries, PinnedDefinition* pinned, Diagnostics* diagnostics) {
  if (!ReadDefinition(files, folder, &pinned->definition, diagnostics)) return false;
  const Installed installed(pinned->definition, {});
  pinned->path = PathIn(pinned->definition.folder, kImageLockName);
  return PinImages(installed, update, registries, &pinned->images, diagnostics);
}

bool WriteLocks(const std::vector<const PinnedDefinition*>& all, FileSystem* files,
                Diagnostics* diagnostics) {
  std::string error;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const PinnedImages& images = all[i]->images;
    if (images.changes.empty()) continue;
    if (files->Write(all[i]->path, ImageLockText(images.images), 0644, &error)) continue;
    Restore(all, i, files, diagnostics);
    return diagnostics->ReportFile(all[i]->path, kIoError, error,
                                   "all locks stay as they were; run it again");
  }
  return true;
}

std::string ChangesText(const PinnedDefinition& pinned) {
  const std::string folder = ShowControls(pinned.definition.folder);
  if (pinned.images.changes.empty()) return fmt::format("{}: no change\n", folder);
  std::string text;
  for (const PinChange& change : pinned.images.changes) {
    text += fmt::format("{}: {}: {} -> {}", folder, ShowControls(change.image),
                        change.before.empty() ? "none" : change.before,
                        change.after.empty() ? "none, since no service has it" : change.after);
    if (!change.platforms.empty()) {
      text += fmt::format(" ({})", fmt::join(change.platforms, ", "));
    }
    text += "\n";
  }
  return text;
}

}  // namespace container_app

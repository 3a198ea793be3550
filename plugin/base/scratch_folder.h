// SPDX-License-Identifier: GPL-2.0-or-later
// A folder for a while.
#pragma once

#include <string>

namespace container_app {

/// A folder that only the caller may enter; it goes, with all that is in it, with this object.
class ScratchFolder {
 public:
  ScratchFolder() = default;
  ~ScratchFolder() { Remove(); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  /// Makes it below $TMPDIR, or below /tmp where a name in that path would have to be quoted.
  bool Make(std::string* error);

  /// As when the object goes; what cannot be removed stays.
  void Remove();

  /// Its real path; empty until it is made.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace container_app

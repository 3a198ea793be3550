// SPDX-License-Identifier: GPL-2.0-or-later
// Programs with the names of Docker's, which say what a test wants;
// tests/package/second-opinion_test.sh asks the real ones.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/run_program.h"

namespace container_app {

/// While it lives, these programs are found first in PATH, or alone. What they do is POSIX shell.
class StandInCompose {
 public:
  explicit StandInCompose(bool alone = true) : path_(getenv("PATH")) {
    setenv("PATH", (folder_.path() + "/bin" + (alone ? "" : ":" + path_)).c_str(), 1);
  }
  ~StandInCompose() { setenv("PATH", path_.c_str(), 1); }

  /// A program NAME that tells `version`; `config` is what it does about files. `docker` takes the
  /// word `compose` first.
  void Put(const std::string& name, const std::string& version, const std::string& config) const {
    const std::string path = folder_.Write(
        "bin/" + name, "#!/bin/sh\nPATH=/usr/bin:/bin\nfolder=" + folder_.path() +
                           "\n[ \"$1\" != compose ] || shift\n"
                           "if [ \"$1\" = version ]; then\n" +
                           version + "\nexit\nfi\necho >>\"$folder/asked\"\n" + config + "\n");
    std::filesystem::permissions(path, std::filesystem::perms{0755});
  }
  /// Docker with a plugin of version 2.26.1.
  void PutDocker(const std::string& config) const { Put("docker", "echo 2.26.1", config); }

  /// What a program wrote to `$folder/NAME`.
  std::string Written(const std::string& name) const {
    return ReadWholeFile(folder_.path() + "/" + name);
  }
  /// How often a program was asked about files.
  std::size_t Asked() const { return Written("asked").size(); }

 private:
  std::string path_;
  TemporaryFolder folder_;
};

}  // namespace container_app

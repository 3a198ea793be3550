// SPDX-License-Identifier: GPL-2.0-or-later
// Signals that ask the program to end while it has files to remove and programs to stop first.
#pragma once

namespace container_app {

/// As long as one is there, SIGINT, SIGTERM and SIGHUP are noted; RunCommand() then ends what it
/// runs. When it is gone, the program ends by the signal that has come, as if it had not been
/// noted. A signal that the caller ignores stays ignored. There is one at a time.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// True when one of the signals has come.
  static bool HasCome();
};

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include <string_view>

#include "cli/verbs.h"

int main(int argc, char** argv) {
  const std::string_view called = argc > 0 ? argv[0] : "";
  // debhelper calls its commands by name: the program is installed under both.
  if (called.substr(called.rfind('/') + 1) == "dh_container_app") {
    return container_app::RunDebhelperCommand(argc, argv);
  }
  return container_app::RunContainerApp(argc, argv);
}

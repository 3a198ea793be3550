// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/descriptor.h"

#include <cerrno>

namespace container_app {

bool WriteAll(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace container_app

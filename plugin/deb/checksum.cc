// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/checksum.h"

#include <apt-pkg/hashes.h>

namespace container_app {

std::string Sha256(std::string_view bytes) {
  Hashes hashes(Hashes::SHA256SUM);
  hashes.Add(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hashes.GetHashString(Hashes::SHA256SUM).HashValue();
}

}  // namespace container_app

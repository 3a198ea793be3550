// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/checksum.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

// FIPS 180-2, appendix B.
TEST(ChecksumTest, Sha256IsThatOfTheStandard) {
  EXPECT_EQ("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256("abc"));
  EXPECT_EQ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Sha256(""));
}

}  // namespace
}  // namespace container_app

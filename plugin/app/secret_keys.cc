// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/key_tables.h: the keys of an item of `generated_secrets` in metadata.yaml.
#include "app/key_tables.h"

namespace container_app {
namespace {

// The tables are laid out by hand: a key a block.
// clang-format off
constexpr std::string_view kAlphabets[] = {"alphanumeric", "hex", "digits", "base64"};
constexpr std::string_view kKinds[] = {"variable", "file", "both"};

constexpr Key kSecret[] = {
    {.name = "name", .value = Into<&GeneratedSecret::name>(), .required = true,
     .doc = "Name of the secret: of the variable that has it in the Compose file and in hooks, and "
            "of the file it is in on the device.", .form = kVariableForm},
    {.name = "length", .value = Into<&GeneratedSecret::length>(),
     .doc = "Number of its characters; where the alphabet is base64, of the random bytes that are "
            "encoded.",
     .form = {.rule = {"secret-length", "A generated secret has a length of 8 to 256."},
              .minimum = 8, .maximum = 256}},
    {.name = "alphabet", .value = Into<&GeneratedSecret::alphabet>(),
     .doc = "Its characters: letters and digits (alphanumeric), 0-9 and a-f (hex), digits, or what "
            "encodes random bytes (base64).",
     .form = {.rule = {"secret-alphabet",
                      "The alphabet of a generated secret is alphanumeric, hex, digits or base64."},
              .values = kAlphabets}},
    {.name = "as", .value = Into<&GeneratedSecret::as>(),
     .doc = "How the app gets it: as the value of its variable, as a file that the Compose file "
            "mounts from ${CONTAINER_SECRETS_ROOT}, or both.",
     .form = {.rule = {"secret-as", "A generated secret is given as variable, file or both."},
              .values = kKinds}},
    {.name = "owner", .value = Into<&GeneratedSecret::owner>(), .fallback = "0",
     .doc = "Number of the user in the container who reads the file; beside root nobody else can.",
     .form = {.rule = {"secret-owner", "The owner of a generated secret is the number of a user."},
              .minimum = 0, .maximum = INT32_MAX}},
};
// clang-format on

}  // namespace

constinit const KeysOf<GeneratedSecret> kSecretKeys{"generated_secrets", kSecret};

}  // namespace container_app

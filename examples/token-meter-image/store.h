// SPDX-License-Identifier: GPL-2.0-or-later
// A count in a Redis or Valkey server (its protocol, RESP, over TCP).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace token_meter {

class Store {
 public:
  /// `redis://ADDRESS:PORT` with an IPv4 address. Throws std::runtime_error for another text.
  explicit Store(const std::string& url);
  ~Store();

  /// Adds one to `key`, which begins anew `seconds` after it began; its value. Nothing when the
  /// server did not answer: then nobody knows whether it counted.
  std::optional<std::int64_t> Count(const std::string& key, int seconds);

 private:
  bool Connect();
  void Close();
  std::optional<std::string> Ask(const std::vector<std::string>& words);
  std::optional<std::string> ReadLine();

  std::uint32_t address_ = 0;  ///< In the order of the network.
  std::uint16_t port_ = 0;
  int fd_ = -1;
};

}  // namespace token_meter

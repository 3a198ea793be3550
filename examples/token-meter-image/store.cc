// SPDX-License-Identifier: GPL-2.0-or-later
#include "store.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace token_meter {

Store::Store(const std::string& url) {
  constexpr std::string_view kScheme = "redis://";
  const std::size_t colon = url.rfind(':');
  if (url.starts_with(kScheme) && colon > kScheme.size()) {
    const std::string host = url.substr(kScheme.size(), colon - kScheme.size());
    port_ = htons(static_cast<std::uint16_t>(std::atoi(url.c_str() + colon + 1)));
    if (port_ != 0 && inet_pton(AF_INET, host.c_str(), &address_) == 1) return;
  }
  throw std::runtime_error("'" + url + "' is not of the form redis://127.0.0.1:6379");
}

Store::~Store() { Close(); }

void Store::Close() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

bool Store::Connect() {
  if (fd_ >= 0) return true;
  fd_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval limit{2, 0};
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = port_;
  server.sin_addr.s_addr = address_;
  if (connect(fd_, reinterpret_cast<sockaddr*>(&server), sizeof server) == 0) return true;
  Close();
  return false;
}

std::optional<std::string> Store::ReadLine() {
  std::string line;
  for (char c = 0; recv(fd_, &c, 1, 0) == 1;) {
    if (c == '\n') return line;
    if (c != '\r') line += c;
  }
  return std::nullopt;
}

std::optional<std::string> Store::Ask(const std::vector<std::string>& words) {
  std::string text = "*" + std::to_string(words.size()) + "\r\n";
  for (const std::string& word : words) {
    text += "$" + std::to_string(word.size()) + "\r\n" + word + "\r\n";
  }
  if (send(fd_, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) {
    return std::nullopt;
  }
  // Status, integer, or the nil of SET NX: a line each. While it starts, -LOADING.
  return ReadLine();
}

std::optional<std::int64_t> Store::Count(const std::string& key, int seconds) {
  if (!Connect()) return std::nullopt;
  const auto begun = Ask({"SET", key, "0", "EX", std::to_string(seconds), "NX"});
  const auto count = begun && !begun->starts_with('-') ? Ask({"INCR", key}) : std::nullopt;
  if (count && count->starts_with(':')) return std::atoll(count->c_str() + 1);
  Close();
  return std::nullopt;
}

}  // namespace token_meter

// SPDX-License-Identifier: GPL-2.0-or-later
// token-meter meter|gate: answers lines on 127.0.0.1, port METER_PORT.
//   take N       spends N tokens                        ok SPENT MICROSECONDS (of CLOCK_MONOTONIC)
//   spent        what is spent in all                   ok SPENT
//   hit          may the program go on? counted in the store, by meter and gate together
//                                                       ok COUNT, or unknown: it did not answer
//   measure N    the sensor says N                      ok; the line "reading N" on standard output
//   calibration  sum and number of the readings         ok SUM COUNT
// The gate knows `hit` alone. SIGTERM writes what waits and ends.
#include <arpa/inet.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "budget.h"
#include "store.h"

namespace token_meter {
namespace {

std::string Setting(const char* name, const std::string& fallback) {
  const char* value = std::getenv(name);
  return value && *value ? value : fallback;
}

class Meter {
 public:
  explicit Meter(bool gate)
      : gate_(gate),
        store_(Setting("METER_STORE_URL", "redis://127.0.0.1:6379")),
        budget_({gate ? "" : Setting("METER_FILE", ""),
                 milliseconds(std::stol(Setting("METER_FLUSH_WITHIN_MS", "400"))),
                 milliseconds(std::stol(Setting("METER_DISK_DELAY_MS", "0")))}) {
    std::ifstream(Setting("METER_CALIBRATION", "")) >> sum_ >> readings_;
  }

  std::string Answer(const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    std::int64_t number = 0;
    words >> verb >> number;
    if (verb == "hit") {
      const auto count = store_.Count("token-meter:rate", 24 * 60 * 60);
      return count ? "ok " + std::to_string(*count) : "unknown";
    }
    if (gate_) return "error";
    if (verb == "take" && number > 0) return Take(number);
    if (verb == "spent") return "ok " + std::to_string(budget_.spent());
    if (verb == "calibration") {
      return "ok " + std::to_string(sum_) + " " + std::to_string(readings_);
    }
    if (verb != "measure") return "error";
    std::cout << "reading " << number << std::endl;
    sum_ += number;
    ++readings_;
    return "ok";
  }

  void Finish() { budget_.Finish(); }

 private:
  std::string Take(std::int64_t tokens) {
    const Spent spent = budget_.Spend(tokens);
    const auto when = spent.when.time_since_epoch();
    return "ok " + std::to_string(spent.total) + " " +
           std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(when).count());
  }

  bool gate_;
  Store store_;
  Budget budget_;
  std::int64_t sum_ = 0;
  std::int64_t readings_ = 0;
};

int Listen(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(fd, 16) != 0) {
    throw std::runtime_error("cannot listen on port " + std::to_string(port));
  }
  return fd;
}

/// SIGTERM and SIGINT as something to poll. Before there are threads, which inherit the mask.
int Signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  return signalfd(-1, &set, SFD_CLOEXEC);
}

/// Answers the whole lines a client has sent; false when it has gone.
bool Serve(int client, std::string* text, Meter* meter) {
  char buffer[4096];
  const ssize_t size = recv(client, buffer, sizeof buffer, 0);
  if (size <= 0 || text->size() > sizeof buffer) return false;
  text->append(buffer, static_cast<std::size_t>(size));
  for (std::size_t end = 0; (end = text->find('\n')) != std::string::npos;) {
    const std::string answer = meter->Answer(text->substr(0, end)) + "\n";
    text->erase(0, end + 1);
    if (send(client, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) return false;
  }
  return true;
}

void Loop(int signals, int listener, Meter* meter) {
  std::map<int, std::string> clients;  // What each has sent of a line.
  while (true) {
    std::vector<pollfd> waiting{{signals, POLLIN, 0}, {listener, POLLIN, 0}};
    for (const auto& [client, text] : clients) waiting.push_back({client, POLLIN, 0});
    if (poll(waiting.data(), waiting.size(), -1) < 0) continue;
    if (waiting[0].revents) return;
    if (waiting[1].revents) {
      const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (client >= 0) clients[client];
    }
    for (std::size_t i = 2; i < waiting.size(); ++i) {
      const int client = waiting[i].fd;
      if (!waiting[i].revents || Serve(client, &clients[client], meter)) continue;
      close(client);
      clients.erase(client);
    }
  }
}

int Run(const std::string& role) {
  const int signals = Signals();
  const int port = std::stoi(Setting("METER_PORT", "8490"));
  Meter meter(role == "gate");
  Loop(signals, Listen(port), &meter);
  meter.Finish();
  return 0;
}

}  // namespace
}  // namespace token_meter

int main(int argc, char** argv) {
  const std::string role = argc == 2 ? argv[1] : "";
  if (role != "meter" && role != "gate") {
    std::cerr << "usage: token-meter meter|gate\n";
    return 2;
  }
  try {
    return token_meter::Run(role);
  } catch (const std::exception& error) {
    std::cerr << "token-meter: " << error.what() << "\n";
    return 1;
  }
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_texts.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/interpolation.h"
#include "base/text.h"

namespace container_app {
namespace {

bool Fail(std::string* error, std::string what) {
  *error = std::move(what);
  return false;
}

/// Splits at a separator that stands in no `${…}` (and in no `[…]`, as of an IPv6 address).
std::vector<std::string> SplitOutside(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  int braces = 0;
  int brackets = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{' && (braces > 0 || (i > 0 && text[i - 1] == '$'))) ++braces;
    if (c == '}' && braces > 0) --braces;
    if (c == '[') ++brackets;
    if (c == ']' && brackets > 0) --brackets;
    if (c == separator && braces == 0 && brackets == 0) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

bool IsHostPath(const std::string& source) {
  if (source.empty()) return false;
  std::string known = source;
  if (HoldsVariable(source)) {
    // What comes before a required variable is known, too.
    std::string error;
    known.clear();
    Interpolate(
        source, [](std::string_view) { return std::nullopt; }, &known, &error);
    // A volume's name would not begin with an unknown variable: there it is a folder's.
    if (known.empty()) return source.front() == '$';
  }
  return known.starts_with('/') || known.starts_with('.') || known.starts_with('~');
}

/// A port or a range `first-last` of ports.
bool ReadPorts(const std::string& text, unsigned* first, unsigned* last) {
  const std::size_t dash = text.find('-');
  const auto read = [](std::string_view digits, unsigned* port) {
    const auto [end, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), *port, 10);
    return !digits.empty() && failure == std::errc() && end == digits.data() + digits.size() &&
           *port <= 65535;
  };
  const std::string_view view = text;
  if (dash == std::string::npos) return read(view, first) && read(view, last);
  return read(view.substr(0, dash), first) && read(view.substr(dash + 1), last) && *first <= *last;
}

bool CheckAddress(const std::string& address, std::string* error) {
  unsigned char buffer[sizeof(in6_addr)];
  if (address.empty() || HoldsVariable(address)) return true;
  if (inet_pton(AF_INET, address.c_str(), buffer) == 1) return true;
  if (inet_pton(AF_INET6, address.c_str(), buffer) == 1) return true;
  return Fail(error, fmt::format("'{}' is not an IP address", address));
}

bool CheckPorts(const ComposePort& port, std::string* error) {
  unsigned first = 0;
  unsigned last = 0;
  const bool target_known = !HoldsVariable(port.target);
  if (target_known && !ReadPorts(port.target, &first, &last)) {
    return Fail(error, fmt::format("'{}' is not a port of the container", port.target));
  }
  if (target_known && first == 0) return Fail(error, "the container has no port 0");
  if (port.published.empty() || HoldsVariable(port.published)) return true;
  unsigned host_first = 0;
  unsigned host_last = 0;
  if (!ReadPorts(port.published, &host_first, &host_last)) {
    return Fail(error, fmt::format("'{}' is not a port of the host", port.published));
  }
  if (target_known && first != last && last - first != host_last - host_first) {
    return Fail(error, fmt::format("the ranges '{}' and '{}' differ in length", port.published,
                                   port.target));
  }
  return true;
}

/// One number with its unit at the start of `text`; nanoseconds are added to `total`.
bool TakeDurationPart(std::string_view* text, double* total) {
  std::size_t at = 0;
  const auto is_number = [](char c) { return IsDigit(c) || c == '.'; };
  while (at < text->size() && is_number((*text)[at])) ++at;
  double number = 0;
  const std::string_view digits = text->substr(0, at);
  if (digits.empty() || digits == ".") return false;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + at, number);
  if (failure != std::errc() || end != digits.data() + at) return false;
  text->remove_prefix(at);
  constexpr std::pair<std::string_view, double> kUnits[] = {{"ns", 1e0}, {"us", 1e3},  {"µs", 1e3},
                                                            {"μs", 1e3}, {"ms", 1e6},  {"s", 1e9},
                                                            {"m", 6e10}, {"h", 3.6e12}};
  for (const auto& [unit, nanoseconds] : kUnits) {
    const std::string_view rest = text->substr(std::min(unit.size(), text->size()));
    // `m` must not take the first letter of `ms`.
    if (text->starts_with(unit) && (rest.empty() || is_number(rest.front()))) {
      *total += number * nanoseconds;
      *text = rest;
      return true;
    }
  }
  return false;
}

bool TakeOneOf(std::string_view signs, std::string_view* text) {
  if (text->empty() || signs.find(text->front()) == std::string_view::npos) return false;
  text->remove_prefix(1);
  return true;
}

bool TakeDigits(std::string_view* text) {
  const std::size_t size = text->size();
  while (!text->empty() && IsDigit(text->front())) text->remove_prefix(1);
  return text->size() < size;
}

}  // namespace

bool ParseShortMount(const std::string& text, ComposeMount* mount, std::string* error) {
  const std::vector<std::string> parts = SplitOutside(text, ':');
  if (text.empty()) return Fail(error, "the volume is empty");
  if (std::find(parts.begin(), parts.end(), "") != parts.end()) {
    return Fail(error, fmt::format("a part of '{}' between the colons is empty", text));
  }
  if (parts.size() > 1) {
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      if (parts[i].size() == 1 && IsLetter(parts[i][0])) {
        return Fail(error, fmt::format("Compose takes '{}:' for a drive of Windows", parts[i]));
      }
    }
  }
  if (parts.size() > 3) return Fail(error, fmt::format("'{}' has too many colons", text));
  if (parts.size() > 1) mount->source = parts[0];
  mount->target = parts.size() > 1 ? parts[1] : parts[0];
  if (parts.size() == 3) {
    for (const std::string_view option : Split(parts[2], ',')) {
      if (option == "ro") mount->read_only = true;
      if (option == "rw") mount->read_only = false;
    }
  }
  mount->type = IsHostPath(mount->source) ? ComposeMount::Type::kBind : ComposeMount::Type::kVolume;
  return true;
}

bool ParseShortPort(const std::string& text, ComposePort* port, std::string* error) {
  std::vector<std::string> parts = SplitOutside(text, ':');
  std::vector<std::string> target = SplitOutside(parts.back(), '/');
  port->target = target[0];
  port->protocol = target.size() > 1 && !target[1].empty() ? LowerCase(target[1]) : "tcp";
  if (port->target.empty()) return Fail(error, fmt::format("'{}' names no port", text));
  if (!HoldsVariable(port->protocol) && port->protocol != "tcp" && port->protocol != "udp" &&
      port->protocol != "sctp") {
    return Fail(error, fmt::format("'{}' is not a protocol", port->protocol));
  }
  if (parts.size() > 3) {
    return Fail(error, fmt::format("'{}' has too many colons", text));
  }
  port->published = parts.size() > 1 ? parts[parts.size() - 2] : "";
  port->host_ip = parts.size() > 2 ? parts[0] : "";
  if (port->host_ip.starts_with('[') && port->host_ip.ends_with(']')) {
    port->host_ip = port->host_ip.substr(1, port->host_ip.size() - 2);
  }
  return CheckAddress(port->host_ip, error) && CheckPorts(*port, error);
}

bool ParseComposeDuration(const std::string& text, std::int64_t* microseconds, std::string* error) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  *microseconds = 0;
  if (rest == "0") return true;
  double nanoseconds = 0;
  bool readable = !rest.empty();
  while (readable && !rest.empty()) readable = TakeDurationPart(&rest, &nanoseconds);
  if (!readable) return Fail(error, fmt::format("'{}' is not a duration", text));
  if (nanoseconds > 9.2e18) return Fail(error, fmt::format("'{}' is too long", text));
  *microseconds = static_cast<std::int64_t>(nanoseconds / 1e3) * (negative ? -1 : 1);
  return true;
}

bool IsComposeNumber(std::string_view text) {
  TakeOneOf("+-", &text);
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && (IsDigit(text.front()) || text.front() == '.') &&
         failure == std::errc() && end == text.data() + text.size();
}

bool IsComposeSize(std::string_view text) {
  if (!TakeDigits(&text)) return false;
  if (TakeOneOf(".", &text) && !TakeDigits(&text)) return false;
  TakeOneOf(" ", &text);
  TakeOneOf("kKmMgGtTpP", &text);
  TakeOneOf("iI", &text);
  TakeOneOf("bB", &text);
  return text.empty();
}

std::optional<double> ComposeSize(std::string_view text) {
  if (!IsComposeSize(text)) return std::nullopt;
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc()) return std::nullopt;
  std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  TakeOneOf(" ", &unit);
  constexpr std::string_view kUnits = "kmgtp";
  if (unit.empty()) return value;
  const char letter = static_cast<char>(unit.front() >= 'a' ? unit.front() : unit.front() + 32);
  const std::size_t power = kUnits.find(letter);
  return power == std::string_view::npos ? value
                                         : std::ldexp(value, 10 * static_cast<int>(power + 1));
}

bool SplitComposeCommand(std::string_view text, std::size_t* end) {
  // As the library of Compose does (go-shellwords), to the letter.
  bool single_quoted = false;
  bool double_quoted = false;
  bool back_quoted = false;
  bool substituted = false;
  for (*end = 0; *end < text.size(); ++*end) {
    const std::size_t at = *end;
    const char c = text[at];
    const bool quoted = single_quoted || double_quoted;
    if (c == '\\' && !single_quoted) {
      if (++*end == text.size()) return false;
    } else if (c == '`' && !quoted && !substituted) {
      back_quoted = !back_quoted;
    } else if (c == ')' && !quoted && !back_quoted) {
      substituted = !substituted;
    } else if (c == '(' && !quoted && !back_quoted) {
      if (substituted || at == 0 || text[at - 1] != '$') return false;
      substituted = true;
    } else if (c == '"' && !single_quoted && !substituted) {
      double_quoted = !double_quoted;
    } else if (c == '\'' && !double_quoted && !substituted) {
      single_quoted = !single_quoted;
    } else if (std::string_view(";&|<>").find(c) != std::string_view::npos && !quoted &&
               !back_quoted && !substituted) {
      return true;
    }
  }
  return !single_quoted && !double_quoted && !back_quoted && !substituted;
}

}  // namespace container_app

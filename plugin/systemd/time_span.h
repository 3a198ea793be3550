// SPDX-License-Identifier: GPL-2.0-or-later
// Time spans as systemd writes them (systemd.time(7), "Parsing Time Spans").
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace container_app {

/// The value of `infinity`. Every finite time span is smaller.
inline constexpr std::uint64_t kInfiniteTime = std::numeric_limits<std::uint64_t>::max();

/// In microseconds.
inline constexpr std::int64_t kSecond = 1'000'000;
inline constexpr std::int64_t kMinute = 60 * kSecond;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;

/// `10` (seconds), `1min 30s`, `1.5h`, `400ms`, `infinity` in microseconds; a fraction below one
/// microsecond is cut off, as systemd does. False with a sentence in `why`.
bool ParseTimeSpan(std::string_view text, std::uint64_t* microseconds, std::string* why);

/// Like FormatTimeSpan(), for a time that is finite and not negative.
std::string FormatTime(std::int64_t microseconds);

/// Whole seconds, rounded up, of microseconds that are not negative: for what counts in seconds and
/// must not be shorter.
constexpr std::int64_t WholeSeconds(std::int64_t microseconds) {
  return (microseconds + kSecond - 1) / kSecond;
}

/// The span in whole weeks, days, h, min, s, ms and us, largest first; `0`; `infinity`.
std::string FormatTimeSpan(std::uint64_t microseconds);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/journal.h"

#include <charconv>
#include <utility>

namespace container_app {
namespace {

constexpr std::size_t kLongestField = std::size_t{1} << 26;
constexpr std::size_t kLengthBytes = 8;

/// The eight bytes before a field's data, the lowest first.
std::uint64_t ReadLength(std::string_view bytes) {
  std::uint64_t length = 0;
  for (std::size_t i = kLengthBytes; i-- > 0;) {
    length = length << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return length;
}

}  // namespace

bool JournalReader::Read(std::string_view piece) {
  rest_ += piece;
  while (good_ && ReadField()) {
  }
  rest_.erase(0, at_);
  at_ = 0;
  return good_;
}

/// Takes a field, or the empty line after a message; false when that is not whole yet.
bool JournalReader::ReadField() {
  const std::string_view rest = std::string_view(rest_).substr(at_);
  const std::size_t newline = rest.find('\n');
  if (newline == std::string_view::npos) {
    good_ = rest.size() <= kLongestField;
    return false;
  }
  const std::string_view line = rest.substr(0, newline);
  if (line.empty()) {
    at_ += 1;
    good_ = Finish();
    return true;
  }
  const std::size_t equals = line.find('=');
  if (equals != std::string_view::npos) {
    at_ += newline + 1;
    Assign(line.substr(0, equals), line.substr(equals + 1));
    return true;
  }
  // A value that is no plain line: its length, then its bytes.
  const std::size_t begin = newline + 1 + kLengthBytes;
  if (rest.size() < begin) return false;
  const std::uint64_t length = ReadLength(rest.substr(newline + 1, kLengthBytes));
  if (length > kLongestField) return good_ = false;
  if (rest.size() < begin + length + 1) return false;
  at_ += begin + length + 1;
  Assign(line, rest.substr(begin, length));
  return true;
}

void JournalReader::Assign(std::string_view name, std::string_view value) {
  const std::pair<std::string_view, std::string*> kTexts[] = {
      {"MESSAGE", &entry_.message},
      {"MESSAGE_ID", &entry_.message_id},
      {"UNIT", &entry_.unit},
      {"_SYSTEMD_UNIT", &system_unit_},
      {"JOB_RESULT", &entry_.job_result},
      {"COMMAND", &entry_.command},
      {"EXIT_CODE", &entry_.exit_code},
      {"EXIT_STATUS", &entry_.exit_status},
  };
  any_field_ = true;
  if (name == "__MONOTONIC_TIMESTAMP") {
    std::from_chars(value.data(), value.data() + value.size(), entry_.time);
  } else if (name == "_PID") {
    entry_.of_systemd = value == "1";
  }
  for (const auto& [text, member] : kTexts) {
    if (text == name) *member = value;
  }
}

bool JournalReader::Finish() {
  if (!std::exchange(any_field_, false)) return true;
  // Only systemd's own UNIT= is trusted: any program can write that field.
  if (!entry_.of_systemd) entry_.unit = system_unit_;
  system_unit_.clear();
  return take_(std::exchange(entry_, {}));
}

}  // namespace container_app

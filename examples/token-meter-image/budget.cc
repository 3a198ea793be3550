// SPDX-License-Identifier: GPL-2.0-or-later
#include "budget.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace token_meter {
namespace {

[[noreturn]] void Fail(const std::string& what) {
  throw std::runtime_error(what + ": " + std::strerror(errno));
}

void Sync(const std::string& path, int flags) {
  const int fd = open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) Fail(path);
  const bool good = fsync(fd) == 0;
  close(fd);
  if (!good) Fail(path);
}

}  // namespace

Budget::Budget(BudgetOptions options) : options_(std::move(options)) {
  if (options_.file.empty()) return;
  std::ifstream in(options_.file);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.is_open() && std::sscanf(text.c_str(), "{\"spent\": %ld}", &spent_) != 1) {
    throw std::runtime_error(options_.file + " does not hold what this program writes");
  }
  saved_ = spent_;
  writer_ = std::thread([this] { Run(); });
}

Budget::~Budget() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (writer_.joinable()) writer_.join();
}

std::int64_t Budget::spent() {
  const std::lock_guard lock(mutex_);
  return spent_;
}

Spent Budget::Spend(std::int64_t tokens) {
  std::unique_lock lock(mutex_);
  Clock::time_point now = Clock::now();
  if (options_.file.empty()) return {spent_ += tokens, now};
  while (failure_.empty() && saved_ != spent_ && now - oldest_ >= options_.flush_within) {
    written_.wait(lock);
    now = Clock::now();
  }
  if (!failure_.empty()) throw std::runtime_error(failure_);
  if (saved_ == spent_) oldest_ = now;
  spent_ += tokens;
  changed_.notify_all();
  return {spent_, now};
}

void Budget::Finish() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (writer_.joinable()) writer_.join();
  if (!failure_.empty()) throw std::runtime_error(failure_);
}

void Budget::Run() {
  const auto wait = options_.flush_within * 3 / 4;
  std::unique_lock lock(mutex_);
  while (failure_.empty()) {
    changed_.wait(lock, [this] { return ending_ || saved_ != spent_; });
    if (saved_ == spent_) return;
    changed_.wait_until(lock, oldest_ + wait, [this] { return ending_; });
    const std::int64_t now = spent_;
    const Clock::time_point begin = Clock::now();
    lock.unlock();
    std::string failure;
    try {
      Write(now);
    } catch (const std::exception& error) {
      failure = error.what();
    }
    lock.lock();
    failure_ = failure;
    if (failure.empty()) {
      saved_ = now;
      oldest_ = begin;  // What came while it was written is not older.
    }
    written_.notify_all();
  }
}

void Budget::Write(std::int64_t spent) const {
  const std::string text = "{\"spent\": " + std::to_string(spent) + "}\n";
  const std::string temporary = options_.file + ".new";
  const int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) Fail(temporary);
  std::this_thread::sleep_for(options_.disk_delay);
  const bool written = write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool good = written && fsync(fd) == 0;
  close(fd);
  if (!good) Fail(temporary);
  if (std::rename(temporary.c_str(), options_.file.c_str()) != 0) Fail(options_.file);
  const std::size_t slash = options_.file.rfind('/');
  Sync(slash == std::string::npos ? "." : options_.file.substr(0, slash + 1),
       O_RDONLY | O_DIRECTORY);
}

}  // namespace token_meter

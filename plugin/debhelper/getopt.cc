// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/getopt.h"

#include <algorithm>
#include <deque>
#include <optional>

#include "base/text.h"

namespace container_app {
namespace {

class Reader {
 public:
  Reader(std::span<const std::string> arguments, std::span<const OptionName> table,
         bool abbreviations, const OptionHandlers& handlers)
      : queue_(arguments.begin(), arguments.end()),
        table_(table),
        abbreviations_(abbreviations),
        handlers_(handlers) {}

  OptionResult Read(std::vector<std::string>* rest) {
    while (!queue_.empty() && !stopped_) {
      const std::string argument = std::move(queue_.front());
      queue_.pop_front();
      if (argument == "--") break;
      ReadArgument(argument);
    }
    rest->assign(queue_.begin(), queue_.end());
    if (stopped_) return OptionResult::kStop;
    return refused_ ? OptionResult::kRefused : OptionResult::kAccepted;
  }

 private:
  void Fault(const std::string& text) {
    refused_ = true;
    handlers_.fault(text);
  }

  void ReadArgument(const std::string& argument) {
    if (argument.starts_with("--")) {
      ReadLong(argument.substr(2), "--");
    } else if (argument.starts_with('+')) {
      ReadLong(argument.substr(1), "+");
    } else if (argument.size() > 1 && argument.front() == '-') {
      ReadBundle(argument);
    } else {
      handlers_.positional(argument);
    }
  }

  /// `-abc`: the first letter is the option; what follows is its argument or the next bundle.
  void ReadBundle(const std::string& argument) {
    const std::string name = argument.substr(1, 1);
    const std::string tail = argument.substr(2);
    const OptionName* option = Find(name);
    if (option == nullptr) {
      if (!tail.empty()) queue_.push_front("-" + tail);
      Fault("Unknown option: " + name);
    } else if (option->argument == ArgumentKind::kNone) {
      if (!tail.empty()) queue_.push_front("-" + tail);
      Call(*option, "1");
    } else {
      TakeArgument(*option, tail.empty() ? std::nullopt : std::optional(tail));
    }
  }

  /// Only after `--` does `=` part the name from its argument.
  void ReadLong(std::string text, const std::string& starter) {
    std::optional<std::string> attached;
    const std::size_t equals = text.find('=', 1);
    if (starter == "--" && equals != std::string::npos) {
      attached = text.substr(equals + 1);
      text.resize(equals);
    }
    const OptionName* option = Find(text);
    if (option == nullptr && abbreviations_ && !text.empty()) {
      bool ambiguous = false;
      option = FindAbbreviation(text, &ambiguous);
      if (ambiguous) return;
    }
    if (option == nullptr) {
      if (text.empty()) return Fault("Missing option after " + starter);
      return Fault("Unknown option: " + (starter == "+" ? text.substr(0, 1) : text));
    }
    if (option->argument != ArgumentKind::kNone) return TakeArgument(*option, attached);
    if (attached) {
      return Fault("Option " + std::string(option->name) + " does not take an argument");
    }
    Call(*option, "1");
  }

  void TakeArgument(const OptionName& option, const std::optional<std::string>& attached) {
    const bool required = option.argument == ArgumentKind::kRequired;
    const bool missing = attached ? attached->empty() : queue_.empty();
    if (missing) {
      if (required) return Fault("Option " + std::string(option.name) + " requires an argument");
      return Call(option, "");
    }
    if (attached) return Call(option, *attached);
    const std::string next = queue_.front();
    const bool looks_like_option = next.size() > 1 && (next.front() == '-' || next.front() == '+');
    if (!required && looks_like_option) return Call(option, "");
    queue_.pop_front();
    Call(option, next);
  }

  void Call(const OptionName& option, const std::string& argument) {
    switch (handlers_.option(option.id, argument)) {
      case OptionResult::kAccepted:
        break;
      case OptionResult::kRefused:
        refused_ = true;
        break;
      case OptionResult::kStop:
        stopped_ = true;
        break;
    }
  }

  const OptionName* Find(std::string_view name) const {
    for (const OptionName& option : table_) {
      if (option.name == name) return &option;
    }
    return nullptr;
  }

  const OptionName* FindAbbreviation(const std::string& text, bool* ambiguous) {
    std::vector<std::string> names;
    const OptionName* found = nullptr;
    for (const OptionName& option : table_) {
      if (!option.name.starts_with(text)) continue;
      found = &option;
      names.emplace_back(option.name);
    }
    *ambiguous = names.size() > 1;
    if (*ambiguous) {
      std::sort(names.begin(), names.end());
      Fault("Option " + text + " is ambiguous (" + Join(names, ", ") + ")");
    }
    return found;
  }

  std::deque<std::string> queue_;
  std::span<const OptionName> table_;
  bool abbreviations_;
  const OptionHandlers& handlers_;
  bool refused_ = false;
  bool stopped_ = false;
};

}  // namespace

OptionResult ReadOptionSyntax(std::span<const std::string> arguments,
                              std::span<const OptionName> table, bool abbreviations,
                              const OptionHandlers& handlers, std::vector<std::string>* rest) {
  return Reader(arguments, table, abbreviations, handlers).Read(rest);
}

}  // namespace container_app

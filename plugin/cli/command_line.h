// SPDX-License-Identifier: GPL-2.0-or-later
// What the verbs declare of the command line. CLI11 reads it; a file that includes CLI11's header
// takes ten times as long to compile, so the verbs do not see it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace container_app {

/// An option or argument of a command.
class CommandOption {
 public:
  explicit CommandOption(CLI::Option* option) : option_(option) {}

  CommandOption Required() const;
  /// What stands for its value in the help.
  CommandOption TypeName(const std::string& name) const;
  /// All that is to stand behind its name in the help.
  CommandOption Text(const std::string& text) const;
  CommandOption OneOf(const std::vector<std::string_view>& values) const;
  /// The help has the default: `text`, or what its value is now.
  CommandOption ShowDefault() const;
  CommandOption ShowDefault(const std::string& text) const;
  /// Takes one word each time it is given, and not all that follow.
  CommandOption OneWord() const;
  CommandOption Needs(CommandOption other) const;
  CommandOption Excludes(CommandOption other) const;

 private:
  CLI::Option* option_;
};

/// A command, or a verb of one: container-app(1).
class Command {
 public:
  explicit Command(CLI::App* app) : app_(app) {}

  /// Names as CLI11 takes them: `-o,--output`, or `DIR` of an argument.
  CommandOption AddOption(const std::string& names, std::string* value, const std::string& help);
  CommandOption AddOption(const std::string& names, std::optional<std::string>* value,
                          const std::string& help);
  CommandOption AddOption(const std::string& names, std::vector<std::string>* values,
                          const std::string& help);
  CommandOption AddFlag(const std::string& names, bool* value, const std::string& help);
  void RemoveOption(const std::string& name);

  /// The options and arguments that were given, in their order, one for each word: `--prefix`,
  /// `DIR`.
  std::vector<std::string> Given() const;

  /// A verb of this command, one of which has to be given; `add` declares its options and returns
  /// what `chosen` becomes when it is given.
  void AddVerb(std::string_view name, std::string_view help,
               std::function<int()> (*add)(Command command), std::function<int()>* chosen);
  void SetFooter(const std::string& text);

 private:
  CLI::App* app_;
};

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/command_line.h"

#include <CLI/CLI.hpp>

namespace container_app {

CommandOption CommandOption::Required() const { return CommandOption(option_->required()); }

CommandOption CommandOption::TypeName(const std::string& name) const {
  return CommandOption(option_->type_name(name));
}

CommandOption CommandOption::Text(const std::string& text) const {
  return CommandOption(option_->option_text(text));
}

CommandOption CommandOption::OneOf(const std::vector<std::string_view>& values) const {
  return CommandOption(
      option_->check(CLI::IsMember(std::vector<std::string>(values.begin(), values.end()))));
}

CommandOption CommandOption::ShowDefault() const {
  return CommandOption(option_->capture_default_str());
}

CommandOption CommandOption::ShowDefault(const std::string& text) const {
  return CommandOption(option_->default_str(text));
}

CommandOption CommandOption::OneWord() const {
  return CommandOption(option_->allow_extra_args(false));
}

CommandOption CommandOption::Needs(CommandOption other) const {
  return CommandOption(option_->needs(other.option_));
}

CommandOption CommandOption::Excludes(CommandOption other) const {
  return CommandOption(option_->excludes(other.option_));
}

CommandOption Command::AddOption(const std::string& names, std::string* value,
                                 const std::string& help) {
  return CommandOption(app_->add_option(names, *value, help));
}

CommandOption Command::AddOption(const std::string& names, std::vector<std::string>* values,
                                 const std::string& help) {
  return CommandOption(app_->add_option(names, *values, help));
}

CommandOption Command::AddOption(const std::string& names, std::optional<std::string>* value,
                                 const std::string& help) {
  return CommandOption(app_->add_option(names, *value, help));
}

CommandOption Command::AddFlag(const std::string& names, bool* value, const std::string& help) {
  return CommandOption(app_->add_flag(names, *value, help));
}

void Command::RemoveOption(const std::string& name) { app_->remove_option(app_->get_option(name)); }

std::vector<std::string> Command::Given() const {
  std::vector<std::string> names;
  for (const CLI::Option* option : app_->parse_order()) names.push_back(option->get_name());
  return names;
}

void Command::AddVerb(std::string_view name, std::string_view help,
                      std::function<int()> (*add)(Command command), std::function<int()>* chosen) {
  CLI::App* verb = app_->add_subcommand(std::string(name), std::string(help));
  verb->parse_complete_callback([chosen, run = add(Command(verb))] { *chosen = run; });
  app_->require_subcommand(1);
}

void Command::SetFooter(const std::string& text) { app_->footer(text); }

}  // namespace container_app

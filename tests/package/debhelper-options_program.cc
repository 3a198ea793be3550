// SPDX-License-Identifier: GPL-2.0-or-later
// Prints what the debhelper room makes of its arguments, environment and debian/ folder, in the
// form that debhelper-options.pl prints for Dh_Lib.
#include <unistd.h>

#include <iostream>

#include "base/text.h"
#include "debhelper/options.h"
#include "debhelper/packages.h"

namespace container_app {
namespace {

Environment ReadEnvironment() {
  Environment variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos) {
      variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return variables;
}

void Print(std::string_view name, const std::vector<std::string>& values) {
  std::cout << name << ":";
  for (const std::string& value : values) std::cout << " <" << value << ">";
  std::cout << "\n";
}

void Print(std::string_view name, const std::optional<std::string>& value) {
  Print(name, value ? std::vector<std::string>{*value} : std::vector<std::string>{});
}

void Print(std::string_view name, bool value) { std::cout << name << ": " << value << "\n"; }

void Print(const SourceControl& control, const DhOptions& options) {
  Print("VERBOSE", options.verbose);
  Print("QUIET", options.quiet);
  Print("NO_ACT", options.no_act);
  Print("NOSCRIPTS", options.no_scripts);
  Print("ONLYSCRIPTS", options.only_scripts);
  Print("PARAMS_ALL", options.all_packages);
  Print("D_FLAG", options.d_flag);
  Print("EXCLUDE", options.exclude);
  Print("TMPDIR", options.temporary_folder);
  Print("MAINPACKAGE", options.main_package);
  Print("NAME", options.name);
  Print("ERROR_HANDLER", options.error_handler);
  Print("DEBUGPACKAGE", options.debug_package);
  Print("V_FLAG", options.v_flag);
  Print("U_PARAMS", options.parameters);
  Print("ARGV", options.arguments);
  Print("DOPACKAGES", options.packages);
  std::cout << "COMPAT: " << control.compat << "\n";
}

int Run(const std::vector<std::string>& arguments) {
  const DiskFileSystem files;
  Messages messages(&std::cout, &std::cerr);
  BuildEnvironment environment(ReadEnvironment(), &messages);
  SourceControl control;
  if (!ReadSourceControl(files, &environment, &control, &messages)) return 1;
  DhOptions options;
  switch (ReadOptions(arguments, files, &environment, control, &options, &messages)) {
    case OptionsOutcome::kRun:
      Print(control, options);
      return 0;
    case OptionsOutcome::kNothingToDo:
      return 0;
    default:
      return 1;
  }
}

}  // namespace
}  // namespace container_app

int main(int argc, char** argv) {
  return container_app::Run(std::vector<std::string>(argv + 1, argv + argc));
}

// SPDX-License-Identifier: GPL-2.0-or-later
// dh_container_app with a definition of the simplest kind: the units in its folder. It lets the
// test of the dh sequence look at debhelper's side alone.
#include <unistd.h>

#include <iostream>

#include "debhelper/command.h"

namespace container_app {
namespace {

bool Build(const PackageRequest& request, PackageOutput* output, Diagnostics* diagnostics) {
  const DiskFileSystem disk;
  std::vector<std::string> names;
  std::string error;
  if (!disk.List(request.definition_folder, &names, &error)) {
    return diagnostics->FileError(request.definition_folder, "unreadable", error);
  }
  output->unit_folder = "usr/lib/systemd/system";
  for (const std::string& name : names) {
    if (!name.ends_with(".service") && !name.ends_with(".path")) continue;
    std::string text;
    const std::string path = request.definition_folder + "/" + name;
    if (!disk.Read(path, &text, &error, FileReader::kDefaultLimit)) {
      return diagnostics->FileError(path, "unreadable", error);
    }
    output->units.push_back({name, text.find("[Install]") != std::string::npos});
    output->files.push_back({output->unit_folder + "/" + name, 0644, std::move(text)});
  }
  output->blocks.push_back({"postinst",
                            "echo start-of " + request.package + " " + request.version + "\n",
                            ScriptBlock::Order::kAfterUnits});
  output->substvars.push_back({"container-app:Depends", {"base-files (>= 1)", "base-passwd"}});
  return true;
}

int Run(const std::vector<std::string>& arguments) {
  DiskFileSystem disk;
  DhContext context;
  context.files = &disk;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    context.environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  context.out = &std::cout;
  context.err = &std::cerr;
  context.version = "0.0-test";
  context.build = Build;
  return RunDhContainerApp(arguments, context);
}

}  // namespace
}  // namespace container_app

int main(int argc, char** argv) {
  return container_app::Run(std::vector<std::string>(argv + 1, argv + argc));
}

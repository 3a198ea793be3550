// SPDX-License-Identifier: GPL-2.0-or-later
// A definition before it is written, and what is to be said of it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app {

/// What a person who looks after the app has to decide, the most important first: the order in
/// which it is told.
enum class Topic {
  kMissingFile,  ///< A file that was not at hand; an empty one stands for it.
  kBuild,        ///< An image that nobody has published.
  kImageTag,     ///< An image whose version is open.
  kRights,       ///< What the app may do to the device.
  kLeftOut,      ///< Something of the source that has no counterpart.
  kPassword,     ///< A password that is the same on each device.
  kAbout,        ///< Facts for metadata.yaml that nobody wrote down.
  kNoValue,      ///< A variable without a value.
  kState,        ///< Services that keep nothing.
  kGuessed,      ///< No decision: worth a look.
  kChanged,      ///< No decision: what the import changed in the Compose file.
};

/// A remark; those of one topic are told together.
struct Remark {
  Topic topic;
  std::string text;  ///< An item of a list: `docker.sock in 'web'`.
};

/// What is known of a variable beside its name.
struct VariableHint {
  std::string label;
  std::string description;
  std::string type;  ///< Of a field of config.yml; empty: by its value.
  std::optional<std::string> value;
  std::vector<std::string> options;
  std::optional<long> minimum;
  std::optional<long> maximum;
  bool required = false;
  bool secret = false;  ///< Each device makes its own.
  bool asked = false;   ///< A secret that people type in, if they have one.
  bool hex = false;     ///< The secret is of hexadecimal digits.
  int length = 0;       ///< Of the secret; 0: as usual.
};

/// What a source says of an app beside its Compose file. Empty: nothing.
struct AppHints {
  std::string name;
  std::string app_id;
  std::string description;
  std::string long_description;
  std::string homepage;
  std::string license;
  std::string version;
  std::string category;
  std::string icon;          ///< A local file.
  std::string icon_address;  ///< One on the net; it is named and not fetched.
  std::string main_service;
  std::string web_port;  ///< As published; a number or a variable.
  std::string web_path;
  std::string web_protocol;
  std::vector<std::string> architectures;
  std::map<std::string, VariableHint> variables;
};

/// A folder prefix of a store that stands for the app's own data: `/DATA/AppData/$AppID`.
using DataPrefixes = std::vector<std::string>;

/// What is imported: Compose files as one tree, and what goes with them.
struct Foreign {
  std::string origin;  ///< For messages: the path that was named.
  std::string folder;  ///< Relative paths of the Compose file start here.
  std::vector<std::unique_ptr<SourceFile>> kept;   ///< The files that places point into.
  const SourceFile* file = nullptr;                ///< The Compose file.
  yaml::Node before;                               ///< As it was read, merge keys resolved.
  yaml::Node compose;                              ///< As it becomes.
  std::map<std::string, std::string> environment;  ///< `.env`
  DataPrefixes data_prefixes;
  AppHints hints;
};

/// A field of config.yml, and the default of its variable.
struct DraftField {
  std::string id;
  std::string label;
  std::string type = "string";
  std::string value;
  bool required = false;
  bool secret = false;  ///< A generated secret has the value.
  std::string description;
  std::vector<std::string> options;
  std::optional<long> minimum;
  std::optional<long> maximum;
};

struct DraftSecret {
  std::string name;
  bool is_file = false;
  bool is_variable = true;
  bool hex = false;
  int length = 0;
};

/// A file of the definition: its text, or where it is copied from.
struct DraftFile {
  std::string content;
  std::string source;
  bool executable = false;
};

struct Draft {
  std::string app_id;
  std::string name;
  std::vector<DraftField> fields;
  std::vector<DraftSecret> secrets;
  std::vector<std::string> stateless;  ///< Services that keep nothing.
  std::vector<std::string> one_shot;
  std::optional<int> web_port;
  std::map<std::string, DraftFile> files;  ///< By the path in the definition.
  std::vector<Remark> remarks;

  void Say(Topic topic, std::string text) { remarks.push_back({topic, std::move(text)}); }
  DraftField* Field(const std::string& id);
  bool HasSecret(const std::string& name) const;
};

/// What the caller decides.
struct ImportOptions {
  std::string name;
  std::string maintainer;
  std::string folder;   ///< That of the definition, where a person named it for this app alone.
  std::string schemas;  ///< Folder of the JSON schemas that the files name.
};

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// metadata.yaml as typed values. What each key means is said once, in the key table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app {

/// `NAME: value` pairs in the order of the file.
struct NamedValue {
  Located<std::string> name;
  Located<std::string> value;
};

struct WebUi {
  Place place;
  bool enabled = false;
  std::string path = "/";  ///< Always with a leading slash.
  std::optional<Located<int>> port;
  std::string protocol = "http";
  bool visible = false;
};

struct Layout {
  Place place;
  int priority = 50;
  int width = 1;
  int height = 1;
  std::optional<int> x_offset;
  std::optional<int> y_offset;
};

struct OidcVariable {
  Located<std::string> name;
  Located<std::string> source;  ///< secret, issuer, redirect, external_port or client_id.
};

/// `routing.auth.oidc`: the app as a client of the device's OpenID Connect provider.
struct OidcClient {
  Place place;
  std::string client_id;
  std::string client_name;
  std::vector<std::string> scopes;
  std::string consent_mode = "implicit";
  std::string token_endpoint_auth_method = "client_secret_basic";
  Located<std::string> redirect_style;
  std::string redirect_path;
  std::vector<OidcVariable> env;
};

struct MdnsService {
  Located<std::string> type;
  std::optional<int> port;
};

struct Routing {
  Place place;
  Located<std::string> mode;  ///< forward_auth (default), oidc or none.
  std::vector<NamedValue> forward_auth_headers;
  std::optional<OidcClient> oidc;
  std::optional<Located<int>> host_port;
  std::optional<Located<int>> port;
  std::vector<MdnsService> mdns;
};

struct FileWatcher {
  Located<std::string> name;
  Located<std::string> watch_path;
  std::string watch_type = "directory_modified";
  bool restart_service = false;
  Located<std::string> script;  ///< Empty: none.
};

/// Limits of the counts under `restart`. One start could not be told from a failure for good, and
/// an app that fails hundreds of times keeps the machine busy with it.
inline constexpr int kFewestStarts = 2;
inline constexpr int kMostStarts = 100;
inline constexpr int kMostSteps = 100;

/// A time in microseconds; 0 with a place where what was written is none (it has been reported).
using LocatedTime = Located<std::int64_t>;

struct RecoveryKeys {
  Located<std::string> mode;  ///< `retry`, `manual` or empty.
  LocatedTime after;
  LocatedTime max;
};

/// `restart`, as given. Counts are 0 where what was written is out of range.
struct RestartKeys {
  LocatedTime restart_sec;
  Located<int> start_limit_burst;
  LocatedTime start_limit_interval_sec;
  LocatedTime timeout_start_sec;
  LocatedTime timeout_stop_sec;
  Located<int> restart_steps;
  LocatedTime restart_max_delay_sec;
  Located<std::string> supervisor;  ///< `systemd`, `docker` or empty.
  RecoveryKeys recovery;
  std::vector<Located<std::string>> one_shot;
};

/// `from` of a state: exactly one of these is given.
struct StateSource {
  Place place;
  LocatedTime journal;  ///< How far back.
  Located<std::string> files;
  std::vector<Located<std::string>> command;
};

/// An item of `state`, as given. Which keys belong to which class is a rule.
struct StateEntry {
  Place place;
  Located<std::string> name;
  Located<std::string> service;
  Located<std::string> state_class;  ///< durable, reconstructible, disposable or empty.
  Located<std::string> path;         ///< In the container.
  LocatedTime flush_within;
  Located<std::string> store;  ///< A service of the Compose file, or a unit of the host.
  Located<std::string> url_env;
  std::optional<StateSource> from;
  Located<std::string> rebuild;  ///< The name of a hook, or `app`.
  LocatedTime rebuild_within;
  Located<std::string> reason;
};

struct Metadata {
  const SourceFile* file = nullptr;  ///< Null when it could not be read as a mapping.
  Located<std::string> name;
  Located<std::string> app_id;
  Located<std::string> version;
  Located<std::string> upstream_version;
  Located<std::string> description;
  Located<std::string> long_description;
  Located<std::string> homepage;
  Located<std::string> icon;
  std::vector<Located<std::string>> screenshots;
  Located<std::string> maintainer;
  Located<std::string> license;
  std::vector<Located<std::string>> tags;
  Place tags_place;  ///< Of the list; without file when there is none.
  Located<std::string> debian_section;
  Located<std::string> architecture;
  std::vector<Located<std::string>> depends;
  std::vector<Located<std::string>> recommends;
  std::vector<Located<std::string>> suggests;
  std::vector<Located<std::string>> provides;
  std::vector<Located<std::string>> conflicts;
  std::vector<Located<std::string>> breaks;
  std::optional<WebUi> web_ui;
  std::optional<Layout> layout;
  std::optional<Routing> routing;
  RestartKeys restart;
  std::vector<StateEntry> state;
  std::vector<Located<std::string>> system_bin;
  std::vector<FileWatcher> file_watchers;
  std::vector<NamedValue> default_config;
  bool has_default_config = false;

  /// The value `default_config` gives a variable, or null.
  const NamedValue* DefaultConfig(std::string_view variable) const;
};

/// Reads a parsed metadata.yaml. Reports every fault of keys, types and forms; cross-rules are
/// rules of the check room. False after an error.
bool ReadMetadata(const SourceFile& file, const yaml::Node& document, Metadata* metadata,
                  Diagnostics* diagnostics);

}  // namespace container_app

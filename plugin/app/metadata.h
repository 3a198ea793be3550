// SPDX-License-Identifier: GPL-2.0-or-later
// metadata.yaml as typed values. Which key fills a member is said in the key tables (keys.h), and
// so is what it means. A default is the value a member has here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app {

/// A text that knows its place; so does each of a list.
using Texts = std::vector<Located<std::string>>;

/// `NAME: value`.
struct NamedValue {
  Located<std::string> name;
  Located<std::string> value;
};
/// In the order of the file.
using NamedValues = std::vector<NamedValue>;

/// A time in microseconds; 0 with a place when the text was not a time span (which is reported).
using LocatedTime = Located<std::int64_t>;

struct WebUi {
  Place place;
  bool enabled = false;
  std::string path = "/";  ///< Always with a leading slash.
  std::optional<Located<int>> port;
  std::string protocol = "http";
  bool visible = false;  ///< On the dashboard.
};

/// The card on the dashboard. Counts are 0 where what is given is out of range.
struct Layout {
  Place place;
  Located<int> priority{50, {}};
  Located<int> width{1, {}};
  Located<int> height{1, {}};
  std::optional<Located<int>> x_offset;
  std::optional<Located<int>> y_offset;
};

/// `routing.auth.oidc`: the app as a client of the device's OpenID Connect provider.
struct OidcClient {
  Place place;
  Located<std::string> client_id;  ///< Empty: the app_id.
  Located<std::string> client_name;
  Texts scopes = {{"openid", {}}, {"profile", {}}, {"email", {}}, {"groups", {}}};
  Located<std::string> consent_mode{"implicit", {}};
  Located<std::string> token_endpoint_auth_method{"client_secret_basic", {}};
  Located<std::string> redirect_style;  ///< path or port.
  Located<std::string> redirect_path;
  /// Variables of the app; the value is secret, issuer, redirect, external_port or client_id.
  NamedValues env;
};

/// A service announced on the local network (RFC 6763).
struct MdnsService {
  Located<std::string> type;
  std::optional<Located<int>> port;
};

struct Routing {
  Place place;
  Located<std::string> mode{"forward_auth", {}};  ///< forward_auth, oidc or none.
  NamedValues forward_auth_headers;
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

// What `restart` is where nothing is given; times in microseconds.
inline constexpr std::int64_t kRestartSec = 10'000'000;
inline constexpr int kStartLimitBurst = 5;
inline constexpr std::int64_t kStartLimitIntervalSec = 600'000'000;
inline constexpr std::int64_t kTimeoutStartSec = 90'000'000;
inline constexpr std::int64_t kTimeoutUpSec = 900'000'000;
inline constexpr std::int64_t kRecoveryAfter = 900'000'000;
inline constexpr std::int64_t kRecoveryMax = 21'600'000'000;

/// What stopping takes beside the services' own time: removing containers and networks.
inline constexpr std::int64_t kStopOverhead = 20'000'000;

struct RecoverySettings {
  Located<std::string> mode{"retry", {}};  ///< `retry` or `manual`.
  LocatedTime after{kRecoveryAfter, {}};
  LocatedTime max{kRecoveryMax, {}};
};

/// `restart`. Counts are 0 where what is given is out of range.
struct RestartSettings {
  LocatedTime restart_sec{kRestartSec, {}};
  Located<int> start_limit_burst{kStartLimitBurst, {}};
  LocatedTime start_limit_interval_sec{kStartLimitIntervalSec, {}};
  LocatedTime timeout_start_sec{kTimeoutStartSec, {}};
  LocatedTime timeout_stop_sec;
  LocatedTime timeout_up_sec{kTimeoutUpSec, {}};
  Located<int> restart_steps;
  LocatedTime restart_max_delay_sec;
  Located<std::string> supervisor{"systemd", {}};  ///< `systemd` or `docker`.
  RecoverySettings recovery;
  Texts one_shot;
};

/// For how long a service may be unhealthy where nothing is given and no check needs more.
inline constexpr std::int64_t kHealthGraceSec = 120'000'000;

/// `health`.
struct HealthSettings {
  bool supervise = true;
  LocatedTime grace_sec{kHealthGraceSec, {}};
  Texts ignore;      ///< Services whose health does not count.
  Texts from_image;  ///< Services whose healthcheck only their image has.
};

/// What `rebuild_within` of a state is where nothing is given.
inline constexpr std::int64_t kRebuildWithin = 30'000'000;

/// `from` of a state: exactly one of these is given.
struct StateSource {
  Place place;
  LocatedTime journal;  ///< How far back.
  Located<std::string> files;
  Texts command;
};

/// An item of `state`, as given. Which keys belong to which class is a rule.
struct StateEntry {
  Place place;
  Located<std::string> name;
  Located<std::string> service;
  Located<std::string> state_class;  ///< durable, reconstructible, disposable or empty.
  Located<std::string> path;         ///< In the container.
  LocatedTime flush_within;
  LocatedTime flush_takes;
  Located<std::string> store;  ///< A service of the Compose file, or a unit of the host.
  Located<std::string> url_env;
  std::optional<StateSource> from;
  Located<std::string> rebuild;  ///< The name of a hook, or `app`.
  LocatedTime rebuild_within{kRebuildWithin, {}};
  Located<std::string> reason;
};

/// An item of `generated_secrets`: what each device makes for itself, once.
struct GeneratedSecret {
  Place place;
  Located<std::string> name;
  Located<int> length{32, {}};  ///< Characters; of base64 the bytes that are encoded.
  std::string alphabet = "alphanumeric";
  std::string as = "variable";        ///< variable, file or both.
  std::optional<Located<int>> owner;  ///< Number of the user who may read the file beside root.

  bool is_variable() const { return as != "file"; }
  bool is_file() const { return as == "file" || as == "both"; }
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
  Texts screenshots;
  Located<std::string> maintainer;
  Located<std::string> license;
  Located<Texts> tags;
  Located<std::string> debian_section;
  Located<std::string> architecture;
  Texts depends;
  Texts recommends;
  Texts suggests;
  Texts provides;
  Texts conflicts;
  Texts breaks;
  std::optional<WebUi> web_ui;
  std::optional<Layout> layout;
  std::optional<Routing> routing;
  RestartSettings restart;
  HealthSettings health;
  bool hardening = true;
  Texts after_ready;  ///< Names of packages, or `@` and the app_id of another app.
  std::vector<StateEntry> state;
  Texts system_bin;
  std::vector<FileWatcher> file_watchers;
  Located<NamedValues> default_config;
  std::vector<GeneratedSecret> generated_secrets;

  /// The value `default_config` gives a variable, or null.
  const NamedValue* DefaultConfig(std::string_view variable) const;
  /// The generated secret of that name, or null.
  const GeneratedSecret* Secret(std::string_view variable) const;
  bool HasSecretFiles() const;  ///< Whether a generated secret is a file.
};

/// Reads a parsed metadata.yaml. Reports every fault of keys, types and forms; what keys
/// say about each other is for the rules of the check room. False after an error.
bool ReadMetadata(const SourceFile& file, const yaml::Node& document, Metadata* metadata,
                  Diagnostics* diagnostics);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// The maintainer's docker-compose.yml as typed values (Compose Specification). Texts are kept as
// written, `${VAR}` included; interpolation.h finds the variables and puts in their values.
// Some members are only compared with Compose's own (tests/package/compose-config_test.sh).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/compose_text_kind.h"
#include "app/interpolation.h"
#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app {

/// `environment:` entry. Without value the variable is passed on from Compose's own environment.
struct ComposeVariable {
  Located<std::string> name;
  std::optional<Located<std::string>> value;
};

/// `ports:` entry in any of its forms, not yet interpolated.
struct ComposePort {
  Place place;
  std::string host_ip;    ///< Empty: all addresses.
  std::string published;  ///< Port, range or empty (Compose chooses).
  std::string target;     ///< Port or range in the container.
  std::string protocol;   ///< "tcp" when not given.
};

/// `volumes:` entry of a service (short or long form) or a `tmpfs:` item.
struct ComposeMount {
  enum class Type { kBind, kVolume, kTmpfs, kOther };
  Place place;
  Type type = Type::kVolume;
  std::string source;  ///< Host path of a bind, name of a volume, empty for an anonymous volume.
  std::string target;
  bool read_only = false;
  Place source_place;
};

/// `depends_on:` entry.
struct ComposeDependency {
  Located<std::string> service;
  std::string condition = "service_started";
  bool required = true;
};

struct ComposeLogging {
  Located<std::string> driver;
  std::vector<std::pair<std::string, std::string>> options;
};

/// Times in microseconds; what is not given is what Docker takes (Compose Specification,
/// "healthcheck").
struct ComposeHealthcheck {
  Place place;
  bool has_test = false;  ///< Otherwise the test is that of the image.
  bool is_off = false;    ///< Neither the file nor the image has a check then.
  std::int64_t interval = 30'000'000;
  std::int64_t timeout = 30'000'000;
  std::int64_t start_period = 0;
  std::int64_t start_interval = 5'000'000;
  int retries = 3;
};

/// A file of the host that a value names. Compose or Docker refuses a start without it.
struct ComposeNamedFile {
  std::string key;
  Located<std::string> path;
};

struct ComposeService {
  Located<std::string> name;
  Place place;  ///< Of the mapping below the name.
  Located<std::string> image;
  bool has_build = false;
  Located<std::string> container_name;
  Located<std::string> user;
  Located<std::string> network_mode;
  Located<std::string> ipc;
  Located<std::string> pid;
  Located<std::string> uts;
  Located<std::string> restart;  ///< As text, `no` included; empty when absent.
  /// `condition` of `deploy.restart_policy`, which Docker obeys and not `restart`; empty without
  /// it. The place is that of the policy.
  Located<std::string> deploy_restart;
  ComposeLogging logging;
  std::optional<Located<bool>> init;
  std::optional<Located<bool>> read_only;
  std::optional<Located<bool>> privileged;
  std::optional<Located<std::int64_t>> stop_grace_period;  ///< Microseconds, when known.
  bool has_stop_grace_period = false;
  Located<std::string> stop_signal;
  bool has_healthcheck = false;  ///< There is `healthcheck`, and it does not turn the check off.
  ComposeHealthcheck healthcheck;
  std::vector<Located<std::string>> command;  ///< Its words; written as one text, that text.
  std::vector<ComposeVariable> environment;
  std::vector<ComposePort> ports;
  std::vector<ComposeMount> mounts;
  std::vector<ComposeDependency> depends_on;
  std::vector<Located<std::string>> networks;
  std::vector<Located<std::string>> profiles;
  std::optional<double> count;  ///< How many times it is started, where that is written.
  bool is_enabled = true;       ///< It has no profile, or one that is switched on.
  std::vector<Located<std::string>> links;
  std::vector<Located<std::string>> volumes_from;
  std::vector<Located<std::string>> secrets;  ///< Names of those it mounts.
  std::vector<Located<std::string>> configs;
  std::vector<Located<std::string>> env_files;  ///< Those without which Compose refuses a start.
  std::map<std::string, Located<std::string>> labels;  ///< Each with the place of its name.
  std::map<std::string, Place> keys;                   ///< All that it has.
  std::vector<ComposeNamedFile> named_files;           ///< Beside `env_files`.
  std::vector<ComposeTypedText> typed_texts;           ///< Those with variables.
};

/// A volume under top-level `volumes:`; it is also its name there.
struct ComposeVolume : Located<std::string> {
  Located<std::string> driver;
  Place driver_opts;                           ///< Without file where there are none.
  std::map<std::string, std::string> options;  ///< Those of `driver_opts`, as texts.
  Place external;                              ///< Without file where it is made by Compose.
  Located<std::string> name;                   ///< What Docker calls it instead of PROJECT_NAME.
};

struct Compose {
  const SourceFile* file = nullptr;
  Located<std::string> project_name;
  std::vector<ComposeService> services;        ///< In the order of the file.
  std::vector<ComposeVolume> volumes;          ///< Those under top-level `volumes:`.
  std::vector<Located<std::string>> networks;  ///< Names under top-level `networks:`.
  std::vector<Located<std::string>> secrets;   ///< Names under top-level `secrets:`.
  std::vector<Located<std::string>> configs;   ///< Names under top-level `configs:`.
  std::vector<Located<std::string>> external_networks;
  std::vector<ComposeNamedFile> named_files;  ///< Of `secrets` and `configs`.
  std::vector<ComposeTypedText> typed_texts;  ///< Of the top level, with variables.
  std::vector<VariableUse> variables;         ///< Every `${VAR}` of the file, in its order.
};

/// The names in COMPOSE_PROFILES, which switch services on.
using ComposeProfiles = std::vector<std::string>;

/// Reads a parsed compose document, as Compose 2.26 reads it (tests/package/compose-config_test.sh
/// compares). Reports everything that Compose would refuse in the keys above, most of what it would
/// refuse in others (compose_service_keys.cc), unknown keys, and what a package cannot carry
/// (`include`, `extends`). `document` is changed: merge keys are resolved in place. False after an
/// error.
bool ReadCompose(const SourceFile& file, const ComposeProfiles& profiles, yaml::Node* document,
                 Compose* compose, Diagnostics* diagnostics);

}  // namespace container_app

// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/key_tables.h: the keys of metadata.yaml.
#include "app/key_tables.h"

namespace container_app {
namespace {

using enum KeyType;

// The tables are laid out by hand: a key a block.
// clang-format off
constexpr std::string_view kArchitectures[] = {"all", "amd64", "arm64", "armhf"};
constexpr std::string_view kWatchTypes[] = {"directory_modified", "path_changed", "path_exists"};

constexpr Key kOnChangeKeys[] = {
    {.name = "restart_service", .value = Into<&FileWatcher::restart_service>(),
     .doc = "Restart the app."},
    {.name = "script", .value = Into<&FileWatcher::script>(), .doc = "Program to run.",
     .form = kAbsolutePathForm},
};
constexpr KeysOf<FileWatcher> kOnChange{"file_watchers -> on_change", kOnChangeKeys};

constexpr Key kWatcherKeys[] = {
    {.name = "name", .value = Into<&FileWatcher::name>(), .required = true,
     .doc = "Name of the watcher, unique in the app; part of its unit's name.",
     .form = {.rule = {"watcher-name",
                      "The name of a watcher has only lower-case letters, digits and `-`."},
              .words = kIdWords, .accepts = IsAppId}},
    {.name = "watch_path", .value = Into<&FileWatcher::watch_path>(), .required = true,
     .doc = "File or folder on the host.", .form = kAbsolutePathForm},
    {.name = "watch_type", .value = Into<&FileWatcher::watch_type>(),
     .doc = "directory_modified (PathModified=), path_changed (PathChanged=) or path_exists "
            "(PathExists=) of systemd.path(5).",
     .form = {.rule = {"watch-type",
                      "watch_type is directory_modified, path_changed or path_exists."},
              .values = kWatchTypes}},
    {.name = "on_change", .value = Beside(kOnChange), .required = true,
     .doc = "What to do when it changes."},
};
constexpr KeysOf<FileWatcher> kWatcher{"file_watchers", kWatcherKeys};

constexpr Key kSourceKeys[] = {
    {.name = "type", .required = true, .doc = "Kind of the source.", .form = kLineForm},
    {.name = "app_id", .required = true, .doc = "Identifier of the app there.", .form = kLineForm},
    {.name = "source_url", .required = true, .doc = "Where the source is.", .form = kLineForm},
    {.name = "upstream_hash", .required = true, .doc = "State of the source that was converted.",
     .form = kLineForm},
    {.name = "conversion_timestamp", .required = true, .doc = "When it was converted."},
};
constexpr KeyTable kSource{"source_metadata", kSourceKeys, OtherKeys::kAllowed};

constexpr Key kTopKeys[] = {
    {.name = "name", .value = Into<&Metadata::name>(), .required = true,
     .doc = "Name of the app as a person reads it.",
     .form = {.rule = kNameRule,
              .words = "text on one line without blanks or a backslash at its ends",
              .accepts = IsAppName}},
    {.name = "app_id", .value = Into<&Metadata::app_id>(), .required = true,
     .doc = "Identifier of the app; the package is named [PREFIX-]app_id[-SUFFIX].",
     .form = {.rule = {"app-id", "app_id has only lower-case letters, digits and `-`."},
              .words = kIdWords, .accepts = IsAppId}},
    {.name = "version", .value = Into<&Metadata::version>(), .required = true,
     .doc = "Version of the package (deb-version(7)).",
     .form = {.rule = {"version", "version is a Debian version without epoch."},
              .words = "a Debian version without epoch: a digit first, then letters, digits and "
                       ".+~-",
              .accepts = IsDebianVersion}},
    {.name = "upstream_version", .value = Into<&Metadata::upstream_version>(),
     .doc = "Version of the app itself, for information.", .form = kLineForm},
    {.name = "description", .value = Into<&Metadata::description>(), .required = true,
     .doc = "Synopsis of the package.",
     .form = {.rule = {"description", "description is one line of at most 80 characters."},
              .words = "one line of at most 80 characters", .accepts = IsSynopsis}},
    {.name = "long_description", .value = Into<&Metadata::long_description>(),
     .doc = "Description of the package; an empty line starts a new paragraph.",
     .many_lines = true},
    {.name = "homepage", .value = Into<&Metadata::homepage>(),
     .doc = "Address of the app's home page.",
     .form = {.rule = {"homepage", "homepage is an http or https URL."},
              .words = "an absolute http or https URL", .accepts = IsWebUrl}},
    {.name = "icon", .value = Into<&Metadata::icon>(),
     .doc = "Name of the icon; icon.svg or icon.png in the folder is what is shipped."},
    {.name = "screenshots", .value = Into<&Metadata::screenshots>(), .fallback = "[]",
     .doc = "Files or addresses of screenshots; they are not shipped."},
    {.name = "maintainer", .value = Into<&Metadata::maintainer>(), .required = true,
     .doc = "Maintainer of the package.",
     .form = {.rule = {"maintainer", "maintainer is of the form `Name <user@host>`."},
              .words = "of the form 'Name <user@host>', the address not longer than 254 characters",
              .accepts = IsMaintainer}},
    {.name = "license", .value = Into<&Metadata::license>(), .required = true,
     .doc = "Licence of the app, an SPDX identifier.",
     .form = {.rule = {"license", "license is one line of text."}, .words = "text on one line",
              .accepts = IsOneLineText}},
    {.name = "tags", .value = Into<&Metadata::tags>(), .required = true,
     .doc = "Debtags of the package; role::container-app is one of them.",
     .form = {.rule = {"tag", "A tag is of the form facet::name."},
              .words = "of the form facet::name", .accepts = IsDebtag}},
    {.name = "debian_section", .value = Into<&Metadata::debian_section>(), .required = true,
     .doc = "Section of the package.",
     .form = {.rule = {"debian-section", "debian_section is a section of the Debian archive."},
              .values = kSections}},
    {.name = "architecture", .value = Into<&Metadata::architecture>(), .required = true,
     .doc = "Architecture of the package.",
     .form = {.rule = {"architecture", "architecture is all, amd64, arm64 or armhf."},
              .values = kArchitectures}},
    {.name = "depends", .value = Into<&Metadata::depends>(), .fallback = "[]",
     .doc = "Packages the app needs; a name that starts with @ is another app of the same prefix "
            "and suffix.", .form = kRelationForm},
    {.name = "recommends", .value = Into<&Metadata::recommends>(), .fallback = "[]",
     .doc = "Packages the app is nearly always used with; @ as in depends.", .form = kRelationForm},
    {.name = "suggests", .value = Into<&Metadata::suggests>(), .fallback = "[]",
     .doc = "Packages that make the app more useful; @ as in depends.", .form = kRelationForm},
    {.name = "provides", .value = Into<&Metadata::provides>(), .fallback = "[]",
     .doc = "Virtual packages; @ as in depends.", .form = kRelationForm},
    {.name = "conflicts", .value = Into<&Metadata::conflicts>(), .fallback = "[]",
     .doc = "Packages that cannot be installed beside it; @ as in depends.", .form = kRelationForm},
    {.name = "breaks", .value = Into<&Metadata::breaks>(), .fallback = "[]",
     .doc = "Packages it breaks; @ as in depends.", .form = kRelationForm},
    {.name = "web_ui", .value = Into<&Metadata::web_ui>(kWebUiKeys),
     .doc = "The web interface of the app."},
    {.name = "layout", .value = Into<&Metadata::layout>(kLayoutKeys),
     .doc = "The app's card on a dashboard."},
    {.name = "routing", .value = Into<&Metadata::routing>(kRoutingKeys),
     .doc = "How a reverse proxy on the device reaches the app; where the key is present, even "
            "empty, the app is routed."},
    {.name = "restart", .value = Into<&Metadata::restart>(kRestartKeys),
     .doc = "When the app is started again, and when systemd gives up."},
    {.name = "health", .value = Into<&Metadata::health>(kHealthKeys),
     .doc = "What happens when a service with a healthcheck stays unhealthy."},
    {.name = "hardening", .value = Into<&Metadata::hardening>(), .fallback = "true",
     .doc = "Whether hooks and scripts of watchers run hardened: they cannot write to /usr and "
            "/boot, mount file systems, load modules of the kernel or set the clock."},
    {.name = "after_ready", .value = Into<&Metadata::after_ready>(), .fallback = "[]",
     .doc = "Apps that have to be ready before the services of this one are started, with @ as in "
            "depends: all their services run, and those with a healthcheck are healthy; neither "
            "the boot nor dpkg waits.",
     .form = {.rule = {"after-ready", "after_ready names apps: @ and an app_id, or a package."},
              .words = "'@' and the app_id of another app, or the name of a package",
              .accepts = IsAppReference}},
    {.name = "state", .value = Into<&Metadata::state>(kStateKeys), .fallback = "[]",
     .doc = "The state of the app, each item with its class: state that must not be lost, state "
            "that can be rebuilt, and state that may be lost."},
    {.name = "system_bin", .value = Into<&Metadata::system_bin>(), .fallback = "[]",
     .doc = "Names of programs in assets/ that are also installed in /usr/bin.",
     .form = {.rule = {"file-name", "system_bin holds plain names of files."},
              .words = "a file name of letters, digits and ._+-", .accepts = IsPlainFileName}},
    {.name = "file_watchers", .value = Into<&Metadata::file_watchers>(kWatcher), .fallback = "[]",
     .doc = "Files on the host; a change of one restarts the app or runs a program."},
    {.name = "default_config", .value = Into<&Metadata::default_config>(), .fallback = "{}",
     .doc = "Default values of environment variables; the administrator overrides them in "
            "/etc/container-apps/PACKAGE/env.", .form = kVariableForm},
    {.name = "generated_secrets", .value = Into<&Metadata::generated_secrets>(kSecretKeys),
     .fallback = "[]",
     .doc = "Secrets that each device makes for itself when the package is installed, and keeps."},
    {.name = "source_metadata", .value = Checked(kSource),
     .doc = "Where a converted definition comes from; further keys are allowed in it."},
};

// clang-format on

}  // namespace

constinit const KeysOf<Metadata> kMetadataKeys{"", kTopKeys};

}  // namespace container_app

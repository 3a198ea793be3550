// SPDX-License-Identifier: GPL-2.0-or-later
// What the readers refuse. Their ids are where they report; here is the line the manual has on
// each.
#include "check/check.h"

namespace container_app {
namespace {

constexpr ReaderRule kReaderRules[] = {
    // Files
    {"io-error", "A file or folder cannot be read."},
    {"definition-missing-file",
     "A definition holds metadata.yaml, docker-compose.yml and config.yml."},
    {"definition-symlink", "There are no symbolic links in a definition."},
    {"definition-special", "There are only regular files and folders in a definition."},
    {"file-name-control", "Names of files are free of control characters."},
    {"file-name-utf8", "Names of files are UTF-8."},
    {"hook-both", "There is prestart.sh or prestart.d/, not both."},
    {"hook-name", "A stage in prestart.d/ is named NN-name or NN-name.sh."},
    {"hook-interpreter",
     "A hook starts with `#!` and an absolute path, or its name ends in .sh (bash)."},
    {"hook-crlf", "Lines of a hook end in LF alone."},
    {"hook-too-large", "A hook has at most 1 MiB."},
    // YAML
    {"yaml-alias-cycle", "An alias does not stand within the value it names."},
    {"yaml-alias-explosion", "Aliases unfold into at most 100,000 values."},
    {"yaml-control-character", "A YAML file is free of control characters."},
    {"yaml-duplicate-key", "A key stands in a mapping once."},
    {"yaml-key-not-scalar", "Keys are texts."},
    {"yaml-merge", "`<<` merges mappings."},
    {"yaml-not-utf8", "A YAML file is UTF-8."},
    {"yaml-second-document", "A YAML file holds one document."},
    {"yaml-syntax", "A YAML file is well formed."},
    {"yaml-tab", "Indentation is made of blanks."},
    {"yaml-tag", "Tags are those of the core schema."},
    {"yaml-too-deep", "Values nest at most 64 levels deep."},
    {"yaml-too-large", "A YAML file has at most 1 MiB."},
    {"yaml-unknown-anchor", "An alias names an anchor before it."},
    // Keys of metadata.yaml and config.yml
    {"key-unknown", "Every key of metadata.yaml is a known one."},
    {"key-missing", "Keys that are required are given."},
    {"key-type", "A value has the type its key asks for."},
    {"key-control-character", "Texts are free of control characters, and most of line breaks."},
    {"absolute-path", "A path on the host is absolute and without `..`."},
    {"app-id", "app_id is of lower-case letters, digits and `-`."},
    {"architecture", "architecture is all, amd64, arm64 or armhf."},
    {"auth-mode", "routing.auth.mode is forward_auth, oidc or none."},
    {"debian-section", "debian_section is a section of the Debian archive."},
    {"description", "description is one line of at most 80 characters."},
    {"file-name", "system_bin holds plain names of files."},
    {"homepage", "homepage is an http or https URL."},
    {"http-header-name", "Keys of forward_auth.headers are names of HTTP headers."},
    {"layout-range", "Numbers of layout are in their ranges."},
    {"license", "license is one line of text."},
    {"maintainer", "maintainer is of the form `Name <user@host>`."},
    {"mdns-type", "mdns.type is of the form _name._tcp or _name._udp."},
    {"name", "name is one line of text."},
    {"not-empty", "The text is one line and not empty."},
    {"oidc-client-id", "client_id is of lower-case letters, digits and `-`."},
    {"oidc-client-name", "client_name is of letters, digits, blanks and `._-`."},
    {"oidc-consent-mode", "consent_mode is implicit, explicit or pre-configured."},
    {"oidc-env", "env maps names of variables to sources that there are."},
    {"oidc-redirect-path", "redirect.path is a plain absolute URL path."},
    {"oidc-redirect-style", "redirect.style is path or port."},
    {"oidc-scope", "scopes are of lower-case letters, digits and `_`."},
    {"oidc-token-method",
     "token_endpoint_auth_method is client_secret_basic or client_secret_post."},
    {"port-range", "A port is from 1 to 65535."},
    {"relation", "A relation is one that dpkg and apt read."},
    {"tag", "A tag is of the form facet::name."},
    {"variable-name", "Keys of default_config are names of environment variables."},
    {"version", "version is a Debian version without epoch."},
    {"watch-type", "watch_type is directory_modified, path_changed or path_exists."},
    {"watcher-name", "The name of a watcher is of lower-case letters, digits and `-`."},
    {"web-ui-path", "web_ui.path is a URL path."},
    {"web-ui-protocol", "web_ui.protocol is http or https."},
    {"config-key-unknown", "Every key of config.yml is a known one.", Severity::kWarning},
    {"config-enum-options", "An enum lists its options."},
    {"config-field-id", "The id of a field is of upper-case letters, digits and `_`."},
    {"config-field-type", "The type of a field is one that there is."},
    {"config-group-empty", "A group has fields."},
    {"config-group-id", "The id of a group is of lower-case letters, digits and `_`."},
    {"config-version", "version of config.yml is \"1.0\"."},
};

}  // namespace

std::span<const ReaderRule> ReaderRules() { return kReaderRules; }

}  // namespace container_app

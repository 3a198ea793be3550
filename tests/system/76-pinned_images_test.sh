#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An app with images.lock runs the image that was pinned, although its tag has moved since; the next
# version moves with `pin --update`, and the administrator can still name another image.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"
# shellcheck source-path=SCRIPTDIR source=lib/registry.sh
. "$(dirname "$0")/lib/registry.sh"

prepare_tool
new_system device
prepare_registry
install_program
boot
publish_image log 1000
digest_of_tag() { cat "$SYSTEM/srv/registry/log.digest"; }
# config_of DIGEST: of a manifest; it is Docker's id of the image.
config_of() { grep -o '"digest": "[^"]*"' "$SYSTEM/srv/registry/$1" | head -n 1 | cut -d '"' -f 4; }
# pin OPTION…: beside the registry, with this machine's skopeo.
pin() { nsenter -t "$(system_pid)" -n env HOME="$SCRATCH" container-app pin "$@" 2>&1; }

# What is pinned is in every version of the app; the Compose file is the same.
version() { # FOLDER VERSION
  define_app "$SCRATCH/$1" log "$2" '127.0.0.1:5000/log:${LOG_TAG:-1}'
}
version first 1.0
first=$(digest_of_tag)
expect_match 'the image is pinned' "none -> $first \(linux/amd64\)" "$(pin "$SCRATCH/first")"
publish_image log 2000
second=$(digest_of_tag)
expect_fail 'then somebody moves the tag' test "$first" = "$second"
expect_match 'a look finds that' "$first -> $second" "$(pin --check "$SCRATCH/first")"
version second 2.0
cp "$SCRATCH/first/images.lock" "$SCRATCH/second/"
expect_match 'the next version moves with it' "$first -> $second" "$(pin --update "$SCRATCH/second")"
expect 'the first version builds' build_apps "$SCRATCH/debs" "$SCRATCH/first"
expect 'so does the second' build_apps "$SCRATCH/debs" "$SCRATCH/second"

cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
expect 'the runtime installs' install_runtime
expect 'apt installs the app' apt_install /root/log-container_1.0_all.deb
runs() { # MANIFEST: a container of this image runs
  [[ $(inside docker inspect --format '{{.State.Running}} {{.Image}}' log-container-main-1 2>/dev/null) == \
    "true $(config_of "$1")" ]]
}
expect_soon 'it runs the image that was pinned' 60 runs "$first"
expect_eq 'which is named by tag and digest' "127.0.0.1:5000/log:1@$first" \
  "$(inside docker inspect --format '{{.Config.Image}}' log-container-main-1)"

cp -r "$SCRATCH/first" "$SYSTEM/root/definition"
expect_eq 'diff finds no other image in the definition it was built of' '' \
  "$(inside container-app diff log-container /root/definition 2>&1 | grep -v '^Version')"

registry_rate none
before=$(property log InvocationID)
expect 'a restart without a registry' inside systemctl restart "$(unit log)"
again() { [[ $(property log InvocationID) != "$before" ]] && runs "$first"; }
expect_soon 'needs none' 40 again

registry_rate all
expect 'an upgrade' apt_install /root/log-container_2.0_all.deb
expect_soon 'brings the image that its lock names' 60 runs "$second"

publish_image log 3000
third=$(digest_of_tag)
echo 'LOG_TAG=3' >>"$SYSTEM/etc/container-apps/log-container/env"
expect 'the administrator names another tag' inside systemctl restart "$(unit log)"
expect_soon 'and it runs' 60 runs "$third"
expect_eq 'without a digest' 127.0.0.1:5000/log:3 \
  "$(inside docker inspect --format '{{.Config.Image}}' log-container-main-1)"

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034  # for those that source this
# Within a root: assertions, and a source package with apps.
export PATH=/tool/bin:$PATH LC_ALL=C NO_COLOR=1 SOURCE_DATE_EPOCH=1700000000
# Docker Compose is not in these roots; without this, a line says so.
export DEB_BUILD_OPTIONS=nocheck
# shellcheck source=tests/support/amount.sh
. /src/tests/support/amount.sh
failures=0
work=$(mktemp -d)

check() {
  local name=$1
  shift
  if "$@" >"$work/out" 2>&1; then
    echo "ok - $SUITE: $name"
  else
    echo "not ok - $SUITE: $name"
    sed 's/^/# /' "$work/out" | tail -n 20
    failures=$((failures + 1))
  fi
}
holds() { grep -qF -- "$2" "$1" || { cat "$1" && false; }; }
lacks() { ! grep -F -- "$2" "$1"; }
line() { grep -nF -- "$2" "$1" | head -n 1 | cut -d: -f1; }
before() { [ "$(line "$1" "$2")" -lt "$(line "$1" "$3")" ] || { cat "$1" && false; }; }
count() { [ "$(grep -cF -- "$2" "$1")" -eq "$3" ] || { cat "$1" && false; }; }

# app FOLDER APP_ID [VERSION]: a definition with a watcher, whose units are more than the main one.
app() {
  mkdir -p "$1"
  cat >"$1/metadata.yaml" <<YAML
name: Test $2
app_id: $2
version: "${3:-1.0}"
description: Small app for tests of the add-on
long_description: It does nothing.
maintainer: Test <test@example.org>
license: MIT
tags: [role::container-app]
debian_section: net
architecture: all
suggests: [base-files, base-passwd]
file_watchers:
  - name: harbour
    watch_path: /etc/hostname
    watch_type: path_changed
    on_change: {restart_service: true}
YAML
  printf 'services:\n  main: {image: "busybox:1", read_only: true, tmpfs: [/run]}\n' \
    >"$1/docker-compose.yml"
  printf 'version: "1.0"\ngroups: []\n' >"$1/config.yml"
}

# changelog SOURCE VERSION
changelog() {
  printf '%s (%s) unstable; urgency=medium\n\n  * Test.\n\n' "$1" "$2"
  printf ' -- Jane Doe <jane@example.org>  Thu, 01 Jan 2026 00:00:00 +0000\n'
}

# The files and folders of debian/, with their contents.
state_of_debian() {
  find debian | sort
  find debian -type f -print0 | sort -z | xargs -0 sha256sum
}

finish() {
  rm -rf "$work"
  [ "$failures" -eq 0 ]
}

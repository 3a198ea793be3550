#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What Compose accepts, `check` accepts, and the other way round: each key of the Compose Specification
# with values of many kinds (compose-keys.py), read by Debian's docker compose and by `check`. The
# differences on purpose, each with its reason, are in compose-keys-compare.py.
#   compose-keys_test.sh [all]: all of them; otherwise a part
set -u

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
# shellcheck source=tests/support/amount.sh
. "$top/tests/support/amount.sh"
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build}/container-app")
[[ -x $program ]] || {
  echo "not ok - $program is not built"
  exit 1
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

part=$(amount 1/30 1/10)
[[ ${1-} != all ]] || part=1/1
"$here/compose-keys.py" "$folder" "$part" || exit 1

# read_all: in the root; the plugin alone takes half the time. N.yml.accepted is there where Compose
# accepts it, N.yml.error says why not.
read_all() {
  # shellcheck disable=SC2016
  find . -name '*.yml' -printf '%f\n' | xargs -P "$(nproc)" -I{} sh -c '
    env -i PATH="$PATH" HOME=/root CONTAINER_DATA_ROOT=/data COMPOSE_PROJECT_NAME=tide \
      /usr/libexec/docker/cli-plugins/docker-compose -f "$1" config --quiet 2>"$1.error" &&
      touch "$1.accepted"
    true' - {}
}
"$here/../support/in-root.sh" --rw-bind "$folder:/files" --chdir /files trixie-system \
  bash -c "$(declare -f read_all); read_all" </dev/null || {
  echo 'not ok - docker compose could not be run'
  exit 1
}
"$here/compose-keys-compare.py" "$folder" "$program" "$part"

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # the tests read what is set here
# For tests of `container-app release` on a repository in `folder`, which ends with the test: the
# environment, and two assertions.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build}/container-app")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder GIT_CONFIG_NOSYSTEM=1 LC_ALL=C NO_COLOR=1 SOURCE_DATE_EPOCH=1790000000
failures=0

# check NAME COMMAND…: that it ends with 0; else its last lines are shown.
check() {
  local name=$1
  shift
  if "$@" >"$folder/out" 2>&1; then
    echo "ok - $name"
  else
    echo "not ok - $name"
    sed 's/^/# /' "$folder/out" | tail -n 20
    failures=1
  fi
}
# is EXPECTED COMMAND…: its output.
is() { diff <(printf '%s\n' "$1") <("${@:2}" 2>&1); }

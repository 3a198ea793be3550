# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# For tests that build packages in the cached roots with this project's own package.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
# shellcheck source=tests/support/amount.sh
. "$top/tests/support/amount.sh"
corpus=$(realpath -m "${CONTAINER_APP_CORPUS:-$top/../shared/corpus}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

pass() { echo "ok - $1"; }
fail() {
  echo "not ok - $1"
  [ ! -s "${2:-/dev/null}" ] || sed 's/^/# /' "$2" | tail -n "${3:-30}"
  failures=$((failures + 1))
}
finish() { [ "$failures" -eq 0 ]; }

# skip_unless_roots: ends the test where a root cannot be entered.
skip_unless_roots() {
  local why
  # shellcheck source=/dev/null
  why=$(. "$top/tests/system/lib/private.sh" && can_be_private) && return
  echo "skip - $1: $why"
  exit 0
}

# in_root KIND SCRIPT-FUNCTION [OPTION…]: runs the function in a throw-away root where this
# project's packages, built for its suite, are installed; $folder is at /out, they are at /self, the
# corpus at /corpus.
# ROOT_FUNCTIONS are further functions that this one calls.
ROOT_FUNCTIONS=()
in_root() {
  local kind=$1 script=$2 self
  shift 2
  self=$("$here/self-build.sh" "${kind%%-*}-build") || return 1
  [ ! -d "$corpus" ] || set -- --ro-bind "$corpus:/corpus" "$@"
  "$top/tests/support/in-root.sh" --ro-bind "$self:/self" --rw-bind "$folder:/out" "$@" "$kind" \
    bash -c "set -u
      dpkg -i /self/{container-app,container-app-runtime,dh-container-app}_*.deb >/out/install.log 2>&1 ||
        { cat /out/install.log; exit 1; }
      $(declare -f "$script" "${ROOT_FUNCTIONS[@]}"); $script"
}

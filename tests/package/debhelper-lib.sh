# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# For tests of the add-on with the debhelper of each suite: this tree's dh_container_app and the program
# that was built, in a throw-away root.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/support/amount.sh
. "$top/tests/support/amount.sh"
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build/test}/container-app")
tool=$(mktemp -d)
chmod 0755 "$tool" # another user of the root needs it, too
trap 'rm -rf "$tool"' EXIT

# What dh looks for, as if it were installed. The program runs with the libraries it was linked with:
# the root may be of another suite.
prepare_tool() {
  local libraries
  mkdir -p "$tool/bin" "$tool/lib" "$tool/perl/Debian/Debhelper/Sequence"
  libraries=$(ldd "$program" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p')
  # shellcheck disable=SC2086 # one word each
  cp -Lt "$tool/lib" "$program" $libraries
  cp -L "$(ldd "$program" | sed -n 's/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p')" "$tool/lib/loader"
  printf '#!/bin/sh\nexec /tool/lib/loader --library-path /tool/lib /tool/lib/container-app "$@"\n' \
    >"$tool/bin/container-app"
  chmod 0755 "$tool/bin/container-app"
  ln -s /src/plugin/debhelper/dh_container_app "$tool/bin/"
  cp "$top/plugin/debhelper/container_app.pm" "$tool/perl/Debian/Debhelper/Sequence/"
}

# in_each_suite NAME [SUITE]: runs debhelper/NAME.sh in a root of each, in the short form in that of SUITE
# alone where one is given; its assertions are told under the suite.
in_each_suite() {
  local why suite status=0
  # shellcheck source=/dev/null
  if ! why=$(. "$top/tests/system/lib/private.sh" && can_be_private); then
    echo "skip - debhelper-$1: $why"
    exit 0
  fi
  [[ -x $program ]] || { echo "not ok - $program is not built"; exit 1; }
  prepare_tool
  for suite in $(amount "${2:-bookworm trixie}" 'bookworm trixie'); do
    "$top/tests/support/in-root.sh" --ro-bind "$tool:/tool" --env "SUITE=$suite" \
      --env "CONTAINER_APP_LONG=${CONTAINER_APP_LONG:-}" \
      --env DH_AUTOSCRIPTDIR=/src/plugin/debhelper --env CONTAINER_APP_DATA_DIR=/src \
      --env PERL5LIB=/tool/perl "$suite-build" bash "/src/tests/package/debhelper/$1.sh" || status=1
  done
  return "$status"
}

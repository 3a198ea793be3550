#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Findings and differences have colours on a terminal, and nowhere else: not in a file, not with
# NO_COLOR, not where the terminal has none. script(1) is the terminal.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
export CONTAINER_APP_DATA_DIR=${here%/tests/package}
program=$(realpath -m "${CONTAINER_APP_BUILD:-$here/../../build/test}/container-app")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$CONTAINER_APP_DATA_DIR/examples/hello-beacon" "$work/one"
cp -r "$work/one" "$work/two"
cp -r "$work/one" "$work/bad"
sed -i 's/^version: .*/version: "9.0"/' "$work/two/metadata.yaml"
echo 'one: 1' >>"$work/bad/metadata.yaml"
unset NO_COLOR
export TERM=xterm

on_terminal() { script --quiet --return --command "$*" /dev/null </dev/null | tr -d '\r\0'; }
has_colours() {
  if [[ $2 == *$'\e'* ]]; then echo "ok - $1"; else printf 'not ok - %s\n# %s\n' "$1" "${2:0:300}"; fi
}
is_plain() {
  if [[ -z $2 || $2 == *$'\e'* ]]; then printf 'not ok - %s\n# %q\n' "$1" "${2:0:300}"; else echo "ok - $1"; fi
}

check="$program check --no-compose $work/bad"
diff="$program diff $work/one $work/two"
plain=$($check 2>&1 || true)
shown=$(on_terminal "$check" || true)
has_colours 'findings have colours on a terminal' "$shown"
if [[ $(sed 's/\x1b\[[0-9;]*m//g' <<<"$shown") == "$plain" ]]; then
  echo 'ok - beside colours they are the same'
else
  echo 'not ok - beside colours they are the same'
fi
is_plain 'findings in a file have none' "$plain"
is_plain 'NO_COLOR switches them off' "$(NO_COLOR=1 on_terminal "$check" || true)"
has_colours 'NO_COLOR without a value does not' "$(NO_COLOR='' on_terminal "$check" || true)"
is_plain 'a terminal without colours gets none' "$(TERM=dumb on_terminal "$check" || true)"
has_colours 'differences have colours on a terminal' "$(on_terminal "$diff")"
is_plain 'differences in a file have none' "$($diff)"
is_plain 'NO_COLOR switches those off, too' "$(NO_COLOR=1 on_terminal "$diff")"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `./run` on machines that have nothing but git: Debian 12 and Debian 13; its tests in the long
# form. So that they need not compile what was compiled for their suite before, ccache is there too.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/compiler-cache.sh
. "$LIB/compiler-cache.sh"
# shellcheck source-path=SCRIPTDIR source=../support/amount.sh
. "$(dirname "$0")/../support/amount.sh"

# The tree as it is, without what was built in it.
tree=$SCRATCH/tree
mkdir -p "$tree"
git -C "$REPO" -c safe.directory="*" ls-files -z --cached --others --exclude-standard |
  (cd "$REPO" && while IFS= read -r -d '' file; do [[ ! -e $file ]] || printf '%s\0' "$file"; done) |
  tar -C "$REPO" -c --null -T - | tar -x -C "$tree"

options=(--env "CONTAINER_APP_NO_SKIP=${CONTAINER_APP_NO_SKIP:-0}")
corpus=$(realpath -m "${CONTAINER_APP_CORPUS:-$REPO/../shared/corpus}")
[[ ! -d $corpus ]] || options+=(--ro-bind "$corpus:/corpus" --env CONTAINER_APP_CORPUS=/corpus)

# on_fresh SUITE NAME COMMAND: what it prints goes to $SCRATCH/SUITE-NAME.log; ends with its status
# and how long it took.
on_fresh() {
  local log=$SCRATCH/$1-$2.log status=0 began=$SECONDS
  compiler_cache "$1" /tmp
  "$REPO/tests/support/in-root.sh" --network --ro-bind "$tree:/tree" "${COMPILER_CACHE[@]}" \
    "${options[@]}" "$1-min" \
    sh -c "apt-get update -qq && apt-get install -y -qq ccache >/dev/null &&
      cp -r /tree /tmp/tree && cd /tmp/tree && $3" >"$log" 2>&1 </dev/null ||
    status=$?
  printf '%s %s\n' "$status" "$((SECONDS - began))" >"$SCRATCH/$1-$2.status"
}

# expect_fresh SUITE NAME: it has ended well.
expect_fresh() {
  local status seconds
  read -r status seconds <"$SCRATCH/$1-$2.status"
  table_row "$1: ./run $2" "$seconds s"
  if ((status == 0)); then
    pass "$1: ./run $2"
  else
    fail "$1: ./run $2" "$(tail -n 60 "$SCRATCH/$1-$2.log")"
  fi
}

# Side by side: unpacking packages and compiling take turns.
for suite in bookworm trixie; do
  on_fresh "$suite" demo './run help && ./run demo' &
done
# All of `./run test` would run this very file again.
long=$(amount '' yes)
[[ -z $long ]] || on_fresh trixie test './run test style unit' &
wait

for suite in bookworm trixie; do
  expect_fresh "$suite" demo
  log=$(cat "$SCRATCH/$suite-demo.log")
  expect_match "$suite: ./run help" '\./run demo' "$log"
  expect_match "$suite: the demo shows a unit" 'ExecStart=/usr/lib/container-app/run ' "$log"
  expect_match "$suite: the demo shows a postinst" 'Automatically added by dh_container_app' "$log"
done
[[ -n $long ]] || exit 0
expect_fresh trixie test
expect_match 'and it counts' '^[1-9][0-9]+ passed, 0 failed' "$(tail -n 1 "$SCRATCH/trixie-test.log")"

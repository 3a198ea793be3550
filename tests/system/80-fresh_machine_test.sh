#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `./run` on machines that have nothing but git: Debian 12 and Debian 13.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"

# The tree as it is, without what was built in it.
tree=$SCRATCH/tree
mkdir -p "$tree"
git -C "$REPO" -c safe.directory="*" ls-files -z --cached --others --exclude-standard |
  (cd "$REPO" && while IFS= read -r -d '' file; do [[ ! -e $file ]] || printf '%s\0' "$file"; done) |
  tar -C "$REPO" -c --null -T - | tar -x -C "$tree"

# on_fresh SUITE COMMAND: the last lines it printed; fails as it does.
on_fresh() {
  local log=$SCRATCH/$1.log status=0
  "$REPO/tests/support/in-root.sh" --network --ro-bind "$tree:/tree" "$1-min" \
    sh -c "cp -r /tree /work && cd /work && $2" >"$log" 2>&1 </dev/null || status=$?
  tail -n 60 "$log"
  return "$status"
}

for suite in bookworm trixie; do
  expect "$suite: ./run help" on_fresh "$suite" './run help'
  began=$SECONDS
  output=$(on_fresh "$suite" './run demo')
  status=$?
  table_row "$suite: ./run demo" "$((SECONDS - began)) s"
  if ((status == 0)); then pass "$suite: ./run demo"; else fail "$suite: ./run demo" "$output"; fi
  expect_match "$suite: the demo shows a unit" 'ExecStart=/usr/bin/docker compose' \
    "$(cat "$SCRATCH/$suite.log")"
  expect_match "$suite: the demo shows a postinst" 'Automatically added by dh_container_app' \
    "$(cat "$SCRATCH/$suite.log")"
done

# All of `./run test` would run this very file again; a suite that needs no root does not.
began=$SECONDS
expect 'trixie: ./run test style unit' on_fresh trixie './run test style unit'
table_row 'trixie: ./run test style unit' "$((SECONDS - began)) s"
expect_match 'and it counts' '[1-9][0-9]* passed, 0 failed' "$(cat "$SCRATCH/trixie.log")"

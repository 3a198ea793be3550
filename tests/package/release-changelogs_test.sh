#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The changelogs of the packages of a Debian 13 root get another entry, or their top entry is
# extended. No old byte changes, and dpkg-parsechangelog reads what was meant (in some of them: it is
# slow).
set -u
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"

skip_unless_roots release-changelogs
program=$(realpath -m "${CONTAINER_APP_BUILD:-$here/../../build}/tests/release-changelogs")
least=$(amount 60 200)

# Binary packages of one source have the same changelog. Native packages have changelog.gz.
collect() {
  local file name sum number=0
  declare -A seen
  for file in /usr/share/doc/*/changelog.Debian.gz /usr/share/doc/*/changelog.gz; do
    [[ -f $file && ! -L $file ]] || continue
    name=/out/$((++number)).old
    gzip -dc "$file" >"$name"
    sum=$(sha256sum <"$name")
    # An upstream changelog is none of Debian.
    if [[ -v seen[$sum] ]] || ! head -n 1 "$name" | grep -qE '^[a-z0-9][a-z0-9.+-]* \([^)]*\) .*;'; then
      rm "$name"
    fi
    seen[$sum]=1
  done
}
if ! "$here/../support/in-root.sh" --rw-bind "$folder:/out" trixie-build \
  bash -c "set -u; $(declare -f collect); collect" >"$folder/log" 2>&1; then
  fail 'changelogs are collected' "$folder/log"
  finish
fi
count=$(find "$folder" -name '*.old' | wc -l)
if ((count >= least)); then
  pass "$count changelogs of Debian"
else
  echo "only $count" >"$folder/log"
  fail "at least $least changelogs of Debian" "$folder/log"
fi
if "$program" "$folder" >"$folder/log" 2>&1; then
  pass 'every old byte is as it was'
else
  fail 'every old byte is as it was' "$folder/log"
fi
perl "$here/release-changelogs.pl" "$folder" "$least" >"$folder/log" 2>&1
if [[ $(tail -n 1 "$folder/log") == "$least 0" ]]; then
  pass "dpkg-parsechangelog reads $least as it was meant, with a new entry and with a longer one"
else
  fail 'dpkg-parsechangelog reads what was meant' "$folder/log"
fi
finish

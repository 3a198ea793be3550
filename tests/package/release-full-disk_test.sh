#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A bump on a disk that gets full in the middle of it, and on one that is read-only: the repository is
# as before, or the bump is complete; and with room again, the next one does what this one could not.
set -u

here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath -m "${CONTAINER_APP_BUILD:-$here/../../build}/container-app")
# shellcheck source=tests/system/lib/private.sh
. "$here/../system/lib/private.sh"
if ! why=$(can_be_private); then
  echo "skip - release-full-disk: $why"
  exit 0
fi
become_private "$0"

disk=$SCRATCH/disk log=$SCRATCH/log
export DEBFULLNAME=Ada DEBEMAIL=ada@example.org HOME=$SCRATCH GIT_CONFIG_NOSYSTEM=1 SOURCE_DATE_EPOCH=1790000000
export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org
failures=0

# report NAME: passes when nothing is in the log.
report() {
  if [[ -s $log ]]; then
    echo "not ok - $1"
    head -n 20 "$log" | sed 's/^/# /'
    failures=1
  else
    echo "ok - $1"
  fi
}

mkdir "$disk"
mount -t tmpfs -o size=4m tmpfs "$disk"
git init -q -b main "$disk/tree"
cd "$disk/tree" || exit 1
mkdir debian src
echo 1.2.3 >VERSION
# Long enough that copies of it take many pages.
for ((version = 400; version > 0; version--)); do
  printf 'tide (1.2.3-%d) unstable; urgency=medium\n\n  * Change.\n\n' "$version"
  printf ' -- Ada <ada@example.org>  Thu, 01 Jan 2026 00:00:00 +0000\n\n'
done | sed '$d' >debian/changelog
git add -A && git commit -q -m 'feat: first'
git tag v1.2.3+400
echo 'int x;' >src/bell.c
git add -A && git commit -q -m 'feat: ring a bell'

files() { find . -path ./.git -prune -o -type f -exec sha256sum {} + | sort -k 2; }
bump() { "$program" release bump --merge 1 >../out 2>../errors; }
before=$(files)
bump || cat ../errors >"$log"
after=$(files)
[[ $before != "$after" ]] || echo 'the bump changes nothing' >>"$log"
report 'a bump with room changes its files'
reset() {
  git checkout -q -- .
  rm -rf debian/container-app.merges .git/container-app-release
}

: >"$log"
refused=0 complete=0 again=0
# The output goes elsewhere: what is told is not what is tested.
bump() { "$program" release bump --merge 1 >"$SCRATCH/out" 2>"$SCRATCH/errors"; }
rm -f ../out ../errors
for ((room = 0; room <= 200; room += 8)); do
  reset
  head -c 8m /dev/zero >../filler 2>/dev/null
  truncate -s "-$((room * 1024))" ../filler
  if bump; then
    ((++complete))
    [[ $(files) == "$after" ]] || echo "$room KiB: the bump ended well, and is not complete" >>"$log"
  else
    ((++refused))
    [[ $(files) == "$before" ]] || echo "$room KiB: refused, and files differ" >>"$log"
    grep -q 'No space left on device' "$SCRATCH/errors" || cat "$SCRATCH/errors" >>"$log"
  fi
  rm ../filler
  bump && [[ $(files) == "$after" ]] && ((++again))
done
[[ $again -eq $((refused + complete)) ]] || echo 'a bump with room again failed' >>"$log"
((refused > 3 && complete > 3)) || echo "refused $refused, complete $complete: that tests little" >>"$log"
report "room for 0 to 200 KiB: $refused times refused with all as before, $complete times complete"

: >"$log"
reset
mount -o remount,ro "$disk"
! bump || echo 'a bump of a read-only tree ends well' >>"$log"
grep -q 'Read-only file system; the repository must be writable' "$SCRATCH/errors" ||
  cat "$SCRATCH/errors" >>"$log"
[[ $(files) == "$before" ]] || echo 'files differ' >>"$log"
report 'a read-only tree is refused'
exit "$failures"

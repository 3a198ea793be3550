#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The package's own autopkgtest of a device (debian/tests/device), run by autopkgtest on a device; and
# what needrestart does there after an upgrade of libc.
# beside the others
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"

self=$("$REPO/tests/package/self-build.sh" trixie-build) || exit 1

new_system device trixie-test
mkdir -p "$SYSTEM/src" "$SYSTEM/root/debs"
cp "$self"/*.deb "$SYSTEM/root/debs/"
rm -f "$SYSTEM"/root/debs/*-dbgsym_*
cp -r "$REPO/debian" "$SYSTEM/src/"
boot
expect_eq 'the device is up' running "$SYSTEM_STATE"
expect 'our packages install' inside sh -c 'dpkg -i /root/debs/*.deb'

# autopkgtest has nothing to install, and no network.
inside autopkgtest --test-name=device --output-dir /root/out /src -- null \
  >"$SCRATCH/log" 2>&1
status=$?
if ((status == 0)); then
  pass 'autopkgtest: device'
else
  fail "autopkgtest: device (status $status)" "$(tail -n 80 "$SCRATCH/log")"
fi
expect_match 'it was run, not skipped' '^device +PASS' "$(cat "$SYSTEM/root/out/summary")"

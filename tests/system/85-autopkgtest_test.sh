#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The packages' own autopkgtest of a device (debian/tests/device), run by autopkgtest on a device; and
# what needrestart does there after an upgrade of libc.
# in the long form, beside the others
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

self=$("$REPO/tests/package/self-build.sh" trixie-build) || exit 1

new_system device trixie-test
mkdir -p "$SYSTEM/src" "$SYSTEM/root/debs"
cp "$self"/*.deb "$SYSTEM/root/debs/"
rm -f "$SYSTEM"/root/debs/*-dbgsym_*
cp -r "$REPO/debian" "$SYSTEM/src/"
rm -f "$SYSTEM"/etc/apt/sources.list.d/* # There is no network.
define_app "$SYSTEM/root/old-libc" old-libc 1.0.0 test/app:1
boot
expect_eq 'the device is up' running "$SYSTEM_STATE"

# The null runner knows of no other machine; this one is a machine of its own.
status=0
inside sh -c 'autopkgtest --no-built-binaries --test-name=device --output-dir /root/out \
  --ignore-restrictions=isolation-machine /root/debs/*.deb /src -- null' >"$SCRATCH/log" 2>&1 ||
  status=$?
if ((status == 0)); then
  pass 'autopkgtest: device'
else
  fail "autopkgtest: device (status $status)" "$(tail -n 70 "$SCRATCH/log" "$SYSTEM"/root/out/device-std*)"
fi
expect_match 'it was run, not skipped' '(^|
)device +PASS' "$(cat "$SYSTEM/root/out/summary")"

# needrestart. An upgrade of libc replaces the file, and what runs goes on with the one that is gone.
import_image test/app:1
expect 'an app builds on the device' inside sh -c \
  'cd "$(container-app source -o /root/build /root/old-libc)" && debian/rules binary'
expect 'it installs' apt_install /root/build/old-libc-container_1.0.0_all.deb
main_pid() { inside systemctl show --property=MainPID --value old-libc-container.service; }
container() { inside docker ps --quiet --no-trunc; }
container_runs() { [[ -n $(container) ]]; }
expect_soon 'it runs' 120 container_runs
pid=$(main_pid) running=$(container)
inside sh -c 'for libc in /usr/lib/*/libc.so.6; do cp -a "$libc" "$libc.new" && mv "$libc.new" "$libc"; done'

UNIT='old-libc-container\.service'
expect_match 'needrestart sees that it uses the old libc' "NEEDRESTART-SVC: $UNIT" \
  "$(inside needrestart -b 2>&1)"
CONF=/etc/needrestart/conf.d/container-apps.conf
inside mv $CONF /root/
expect_match 'without our file needrestart would restart it' \
  "Services to be restarted:.* systemctl restart $UNIT.*" "$(inside needrestart -r l -m a 2>&1)"
inside mv /root/container-apps.conf $CONF
output=$(inside needrestart -r a -m a 2>&1)
expect_match 'with it the restart is left out, and told' \
  "Service restarts being deferred:.*systemctl restart .*$UNIT" "$output"
expect_match 'another service is restarted' 'systemctl restart [a-z. -]*systemd-journald\.service' "$output"
expect_eq 'the app runs on' "$pid $running" "$(main_pid) $(container)"

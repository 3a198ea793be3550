#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Thirty apps upgraded in one run of dpkg: how long it is held and how often systemd reloads, beside the
# same apps with the steps dh_installsystemd writes.
# beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
COUNT=30
# Each takes a second to start and half a one to stop.
for version in 1 2; do
  for ((i = 1; i <= COUNT; ++i)); do
    folder=$SCRATCH/$version/app$i
    define_app "$folder" "app$i" $version.0 test/app:$version \
      '["sh", "-c", "trap \"sleep 0.5; exit 0\" TERM; while :; do sleep 0.1; done"]'
    hook "$folder" <<<'sleep 1'
  done
  expect "version $version builds" build_apps "$SCRATCH/debs/queued" "$SCRATCH/$version"/*
done
# dh_installsystemd finds units of packages that leave the scripts to it; on Debian 12 in lib/ only.
change_rules() {
  cat >>"$1/debian/rules" <<'RULES'

override_dh_container_app:
	dh_container_app -n
	set -e; for package in $$(dh_listpackages); do \
	  mkdir -p debian/$$package/lib/systemd; \
	  mv debian/$$package/usr/lib/systemd/system debian/$$package/lib/systemd/; \
	done
	dh_installsystemd
RULES
}
for version in 1 2; do
  expect "version $version builds with plain steps" \
    build_apps --change change_rules "$SCRATCH/debs/plain" "$SCRATCH/$version"/*
done

declare -A SECONDS_OF RELOADS_OF
# upgrade KIND: of all apps from 1.0 to 2.0 on a device of its own.
upgrade() {
  local kind=$1 began
  new_system "$kind"
  mkdir "$SYSTEM/root/1" "$SYSTEM/root/2"
  cp "$SCRATCH/debs/$kind"/*_1.0_all.deb "$SYSTEM/root/1/"
  cp "$SCRATCH/debs/$kind"/*_2.0_all.deb "$SYSTEM/root/2/"
  boot
  import_image test/app:1 test/app:2
  inside sh -c 'dpkg -i /root/1/*.deb' >/dev/null 2>&1
  expect_soon "$kind: $COUNT apps of version 1 run" 240 all_run 1
  RELOADS_OF[$kind]=-$(reloads)
  began=$EPOCHREALTIME
  expect "$kind: dpkg upgrades them" inside sh -c 'dpkg -i /root/2/*.deb'
  SECONDS_OF[$kind]=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
  ((RELOADS_OF[$kind] += $(reloads)))
  expect_soon "$kind: $COUNT apps of version 2 run" 240 all_run 2
  drop_system
}
reloads() { inside journalctl -b -o cat _PID=1 | grep -c 'Reload requested'; }
all_run() { (($(inside docker ps --format '{{.Image}}' | grep -c "^test/app:$1$") == COUNT)); }

for kind in plain queued; do upgrade $kind; done
table_row "upgrade of $COUNT apps" 'dpkg held' 'systemd reloads'
table_row 'steps of dh_installsystemd' "${SECONDS_OF[plain]} s" "${RELOADS_OF[plain]}"
table_row 'steps of dh_container_app' "${SECONDS_OF[queued]} s" "${RELOADS_OF[queued]}"
expect_eq 'systemd reloads once' 1 "${RELOADS_OF[queued]}"
expect_eq 'dpkg is held for less than half as long' yes \
  "$(awk -v a="${SECONDS_OF[queued]}" -v b="${SECONDS_OF[plain]}" \
    'BEGIN { print (2 * a < b) ? "yes" : "no: " a " of " b }')"

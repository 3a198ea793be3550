#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Thirty apps upgraded in one run of apt: how long dpkg is held and how often systemd reloads, beside the
# same apps with the steps dh_installsystemd writes. And one package that fixes them all.
# in the long form, beside the others: it waits most of the time.
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
      '["sh", "-c", "trap \"sleep 0.5; exit 0\" TERM; sleep 86400 & wait"]'
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
plant_fault() { sed -i "1a echo 'a planted fault' >&2; exit 5" "$1/runtime/prestart"; }
expect 'a runtime with a fault builds' runtime_deb 0.2.1 plant_fault
expect 'a later one without it builds' runtime_deb 0.2.2

declare -A SECONDS_OF RELOADS_OF TRIGGERED_OF
reloads() { inside journalctl -b -o cat _PID=1 | grep -c 'Reload requested'; }
triggered() { grep -c ' trigproc container-app-runtime' "$SYSTEM/var/log/dpkg.log"; }
all_run() { (($(inside docker ps --format '{{.Image}}' | grep -c "^test/app:$1$") == COUNT)); }
# apt_run NAME FILE…: within the device, by one apt; what that costs.
apt_run() {
  local name=$1 began before
  before="$(reloads) $(triggered)"
  shift
  began=$EPOCHREALTIME
  expect "$name: apt is content" inside sh -c "DEBIAN_FRONTEND=noninteractive apt-get install -y --allow-downgrades $*"
  SECONDS_OF[$name]=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
  RELOADS_OF[$name]=$(($(reloads) - ${before% *}))
  TRIGGERED_OF[$name]=$(($(triggered) - ${before#* }))
}
# upgrade KIND: of all apps from 1.0 to 2.0 on a device of its own.
upgrade() {
  local kind=$1
  new_system "$kind"
  mkdir "$SYSTEM/root/1" "$SYSTEM/root/2"
  cp "$SCRATCH/debs/$kind"/*_1.0_all.deb "$SYSTEM/root/1/"
  cp "$SCRATCH/debs/$kind"/*_2.0_all.deb "$SYSTEM/root/2/"
  boot
  import_image test/app:1 test/app:2
  expect "$kind: the runtime installs" install_runtime
  inside sh -c 'dpkg -i /root/1/*.deb' >/dev/null 2>&1
  expect_soon "$kind: $COUNT apps of version 1 run" 60 all_run 1
  apt_run "$kind" '/root/2/*.deb'
  expect_soon "$kind: $COUNT apps of version 2 run" 60 all_run 2
}
is_held_shorter() {
  awk -v a="${SECONDS_OF[queued]}" -v b="${SECONDS_OF[plain]}" 'BEGIN { exit !(2 * a < b) }'
}
for try in 1 2 3; do
  upgrade plain
  drop_system
  upgrade queued
  ! is_held_shorter && ((try < 3)) || break
  echo '# once more: something else has kept the machine busy'
  drop_system
done
cp "$(runtime_deb 0.2.1 plant_fault)" "$SYSTEM/root/faulty.deb"
cp "$(runtime_deb 0.2.2)" "$SYSTEM/root/later.deb"
apt_run 'with the runtime' /root/later.deb '/root/1/*.deb'
expect_soon 'with the runtime in the same run: all run' 60 all_run 1
table_row "upgrade of $COUNT apps" 'dpkg held' 'systemd reloads' 'trigger run'
row() { table_row "$1" "${SECONDS_OF[$2]} s" "${RELOADS_OF[$2]}" "${TRIGGERED_OF[$2]}"; }
row 'steps of dh_installsystemd' plain
row 'steps of dh_container_app' queued
row 'the same, and the runtime in the same run' 'with the runtime'
for name in queued 'with the runtime'; do
  expect_eq "$name: systemd reloads once" 1 "${RELOADS_OF[$name]}"
  expect_eq "$name: the runtime's trigger is run once" 1 "${TRIGGERED_OF[$name]}"
done
expect 'dpkg is held for less than half as long (measured)' is_held_shorter

# A fault in what all of them run, and its fixing: no app is restarted by either.
lives() { # NAME…: what would not stay the same over a restart of any app, or one of another state
  inside systemctl show --property=Id,ActiveState,ExecMainPID,NRestarts,InvocationID \
    "${@/%/-container.service}"
  inside docker ps --no-trunc --format '{{.Names}} {{.ID}}' | grep -F "$(printf '%s-container-\n' "$@")" | sort
}
mapfile -t apps < <(seq -f 'app%.0f' $COUNT)
before=$(lives "${apps[@]}")
apt_run 'a faulty runtime' /root/faulty.deb
expect_eq "a runtime with a fault is installed: none of $COUNT apps is restarted" "$before" "$(lives "${apps[@]}")"
inside systemctl restart --no-block app1-container.service
says() { inside journalctl -b -o cat -u app1-container.service | grep -q 'a planted fault'; }
expect_soon 'the next start of one finds the fault' 20 says
others=$(lives "${apps[@]:1}")
apt_run 'a fixed runtime' /root/later.deb
expect_eq 'one package fixes it: none of the others is restarted' "$others" "$(lives "${apps[@]:1}")"
expect_soon 'and the next start of the one uses what is fixed' 20 state_is app1-container.service active
expect_soon 'all run' 10 all_run 1
units=("${apps[@]/%/-container.service}")
unset 'units[0]'
expect_eq 'none has been started again by itself' '' \
  "$(inside systemctl show --property=NRestarts --value "${units[@]}" | grep -v '^0*$')"
table_row "the runtime alone, $COUNT apps" 'dpkg held' 'systemd reloads' 'apps restarted'
for name in 'a faulty runtime' 'a fixed runtime'; do
  table_row "$name" "${SECONDS_OF[$name]} s" "${RELOADS_OF[$name]}" 0
done

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The harness itself: a real systemd with a real Docker, rebooted and unplugged at will.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"

seconds_since() { awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'; }

new_system device
mkdir -p "$SYSTEM/opt/hand-made"
cat >"$SYSTEM/opt/hand-made/docker-compose.yml" <<'YAML'
services:
  sleeper:
    image: test/busybox:1
    network_mode: none
    init: true
    command: ["sh", "-c", "echo started; exec sleep 3600"]
YAML
cat >"$SYSTEM/etc/systemd/system/hand-made.service" <<'UNIT'
[Unit]
Requires=docker.service
After=docker.service

[Service]
WorkingDirectory=/opt/hand-made
ExecStart=/usr/bin/docker compose up
ExecStop=/usr/bin/docker compose down

[Install]
WantedBy=multi-user.target
UNIT

began=$EPOCHREALTIME
boot
table_row 'boot to running' "$(seconds_since "$began") s"
expect_eq 'systemd reaches running' running "$SYSTEM_STATE"
expect_eq 'no unit failed' '' "$(inside systemctl list-units --failed --no-legend --plain)"
expect_eq 'PID 1 is systemd' systemd "$(inside cat /proc/1/comm)"
expect_eq 'the network is its own' lo "$(inside ls /sys/class/net)"
expect_match 'loopback is up' ',UP' "$(inside ip -brief link show lo)"
expect 'docker answers' inside docker version
expect_eq 'docker stores by vfs' vfs "$(inside docker info --format '{{.Driver}}')"

began=$EPOCHREALTIME
import_image test/busybox:1 test/other:2
table_row 'import of an image' "$(seconds_since "$began") s"
expect_eq 'both images are there' 'test/busybox:1 test/other:2' \
  "$(inside docker images --format '{{.Repository}}:{{.Tag}}' | sort | xargs)"

container_runs() {
  [[ $(inside docker ps --format '{{.Image}} {{.State}}') == 'test/busybox:1 running' ]]
}
container_gone() { [[ -z $(inside docker ps --all --quiet) ]]; }

expect 'the unit can be enabled and started' inside systemctl enable --now hand-made.service
expect_soon 'its container runs' 20 container_runs
expect_eq 'the unit is active' active "$(inside systemctl is-active hand-made.service)"
expect_soon 'the journal has what the container printed' 10 \
  inside sh -c 'journalctl -u hand-made.service -o cat | grep -q started'

expect 'docker compose down works' inside docker compose --project-directory /opt/hand-made down
expect_soon 'and removes the container' 10 container_gone
expect_soon 'upon which the unit ends' 10 \
  inside sh -c '! systemctl is-active --quiet hand-made.service'

inside systemctl start hand-made.service
expect_soon 'the unit starts again' 20 container_runs
machine_id=$(inside cat /etc/machine-id)
inside sh -c 'echo kept >/var/lib/marker; echo lost >/run/marker'
began=$EPOCHREALTIME
expect 'it reboots' reboot_system
table_row 'reboot' "$(seconds_since "$began") s"
expect_soon 'an enabled unit starts at boot' 20 container_runs
expect_eq 'files are kept' kept "$(inside cat /var/lib/marker)"
expect_fail '/run is not' inside test -e /run/marker
expect_eq 'it is the same machine' "$machine_id" "$(inside cat /etc/machine-id)"

expect 'the power can be cut' power_cut
expect_eq 'and then nothing of it runs' '' "$(system_pid)"
boot
expect_soon 'it comes back, container and all' 20 container_runs

first=$SYSTEM
new_system second
boot
expect_eq 'a second device runs beside it' running "$SYSTEM_STATE"
expect_eq 'with a Docker of its own' '' "$(inside docker ps --all --quiet)"
SYSTEM=$first
expect 'the first is not disturbed' container_runs
expect 'it powers off' poweroff

in_root() { "$REPO/tests/support/in-root.sh" "$@"; }
mkdir "$SCRATCH/out"
# shellcheck disable=SC2016  # for the inner shell
in_root --rw-bind "$SCRATCH/out:/out" --chdir /out --env WORD='two words' trixie-system \
  sh -c 'echo "$WORD" >said; exit 7'
expect_eq 'in-root.sh passes the exit status on' 7 $?
expect_eq 'and writes where it may' 'two words' "$(cat "$SCRATCH/out/said")"
expect_fail 'but not into the repository' in_root trixie-system touch /src/x
expect_eq 'it has loopback alone' lo "$(in_root trixie-system ls /sys/class/net)"
expect 'systemd can test units there' in_root trixie-system \
  test -e /sys/fs/cgroup/cgroup.procs -a -d /run/systemd
in_root trixie-system touch /marker
expect_fail 'its root is thrown away' in_root trixie-system test -e /marker
expect_match 'Compose v2 runs there' '^[2-9]\.' "$(in_root trixie-system docker compose version --short)"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# State that survives: the example that has one of each class, on a real Docker, Redis and journal.
# Whatever ends it, it comes back with all it has acknowledged, save the last 400 ms before a crash.
# beside the others: it waits more than it works.
#   In the short form a quarter of the restarts.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"
# shellcheck source-path=SCRIPTDIR source=lib/meters.sh
. "$(dirname "$0")/lib/meters.sh"
# shellcheck source-path=SCRIPTDIR source=../support/amount.sh
. "$(dirname "$0")/../support/amount.sh"

prepare_tool
cp -r "$REPO/examples/token-meter" "$SCRATCH/token-meter"
# What the sensor has told is looked for as far back as a slow machine needs for all that follows.
sed -i 's/journal: 15min/journal: 3h/' "$SCRATCH/token-meter/metadata.yaml"
cp -r "$SCRATCH/token-meter" "$SCRATCH/next"
sed -i 's/^version: .*/version: 1.1.0/' "$SCRATCH/next/metadata.yaml"
variant "$SCRATCH/killed-meter" killed-meter 8590
expect 'check is silent about the example' container-app check --strict --no-compose "$SCRATCH/token-meter"
expect 'they build' build_apps "$SCRATCH/debs" "$SCRATCH"/{token,killed}-meter
expect 'version 1.1.0 builds' build_apps "$SCRATCH/next-debs" "$SCRATCH/next"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
cp "$SCRATCH"/next-debs/*.deb "$SYSTEM/root/next.deb"
for app in token killed; do tune "$app-meter" RestartSec=50ms StartLimitIntervalSec=0; done
equip_meters
boot
expect 'apt installs them' install_meters
for port in 8490 8590; do expect_soon "port $port answers" 60 answers "$port"; done
expect_eq 'the data folder belongs to the service' 65534:65534 \
  "$(inside stat -c %u:%g "$(data_of token-meter)/meter")"
container() { inside docker inspect --format "$1" token-meter-container-meter-1; }
expect_eq 'SIGTERM arrives, and there is time to write' 'true 10' \
  "$(container '{{.HostConfig.Init}} {{.Config.StopTimeout}}')"

# Rebuilt from the journal.
expect_match 'with an empty journal the stage says so, and the app has started' \
  'state calibration: the journal has no lines of meter' \
  "$(inside journalctl -o cat --no-pager -u "$(unit token)")"
expect_eq 'without a calibration' 'ok 0 0' "$(ask 8490 calibration)"
for value in 10234 10240 9987 10001; do ask 8490 "measure $value" >/dev/null; done
before=$(ask 8490 calibration)
expect_eq 'it has read four values' 'ok 40462 4' "$before"
written() { inside journalctl -a -o cat --no-pager -u "$(unit token)" | grep -q 'reading 10001'; }
expect_soon 'they are in the journal' 10 written

# The long run: restarts of one, kills of the other, at once.
begins() { grep -sc '^begin' "$(log "$1")"; }
has_begun() { (($(begins "$1") > $2)); } # APP BEGINS
# take_tokens WHEN: of both, until stop_loads. What comes after it finds both at work: else a first
# begin in the moment of a kill would count as the return from that kill.
take_tokens() {
  local app
  local -A before_it=([token]=$(begins token) [killed]=$(begins killed))
  load token 8490
  load killed 8590
  for app in token killed; do
    expect_soon "$1 $app-meter gives out tokens" 60 has_begun "$app" "${before_it[$app]:-0}"
  done
}
many=$(amount 25 100) few=$(amount 5 20)
take_tokens 'at first'
phase token restart
phase killed kill
cycles killed "$many" sh -c "kill -9 \$(docker inspect -f '{{.State.Pid}}' killed-meter-container-meter-1)" &
kills=$!
cycles token "$many" systemctl restart "$(unit token)"
wait "$kills"
expect_eq "rebuilt from the journal: the same calibration after $many restarts" "$before" \
  "$(ask 8490 calibration)"
phase token dockerd
phase killed dockerd
for ((i = 0; i < few; ++i)); do
  seen=$(begins killed)
  cycles token 1 pkill -9 -x dockerd || break
  wait_until 30 has_begun killed "$seen"
done
phase token upgrade
seen=$(begins token)
expect 'apt upgrades it' apt_install /root/next.deb
expect_soon 'the new version answers' 60 has_begun token "$seen"
# spends APP…: each has acknowledged some since its last phase began.
spends() {
  local app
  for app; do (($(tac "$(log "$app")" | sed '/^phase/q' | wc -l) > 20)) || return 1; done
}
phase token reboot
phase killed reboot
wait_until 10 spends token killed
stop_loads
reboot_system
take_tokens 'after the reboot'
expect_eq 'the same calibration after the upgrade and the reboot' "$before" "$(ask 8490 calibration)"
phase token cut
phase killed cut
wait_until 10 spends token killed
power_cut
stop_loads
boot
take_tokens 'after the power cut'
stop_loads
table_row 'the budget in its file' returns 'tokens lost' 'acknowledged within'
loses restart token "$many × systemctl restart" "$many" 0
loses kill killed "$many × kill -9 of the container process" "$many" 400
loses dockerd token "$few × kill -9 of dockerd" "$few" 400
loses dockerd killed "$few × kill -9 of dockerd, another app" "$few" 400
loses upgrade token 'upgrade' 1 0
loses reboot token 'reboot' 1 0
loses cut token 'loss of power' 1 400

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What programs read of the apps on a device: one JSON object, and the metrics of a timer. And what an
# app says of its services, in the table as well.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

# make_app NAME DESCRIPTION: a unit and what makes it an app, without Docker.
make_app() {
  mkdir -p "$SYSTEM/var/lib/container-apps/$1"
  : >"$SYSTEM/var/lib/container-apps/$1/metadata.yaml"
  cat >"$SYSTEM/etc/systemd/system/$1.service" <<UNIT
[Unit]
Description=$2
[Service]
NotifyAccess=all
ExecStart=/bin/sh -c 'systemd-notify --status="\$\$(cat /var/lib/container-apps/$1/says)"; exec sleep 86400'
UNIT
}

metrics=/var/lib/prometheus/app.prom
status() { inside container-app status "$@"; }
of() { # PACKAGE KEY: of its JSON object
  status --json "$1" | python3 -c 'import json, sys; print(json.load(sys.stdin)["apps"][0][sys.argv[1]])' "$2"
}

# A reader never sees a part of the file.
whole_files() {
  local reads=0 torn=0 size
  size=$(wc -l <"$SYSTEM$metrics")
  inside sh -c "for n in \$(seq 30); do container-app status --prometheus $metrics; done" &
  while kill -0 $! 2>/dev/null; do
    ((++reads))
    (($(wc -l <"$SYSTEM$metrics") == size)) || ((++torn))
  done
  table_row 'reads of the metrics while they are written' "$reads" "$torn torn"
  expect_eq 'a reader never sees half a file' 0 "$torn"
  expect_eq 'and nothing is left beside it' app.prom "$(ls -A "$SYSTEM$(dirname $metrics)")"
}

bad_targets() {
  local output
  output=$(status --prometheus /no/such/folder/app.prom 2>&1)
  expect_eq 'a folder that is missing: 3' 3 $?
  expect_match 'with a sentence' 'there is no folder /no/such/folder; make it' "$output"
  output=$(status --prometheus /proc/app.prom 2>&1)
  expect_eq 'a place where nothing can be written: 3' 3 $?
  expect_match 'with a sentence' 'error: the metrics cannot be written: /proc/app.prom' "$output"
  output=$(status --prometheus /var/lib/prometheus 2>&1)
  expect_eq 'a folder in its place: 3' 3 $?
  output=$(status --prometheus /var/lib/prometheus/app.txt 2>&1)
  expect_match 'a name that node-exporter does not read is told' 'warning: .*app.txt.*in \.prom' "$output"
  inside rm /var/lib/prometheus/app.txt
  printf old >"$SYSTEM$metrics"
  output=$(inside env DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere setpriv --reuid=65534 --clear-groups \
    container-app status --prometheus $metrics 2>&1)
  expect_eq 'where systemd cannot be asked: 3' 3 $?
  expect_eq 'and the old file stays' old "$(cat "$SYSTEM$metrics")"
}

# The timer that container-app(1) shows.
timer() {
  # From the manual, without what mdoc(7) needs.
  local page=$REPO/doc/container-app.1
  block() { # FIRST-LINE: of a displayed text
    awk -v first="$1" '/^\.Ed/ { on = 0 } $0 == first && shown { on = 1 } { shown = /^\.Bd/ } on' "$page"
  }
  block '[Service]' | sed "s,/var/lib/prometheus/node-exporter/container-app.prom,$metrics," \
    >"$SYSTEM/etc/systemd/system/container-app-metrics.service"
  block '[Timer]' | sed 's/=1min/=1s/' >"$SYSTEM/etc/systemd/system/container-app-metrics.timer"
  inside rm -f "$metrics"
  inside systemctl daemon-reload
  expect 'the timer of the manual can be enabled' inside systemctl enable --now container-app-metrics.timer
  expect_soon 'and writes the metrics' 20 test -s "$SYSTEM$metrics"
  inside rm -f "$metrics"
  expect_soon 'again and again' 20 test -s "$SYSTEM$metrics"
  make_app broken-container Broken
  inside sh -c 'sed -i "s/^ExecStart=.*/ExecStart=false/" /etc/systemd/system/broken-container.service
    systemctl daemon-reload; systemctl start broken-container'
  expect_soon 'also when an app has failed' 20 grep -q \
    'container_app_needs_attention{package="broken-container"} 1' "$SYSTEM$metrics"
  expect_eq 'which does not fail the timer' success \
    "$(inside systemctl show -p Result --value container-app-metrics.service)"
  inside systemctl disable --quiet --now container-app-metrics.timer
}

prepare_tool
new_system device
make_app tide-container 'Tide'
make_app port-container 'Port'
install_program
boot
sick=$'web is unhealthy since 2026-11-26 02:02:17: "no" \\ K\xc3\xb6ln'
# systemd takes one backslash of two away.
printf '%s' "${sick/\\/\\\\}" >"$SYSTEM/var/lib/container-apps/tide-container/says"
echo '2 services run, healthy' >"$SYSTEM/var/lib/container-apps/port-container/says"
inside systemctl start tide-container port-container
expect_soon 'the apps say how they are' 10 eval '[[ $(of tide-container health) == unhealthy ]]'
expect_soon 'each' 10 eval '[[ $(of port-container health) == healthy ]]'
expect_match 'the table has it' "tide-container +running +. of . +- +web is unhealthy since" "$(status)"
expect_eq 'JSON too' "$sick" "$(of tide-container status_text)"
expect_eq 'and when it began' "$(inside date +%Y-%m)" "$(of tide-container since | cut -c1-7)"
inside mkdir -p /run/container-apps/.stopped /var/lib/prometheus
inside touch /run/container-apps/.stopped/port-container
expect_eq 'and who stopped it' administrator "$(of port-container stopped_by)"
expect_eq 'the format has a number' '[1, 2]' "$(status --json |
  python3 -c 'import json, sys; a = json.load(sys.stdin); print([a["format"], len(a["apps"])])')"

expect_eq 'metrics print nothing' '' "$(status --prometheus "$metrics" 2>&1)"
expect_eq 'their file can be read by all' 644 "$(stat -c %a "$SYSTEM$metrics")"
expect 'it has the state' grep -qx 'container_app_state{package="tide-container",state="running"} 1' "$SYSTEM$metrics"
expect 'and that a service is sick' grep -qx 'container_app_unhealthy{package="tide-container"} 1' "$SYSTEM$metrics"
expect 'with what is said of it' grep -qF \
  $'details="web is unhealthy since 2026-11-26 02:02:17: \\"no\\" \\\\ K\xc3\xb6ln"} 1' "$SYSTEM$metrics"
whole_files
bad_targets
timer

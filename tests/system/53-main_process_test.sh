#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The main process of an app's unit: what it says in the journal, how it ends, and what becomes of a
# start that hangs.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"
# shellcheck source-path=SCRIPTDIR source=lib/registry.sh
. "$(dirname "$0")/lib/registry.sh"

STOPS=${CONTAINER_APP_STOPS:-30}
WATCHED=/srv/watched
prepare_tool
one() { # NAME COMMAND: an app whose pause is long, so that its end can be looked at
  define_app "$SCRATCH/$1" "$1" 1.0 "${3:-test/app:1}" "$2"
  echo 'restart: {restart_sec: 1h, recovery: {after: 1h}}' >>"$SCRATCH/$1/metadata.yaml"
}
one writer '["sh", "-c", "echo to stdout; echo to stderr >&2; exec sleep 86400"]'
one crash '["sh", "-c", "i=0; while [ $$i -lt 500 ]; do echo line $$i; i=$$((i + 1)); done; exit 7"]'
one rare '["sh", "-c", "exit 213"]'
one hanging '["sleep", "86400"]' 127.0.0.1:5000/small:1
one slow '["sleep", "86400"]' 127.0.0.1:5000/large:1
for app in hanging slow; do
  sed -i 's/^restart: {/&timeout_up_sec: 8s, /' "$SCRATCH/$app/metadata.yaml"
done
one wished '["sleep", "86400"]'
cat >>"$SCRATCH/wished/metadata.yaml" <<YAML
file_watchers:
  - {name: change, watch_path: $WATCHED, watch_type: path_changed, on_change: {restart_service: true}}
YAML
breakable "$SCRATCH/wished"
sed -i 's/^restart: .*/restart: {restart_sec: 1s, start_limit_burst: 3, recovery: {after: 1h}}/' \
  "$SCRATCH/wished/metadata.yaml"
one writes-late '["sh", "-c", "trap \"sleep 1; echo written >/state/last; exit 0\" TERM; sleep 86400 & wait"]'
echo '    stop_grace_period: 20s' >>"$SCRATCH/writes-late/docker-compose.yml"
APPS=(writer crash rare hanging slow wished writes-late)
expect 'they build' build_apps "$SCRATCH/debs" "${APPS[@]/#/$SCRATCH/}"

new_system device
prepare_registry
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
touch "$SYSTEM$WATCHED"
boot
import_image test/app:1
inside mkdir -p /srv/registry
registry_rate none
inside systemctl start registry.socket
expect 'the runtime installs' install_runtime
expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/*.deb'

journal_of() { inside journalctl --no-pager -o cat -u "$(unit "$1")"; }

# The journal.
lines_of_writer() { [[ $(journal_of writer) == *'to stdout'* && $(journal_of writer) == *'to stderr'* ]]; }
expect_soon 'the lines of a service are in the journal as text' 30 lines_of_writer
expect_eq 'and no line is binary' 0 "$(inside journalctl --no-pager -u "$(unit writer)" | grep -c 'blob data')"
expect_eq 'their sender is the package' writer-container \
  "$(inside journalctl --no-pager -o verbose -u "$(unit writer)" --grep 'to stdout' |
    sed -n 's/^ *SYSLOG_IDENTIFIER=//p' | tail -n 1)"

# How it ends.
expect_soon 'a crash ends the unit' 30 in_pause crash
expect_eq 'with the status of the service' 7 "$(property crash ExecMainStatus)"
expect_eq 'none of its lines is lost' 500 "$(journal_of crash | grep -c '| line')"
expect_soon 'a service may end with any status' 30 in_pause rare
expect_eq 'that of a start without progress is passed on as another one' 1 "$(property rare ExecMainStatus)"

bad_stops() { # N: how many of N stops do not end as inactive and success
  local bad=0 i
  for ((i = 0; i < $1; ++i)); do
    inside systemctl start "$(unit writer)"
    ((i % 3 == 0)) || wait_until 20 inside docker inspect writer-container-main-1 >/dev/null 2>&1
    inside systemctl stop "$(unit writer)"
    [[ $(property writer ActiveState)/$(property writer Result) == inactive/success ]] || bad=$((bad + 1))
  done
  echo "$bad"
}
expect_eq "all of $STOPS stops end as inactive, at once after the start, too" 0 "$(bad_stops "$STOPS")"
expect_eq 'no container is left of them' '' "$(inside docker ps -aq --filter name=^writer-)"

# systemd forgets all directives of a unit that somebody masks, KillMode= and ExecStopPost= too.
expect_soon 'one that writes when it is stopped runs' 30 inside docker exec writes-late-container-main-1 true
sleep 1 # Until the shell in it has set its trap.
expect 'mask --now stops it' inside systemctl mask --now "$(unit writes-late)"
expect_eq 'which leaves its services the time they need' inactive-written \
  "$(property writes-late ActiveState)-$(cat "$SYSTEM$(data_of writes-late)/state/last")"
no_container() { [[ -z $(inside docker ps -aq --filter "name=^$1-") ]]; }
expect_soon 'and no container is left' 10 no_container writes-late

# Starts that hang.
expect_soon 'a registry that never answers: the start is ended' 90 is hanging failed
expect_match 'the journal tells why' 'makes no progress.*for 8 s' "$(journal_of hanging)"
expect_eq 'it was one attempt, and the next one is left to the recovery' 0 "$(property hanging NRestarts)"
expect_soon 'which has a pause for it' 20 state_is hanging-container-retry.timer active
publish_image small 1000
publish_image large 3000000
registry_rate 150000
inside systemctl start hanging-container-retry.service slow-container-retry.service
container_runs() {
  inside docker inspect --format '{{.State.Running}}' "$1-container-main-1" 2>/dev/null | grep -q true
}
expect_soon 'the registry answers again: it runs' 60 container_runs hanging
expect_soon 'an image that takes longer than that but comes is waited for' 60 container_runs slow
began=$(date -d "$(property slow ExecMainStartTimestamp)" +%s)
came=$(date -d "$(inside docker inspect --format '{{.State.StartedAt}}' slow-container-main-1)" +%s)
expect_match 'the time it took' '^([1-9][0-9]+)$' "$((came - began))"
expect_eq 'pieces of images are not lines of the journal' 0 "$(journal_of slow | grep -c 'Downloading')"

# Restarts that somebody asks for.
for ((i = 0; i < 8; ++i)); do inside systemctl restart "$(unit wished)"; done
expect_eq 'eight restarts with a limit of three starts' active "$(property wished ActiveState)"
ids=()
for ((i = 0; i < 4; ++i)); do
  ids+=("$(property wished InvocationID)")
  echo "$i" >>"$SYSTEM$WATCHED"
  is_new() { is wished active && [[ " ${ids[*]} " != *" $(property wished InvocationID) "* ]]; }
  expect_soon "change $i of a watched file restarts it" 40 is_new
done
break_it wished
inside systemctl restart --no-block "$(unit wished)"
expect_soon 'starts that fail count' 30 is wished failed
fix_it wished
inside systemctl reset-failed "$(unit wished)"
inside systemctl start "$(unit wished)"
break_it wished
for ((i = 0; i < 5; ++i)); do inside systemctl restart "$(unit wished)"; done 2>/dev/null
expect_fail 'restarts of one that cannot start do not make it fail sooner' is wished failed
expect_soon 'but it fails by itself' 30 is wished failed

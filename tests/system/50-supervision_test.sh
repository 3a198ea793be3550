#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Apps whose services crash, end, hang or lose what they run on: each ends as exactly one stack, begun
# by a prestart, or as failed. Never as something that only looks alive.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

# services FOLDER: standard input becomes docker-compose.yml; every service named there by a line
# "NAME: KEYS" gets the image, and a command that ends with the number in /state/NAME when that is
# there.
services() {
  local name keys
  {
    echo 'services:'
    while read -r name keys; do
      cat <<YAML
  $name
    image: test/app:1
    network_mode: none
    volumes: ["\${CONTAINER_DATA_ROOT}/state:/state"]
    environment: {START: "\${START:-none}"}
    command:
      - sh
      - -c
      - "trap 'exit 0' TERM; while [ ! -e /state/${name%:} ]; do sleep 0.3; done; exit \$\$(cat /state/${name%:})"
    $(sed 's/^{\(.*\)}$/\1/; s/, stop_grace/\n    stop_grace/' <<<"$keys")
YAML
    done
  } >"$1/docker-compose.yml"
  # Each start is told apart by what its prestart wrote.
  hook "$1" <<'SH'
echo x >>"$CONTAINER_DATA_ROOT/starts"
echo "START=start-$(wc -l <"$CONTAINER_DATA_ROOT/starts")" >>"$RUNTIME_ENV"
SH
}

prepare_tool
APPS=(single three shot slow last selfish missing dockers)
for app in "${APPS[@]}"; do define_app "$SCRATCH/$app" "$app" 1.0 test/app:1; done
services "$SCRATCH/single" <<<'main:'
services "$SCRATCH/three" <<'LIST'
front: depends_on: [back]
back:
side:
LIST
# One service waits for the end of another; a third runs on.
services "$SCRATCH/shot" <<'LIST'
migrate: init: true
web: depends_on: {migrate: {condition: service_completed_successfully}}
db:
LIST
# The same, with little time to stop.
services "$SCRATCH/slow" <<'LIST'
migrate: stop_grace_period: 1s
web: {depends_on: {migrate: {condition: service_completed_successfully}}, stop_grace_period: 1s}
db: stop_grace_period: 1s
LIST
# Nobody waits for this one, which the definition names.
services "$SCRATCH/last" <<'LIST'
web:
seed: depends_on: [web]
LIST
echo 'restart: {one_shot: [seed]}' >>"$SCRATCH/last/metadata.yaml"
services "$SCRATCH/selfish" <<<'main:'
# What ends it is there for one time.
echo 'rm -f "$CONTAINER_DATA_ROOT/state/main"' >>"$SCRATCH/selfish/prestart.sh"
# Docker starts its service again, at boot too.
services "$SCRATCH/dockers" <<<'main: restart: unless-stopped'
echo 'restart: {supervisor: docker}' >>"$SCRATCH/dockers/metadata.yaml"
define_app "$SCRATCH/missing" missing 1.0 test/nowhere:1
expect 'they build' build_apps "$SCRATCH/debs" "${APPS[@]/#/$SCRATCH/}"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
for app in "${APPS[@]}"; do
  # As many starts as there may be, however long each takes.
  tune "$app" RestartSec=300ms StartLimitIntervalSec=5h
  mkdir -p "$SYSTEM$(data_of "$app")/state"
done
# One in-app restart in 130 s is within five in 600 s; the same on a smaller scale.
tune selfish RestartSec=300ms StartLimitIntervalSec=10
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/*.deb'

tell() { echo "$3" >"$SYSTEM$(data_of "$1")/state/$2"; } # APP SERVICE STATUS
forget() { rm -f "$SYSTEM$(data_of "$1")/state/$2"; }
starts() { wc -l <"$SYSTEM$(data_of "$1")/starts" 2>/dev/null || echo 0; }
stack() { # APP: "SERVICE START" of each running container
  # shellcheck disable=SC2016  # for the shell within
  inside sh -c 'docker ps --quiet --filter "label=com.docker.compose.project=$1" | xargs -r docker inspect \
      --format "{{index .Config.Labels \"com.docker.compose.service\"}}{{range .Config.Env}} {{.}}{{end}}"' \
    sh "$1-container" | sed -E 's/^(\S+) .*START=(\S+).*/\1 \2/' | sort
}
one_stack() { # APP SERVICE…: exactly these run, all of the latest start
  local app=$1 now expected
  shift
  now=$(starts "$app")
  expected=$(for service; do echo "$service start-$now"; done)
  [[ $(stack "$app") == "$expected" ]]
}
runs() { # APP SERVICE…
  state_is "$1-container.service" active && one_stack "$@"
}
failed_and_gone() { # APP: failed, and no container of it is left
  state_is "$1-container.service" failed &&
    [[ -z $(inside docker ps --all --quiet --filter "label=com.docker.compose.project=$1-container") ]]
}
clear_failure() { inside sh -c "systemctl reset-failed $1-container.service; systemctl start $1-container.service"; }

expect_soon 'a single service runs' 20 runs single main
expect_soon 'three services run' 20 runs three back front side
expect_soon 'an image that is nowhere: failed' 60 failed_and_gone missing
table_row 'image missing' failed "$(inside systemctl show -p Result --value missing-container.service)"

# Crashes.
inside systemctl reset-failed single-container.service
tell single main 3
expect_soon 'a crash-looping service: failed' 60 failed_and_gone single
expect_eq 'after the one that ran and as many starts as are allowed' 6 "$(starts single)"
expect_eq 'systemd has its exit status' 3 \
  "$(inside systemctl show -p ExecMainStatus --value single-container.service)"
forget single main
clear_failure single
expect_soon 'it runs again when the cause is gone' 10 runs single main
tell three side 4
expect_soon 'a crash-looping side service among three: failed' 60 failed_and_gone three
forget three side
clear_failure three
expect_soon 'all three run again' 10 runs three back front side
tell three side 0
expect_soon 'a side service that ends well ends the unit too' 60 failed_and_gone three
forget three side
clear_failure three

# Supervision by Docker, and what it hides.
expect_soon 'supervised by Docker: it runs' 10 runs dockers main
before=$(starts dockers)
tell dockers main 7
restarts() { inside docker inspect --format '{{.RestartCount}}' dockers-container-main-1; }
expect_soon 'Docker starts it again and again' 30 eval '(($(restarts) >= 4))'
known=$(inside systemctl show -p NRestarts --value dockers-container.service)
expect_eq 'and systemd does not know' "active $before 0" \
  "$(state_of dockers-container.service) $(starts dockers) $known"
forget dockers main

# Services that run to an end.
tell shot migrate 0
expect_soon 'a service others wait for may end' 20 runs shot db web
before=$(starts shot)
sleep 3
expect 'and the unit stays active' runs shot db web
expect_eq 'without another start' "$before" "$(starts shot)"
tell shot migrate 5
inside systemctl restart --no-block shot-container.service
expect_soon 'when it fails, the app fails' 60 failed_and_gone shot

# Compose 2.26 panics at a stop now and then, which leaves the unit failed (its issue 11710).
was_stopped() { # APP: after a stop that has not taken all its time
  case $(inside systemctl show --property=ActiveState,Result --value "$1-container.service" | xargs) in
    'inactive success' | 'success inactive') ;;
    *failed*) inside journalctl --unit="$1-container.service" --lines=60 -o cat | grep -q '^panic: close of closed' ;;
    *) return 1 ;;
  esac
}

# A service that ends while another still waits to be started: Compose stops the rest, starts that one
# later, and would stay with it.
inside systemctl stop slow-container.service
halves() { # STATUS of db: begins a start that hangs without help
  forget slow migrate
  forget slow db
  inside systemctl restart --no-block slow-container.service
  wait_until 30 eval '[[ $(stack slow | cut -d " " -f 1 | xargs) == "db migrate" ]]'
  [[ -z $1 ]] || { tell slow db "$1"; wait_until 10 db_has_ended; }
}
db_has_ended() { [[ $(stack slow | cut -d " " -f 1) == migrate ]]; }
halves 4
before=$(starts slow)
tell slow migrate 0
expect_soon 'the start of half an app ends' 30 eval '(($(starts slow) > before))'
expect_match 'with the status of the service that ended' 'Main process exited.*status=4/' \
  "$(inside journalctl --no-pager -u slow-container.service)"
expect_soon 'and ends as failed' 60 failed_and_gone slow
inside systemctl reset-failed slow-container.service
halves ''
(wait_until 10 state_is slow-container.service deactivating; tell slow migrate 0) &
inside systemctl stop slow-container.service
expect 'a stop during the start ends, too' was_stopped slow

tell last seed 0
clear_failure last
expect_soon 'a service named one_shot may end' 20 runs last web
before=$(starts last)
sleep 3
expect_eq 'the unit stays active without another start' "active $before" \
  "$(state_of last-container.service) $(starts last)"
tell last seed 6
inside systemctl restart --no-block last-container.service
expect_soon 'when it fails, the app fails' 60 failed_and_gone last

# A restart of the app by itself, every 130 s of 600 s in proportion (2.2 s of 10 s).
began=$(starts selfish)
for ((i = 0; i < 8; ++i)); do
  wait_until 20 runs selfish main || fail "in-app restart $i: it runs"
  sleep 1.9
  before=$(starts selfish)
  tell selfish main 0
  wait_until 10 eval '(($(starts selfish) > before))' || fail "in-app restart $i: it is started again"
done
expect_soon 'in-app restarts at the tolerated rate never trip' 20 runs selfish main
expect_eq 'each of them began a start' $((began + 8)) "$(starts selfish)"

# Loss of what runs it.
# `docker compose` is two processes: docker, which systemd started, and its plugin.
kill_compose() { inside pkill -9 -x "$([[ $((++KILLS % 2)) == 0 ]] && echo docker || echo docker-compose)"; }
KILLS=0
kill_dockerd() { inside pkill -9 -x dockerd; }
survives() { # NAME COUNT COMMAND: after each, one stack of a later start
  local name=$1 count=$2 good=0 i before
  inside systemctl reset-failed single-container.service three-container.service 2>/dev/null
  for ((i = 0; i < count; ++i)); do
    wait_until 60 runs single main && wait_until 60 runs three back front side || break
    before=$(starts single)/$(starts three)
    "$3"
    wait_until 60 moved_on "$before" || break
    inside systemctl reset-failed single-container.service three-container.service docker.service
    ((++good))
  done
  table_row "$name" "$good of $count"
  expect_eq "$name: one stack, begun by a prestart, each time" "$count" "$good"
}
moved_on() { # STARTS: both have begun anew and run
  (($(starts single) > ${1%/*} && $(starts three) > ${1#*/})) &&
    runs single main && runs three back front side
}
inside systemctl stop shot-container.service last-container.service selfish-container.service \
  missing-container.service
survives 'kill -9 of docker compose' 20 kill_compose
survives 'kill -9 of dockerd' 20 kill_dockerd

# A power cut leaves containers behind, and dockerd starts some at boot.
# Docker's own losses have spent its starts.
clear_failure dockers
wait_until 10 runs dockers main
before=$(starts single)/$(starts three) before_dockers=$(starts dockers)
expect_soon 'before the power cut the one of Docker runs, too' 10 runs dockers main
power_cut
boot
expect_soon 'supervised by Docker: one stack after a power cut' 20 runs dockers main
expect_eq 'begun by a prestart' $((before_dockers + 1)) "$(starts dockers)"
expect_soon 'after a power cut: one stack, begun by a prestart' 60 moved_on "$before"
before=$(starts single)/$(starts three)
reboot_system
expect_soon 'after a reboot, too' 60 moved_on "$before"

# Stops.
inside systemctl reset-failed single-container.service
good=0
for ((i = 0; i < 12; ++i)); do
  inside systemctl start single-container.service
  sleep "0.0$((i % 6 * 10 + 30))"
  inside systemctl stop single-container.service
  ! was_stopped single || ((++good))
  inside systemctl reset-failed single-container.service 2>/dev/null
done
expect_eq 'a stop just after the start of Compose is one' 12 "$good"
clear_failure single
wait_until 10 runs single main
for app in single three; do inside systemctl stop "$app-container.service"; done
expect_eq 'stopped services leave nothing' '' "$(stack single)$(stack three)"
for app in single three; do expect "a stop of $app is no failure" was_stopped "$app"; done

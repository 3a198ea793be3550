#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A service that stays unhealthy is a failure of the app; what only looks like one is not.
# beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
# checked FOLDER NAME: an app whose healthcheck passes as long as there is a file `well` in its data.
checked() {
  define_app "$1" "$2" 1.0 test/app:1
  cat >>"$1/docker-compose.yml" <<'YAML'
    healthcheck:
      test: ["CMD-SHELL", "test -e /state/well || { echo the pump does not turn \\\\; exit 1; }"]
      interval: 1s
      timeout: 5s
      retries: 2
YAML
  cat >>"$1/metadata.yaml" <<'YAML'
restart: {restart_sec: 1s, start_limit_burst: 2, recovery: {after: 1h}}
health: {grace_sec: 4s}
YAML
}
APPS=(sick patient ignored unsupervised silent frozen killed plain follower)
for app in "${APPS[@]}"; do checked "$SCRATCH/$app" "$app"; done
# It gets well within its grace.
sed -i 's/grace_sec: 4s/grace_sec: 1h/' "$SCRATCH/patient/metadata.yaml"
sed -i 's/grace_sec: 4s/grace_sec: 4s, ignore: [main]/' "$SCRATCH/ignored/metadata.yaml"
sed -i 's/grace_sec: 4s/supervise: false/' "$SCRATCH/unsupervised/metadata.yaml"
define_app "$SCRATCH/plain" plain 1.0 test/app:1
define_app "$SCRATCH/follower" follower 1.0 test/app:1
printf 'depends: ["@sick"]\nafter_ready: ["@sick"]\n' >>"$SCRATCH/follower/metadata.yaml"
expect 'they build' build_apps "$SCRATCH/debs" "${APPS[@]/#/$SCRATCH/}"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
for app in "${APPS[@]}"; do [[ $app == sick ]] || well "$app"; done
expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/*.deb'

says() { [[ $(property "$1" StatusText) == *"$2"* ]]; }
ready() { inside test -e "/run/container-apps/.ready/$1-container"; }

# Ready.
expect_soon 'an app whose check passes says so' 30 says killed '1 service runs, healthy'
expect_soon 'and one without a check, too' 30 says plain '1 service runs'
expect_soon 'it is ready' 10 ready killed
expect_soon 'so is the one without a check' 10 ready plain
expect_soon 'what waits for an app is active' 30 is follower active
expect_soon 'and says what it waits for' 10 says follower 'Waits until sick-container is ready'
expect_fail 'its container is not started' inside docker inspect follower-container-main-1
inside systemctl start --no-block sick-container-ready.service
well sick
expect_soon 'it starts once the other one is ready' 60 says follower '1 service runs'
expect_soon 'and so does a unit that waits for PACKAGE-ready.service' 10 \
  state_is sick-container-ready.service active

# Sick.
unwell sick
expect_soon 'a sick one says which service, and the last words of its check' 30 \
  says sick 'main is unhealthy since'
expect_match 'the words' 'the pump does not turn' "$(property sick StatusText)"
expect_soon 'it is not ready any more' 10 eval '! ready sick'
expect_soon 'it fails, after as many attempts as any other failure has' 120 is sick failed
expect_eq 'by the watchdog' watchdog "$(property sick Result)"
expect_match 'the journal tells why' 'main is unhealthy for 4 s.*the pump does not turn' \
  "$(inside journalctl --no-pager -o cat -u "$(unit sick)")"
expect_eq 'its container ended in its grace, and is gone' '' "$(inside docker ps -aq --filter name=^sick-)"
# One whose health does not end it is watched all the same.
unwell unsupervised
expect_soon 'one that is not supervised says that it is sick' 60 says unsupervised 'main is unhealthy since'
expect_soon 'and is not ready' 10 eval '! ready unsupervised'
well unsupervised
expect_soon 'until it is well' 60 ready unsupervised
well sick
inside systemctl start sick-container-retry.service
expect_soon 'the cause is gone: it is started again and healthy' 60 says sick 'healthy'

# What is none.
watchers() { inside pgrep -fc "container-app/run $1-container"; }
expect_eq 'no watcher is left for an app without a check' 1 "$(watchers plain)"
for app in patient ignored unsupervised; do unwell "$app"; done
expect_soon 'one in its grace is said to be unhealthy' 30 says patient 'main is unhealthy'
inside docker pause silent-container-main-1 >/dev/null
unwell frozen
unhealthy() {
  inside docker inspect --format '{{.State.Health.Status}}' "$1-container-main-1" | grep -qx unhealthy
}
wait_until 20 unhealthy frozen
inside systemctl freeze "$(unit frozen)"
unwell killed
inside sh -c 'kill -KILL $(pgrep -f "container-app/run killed-container" | tail -n 1)'
well frozen
sleep 12 # Three times the grace.
inside systemctl thaw frozen-container.service
expect_soon 'one whose watcher was killed is watched again, and fails' 120 is killed failed
inside pkill -STOP -x dockerd
sleep 12
inside pkill -CONT -x dockerd
inside docker unpause silent-container-main-1 >/dev/null
sleep 6
for app in patient ignored unsupervised silent frozen plain; do
  expect_eq "$app: never restarted" '0 active' "$(property "$app" NRestarts) $(property "$app" ActiveState)"
done
well patient
expect_soon 'it got well in its grace' 30 says patient 'healthy'

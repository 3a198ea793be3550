#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Docker is stopped and started again, in every way there is: each app that somebody wants to run
# comes back, and no other.
# beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
# `crashing` is in a pause between two attempts, `failing` has used them up.
APPS=(running stopped crashing paused failing given-up later manual ending)
for app in "${APPS[@]}"; do
  define_app "$SCRATCH/$app" "$app" 1.0 test/app:1
  echo 'restart: {recovery: {after: 1h}}' >>"$SCRATCH/$app/metadata.yaml"
  breakable "$SCRATCH/$app"
done
sed -i 's/^restart:.*/restart: {recovery: {mode: manual}}/' "$SCRATCH/manual/metadata.yaml"
expect 'they build' build_apps "$SCRATCH/debs" "${APPS[@]/#/$SCRATCH/}"
refuse_removal "$SCRATCH"/debs/later-*.deb

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
for app in crashing paused; do tune "$app" RestartSec=1h; done
for app in failing given-up; do tune "$app" RestartSec=100ms StartLimitBurst=2; done
# Docker's own limit is three starts in a minute.
mkdir -p "$SYSTEM/etc/systemd/system/docker.service.d"
printf '[Unit]\nStartLimitIntervalSec=0\n' >"$SYSTEM/etc/systemd/system/docker.service.d/limit.conf"
# It asks who stops it, and ends some seconds later.
tune ending 'ExecStopPost=/bin/sleep 3'
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/*.deb'

# What each is, before Docker is touched.
prepare() {
  local app
  inside systemctl reset-failed
  for app in "${APPS[@]}"; do fix_it "$app"; done
  inside systemctl restart "${APPS[@]/%/-container.service}"
  expect_soon "$1: all run" 30 all_are active "${APPS[@]}"
  for app in crashing paused failing given-up; do
    break_it "$app"
    inside systemctl kill --kill-whom=main --signal=KILL "$(unit "$app")"
  done
  for app in crashing paused; do wait_until 20 in_pause "$app"; done
  for app in failing given-up; do wait_until 20 is "$app" failed; done
  # These are not wanted any more.
  inside systemctl stop "$(unit stopped)" "$(unit paused)" "$(unit given-up)"
  for app in "${APPS[@]}"; do fix_it "$app"; done
}
in_stop_post() { [[ $(property "$1" SubState) == stop-post ]]; }
WANTED=(running crashing failing manual later)
judge() { # NAME
  expect_soon "$1: what somebody wants to run is back" 30 all_are active "${WANTED[@]}"
  sleep 2 # So would be what nobody wants.
  for app in stopped paused given-up; do
    expect_fail "$1: $app, which somebody has stopped, is not started" is "$app" active
  done
}

expect_soon 'all run' 30 all_are active "${APPS[@]}"

prepare 'docker.service and docker.socket'
inside systemctl stop docker.service docker.socket
expect_soon 'all are down with it' 10 all_are inactive running crashing later
sleep 2
expect_fail 'and Docker stays stopped' inside systemctl is-active docker.service
inside systemctl start docker
judge 'docker.service and docker.socket'

prepare 'the socket alone'
inside systemctl stop docker.socket
expect_soon 'all are down with it' 10 all_are inactive running crashing later
inside systemctl start docker.socket
judge 'the socket alone'

prepare 'one is stopped while Docker is stopped'
inside systemctl stop docker.service docker.socket
inside systemctl stop "$(unit later)"
inside systemctl start docker
WANTED=(running crashing failing manual)
judge 'one is stopped while Docker is stopped'
expect_fail 'that one is not started' is later active
WANTED+=(later)

prepare 'a restart'
inside systemctl restart docker
judge 'a restart'

prepare 'Docker is used while it is stopped'
inside systemctl stop docker.service
inside docker ps >/dev/null
judge 'Docker is used while it is stopped'

prepare 'Docker cannot start'
inside systemctl stop docker.service docker.socket
echo '{broken' >"$SYSTEM/etc/docker/daemon.json"
expect_fail 'Docker does not start with a broken daemon.json' inside systemctl start docker
rm "$SYSTEM/etc/docker/daemon.json"
inside systemctl start docker
judge 'Docker cannot start'

prepare 'a start that changes nothing'
inside systemctl start docker
WANTED=(running failing manual later)
judge 'a start that changes nothing'
expect_eq 'what waits for its next start goes on waiting' auto-restart "$(property crashing SubState)"

prepare 'one ends by itself just before'
inside systemctl kill --kill-whom=main --signal=KILL "$(unit ending)"
expect_soon 'it ends' 5 in_stop_post ending
inside systemctl stop docker.service docker.socket
inside systemctl start docker
WANTED=(running crashing failing manual later ending)
judge 'one ends by itself just before'

prepare 'a removal is called off while Docker is stopped'
inside systemctl stop docker.service docker.socket
expect_fail 'dpkg calls it off' inside dpkg --remove later-container
sleep 2
expect_fail 'and Docker stays stopped' inside systemctl is-active docker.service
inside systemctl start docker
judge 'a removal is called off while Docker is stopped'

prepare 'a stop that is taken back at once'
inside sh -c 'systemctl stop --no-block docker.service docker.socket; systemctl start docker.socket docker.service'
judge 'a stop that is taken back at once'

prepare 'Docker is stopped in the middle of a restart'
inside systemctl restart --no-block "$(unit running)"
LONGEST_PAUSE=50000 wait_until 5 in_stop_post running
inside systemctl stop docker.service docker.socket
inside systemctl start docker
judge 'Docker is stopped in the middle of a restart'

# The last moments of a restart, in which nothing of the app looks for a stop any more.
note_of() { inside test -e "/run/container-apps/.restarting/$1-container"; }
prepare 'one is stopped after a restart that Docker has ended'
inside systemctl restart --no-block "$(unit ending)"
wait_until 10 note_of ending
LONGEST_PAUSE=50000 wait_until 10 in_stop_post ending
inside systemctl stop docker.service docker.socket
expect_soon 'somebody wants it' 20 inside systemctl --quiet is-active ending-container-wanted.service
inside systemctl stop "$(unit ending)"
inside systemctl start docker
WANTED=(running crashing failing manual later)
judge 'one is stopped after a restart that Docker has ended'
expect_fail 'that one is not started' is ending active

prepare 'one is stopped in the last moment of a restart'
inside systemctl restart --no-block "$(unit ending)"
wait_until 10 note_of ending
LONGEST_PAUSE=50000 wait_until 10 in_stop_post ending
inside systemctl stop "$(unit ending)"
expect_soon 'it is known as stopped' 20 inside test -e /run/container-apps/.stopped/ending-container
inside systemctl restart docker
judge 'one is stopped in the last moment of a restart'
expect_fail 'that one is not started' is ending active

# What starts the apps reads of a restart just before somebody stops the app.
prepare 'one is stopped while the apps of Docker are started'
mkdir -p "$SYSTEM/root/late" "$SYSTEM/etc/systemd/system/container-apps-docker.service.d"
cat >"$SYSTEM/root/late/systemctl" <<'LATE'
#!/bin/bash
[[ $* != 'start --no-block ending-container-wanted.service' ]] ||
  { touch /run/container-apps/late && /usr/bin/systemctl stop ending-container.service; }
exec /usr/bin/systemctl "$@"
LATE
cat >"$SYSTEM/root/late/docker" <<'LATE'
#!/bin/bash
[[ $* != *' down '* ]] || sleep 4
exec /usr/bin/docker "$@"
LATE
chmod +x "$SYSTEM"/root/late/*
printf '[Service]\nEnvironment=PATH=/root/late:/usr/sbin:/usr/bin:/sbin:/bin\n' |
  tee "$SYSTEM/etc/systemd/system/container-apps-docker.service.d/late.conf" \
    >"$SYSTEM/etc/systemd/system/ending-container.service.d/late.conf"
inside systemctl daemon-reload
inside systemctl restart --no-block "$(unit ending)"
wait_until 10 note_of ending
inside systemctl start container-apps-docker.service
expect 'it was stopped between' inside test -e /run/container-apps/late
WANTED=(running failing manual later)
judge 'one is stopped while the apps of Docker are started'
expect_fail 'that one is not started' is ending active

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Docker's own package is removed and installed again, purged, and exchanged for that of Docker, Inc.:
# afterwards each app runs that somebody wants to run, and no other.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
for part in harness apps docker; do
  # shellcheck source=/dev/null
  . "$(dirname "$0")/lib/$part.sh"
done

prepare_tool
APPS=(running stopped paused failing)
for app in "${APPS[@]}"; do
  define_app "$SCRATCH/$app" "$app" 1.0 test/app:1
  echo 'restart: {recovery: {after: 1h}}' >>"$SCRATCH/$app/metadata.yaml"
  breakable "$SCRATCH/$app"
done
expect 'they build' build_apps "$SCRATCH/debs" "${APPS[@]/#/$SCRATCH/}"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
expect 'Docker is packed again' pack_docker "$SYSTEM/root/docker.io.deb"
# Its daemon alone: the client stays that of Debian.
expect 'and in the shape of docker-ce' pack_docker "$SYSTEM/root/docker-ce.deb" \
  -e 's/^Package: .*/Package: docker-ce/' -e 's,^Conflicts: .*,Conflicts: docker.io,' \
  -e 's/^Version: .*/Version: 5:29-1/'
tune paused RestartSec=1h
tune failing RestartSec=100ms StartLimitBurst=2
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/*-container*.deb'

# What each is, before Docker is touched.
prepare() { # NAME
  local app
  inside systemctl reset-failed
  for app in "${APPS[@]}"; do fix_it "$app"; done
  inside systemctl restart "${APPS[@]/%/-container.service}"
  expect_soon "$1: all run" 30 all_are active "${APPS[@]}"
  for app in paused failing; do
    break_it "$app"
    inside systemctl kill --kill-whom=main --signal=KILL "$(unit "$app")"
  done
  wait_until 20 in_pause paused
  wait_until 20 is failing failed
  inside systemctl stop "$(unit stopped)"
  for app in "${APPS[@]}"; do fix_it "$app"; done
}
install() { inside env DEBIAN_FRONTEND=noninteractive apt-get install -y --reinstall --allow-downgrades "$@"; }
judge() { # NAME
  expect_soon "$1: what somebody wants to run is back" 40 all_are active running paused failing
  expect_soon "$1: Docker has its containers" 10 eval '(($(inside docker ps --quiet | wc -l) == 3))'
  sleep 2 # So would be what nobody wants.
  expect_fail "$1: what somebody has stopped is not started" is stopped active
}
gone() { ! inside systemctl cat docker.service; }

prepare 'removed and installed again'
expect 'Docker is removed' inside dpkg --force-depends --remove docker.io
expect 'it is gone' gone
expect_soon 'the app is down' 10 is running inactive
expect 'it is installed again' inside dpkg -i /root/docker.io.deb
judge 'removed and installed again'

# A purge removes the images, too.
expect_soon 'all run' 30 is running active
expect 'Docker is purged' inside dpkg --force-depends --purge docker.io
expect 'it is gone' gone
expect 'it is installed again' inside dpkg -i /root/docker.io.deb
expect_soon 'Docker runs' 20 inside docker info
import_image test/app:1
expect_soon 'when its image is there, the app runs again' 60 is running active

prepare 'reinstalled'
container() { inside docker ps --quiet --filter label=com.docker.compose.project=running-container; }
before=$(container)
expect 'apt installs the same again' install /root/docker.io.deb
expect_soon 'what has failed is started again' 20 is failing active
expect_eq 'Debian does not stop Docker for that: what ran goes on' "$before" "$(container)"
expect_eq 'what waits for its next start goes on waiting' auto-restart "$(property paused SubState)"

prepare 'exchanged for docker-ce'
expect 'apt exchanges it' install /root/docker-ce.deb
status_of() { inside dpkg-query -W -f '${db:Status-Status}' "$1"; }
expect_eq 'docker-ce is there' installed "$(status_of docker-ce)"
expect_eq 'and docker.io is not' config-files "$(status_of docker.io)"
judge 'exchanged for docker-ce'

prepare 'and back'
expect 'apt exchanges it' install /root/docker.io.deb
judge 'and back'

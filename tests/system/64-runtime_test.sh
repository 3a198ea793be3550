#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# container-app-runtime and the apps that depend on it: upgraded in each order, missing, too old, damaged,
# and gone with the last app.
# in the long form: it takes minutes.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
APPS=(one two other)
for version in 1 2 3; do
  for app in "${APPS[@]}"; do define_app "$SCRATCH/$version/$app" $app $version.0 test/app:$version; done
  expect "version $version builds" build_apps "$SCRATCH/debs" "$SCRATCH/$version"/*
done
# What the runtime is told to do from another version on is seen in the journal.
say_version() {
  local version
  version=$(sed -n '1s/.*(\(.*\)).*/\1/p' "$1/debian/changelog")
  sed -i "1a echo 'prestart of runtime $version'" "$1/runtime/prestart"
}
for version in 0.1.9 0.2.1 0.2.2; do
  cp "$(runtime_deb $version say_version)" "$SCRATCH/debs/runtime-$version.deb" || fail "runtime $version builds"
done
cp "$(runtime_deb)" "$SCRATCH/debs/runtime.deb"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
for app in "${APPS[@]}"; do tune $app RestartSec=100ms StartLimitBurst=3 StartLimitIntervalSec=5h; done
boot
import_image test/app:1 test/app:2 test/app:3
listing >"$SCRATCH/before"

deb() { echo "/root/$1-container_$2.0_all.deb"; }
runs() { # VERSION APP…: each, alone
  local version=$1 app
  shift
  for app; do
    state_is "$(unit "$app")" active && [[ $(inside docker ps --all --format '{{.Image}} {{.State}}' \
      --filter "label=com.docker.compose.project=$app-container") == "test/app:$version running" ]] || return 1
  done
}
life() { # APP…: what does not stay the same over a restart
  inside systemctl show --property=Id,ActiveState,ExecMainPID,NRestarts,InvocationID "${@/%/-container.service}"
  inside docker ps --all --no-trunc --format '{{.Names}} {{.ID}}' | grep -F "$(printf '%s-container-\n' "$@")" | sort
}
says() { inside journalctl -b -o cat -u "$(unit "$1")" | grep -qF "$2"; } # APP TEXT
state_of_package() { inside dpkg-query -W -f '${db:Status-Status} ${Version}' "$1-container" 2>/dev/null; }

# Missing, and too old.
for runtime in 'none' '0.1.9'; do
  [[ $runtime == none ]] || inside dpkg -i /root/runtime-$runtime.deb >/dev/null
  output=$(inside dpkg -i "$(deb one 1)" 2>&1)
  expect_eq "runtime $runtime: dpkg refuses an app" 1 $?
  expect_match "runtime $runtime: and says why" 'depends on container-app-runtime \(>= 0.2' "$output"
  expect_eq "runtime $runtime: it is not configured" 'unpacked 1.0' "$(state_of_package one)"
  expect_eq "runtime $runtime: and not started" inactive "$(state_of "$(unit one)")"
  # systemd cannot find the drop-in of the runtime, so it cannot say whether the unit is enabled.
  expect_fail "runtime $runtime: nor enabled" inside test -L "/etc/systemd/system/multi-user.target.wants/$(unit one)"
  inside dpkg --purge one-container >/dev/null 2>&1
done
expect_fail 'nor does apt take one that cannot be' apt_install "$(deb one 1)"
inside dpkg --purge one-container container-app-runtime >/dev/null 2>&1
listing >"$SCRATCH/after"
expect_eq 'nothing is left of what was refused' '' "$(diff "$SCRATCH/before" "$SCRATCH/after")"

# In each order, in one run: dpkg takes them as they are given, apt as it sees fit.
expect 'apt installs an app and its runtime' apt_install "$(deb other 1)" /root/runtime.deb
expect_soon 'it runs' 20 runs 1 other
other=$(life other)
# step NAME VERSION COMMAND…: both apps are then of VERSION, and the other is as it was.
step() {
  local name=$1 version=$2
  shift 2
  output=$("$@" 2>&1)
  expect_eq "$name: ends well" 0 $?
  expect_soon "$name: the apps run" 20 runs "$version" one two
  expect_eq "$name: an app that was not in it is not disturbed" "$other" "$(life other)"
  expect_eq "$name: dpkg has done all" '' "$(inside dpkg --audit)"
  table_row "$name" "$(inside dpkg-query -W -f '${Version}' container-app-runtime)" "$version"
}
dpkg_i() { inside dpkg -i "$@"; }
table_row 'in one run' runtime apps
step 'apps, then a newer runtime' 1 dpkg_i "$(deb one 1)" "$(deb two 1)" /root/runtime-0.2.1.deb
step 'a newer runtime, then apps' 2 dpkg_i /root/runtime-0.2.2.deb "$(deb one 2)" "$(deb two 2)"
expect 'the next start uses it' says one 'prestart of runtime 0.2.2'
both=$(life one two)
step 'an older runtime alone' 2 dpkg_i /root/runtime.deb
step 'a newer one alone' 2 apt_install /root/runtime-0.2.1.deb
expect_eq 'neither restarts an app' "$both" "$(life one two)"
step 'all of them, by apt' 3 apt_install "$(deb two 3)" /root/runtime-0.2.2.deb "$(deb one 3)"
step 'all of them back, by apt' 1 apt_install "$(deb two 1)" /root/runtime.deb "$(deb one 1)"
expect 'dpkg is interrupted before its triggers' inside dpkg --no-triggers -i "$(deb one 1)"
expect_eq 'its start is still due' one-container "$(inside ls /run/container-apps/.queue)"
pid=$(inside systemctl show --property=ExecMainPID --value "$(unit one)")
step 'dpkg goes on' 1 inside dpkg --configure --pending
is_another() { [[ $(inside systemctl show --property=ExecMainPID --value "$(unit one)") != "$pid" ]]; }
expect_soon 'and the app is restarted' 20 is_another
expect_soon 'it runs' 20 runs 1 one two

# Damaged: the start fails, and says what to install again.
damage() { # NAME COMMAND…: damages it, and undoes that by installing it again
  local name=$1
  shift
  "$@"
  inside systemctl stop "$(unit one)" 2>/dev/null
  inside journalctl --rotate >/dev/null 2>&1
  inside journalctl --vacuum-time=1us >/dev/null 2>&1
  inside systemctl reset-failed "$(unit one)" 2>/dev/null
  if inside systemctl start "$(unit one)" 2>/dev/null; then
    fail "$name: the start fails" "$(inside journalctl -b -o cat -u "$(unit one)")"
  else
    expect "$name: the journal names the package" says one container-app-runtime
  fi
}
programs=/usr/lib/container-app
for file in $(inside sh -c "cd $programs/functions && echo *"); do
  case $file in
    # For the first installation, the recovery, and Compose files of others.
    seed.sh | retry.sh | policies.sh) ;;
    *) damage "without $file" inside rm $programs/functions/"$file" ;;
  esac
  inside dpkg -i /root/runtime.deb >/dev/null
done
damage 'a section that it does not know' inside sh -c \
  'printf "\n[Novel]\nKey=1\n" >>/usr/share/container-apps/one-container/app.conf'
damage 'a format that it does not know' inside \
  sed -i 's/^Format=.*/Format=7/' /usr/share/container-apps/one-container/app.conf
expect 'the app installs again' inside dpkg -i "$(deb one 1)"
inside systemctl reset-failed "$(unit one)"
inside systemctl start "$(unit one)"
expect_soon 'and runs' 20 runs 1 one two

# Gone with the last of them.
expect_fail 'dpkg does not remove what apps depend on' inside dpkg --remove container-app-runtime
inside apt-mark auto container-app-runtime >/dev/null
expect 'apt removes two apps' inside apt-get purge -y --autoremove one-container two-container
expect_eq 'and leaves the runtime to the other' "$other" "$(life other)"
expect 'apt removes the last one' inside apt-get purge -y other-container
expect_match 'and offers the runtime' '1 to remove' "$(inside apt-get autoremove --purge --simulate)"
expect 'apt removes it' inside apt-get autoremove --purge -y
expect_eq 'no container is left' '' "$(inside docker ps --all --quiet)"
listing >"$SCRATCH/after"
expect_eq 'nothing is left of any of them' '' "$(diff "$SCRATCH/before" "$SCRATCH/after" | grep -v '\.service\.d')"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Removals: those that are called off leave each app as it was; what is done in another root touches
# nothing of this one; a purge leaves nothing but data.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

# own: its own prerm fails. other: a package in whose favour it goes fails in its preinst.
REASONS=(own other)
STATES=(active stopped failed waiting disabled-active disabled-stopped masked)
# ActiveState before and after, and whether a container runs.
declare -A AFTER=(
  [active]='active 1' [stopped]='inactive 0' [failed]='failed 0' [waiting]='activating 0'
  # The steps of debhelper would not start it again.
  [disabled-active]='active 1' [disabled-stopped]='inactive 0' [masked]='inactive 0'
)
prepare_tool
names=()
for reason in "${REASONS[@]}"; do
  for state in "${STATES[@]}"; do
    names+=("$reason-$state")
    define_app "$SCRATCH/apps/$reason-$state" "$reason-$state" 1.0 test/app:1
    case $state in failed | waiting) hook "$SCRATCH/apps/$reason-$state" <<<'exit 3' ;; esac
  done
done
expect 'they build' build_apps "$SCRATCH/debs" "$SCRATCH"/apps/*
refuse_removal "$SCRATCH"/debs/own-*.deb
mkdir -p "$SCRATCH/rival/DEBIAN"
others=$(printf 'other-%s-container, ' "${STATES[@]}")
printf '%s\n' 'Package: rival' 'Version: 1' 'Architecture: all' 'Maintainer: Test <test@example.org>' \
  "Conflicts: ${others%, }" "Replaces: ${others%, }" 'Description: takes the place of others' \
  >"$SCRATCH/rival/DEBIAN/control"
printf '#!/bin/sh\nexit 1\n' >"$SCRATCH/rival/DEBIAN/preinst"
chmod +x "$SCRATCH/rival/DEBIAN/preinst"
dpkg-deb --root-owner-group --build "$SCRATCH/rival" "$SCRATCH/debs/rival.deb" >/dev/null

new_system device
mkdir "$SYSTEM/root/debs"
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/debs/"
for name in "${names[@]}"; do
  case $name in
    *-waiting) tune "$name" RestartSec=5h ;;
    *) tune "$name" RestartSec=100ms StartLimitBurst=3 ;;
  esac
done
boot
import_image test/app:1
listing >"$SCRATCH/before"
expect 'the runtime installs' install_runtime
expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/debs/*-container_*.deb'

units() { local app; for app; do unit "$app"; done; }
in_state() { local state; for state; do units "${REASONS[@]/%/-$state}"; done; } # STATE…
# shellcheck disable=SC2046 # one word each
{
  expect_soon 'those that are to run do' 20 units_are active \
    $(in_state active stopped disabled-active disabled-stopped masked)
  expect_soon 'those that fail have failed' 20 units_are failed $(in_state failed)
  inside systemctl stop $(in_state stopped disabled-stopped masked)
  inside systemctl disable --quiet $(in_state disabled-active disabled-stopped)
  inside systemctl mask --quiet $(in_state masked)
}
for reason in "${REASONS[@]}"; do expect_soon "$reason: one waits" 20 in_pause "$reason-waiting"; done

declare -A ENABLED
for name in "${names[@]}"; do ENABLED[$name]=$(inside systemctl is-enabled "$(unit "$name")"); done
containers() { inside docker ps --quiet --filter "label=com.docker.compose.project=$1-container" | wc -l; }
now() { echo "$(state_of "$(unit "$1")") $(containers "$1")"; }
running=$(inside docker inspect --format '{{.Id}}' own-active-container-main-1 other-active-container-main-1)
inside sh -c 'cd /root/debs && dpkg --remove $(ls own-*.deb | sed "s/_.*//")' >"$SCRATCH/own.log" 2>&1
expect_eq 'own: dpkg calls the removals off' 1 $?
inside dpkg -i /root/debs/rival.deb >"$SCRATCH/other.log" 2>&1
expect_eq 'other: dpkg calls the removals off' 1 $?
expect_match 'other: they were to go' 'will remove other-active-container in favour of rival' \
  "$(cat "$SCRATCH/other.log")"
settled() {
  local name
  for name in "${names[@]}"; do [[ $(now "$name") == "${AFTER[${name#*-}]}" ]] || return 1; done
  for name in "${REASONS[@]}"; do in_pause "$name-waiting" || return 1; done
}
wait_until 20 settled
table_row 'removal called off: before' 'by' 'afterwards' 'containers' 'enabled'
for state in "${STATES[@]}"; do
  for reason in "${REASONS[@]}"; do
    name=$reason-$state now=$(now "$reason-$state") enabled=$(inside systemctl is-enabled "$(unit "$reason-$state")")
    table_row "$state" "$reason" "${now% *}" "${now#* }" "$enabled"
    expect_eq "$name: dpkg has it" 'installed' "$(inside dpkg-query -W -f '${db:Status-Status}' "$name-container")"
    expect_eq "$name: it is as it was" "${AFTER[$state]}" "$now"
    expect_eq "$name: enabled, too" "${ENABLED[$name]}" "$enabled"
  done
done
expect_fail 'what was to be removed had been stopped' test "$running" = \
  "$(inside docker inspect --format '{{.Id}}' own-active-container-main-1 other-active-container-main-1)"
expect_eq 'no note is left' '' \
  "$(inside find /run/container-apps/.removing /run/container-apps/.queue -type f 2>/dev/null)"

# In another root, by dpkg from outside: the settings of this one are somebody else's.
inside sh -c 'mkdir -p /target/etc /target/var/lib/dpkg/info /target/var/lib/dpkg/updates &&
  : >/target/var/lib/dpkg/status'
in_target() {
  inside dpkg --root=/target --force-script-chrootless --force-depends --force-not-root \
    --log=/target/dpkg.log "$@"
}
everything() { # of this root that is about apps: files with their times, units, containers
  inside sh -c 'find /etc /usr/lib/systemd /usr/share/container-apps /var/lib/container-apps /run/container-apps \
    /var/lib/systemd -printf "%p %T@ %u:%g %m\n" | sort'
  inside systemctl show --property=Id,ActiveState,InvocationID "$(unit other-active)" "$(unit other-stopped)"
  inside docker ps --no-trunc --format '{{.Names}} {{.ID}}' | sort
}
expect_soon 'the app there has all its services' 20 \
  inside test -e /run/container-apps/.ready/other-active-container
everything >"$SCRATCH/host"
host_is_the_same() { diff "$SCRATCH/host" <(everything); }
cp "$(runtime_deb)" "$SYSTEM/root/debs/container-app-runtime.deb"
expect 'dpkg installs into another root' in_target -i /root/debs/container-app-runtime.deb \
  /root/debs/other-active-container_1.0_all.deb
ETC=/etc/container-apps/other-active-container
expect_eq 'its settings are there, for root alone' '600 600' \
  "$(inside stat -c %a /target$ETC/env /target$ETC/env.defaults | xargs)"
expect 'its data folder is there' inside test -d /target/var/lib/container-apps/other-active-container/data/state
expect_eq 'its links are those of that root' /usr/share/container-apps/other-active-container/docker-compose.yml \
  "$(inside readlink /target/var/lib/container-apps/other-active-container/docker-compose.yml)"
expect 'it is enabled there' inside \
  test -L /target/etc/systemd/system/multi-user.target.wants/other-active-container.service
expect 'nothing is queued there' inside test ! -e /target/run/container-apps/.queue
expect 'nothing of this root has changed' host_is_the_same
expect 'dpkg installs it there once more' in_target -i /root/debs/other-active-container_1.0_all.deb
expect 'dpkg removes it there' in_target --remove other-active-container
expect 'this leaves its settings' inside test -s /target$ETC/env
expect 'dpkg purges it there' in_target --purge other-active-container container-app-runtime
expect_eq 'and nothing is left there' '' "$(inside sh -c 'find /target -path /target/var/lib/dpkg -prune -o \
  ! -type d -print -o -name "*container-app*" -print' | grep -v '^/target/dpkg.log$')"
expect 'nothing of this root has changed by that' host_is_the_same
inside rm -r /target

# The end: what is data stays.
inside touch /root/may-go
inside sh -c "echo kept >$(data_of other-active)/state/file"
inside systemctl unmask --quiet "$(unit own-masked)" "$(unit other-masked)"
expect 'apt purges all' inside apt-get purge -y "${names[@]/%/-container}" container-app-runtime
listing >"$SCRATCH/after"
expect_eq 'nothing but data is left' "$(inside find /var/lib/container-apps | sort)" \
  "$(diff "$SCRATCH/before" "$SCRATCH/after" | sed -n 's/^> //p')"
expect_eq 'which is data of one' "$(data_of other-active)/state/file" "$(inside find /var/lib/container-apps -type f)"
expect_eq 'and nothing is missing' '' "$(diff "$SCRATCH/before" "$SCRATCH/after" | grep '^<')"

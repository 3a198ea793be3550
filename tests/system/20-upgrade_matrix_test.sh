#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Upgrades: every state an app can be in × a new version that starts or fails. All in one apt call.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

STATES=(active failed stopped disabled-active disabled-stopped masked auto-restarting)
OUTCOMES=(starts fails slow)
# What the app is afterwards: ActiveState, and the version whose container runs (- for none).
declare -A AFTER=(
  [active-starts]='active 2' [active-fails]='failed -' [active-slow]='active 2'
  [failed-starts]='active 2' [failed-fails]='failed -' [failed-slow]='active 2'
  [stopped-starts]='inactive -' [stopped-fails]='inactive -' [stopped-slow]='inactive -'
  [disabled-active-starts]='active 2' [disabled-active-fails]='failed -'
  [disabled-active-slow]='active 2'
  [disabled-stopped-starts]='inactive -' [disabled-stopped-fails]='inactive -'
  [disabled-stopped-slow]='inactive -'
  [masked-starts]='inactive -' [masked-fails]='inactive -' [masked-slow]='inactive -'
  # It waits the hour of its drop-in again, after the new version failed once.
  [auto-restarting-starts]='active 2' [auto-restarting-fails]='activating -'
  [auto-restarting-slow]='active 2'
)

prepare_tool
names=()
for state in "${STATES[@]}"; do
  for outcome in "${OUTCOMES[@]}"; do
    name=$state-$outcome
    names+=("$name")
    old=$SCRATCH/old/$name new=$SCRATCH/new/$name
    define_app "$old" "$name" 1.0 test/app:1
    define_app "$new" "$name" 2.0 test/app:2
    # The old version fails where the state says so.
    case $state in
      failed | auto-restarting) hook "$old" <<<'exit 3' ;;
    esac
    case $outcome in
      fails) hook "$new" <<<'exit 4' ;;
      slow) hook "$new" <<<'while [ ! -e /run/go ]; do sleep 0.2; done' ;;
    esac
  done
done
expect 'old versions build' build_apps "$SCRATCH/debs/old" "$SCRATCH"/old/*
expect 'new versions build' build_apps "$SCRATCH/debs/new" "$SCRATCH"/new/*

new_system device
mkdir -p "$SYSTEM/root/old" "$SYSTEM/root/new"
cp "$SCRATCH"/debs/old/*.deb "$SYSTEM/root/old/"
cp "$SCRATCH"/debs/new/*.deb "$SYSTEM/root/new/"
# An administrator's drop-ins make the failing quick, and one state last.
for name in "${names[@]}"; do
  folder=$SYSTEM/etc/systemd/system/$name-container.service.d
  mkdir -p "$folder"
  case $name in
    auto-restarting-*) pause=1h ;;
    *) pause=100ms ;;
  esac
  printf '[Service]\nRestartSec=%s\n' "$pause" >"$folder/test.conf"
done
boot
import_image test/app:1 test/app:2

unit() { echo "$1-container.service"; }
container_of() { # NAME: the version of the image of its running container, or -
  local image
  image=$(inside docker ps --filter "label=com.docker.compose.project=$1-container" \
    --format '{{.Image}}')
  echo "${image##*:}" | sed 's/^$/-/'
}
all_are() { # PATTERN STATE: whether every app whose name matches is in that state
  local name
  for name in "${names[@]}"; do
    # shellcheck disable=SC2053  # a pattern
    [[ $name == $1 ]] || continue
    [[ "$(state_of "$(unit "$name")")" == "$2" ]] || return 1
  done
}

expect 'apt installs all old versions' inside sh -c "DEBIAN_FRONTEND=noninteractive apt-get install -y /root/old/*.deb"
for state in active stopped disabled-active disabled-stopped masked; do
  expect_soon "$state: the old version runs" 60 all_are "$state-*" active
done
expect_soon 'failed: the old version is failed' 60 all_are 'failed-*' failed
expect_soon 'auto-restarting: the old version waits' 60 all_are 'auto-restarting-*' activating

for outcome in "${OUTCOMES[@]}"; do
  inside systemctl stop "$(unit "stopped-$outcome")" "$(unit "disabled-stopped-$outcome")" \
    "$(unit "masked-$outcome")"
  inside systemctl disable --quiet "$(unit "disabled-stopped-$outcome")" \
    "$(unit "disabled-active-$outcome")"
  # Where /etc has a drop-in folder only, the mask is a link beside it.
  inside systemctl mask --quiet "$(unit "masked-$outcome")"
done

began=$EPOCHREALTIME
output=$(inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/new/*.deb' 2>&1)
expect_eq 'apt upgrades them all and is content' 0 $?
took=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
# The slow ones wait for /run/go, which is not there: apt would still be waiting with them.
expect_soon 'apt did not wait for a start' 20 state_is "$(unit active-slow)" activating
table_row "apt-get install of ${#names[@]} upgrades" "$took s"
expect_eq 'dpkg has configured every one' "${#names[@]}" \
  "$(inside dpkg-query -W -f '${db:Status-Status} ${Version}\n' '*-container' | grep -c '^installed 2.0$')"
for name in failed-starts failed-fails failed-slow; do
  expect_match "$name: apt's output tells of the recovery" "$name-container: .* started again" \
    "$output"
done
expect_eq 'it tells so of no other' 3 "$(grep -c 'started again' <<<"$output")"
inside touch /run/go

settled() { # every app is where the table says
  local name
  for name in "${names[@]}"; do
    [[ "$(state_of "$(unit "$name")") $(container_of "$name")" == "${AFTER[$name]}" ]] || return 1
  done
}
wait_until 90 settled
table_row 'before' 'new version' 'afterwards' 'version running' 'enabled'
for name in "${names[@]}"; do
  now="$(state_of "$(unit "$name")") $(container_of "$name")"
  enabled=$(inside systemctl is-enabled "$(unit "$name")")
  table_row "${name%-*}" "${name##*-}" "${now% *}" "${now#* }" "$enabled"
  expect_eq "$name" "${AFTER[$name]}" "$now"
  case $name in
    disabled-*) expect_eq "$name stays disabled" disabled "$enabled" ;;
    masked-*) expect_eq "$name stays masked" masked "$enabled" ;;
    *) expect_eq "$name stays enabled" enabled "$enabled" ;;
  esac
done
expect_match 'auto-restarting-fails was tried in its new version' 'status 4' \
  "$(inside journalctl -o cat -u "$(unit auto-restarting-fails)")"

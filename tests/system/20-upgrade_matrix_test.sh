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
# How often a new version that fails has been tried then.
declare -A TRIES=([active-fails]=5 [failed-fails]=5 [disabled-active-fails]=5 [auto-restarting-fails]=1)

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
expect 'the runtime installs' install_runtime

declare -A NOW TRIED
look() { # fills NOW with the state of every app and the version that runs, TRIED with what has failed
  local name state image
  for name in "${names[@]}"; do NOW[$name]='? -' TRIED[$name]=0; done
  while IFS='=' read -r state name; do
    case $state in
      Id) image=${name%-container.service} ;;
      ActiveState) NOW[$image]="$name -" ;;
    esac
  done < <(inside systemctl show --property=Id,ActiveState "${names[@]/%/-container.service}")
  while read -r name image; do
    NOW[${name%-container}]="${NOW[${name%-container}]% -} ${image##*:}"
  done < <(inside docker ps --format '{{.Label "com.docker.compose.project"}} {{.Image}}')
  while read -r name; do ((++TRIED[$name])); done < <(inside journalctl -b -o cat --no-pager |
    sed -n 's/^prestart of \(.*\)-container: .* failed with status 4$/\1/p')
}
all_are() { # PATTERN STATE: every app whose name matches
  local name units=()
  for name in "${names[@]}"; do
    # shellcheck disable=SC2053  # a pattern
    [[ $name == $1 ]] && units+=("$(unit "$name")")
  done
  units_are "$2" "${units[@]}"
}
all_wait() { # whether every app that is to wait for its next start does
  [[ $(inside systemctl show --property=SubState --value \
    auto-restarting-{starts,fails,slow}-container.service | grep -c '^auto-restart$') == "${#OUTCOMES[@]}" ]]
}

expect 'apt installs all old versions' inside sh -c "DEBIAN_FRONTEND=noninteractive apt-get install -y /root/old/*.deb"
for state in active stopped disabled-active disabled-stopped masked; do
  expect_soon "$state: the old version runs" 10 all_are "$state-*" active
done
expect_soon 'failed: the old version is failed' 10 all_are 'failed-*' failed
expect_soon 'auto-restarting: the old version waits' 10 all_wait

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
expect_soon 'apt did not wait for a start' 10 state_is "$(unit active-slow)" activating
table_row "apt-get install of ${#names[@]} upgrades" "$took s"
expect_eq 'dpkg has configured every one' "${#names[@]}" \
  "$(inside dpkg-query -W -f '${db:Status-Status} ${Version}\n' '*-container' | grep -c '^installed 2.0$')"
for name in failed-starts failed-fails failed-slow; do
  expect_match "$name: apt's output reports the recovery" "$name-container had failed; .* started again" \
    "$output"
done
expect_eq 'it tells so of no other' 3 "$(grep -c 'started again' <<<"$output")"
inside touch /run/go

settled() { # every app is where the tables say
  local name
  look
  for name in "${names[@]}"; do
    [[ ${NOW[$name]} == "${AFTER[$name]}" && ${TRIED[$name]} == "${TRIES[$name]:-0}" ]] || return 1
  done
}
wait_until 20 settled
look
table_row 'before' 'new version' 'afterwards' 'version running' 'enabled'
for name in "${names[@]}"; do
  now=${NOW[$name]}
  enabled=$(inside systemctl is-enabled "$(unit "$name")")
  table_row "${name%-*}" "${name##*-}" "${now% *}" "${now#* }" "$enabled"
  expect_eq "$name" "${AFTER[$name]}" "$now"
  [[ $name != *-fails ]] ||
    expect_eq "$name is tried as often as it may be" "${TRIES[$name]:-0}" "${TRIED[$name]}"
  case $name in
    disabled-*) expect_eq "$name stays disabled" disabled "$enabled" ;;
    masked-*) expect_eq "$name stays masked" masked "$enabled" ;;
    *) expect_eq "$name stays enabled" enabled "$enabled" ;;
  esac
done

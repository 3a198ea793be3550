#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The restart model against real systemds: each policy of a matrix with each kind of failure, as units
# with an app's directives and times of about a second. When the model says `failed`, then with how
# many starts and when; when it says never, the unit is watched for more than twice its interval.
# alone: what else works delays the starts.
#   40-restart_policy_test.sh [COUNT [COUNT-252]]: so many policies, and on bookworm fewer, since its
#   systemd 252 has no RestartSteps= (40 and 12; `./run soak policies` takes 200 and 40)
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"

BUILD=${CONTAINER_APP_BUILD:-$REPO/build/test}/tests
for program in restart-matrix restart-step; do
  [[ -x $BUILD/$program ]] || { echo "no $BUILD/$program: build first" >&2; exit 1; }
done
POLICIES_257=${1:-12} POLICIES_252=${2:-4}
ROUNDS=40 # of some seconds; what the machine has disturbed is tried again

# A device with the units of a matrix, booted. Nothing else is to disturb it: no Docker, and systemd
# and all it starts come first on the processor, as far as this machine allows.
prepare() {
  local name=$1 kind=$2 version=$3 policies=$4 rate=$5 unit
  new_system "$name" "$kind"
  FOLDER=$SCRATCH/matrix-$name
  "$BUILD/restart-matrix" plan "$FOLDER" "$version" "$policies" "$rate" || return 1
  for unit in docker.service docker.socket containerd.service; do
    ln -sf /dev/null "$SYSTEM/etc/systemd/system/$unit"
  done
  mkdir -p "$SYSTEM/root/log"
  cp "$BUILD/restart-step" "$SYSTEM/root/step"
  cp "$FOLDER"/units/* "$SYSTEM/etc/systemd/system/"
  drive_script >"$SYSTEM/root/drive"
  boot
  chrt --rr --pid 1 "$(system_pid)" 2>/dev/null || true
  expect_eq "$name has systemd $version" "$version" \
    "$(inside systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p')"
  inside systemd-run --quiet --unit pulse /root/step pulse 20
}

# What runs in the device: starts the units of /root/plan when their time has come, and notes the
# state of each once it has been watched long enough.
drive_script() {
  cat <<'SCRIPT'
set -u
cd /root
began=${EPOCHREALTIME/[.,]/}
mapfile -t plan <plan
declare -A end=()
next=0 swept=0 looked=0 held=0
names=() due=()
for line in "${plan[@]}"; do read -r _ _ name <<<"$line"; rm -f "log/$name"; done

# Monotonic microseconds.
monotonic() { local up; read -r up _ </proc/uptime; up=${up/./}; printf '%s0000' "$((10#$up))"; }

sweep() {
  local name state now listed=() stop=()
  declare -A states=()
  listed=()
  for name in "${!end[@]}"; do ((end[$name] > elapsed)) || listed+=("$name"); done
  ((${#listed[@]} > 0)) || return 0
  while read -r name _ state _; do states[${name%.service}]=$state; done < <(
    systemctl list-units --all --plain --no-legend --full 'm*.service')
  now=$(monotonic)
  for name in "${listed[@]}"; do
    printf '%s %s %s\n' "$name" "${states[$name]:-gone}" "$now" >>states
    [[ ${states[$name]:-} == failed ]] || stop+=("$name.service")
    unset "end[$name]"
  done
  [[ ${#stop[@]} -eq 0 ]] || systemctl stop --no-block "${stop[@]}"
}

while ((next < ${#plan[@]} || ${#end[@]} > 0)); do
  elapsed=$(((${EPOCHREALTIME/[.,]/} - began) / 1000))
  # The plan waits for a machine that is slow or was halted. Units whose time has passed are not all
  # started at once: systemd would not get through them any more.
  ((elapsed - looked < 1000)) || ((held += elapsed - looked - 1000))
  looked=$elapsed
  names=()
  while ((next < ${#plan[@]})); do
    read -r start watch name <<<"${plan[next]}"
    ((start <= elapsed - held)) || break
    names+=("$name.service")
    # A queued start takes a moment.
    end[$name]=$((elapsed + watch + 200))
    ((++next))
  done
  [[ ${#names[@]} -eq 0 ]] || systemctl start --no-block "${names[@]}"
  ((elapsed - swept < 1000)) || { swept=$elapsed; sweep; }
  sleep 0.03
done
systemctl show --property Id,StateChangeTimestampMonotonic --state failed 'm*.service' |
  awk -F= '$1 == "Id" { sub(/\.service$/, "", $2); id = $2 }
    $1 ~ /^State/ { time = $2 } $0 == "" { print id, time } END { print id, time }' >>times
systemctl reset-failed 'm*.service' 2>/dev/null
true
SCRIPT
}

# measure NAME VERSION POLICIES: runs the plan, then once more what the machine has disturbed.
measure() {
  local name=$1 version=$2 policies=$3 round status=3 folder=$SCRATCH/matrix-$1
  SYSTEM=$SCRATCH/$name
  for ((round = 1; round <= ROUNDS && status == 3; ++round)); do
    cp "$folder/plan" "$SYSTEM/root/plan"
    inside bash /root/drive
    cp -r "$SYSTEM"/root/{log,states,times} "$folder/"
    status=0
    "$BUILD/restart-matrix" judge "$folder" "$version" "$policies" >"$folder/table" || status=$?
    printf '# round %d, %d s\n' "$round" "$SECONDS" >>"$folder/rounds"
  done
  printf '%d\n' "$status" >"$folder/status"
}

# report NAME WHAT
report() {
  local folder=$SCRATCH/matrix-$1
  printf '# %s\n' "$2"
  cat "$folder/table" "$folder/rounds"
  expect_eq "$2: all as predicted" 0 "$(cat "$folder/status")"
}

# Starts a second: a machine with slow processes takes 0.04 s of processor time for each.
prepare trixie trixie-system 257 "$POLICIES_257" 8
prepare bookworm bookworm-system 252 "$POLICIES_252" 3
measure trixie 257 "$POLICIES_257" &
measuring=$!
measure bookworm 252 "$POLICIES_252" &
wait "$measuring" $! # not for the systems, which run on
report trixie "systemd 257, $POLICIES_257 policies, $((POLICIES_257 * 7)) units"
report bookworm "systemd 252, $POLICIES_252 policies, $((POLICIES_252 * 7)) units"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Random sequences of what happens to apps and of what administrators do. Afterwards, when the causes
# are gone, each app is as the administrator last wanted it, as lib/walk-oracle.sh foretells.
#   90-random_walk_test.sh [COUNT [SEED]]: COUNT sequences, or, with an `m` behind it, as many as fit
#   into COUNT minutes; the numbers of the sequences begin with SEED. See ./run soak walk.
# beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
for part in apps registry walk-oracle walk-steps walk-device; do
  # shellcheck source=/dev/null
  . "$LIB/$part.sh"
done

COUNT=${1:-4}
SEED=${2:-1}

pick() { PICKED=${*:RANDOM % $# + 1:1}; } # WORD…: not in a subshell, or RANDOM would not go on

# choose_step: sets STEP to one that is possible, with its app, or without.
choose_step() {
  local app step
  while :; do
    # One of four steps is about the whole device.
    if ((RANDOM % 4 == 0)); then
      pick "${STEPS_OF_DEVICE[@]}"
      STEP=$PICKED
      return
    fi
    pick "${WALKERS[@]}"
    app=$PICKED
    if [[ $app == checked ]]; then
      pick "${STEPS_OF_APPS[@]}" "${STEPS_OF_HEALTH[@]}" "${STEPS_OF_HEALTH[@]}"
    else
      pick "${STEPS_OF_APPS[@]}"
    fi
    step=$PICKED
    ! is_possible "$step" "$app" || { STEP="$step $app"; return; }
  done
}

# walk NUMBER: one sequence; DONE has its steps, and the pauses before them.
walk() {
  local left pause
  RANDOM=$1
  DONE=''
  for ((left = 3 + RANDOM % 6; left > 0; --left)); do
    choose_step
    pick 0 0 0.3 1 2.5
    pause=$PICKED
    DONE+="${DONE:+, }${STEP}${pause:+ ($pause s before)}"
    sleep "$pause"
    echo "seed $1: $STEP" | inside systemd-cat -t walk
    # shellcheck disable=SC2086 # two words
    do_step $STEP </dev/null >>"$SCRATCH/steps.log" 2>&1
    # shellcheck disable=SC2086
    foretell $STEP
  done
  echo "seed $1: the causes end" | inside systemd-cat -t walk
  end_causes >>"$SCRATCH/steps.log" 2>&1
}

# report NUMBER: a sequence whose end is not as foretold.
report() {
  local app
  fail "seed $1: each app is as the administrator last wanted it" "$WRONG" "the sequence: $DONE" \
    "run it again with: ./run soak walk 1 $1"
  for app in "${WALKERS[@]}"; do
    [[ $WRONG == *"$app"* ]] || continue
    echo "#   the journal of $app:"
    inside journalctl --no-pager -o short-precise | sed -n "/walk\[[0-9]*\]: seed $1: /,\$p" |
      grep -E "$app-container|walk\[|docker\.service:" | tail -n 60 | sed 's/^/#     /'
  done
  mkdir -p "$REPO/build/soak"
  inside journalctl --no-pager -o short-precise >"$REPO/build/soak/seed-$1.journal"
}

walk_on() { # NUMBER: one sequence from its beginning to its verdict
  local began=$SECONDS
  if ! begin_sequence >/dev/null 2>&1; then
    fail "seed $1: all apps run before the sequence begins" "$WRONG"
    DONE=none
    report "$1"
    new_walk_device && begin_sequence >/dev/null 2>&1 || return
  fi
  walk "$1"
  if wait_until 30 is_as_foretold && keeps_its_word; then
    pass "seed $1: $DONE: as foretold ($((SECONDS - began)) s)"
  else
    report "$1"
    new_walk_device
  fi
}

prepare_tool
expect 'the apps build' make_walkers
new_walk_device
began=$SECONDS
for ((number = SEED; ; ++number)); do
  case $COUNT in
    *m) ((SECONDS - began < ${COUNT%m} * 60)) || break ;;
    *) ((number < SEED + COUNT)) || break ;;
  esac
  walk_on "$number"
done
table_row 'random sequences' "$((number - SEED))" "$FAILURES not as foretold" "$((SECONDS - began)) s"

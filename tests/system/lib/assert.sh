# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Assertions of shell tests. Each prints one line, `ok - NAME`, `not ok - NAME` or
# `ok - NAME # SKIP why`; the file fails when one failed or when there was none.

ASSERTIONS=0
FAILURES=0
# Waits end by their condition. What they may take is told for an idle machine; on a busy one it is
# this many times as long.
PATIENCE=${CONTAINER_APP_PATIENCE:-10}

pass() {
  ((++ASSERTIONS))
  printf 'ok - %s\n' "$1"
}

# fail NAME [DETAIL…]: details are printed as comments.
fail() {
  ((++ASSERTIONS, ++FAILURES))
  printf 'not ok - %s\n' "$1"
  shift
  [[ $# -eq 0 ]] || printf '%s\n' "$@" | sed 's/^/#   /'
}

# skip NAME WHY: loud, and a failure where CONTAINER_APP_NO_SKIP=1 (as in CI).
skip() {
  ((++ASSERTIONS))
  printf 'ok - %s # SKIP %s\n' "$1" "$2"
  printf 'SKIPPED: %s: %s\n' "$1" "$2" >&2
}

# skip_all WHY: ends the test file.
skip_all() {
  skip "$(basename "$0")" "$1"
  exit 0
}

# expect NAME CMD…: CMD succeeds.
expect() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then pass "$name"; else fail "$name" "command: $*" "$output"; fi
}

# expect_fail NAME CMD…: CMD fails.
expect_fail() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then fail "$name" "succeeded: $*" "$output"; else pass "$name"; fi
}

# expect_eq NAME EXPECTED ACTUAL
expect_eq() {
  if [[ $2 == "$3" ]]; then pass "$1"; else fail "$1" "expected: $2" "actual:   $3"; fi
}

# expect_match NAME REGEX ACTUAL: an extended regular expression found in ACTUAL.
expect_match() {
  if [[ $3 =~ $2 ]]; then pass "$1"; else fail "$1" "pattern: $2" "actual:  $3"; fi
}

# expect_soon NAME SECONDS CMD…: CMD succeeds within SECONDS, and $PATIENCE times that on a busy machine.
expect_soon() {
  local name=$1 seconds=$2
  shift 2
  if wait_until "$seconds" "$@"; then
    pass "$name"
  else
    fail "$name" "not within $seconds s × $PATIENCE: $*" "$("$@" 2>&1 || true)"
  fi
}

# expect_measured NAME TIMES CMD…: for what depends on time, and so on what else the machine does: CMD
# measures, prints that as comments, and succeeds when it is as it should be; else it measures again,
# TIMES in all.
expect_measured() {
  local name="$1 (measured)" times=$2 n output
  shift 2
  for ((n = 1; n <= times; ++n)); do
    if output=$("$@" 2>&1); then
      grep '^#' <<<"$output"
      pass "$name"
      return
    fi
    ((n == times)) || printf '# %s: once more, after\n%s\n' "$name" "$output" | sed 's/^[^#]/# &/'
  done
  fail "$name" "$output"
}

# wait_until SECONDS CMD…: repeats CMD, quietly, until it succeeds; false after SECONDS × $PATIENCE. It
# pauses for three times as long as CMD takes, $LONGEST_PAUSE microseconds at most (a second; less for a
# moment that passes): what asks Docker without a pause keeps a processor busy, and all takes longer.
wait_until() {
  local begins now pause longest=${LONGEST_PAUSE:-1000000}
  local end=$((${EPOCHREALTIME/[.,]/} + $1 * PATIENCE * 1000000))
  shift
  while begins=${EPOCHREALTIME/[.,]/}; ! "$@" >/dev/null 2>&1; do
    now=${EPOCHREALTIME/[.,]/}
    ((now < end)) || return 1
    pause=$(((now - begins) * 3))
    ((pause > 50000)) || pause=50000
    ((pause < longest)) || pause=$longest
    sleep "$((pause / 1000000)).$(printf %06d $((pause % 1000000)))"
  done
}

# table_row CELL…: a line of a table for the reader of the log; the first cell is wide.
table_row() {
  printf '# | %-40s' "$1"
  shift
  printf ' | %-18s' "$@"
  printf ' |\n'
}

# finish_assertions STATUS: the exit status of the test file; says so when it asserted nothing.
finish_assertions() {
  if ((ASSERTIONS == 0)); then
    printf 'not ok - %s asserts nothing\n' "$(basename "$0")"
    return 1
  fi
  (($1 == 0 && FAILURES == 0))
}

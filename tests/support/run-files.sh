#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# run-files.sh FOLDER [NAME…]: runs FOLDER/*_test.sh, or those whose name contains one of NAME, and
# counts their assertions (`ok`, `not ok`, `ok … # SKIP why` or `skip - …`). Ends with the line
# `N passed, N failed, N skipped`, and non-zero when anything failed, when nothing ran, or, where
# CONTAINER_APP_NO_SKIP=1, when anything was skipped. Files that say `# in the long form` at their top
# run when they are named, or with CONTAINER_APP_LONG=1 (`./run soak tests`). Files run in the order of
# their names; those that say `beside the others` there run beside them, and are shown at the end. As many
# of these run at a time as there are processors: they wait most of the time, but what a test has made and
# starts again and again works meanwhile. With all at once a slow machine gets through none of them. Those
# that say `alone` judge short times: they run first, and nothing beside them.
set -uo pipefail

folder=$1
shift
passed=0 failed=0 skipped=0 failures=()
logs=$(mktemp -d)
pool=''
end_all() {
  [[ -z $pool ]] || kill -- "-$pool" 2>/dev/null
  rm -rf "$logs"
}
trap end_all EXIT
trap 'exit 130' INT TERM HUP

selected() {
  local file=$1 name
  shift
  [[ $# -gt 0 ]] || return 0
  for name; do [[ $file != *"$name"* ]] || return 0; done
  return 1
}

is_beside() { head -n 10 "$1" | grep -qE '^# (in the long form, )?beside the others'; }
is_alone() { head -n 10 "$1" | grep -qE '^# (in the long form, )?alone'; }

# run_file FILE: its output, shown and in its log, and a line with its status, its seconds and those of
# a processor in its end.
run_file() {
  local name status
  local TIMEFORMAT='%0R %0U %0S'
  name=$(basename "$1" _test.sh)
  { time bash "$1" </dev/null >&3 2>&1; } 3> >(tee "$logs/$name") 2>"$logs/$name.time"
  status=$?
  wait $!
  awk -v status="$status" '{ print status, $1, $2 + $3 }' "$logs/$name.time" >"$logs/$name.end"
}

# count_file FILE: adds up what it printed.
count_file() {
  local name log status seconds busy p f s
  name=$(basename "$1" _test.sh)
  log=$logs/$name
  read -r status seconds busy <"$log.end"
  f=$(grep -c '^not ok\b' "$log")
  p=$(grep '^ok\b' "$log" | grep -vc '# SKIP')
  s=$(grep -cE '^(ok\b.*# SKIP|skip - )' "$log")
  if [[ ${CONTAINER_APP_NO_SKIP:-} == 1 ]] && ((s > 0)); then
    printf 'not ok - %s: a skip is a failure here\n' "$name" | tee -a "$log"
    ((f += s, s = 0))
  fi
  if ((p + f + s == 0)); then
    printf 'not ok - %s asserts nothing\n' "$name" | tee -a "$log"
    ((++f))
  elif ((status != 0 && f == 0)); then
    printf 'not ok - %s ended with status %d\n' "$name" "$status" | tee -a "$log"
    ((++f))
  fi
  ((passed += p, failed += f, skipped += s))
  ((f == 0)) || failures+=("$name: $(grep '^not ok\b' "$log")")
  printf '== %s: %d s, %d s of a processor\n\n' "$name" "$seconds" "$busy"
}

# run_pool FILE…: some at a time.
run_pool() {
  local file room
  room=$(nproc)
  for file; do
    ((room-- > 0)) || wait -n
    run_file "$file" >/dev/null &
  done
  wait
}

is_left() { [[ -z $2 && ${CONTAINER_APP_LONG:-} != 1 ]] && head -n 10 "$1" | grep -q '^# in the long form'; }

alone=() beside=() others=() left=()
for file in "$folder"/*_test.sh; do
  if [[ ! -e $file ]] || ! selected "$(basename "$file")" "$@"; then
    continue
  elif is_left "$file" "$*"; then
    left+=("$(basename "$file" _test.sh)")
  elif is_alone "$file"; then
    alone+=("$file")
  elif is_beside "$file"; then
    beside+=("$file")
  else
    others+=("$file")
  fi
done
# run_each FILE…: one after the other.
run_each() {
  local file
  for file; do
    printf '== %s\n' "$(basename "$file" _test.sh)"
    run_file "$file"
    count_file "$file"
  done
}

run_each "${alone[@]}"
set -m # It is a process group, which can be ended as one.
run_pool "${beside[@]}" &
pool=$!
set +m
run_each "${others[@]}"
wait
pool=''
for file in "${beside[@]}"; do
  printf '== %s\n' "$(basename "$file" _test.sh)"
  cat "$logs/$(basename "$file" _test.sh)"
  count_file "$file"
done
if ((passed + failed + skipped == 0)); then
  printf 'no test in %s matches: %s\n' "$folder" "$*"
  failed=1
fi
[[ ${#left[@]} -eq 0 ]] || printf 'only in the long form (./run soak tests): %s\n' "${left[*]}"
[[ ${#failures[@]} -eq 0 ]] || printf 'FAILED %s\n' "${failures[@]}"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
((failed == 0))

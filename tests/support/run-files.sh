#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# run-files.sh FOLDER [NAME…]: runs FOLDER/*_test.sh, or those whose name contains one of NAME, and
# counts their assertions (`ok`, `not ok`, `ok … # SKIP why` or `skip - …`). Ends with the line
# `N passed, N failed, N skipped`, and non-zero when anything failed, when nothing ran, or, where
# CONTAINER_APP_NO_SKIP=1, when anything was skipped. Files run in the order of their names; those that
# say `# beside the others` at their top run beside them, and are shown at the end. One more of these
# runs at a time than there are processors: they wait most of the time, but what a test has made and
# starts again and again works meanwhile. With all at once a slow machine gets through none of them.
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

is_beside() { head -n 10 "$1" | grep -q '^# beside the others'; }

# run_file FILE: its output, shown and in its log, and a line with status and seconds in its end.
run_file() {
  local name began=$SECONDS
  name=$(basename "$1" _test.sh)
  bash "$1" </dev/null 2>&1 | tee "$logs/$name"
  printf '%d %d\n' "${PIPESTATUS[0]}" "$((SECONDS - began))" >"$logs/$name.end"
}

# count_file FILE: adds up what it printed.
count_file() {
  local name log status seconds p f s
  name=$(basename "$1" _test.sh)
  log=$logs/$name
  read -r status seconds <"$log.end"
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
  printf '== %s: %d s\n\n' "$name" "$seconds"
}

# run_pool FILE…: some at a time.
run_pool() {
  local file room
  room=$(($(nproc) + 1))
  for file; do
    ((room-- > 0)) || wait -n
    run_file "$file" >/dev/null &
  done
  wait
}

beside=() others=()
for file in "$folder"/*_test.sh; do
  if [[ ! -e $file ]] || ! selected "$(basename "$file")" "$@"; then
    continue
  elif is_beside "$file"; then
    beside+=("$file")
  else
    others+=("$file")
  fi
done
set -m # It is a process group, which can be ended as one.
run_pool "${beside[@]}" &
pool=$!
set +m
for file in "${others[@]}"; do
  printf '== %s\n' "$(basename "$file" _test.sh)"
  run_file "$file"
  count_file "$file"
done
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
[[ ${#failures[@]} -eq 0 ]] || printf 'FAILED %s\n' "${failures[@]}"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
((failed == 0))

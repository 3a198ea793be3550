#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# run-files.sh FOLDER [NAME…]: runs FOLDER/*_test.sh, or those whose name contains one of NAME, and
# counts their assertions (`ok`, `not ok`, `ok … # SKIP why` or `skip - …`). Ends with the line
# `N passed, N failed, N skipped`, and non-zero when anything failed, when nothing ran, or, where
# CONTAINER_APP_NO_SKIP=1, when anything was skipped.
set -uo pipefail

folder=$1
shift
passed=0 failed=0 skipped=0 failures=()

selected() {
  local file=$1 name
  shift
  [[ $# -gt 0 ]] || return 0
  for name; do [[ $file != *"$name"* ]] || return 0; done
  return 1
}

# run_file FILE: runs it, shows what it prints, and adds up.
run_file() {
  local file=$1 name log status=0 p f s began=$SECONDS
  name=$(basename "$file" _test.sh)
  log=$(mktemp)
  printf '== %s\n' "$name"
  bash "$file" </dev/null 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
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
  printf '== %s: %d s\n\n' "$name" "$((SECONDS - began))"
  rm -f "$log"
}

for file in "$folder"/*_test.sh; do
  [[ ! -e $file ]] || ! selected "$(basename "$file")" "$@" || run_file "$file"
done
if ((passed + failed + skipped == 0)); then
  printf 'no test in %s matches: %s\n' "$folder" "$*"
  failed=1
fi
[[ ${#failures[@]} -eq 0 ]] || printf 'FAILED %s\n' "${failures[@]}"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
((failed == 0))

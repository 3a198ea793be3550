#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Our reading of compose files and that of Debian's docker compose agree: on every case of
# tests/cases/compose-config/ (differences on purpose say so there, each with its reason) and on
# every compose file of the corpus of real definitions, where that is at hand. The short form takes
# one in three of each.
set -u

# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build}/tests/compose-config")
[[ -x $program ]] || {
  echo "not ok - $program is not built"
  exit 1
}

# compare NAME FILE…: what Compose makes of the files goes to the program.
compare() {
  local name=$1 file number=0
  shift
  mkdir -p "$folder/$name/in" "$folder/$name/out"
  for file; do
    cp "$file" "$folder/$name/in/$number.yml"
    ((++number))
  done
  # shellcheck disable=SC2016 # expanded by the shell within the root
  "$here/../support/in-root.sh" --rw-bind "$folder/$name:/compare" --chdir /compare/in \
    trixie-system bash -c '
      read_file() {
        # The plugin alone takes half the time.
        env -i PATH="$PATH" HOME=/root SET=set EMPTY= /usr/libexec/docker/cli-plugins/docker-compose \
          -f "$1.yml" config --format json --no-path-resolution \
          >"../out/$1.part" 2>"../out/$1.error" &&
          mv "../out/$1.part" "../out/$1.json"
      }
      for ((number = 0; number < $1; number += 2)); do
        read_file "$number" &
        read_file "$((number + 1))" &
        wait
      done
      true' - "$number" </dev/null || {
    echo "not ok - docker compose could not be run on the $name"
    failures=1
    return
  }
  [[ $(find "$folder/$name/out" -name '*.json' | wc -l) -gt 0 ]] || {
    echo "not ok - docker compose accepts nothing of the $name"
    sed 's/^/# /' "$folder/$name/out/0.error"
    failures=1
    return
  }
  "$program" "$folder/$name/out" "$@" || failures=1
}

cd "$top" || exit 1
part=$(amount 3 1)
mapfile -t files < <(printf '%s\n' tests/cases/compose-config/*.yaml | one_in "$part")
compare cases "${files[@]}"
if [[ -d $corpus ]]; then
  mapfile -t files < <(find "$corpus" -name docker-compose.yml | sort | one_in "$part")
  compare corpus "${files[@]}"
else
  echo "ok - the corpus of real definitions # SKIP there is no $corpus"
fi
exit "$failures"

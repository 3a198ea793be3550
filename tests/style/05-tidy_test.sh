#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The checks of .clang-tidy on all of plugin/. All sources of a room are read at once: nearly all the
# time goes to headers. A room that was clean is looked at again only when it, a header of ours that it
# reads, or the checks have changed.
# beside the others, which use one processor
set -uo pipefail
. "$(dirname "$0")/lib/style.sh"
clean=$CONTAINER_APP_BUILD/tidy

# Each room and the files of ours it is made of, a line each. Headers of others are not looked for.
inputs() {
  local room
  for room in plugin/*/; do
    [[ -z $(find "$room" -name '*.cc' -print -quit) ]] || printf '%s %s\n' "$(basename "$room")" "$(
      find "$room" -name '*.cc' -print0 | xargs -0 "${CXX:-c++}" -MM -MG -nostdinc -nostdinc++ -Iplugin |
        tr -s ' \\' '\n' | grep '^plugin/' | sort -u | xargs)"
  done
}

# The rooms that are not known to be clean, each with its key: `KEY ROOM`.
unknown_rooms() {
  local checks room files key
  checks=$(clang-tidy --version; cat .clang-tidy "tests/style/$(basename "$0")")
  inputs | while read -r room files; do
    # shellcheck disable=SC2086 # The words are the names of files.
    key=$(cat $files <(printf '%s' "$checks") | sha256sum | cut -c1-32)
    [[ -e $clean/$room.$key ]] || printf '%s %s\n' "$key" "$room"
  done
}

# clang-tidy cannot read the headers that g++ has compiled before, so it has options of its own.
tidy() {
  clang-tidy --quiet --header-filter="^$REPO/plugin/" "$1" -- -std=c++20 -Iplugin -Wall -Wextra -Wshadow \
    -Wnon-virtual-dtor '-DCONTAINER_APP_DATA_DIR="/"' '-DCONTAINER_APP_VERSION="0"' 2>&1
}

# check_one KEY ROOM: what is found; nothing is kept of a room that is not clean.
check_one() {
  local found status=0
  find "$REPO/plugin/$2" -name '*.cc' | LC_ALL=C sort | sed 's/.*/#include "&"/' >"$clean/$2.cc"
  found=$(tidy "$clean/$2.cc") || status=$?
  if ((status == 0)); then
    rm -f "$clean/$2".*
    : >"$clean/$2.$1"
  else
    grep -E '(error|warning): |^Error' <<<"$found" || printf '%s: clang-tidy ended with %d\n' "$2" "$status"
  fi
}

name='plugin/ passes clang-tidy'
if needs "$name" clang-tidy "${CXX:-c++}"; then
  mkdir -p "$clean"
  export clean REPO
  export -f tidy check_one
  report "$name" "$(unknown_rooms | xargs -r -P "$(nproc)" -n 2 bash -c 'check_one "$@"' _ |
    sed "s,$REPO/,," | sort -u)"
fi

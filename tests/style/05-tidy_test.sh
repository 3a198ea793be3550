#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The checks of .clang-tidy on all of plugin/. They take minutes, so a source that was clean is
# looked at again only when it, a header of ours that it reads, or the checks have changed. With N in
# $CONTAINER_APP_TIDY_PART it is one source in N, where another release of clang-tidy did the rest.
# beside the others, which use one processor
set -uo pipefail
. "$(dirname "$0")/lib/style.sh"
clean=$CONTAINER_APP_BUILD/tidy
part=${CONTAINER_APP_TIDY_PART:-1}

# clang-tidy cannot read the headers that g++ has compiled before, so it has options of its own.
tidy() {
  clang-tidy --quiet "$1" -- -std=c++20 -Iplugin -Wall -Wextra -Wshadow -Wnon-virtual-dtor \
    '-DCONTAINER_APP_DATA_DIR="/"' '-DCONTAINER_APP_VERSION="0"' 2>&1
}

# Each source and the files of ours it is made of, a line each. Headers of others are not looked for.
inputs() {
  find plugin -name '*.cc' | sort | xargs "${CXX:-c++}" -MM -MG -nostdinc -nostdinc++ -Iplugin |
    sed -e ':join' -e '/\\$/{N;s/ *\\\n//;b join}' -e 's/^[^:]*: *//' |
    awk '{for (i = 1; i <= NF; ++i) if ($i ~ "^plugin/") printf "%s ", $i; print ""}'
}

# The sources that are not known to be clean, each with its key: `KEY SOURCE`.
unknown_sources() {
  local checks source others key
  checks=$(clang-tidy --version; cat .clang-tidy plugin/*/.clang-tidy "tests/style/$(basename "$0")")
  inputs | awk -v part="$part" 'NR % part == 0' | while read -r source others; do
    # shellcheck disable=SC2086 # The words are the names of files.
    key=$(cat "$source" $others <(printf '%s' "$checks") | sha256sum | cut -c1-32)
    [[ -e $clean/${source//\//_}.$key ]] || printf '%s %s\n' "$key" "$source"
  done
}

# check_one KEY SOURCE: what is found; nothing is kept of a source that is not clean.
check_one() {
  local found status=0 stamp=${2//\//_}
  found=$(tidy "$2") || status=$?
  if ((status == 0)); then
    rm -f "$clean/$stamp".*
    : >"$clean/$stamp.$1"
  else
    grep -E '(error|warning): |^Error' <<<"$found" || printf '%s: clang-tidy ended with %d\n' "$2" "$status"
  fi
}

name='plugin/ passes clang-tidy'
((part == 1)) || name="one source of plugin/ in $part passes clang-tidy"
if needs "$name" clang-tidy "${CXX:-c++}"; then
  mkdir -p "$clean"
  export clean
  export -f tidy check_one
  report "$name" "$(unknown_sources | xargs -r -P "$(nproc)" -n 2 bash -c 'check_one "$@"' _ |
    sed "s,$REPO/,," | sort -u)"
fi

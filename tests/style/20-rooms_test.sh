#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The rooms of plugin/ and which of them may know which; doc/design.md says why.
set -uo pipefail
. "$(dirname "$0")/lib/style.sh"

declare -A MAY=(
  [base]=''
  [deb]='base'
  [systemd]='base'
  [yaml]='base'
  [template]='systemd base'
  [app]='yaml systemd deb base'
  [policy]='app systemd deb base'
  [check]='policy app base'
  [render]='policy systemd template base'
  [package]='render check app deb base'
  [release]='yaml deb base'
  [device]='policy systemd base'
  [cli]='base deb systemd yaml template app policy check render package release device'
)

# A room may see what the rooms it names show of others: their headers include them.
reachable() {
  local room
  printf '%s\n' "$1"
  for room in ${MAY[$1]}; do reachable "$room"; done
}

wrong_includes() {
  local room file line included
  declare -A allowed
  for room in "${!MAY[@]}"; do allowed[$room]=" $(reachable "$room" | sort -u | tr '\n' ' ')"; done
  grep -nE '^#include "' -r plugin --include='*.cc' --include='*.h' |
    while IFS=: read -r file line included; do
      room=${file#plugin/}
      room=${room%%/*}
      included=${included#*\"}
      included=${included%%/*}
      [[ ${allowed[$room]-} == *" $included "* ]] ||
        printf '%s:%s: %s may not include %s\n' "$file" "$line" "$room" "$included"
    done
}
report 'rooms include only the rooms they may' "$(wrong_includes)"

unknown_rooms() {
  local folder
  for folder in plugin/*/; do
    folder=$(basename "$folder")
    [[ $folder != debhelper ]] || continue # Perl
    [[ -v MAY[$folder] ]] || printf '%s is not in the table of this test\n' "$folder"
  done
}
report 'every room is a known one' "$(unknown_rooms)"

build_graph() {
  local room wanted
  for room in "${!MAY[@]}"; do
    wanted=$(sed -n "s/^room($room DEPENDS \([a-z ]*[a-z]\).*/\1/p" CMakeLists.txt |
      sed 's/ *LIBRARIES.*//')
    for wanted in $wanted; do
      [[ " $(reachable "$room" | tr '\n' ' ')" == *" $wanted "* ]] ||
        printf 'CMakeLists.txt: %s may not depend on %s\n' "$room" "$wanted"
    done
  done
}
report 'the build knows no other arrows' "$(build_graph)"

# only ROOM HEADERS: includes of HEADERS (an expression) outside of ROOM.
only() { grep -rnE "^#include <($2)" plugin | grep -v "^plugin/$1/"; }
report 'only yaml/ sees yaml-cpp' "$(only yaml 'yaml\.h|yaml-cpp')"
report 'only deb/ sees libapt-pkg' "$(only deb 'apt-pkg/')"
report 'only template/ sees the mustache parser' "$(only template 'kainjow/')"
report 'only cli/ sees CLI11 and JSON' "$(only cli 'CLI/|nlohmann/')"

# Pure rooms get and give values.
pure() {
  local room system='fstream|filesystem|iostream|ctime|unistd\.h|sys/.*'
  for room in app policy check render template systemd yaml; do
    grep -rnE "^#include (<($system)>|\"base/files.h\")|getenv\(|std::time\(|system_clock" \
      "plugin/$room" | grep -vE '^plugin/app/(definition|hooks)'
  done
}
report 'between reading and writing there are no files, clocks and environments' "$(pure)"

report 'only cli/ ends the program' "$(grep -rnE '\b(exit|_exit|abort|quick_exit)\(' plugin \
  --include='*.cc' --include='*.h' | grep -v '^plugin/cli/')"

# A source that begins with its own header has shown it by being built; not so where headers that
# are compiled before come first.
is_shown() {
  local source=${1%.h}.cc
  [[ $1 == plugin/* && $1 != plugin/cli/* && -f $source &&
    $(grep -m 1 '^#include' "$source") == "#include \"${1#plugin/}\"" ]]
}

# Each header compiles alone: whoever includes it needs nothing before it.
alone() {
  local header
  find plugin tests -name '*.h' | sort | while IFS= read -r header; do
    is_shown "$header" || printf '%s\0' "$header"
  done | xargs -0 -P "$(nproc)" -I{} sh -c \
    "${CXX:-c++} -std=c++20 -fsyntax-only -Iplugin -Itests -x c++ -include {} /dev/null ||
      echo '{}: does not compile alone'" 2>&1 | grep -E 'error:|compile alone'
}
if needs 'headers compile alone' "${CXX:-c++}"; then
  report 'headers compile alone' "$(alone)"
fi

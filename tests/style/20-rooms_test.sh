#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The rooms of plugin/ and which of them may include which: the table of doc/design.md says so, and
# the build reads it there as well.
set -uo pipefail
. "$(dirname "$0")/lib/style.sh"

# What each room may include, by its row: `| `ROOM/` | what it holds | ROOM… |`.
declare -A MAY
# shellcheck disable=SC2016 # The backquotes are those of the table.
while read -r room included; do MAY[$room]=$included; done < <(
  sed -nE 's,^\| `([a-z]+)/` \|.*\|([a-z ]*)\|$,\1\2,p' doc/design.md)

# Rooms are folders of plugin/, both ways; so are the words of the last column.
folders_differ() {
  local room
  for room in plugin/*/; do
    [[ -v MAY[$(basename "$room")] ]] || printf '%s is not in the table\n' "$room"
  done
  for room in "${!MAY[@]}" $(printf "%s " "${MAY[@]}"); do
    [[ -d plugin/$room ]] || printf '%s/ is in the table, and there is no such folder\n' "$room"
  done
}
report 'the table of doc/design.md has each room' "$(folders_differ)"

# Each include of another room, a line each: FILE:LINE ROOM INCLUDED.
includes() {
  grep -rnE '^ *# *include +"' plugin --include='*.cc' --include='*.h' |
    sed -nE 's,^(plugin/([a-z]+)/[^:]*:[0-9]+):[^"]*"([a-z]+)/.*,\1 \2 \3,p' |
    awk '$2 != $3'
}

wrong_includes() {
  local place room included
  while read -r place room included; do
    [[ " ${MAY[$room]-} " == *" $included "* ]] ||
      printf '%s: %s may not include %s\n' "$place" "$room" "$included"
  done < <(includes)
}
report 'rooms include only the rooms they may' "$(wrong_includes)"

# A row that allows more than is needed invites it.
unused_arrows() {
  local room included used
  used=$(includes | cut -d' ' -f2,3 | sort -u)
  for room in "${!MAY[@]}"; do
    for included in ${MAY[$room]}; do
      grep -qx "$room $included" <<<"$used" ||
        printf 'doc/design.md: %s does not include %s; take it out of its row\n' "$room" "$included"
    done
  done
}
report 'each room uses all that its row allows' "$(unused_arrows)"

# Rows go down: what a room includes comes before it, so there is no circle.
upward_arrows() {
  local room included seen=' '
  while read -r room; do
    for included in ${MAY[$room]}; do
      [[ $seen == *" $included "* ]] || printf '%s includes %s, a later row\n' "$room" "$included"
    done
    seen+="$room "
  done < <(sed -nE 's,^\| `([a-z]+)/` \|.*,\1,p' doc/design.md)
}
report 'no room includes one of a later row' "$(upward_arrows)"

# only ROOM HEADERS: includes of HEADERS (an expression) outside of ROOM, which is one of rooms or files.
only() { grep -rnE "^#include <($2)" plugin | grep -vE "^plugin/($1)[/:]"; }
report 'only yaml/ sees yaml-cpp' "$(only yaml 'yaml\.h|yaml-cpp')"
report 'only deb/ sees libapt-pkg' "$(only deb 'apt-pkg/')"
report 'only template/ sees the mustache parser' "$(only template 'kainjow/')"
# It takes long to compile.
report 'only two files of cli/ see CLI11' "$(only 'cli/(command_line|container_app)\.cc' 'CLI/')"
report 'only cli/ and images/ see JSON' "$(only 'cli|images' 'nlohmann/')"

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

# A source that begins with its own header has shown it by being built by files, as the sanitizers'
# build is. Of tests and of cli/ more headers come before it, those that are compiled before.
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

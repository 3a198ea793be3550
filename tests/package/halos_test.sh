#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What packages hand to programs of HaLOS is read by the rules of those programs, and Debian's docker
# compose merges their three files: for each definition of tests/package/halos/, which says itself what
# comes of it, and for the real definitions that are routed, where those are at hand.
set -u

# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build}/container-app")
[[ -x $program ]] || {
  echo "not ok - $program is not built"
  exit 1
}
export CONTAINER_APP_DATA_DIR=$top DEBFULLNAME='Ada Pilot' DEBEMAIL=ada@harbour.example

definitions=("$here"/halos/*/)
if [[ -d $corpus ]]; then
  mapfile -t -O "${#definitions[@]}" definitions < \
    <(grep -lrE --include=metadata.yaml '^(routing|web_ui):' "$corpus" | xargs -n 1 dirname | sort)
else
  echo "ok - the real definitions # SKIP there is no $corpus"
fi

# What the page for maintainers tells them to do.
mkdir "$folder/maintainer"
cp -r "$here"/halos/*/ "$folder/maintainer"
number=0
while read -r command; do
  if (cd "$folder/maintainer" && PATH=${program%/*}:$PATH bash -c "$command") >"$folder/said" 2>&1; then
    pass "$command"
    ((++number))
  else
    fail "$command" "$folder/said"
  fi
done < <(grep -o '`container-app [^`]*\*/[^`]*`' "$top/doc/halos.md" | tr -d '`')
[[ $number -eq 2 && -e $(echo "$folder"/maintainer/build/*/debian/control) ]] ||
  fail "both commands are there, and a source package"

# A source package of all of them, in which the program renders what debhelper would install.
mkdir -p "$folder/source/debian"
cd "$folder/source" || exit 1
printf 'Source: harbour\nMaintainer: Test <test@example.org>\n' >debian/control
printf 'harbour (1.0-1) UNRELEASED; urgency=medium\n\n  * Test.\n\n -- %s  %s\n' \
  'Test <test@example.org>' 'Thu, 01 Jan 2026 00:00:00 +0000' >debian/changelog
requests=()
value_of() { sed -n "s/^$1: *\"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" "$definition/metadata.yaml"; }
for definition in "${definitions[@]}"; do
  package=$(value_of app_id)-container
  version=$(value_of version)
  printf '\nPackage: %s\nArchitecture: all\nDescription: test\n' "$package" >>debian/control
  ln -s "$definition" "debian/$package"
  requests+=("$package" "${version:-1.0}" "debian/$package")
done
if ! "$program" render --into ../stage "${requests[@]}" >../rendered 2>../said; then
  echo 'not ok - the definitions are rendered'
  sed 's/^/# /' ../said
  exit 1
fi

# merge_all: in the root, for each package: what a start of it does up to Compose's reading of the files.
merge_all() {
  local package id unit line
  for package in /out/stage/*; do
    package=${package##*/}
    cp -a "/out/stage/$package/." /
    unit=$(find "/out/stage/$package" -name "$package.service" ! -path '*/compose/*' | head -n 1)
    id=$(sed -n 's|^EnvironmentFile=-/run/halos/domain.env|routed|p' "$unit")
    (
      if [ -n "$id" ]; then
        id=$(sed -n '/^\[HalosRouting\]/,/^$/s|^Id=||p' "$(find "/out/stage/$package" -name app.conf)")
        /src/tests/system/lib/halos-router "$id" || exit
        export HALOS_DOMAIN=boat.local HOMARR_URL=http://boat.local:8700/berths
      fi
      while read -r line; do
        line=${line#\"}
        export "${line%\"}"
      done < <(sed -n 's/^Environment=//p' "$unit")
      while read -r line; do
        export "$line=given-$line"
      done < <(sed -n 's/^Variable=\([^ ]*\) .*/\1/p' "$(find "/out/stage/$package" -name app.conf)")
      export CONTAINER_DATA_ROOT=/data
      docker compose config --format json --no-path-resolution >"/out/merged/$package.json"
    ) 2>"/out/merged/$package.error"
  done
}
mkdir "$folder/merged"
"$here/../support/in-root.sh" --rw-bind "$folder:/out" trixie-system \
  bash -c "set -u; $(declare -f merge_all); merge_all" >"$folder/log" 2>&1 </dev/null ||
  sed 's/^/# /' "$folder/log"
"$here/halos-read.py" "$folder" "${definitions[@]}" || failures=1
finish

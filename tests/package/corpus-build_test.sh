#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Each real definition, in the short form one in thirteen of the many for trixie, becomes a source package
# that builds in full and a package that lintian, systemd and AppStream accept; so do all of them as one
# source of many packages. That one's autopkgtest passes where they are installed beside Docker.
# beside the others: it is as long as all of them.
set -u
# The functions are run in roots.
# shellcheck disable=SC2317
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"

skip_unless_roots corpus-build
if [ ! -d "$corpus" ]; then
  echo "skip - corpus-build: no definitions at $corpus"
  exit 0
fi

# In the root, as all up to build_all. Each line of /out/result is `ok STEP`, or the step of a
# definition that failed.
one() { # NAME DEFINITION
  mkdir -p "/tmp/one/$1"
  container-app check "$2" || { echo "check $1"; return; }
  container-app source "$2" -o "/tmp/one/$1" || { echo "source $1"; return; }
  cd "/tmp/one/$1"/*/ || return
  dpkg-buildpackage -us -uc || { echo "build $1"; return; }
  echo "ok $1"
}
ok() { # STEP CMD…: its output is in /out/STEP.log
  local step=$1
  shift
  "$@" >"/out/$step.log" 2>&1 && echo "ok $step" >>/out/result
}
many() {
  # shellcheck disable=SC2046
  container-app source $(cat /tmp/definitions) -o /tmp/many --source all-apps \
    --maintainer 'Jane Maintainer <jane@packages.debian.org>' &&
    cd /tmp/many/*/ && dpkg-buildpackage -us -uc
}
lint() { # A later standard is no fault of the package.
  lintian --allow-root --fail-on error,warning --suppress-tags newer-standards-version "$@"
}
units() {
  cp -r /tmp/root/usr/lib/systemd/system/. /etc/systemd/system/
  # Docker itself is not in a build root; its unit and program are only named.
  printf '[Service]\nExecStart=/bin/true\n' >/etc/systemd/system/docker.service
  [ -e /usr/bin/docker ] || ln -s /bin/true /usr/bin/docker
  find /tmp/root/usr/lib/systemd/system -type f -print0 |
    xargs -0 systemd-analyze verify --man=no 2>&1 | tee /tmp/said
  [ ! -s /tmp/said ]
}
scripts() {
  local deb script bad=0
  for deb in /tmp/one/*/*.deb; do
    for script in preinst postinst prerm postrm; do
      dpkg-deb --ctrl-tarfile "$deb" | tar -xO "./$script" 2>/dev/null | sh -n ||
        { echo "$deb $script"; bad=1; }
    done
  done
  return $bad
}
sums() { xargs -0 sha256sum | cut -d ' ' -f 1 | sort -u; }
carried() {
  find /tmp/root -type f -print0 | sums >/tmp/shipped
  while read -r definition; do
    find "$definition" \( -name 'icon.*' -o -name '*.yml' -o -name metadata.yaml \) -print0
  done </tmp/definitions | sums | comm -23 - /tmp/shipped | tee /tmp/missing
  [ -s /tmp/shipped ] && [ ! -s /tmp/missing ]
}
build_all() {
  # Later than Standards-Version, or lintian takes one of the two for a mistake.
  export SOURCE_DATE_EPOCH=1767225600 DEB_BUILD_PROFILES=nocheck
  export -f one
  find "$DEFINITIONS" -name metadata.yaml -printf '%h\n' | sort | one_in "$PART" >/tmp/definitions
  # shellcheck disable=SC2016
  xargs -P "$(nproc)" -I{} bash -c 'name=$(basename {})
    one "$name" {} >"/out/$name.log" 2>&1; grep -E "^(ok|check|source|build) $name\$" "/out/$name.log"' \
    </tmp/definitions >/out/result
  ok lintian lint /tmp/one/*/*.changes &
  ok many many
  ok lintian-many lint /tmp/many/*.changes
  for deb in /tmp/one/*/*.deb; do dpkg-deb -x "$deb" /tmp/root; done
  ok units units
  ok appstream appstreamcli validate --no-net /tmp/root/usr/share/metainfo/*.xml
  ok scripts scripts
  ok carried carried
  # shellcheck disable=SC2016
  for deb in /tmp/many/*.deb; do dpkg-deb -W --showformat='${Package} ${Version} ${Source}\n' "$deb"; done >/out/fields
  # shellcheck disable=SC2016
  for deb in /tmp/one/*/*.deb; do dpkg-deb -W --showformat='${Package} ${Version}\n' "$deb"; done >/out/fields-one
  mkdir /out/many && cp -r /tmp/many/*.deb /tmp/many/*/debian /out/many
  wait
}

# In the device's root, beside Docker: each line of /out/tested is the status of a test and its command.
test_all() {
  dpkg -i --force-depends /self/container-app-runtime_*.deb /out/many/*.deb >/out/install.log 2>&1 ||
    { cat /out/install.log; return 1; }
  cd /out/many || return
  sed -n 's/^Test-Command: //p' debian/tests/control >/tmp/commands
  # As autopkgtest does it: what is written on standard error is a failure.
  # shellcheck disable=SC2016
  xargs -P "$(nproc)" -d '\n' -I{} bash -c 'log=$(mktemp)
    bash -ec "{}" </dev/null 2>"$log.err" >"$log"; status=$?
    [ ! -s "$log.err" ] || status="$status, and it complains"
    echo "$status {}"; [ "$status" = 0 ] || cat "$log" "$log.err" >&2' </tmp/commands >/out/tested 2>/out/tested.log
}

# expect KIND STEP WHAT: the step has succeeded.
expect() {
  if grep -qx "ok $2" "$folder/result"; then pass "$1: $3"; else fail "$1: $3" "$folder/$2.log"; fi
}

# suite KIND DEFINITIONS PART: of the definitions one in PART.
ROOT_FUNCTIONS=(one_in one ok many lint units scripts sums carried)
suite() {
  local kind=$1 count all
  all=$(($(find "$corpus${2#/corpus}" -name metadata.yaml | wc -l) / $3))
  rm -rf "${folder:?}"/*
  if ! in_root "$kind" build_all --env "DEFINITIONS=$2" --env "PART=$3" >"$folder/out" 2>&1; then
    [ -s "$folder/result" ] || { fail "$kind: the root" "$folder/out"; return; }
  fi
  count=$(grep '^ok ' "$folder/result" |
    grep -cvxE 'ok (many|lintian|lintian-many|units|appstream|scripts|carried)')
  if [ "$count" -eq "$all" ]; then
    pass "$kind: $count definitions are checked, written as sources and built"
  else
    grep -v '^ok ' "$folder/result" >"$folder/failed"
    while read -r _ app; do tail -n 10 "$folder/$app.log"; done <"$folder/failed" >>"$folder/failed.log"
    cat "$folder/failed" >>"$folder/failed.log"
    fail "$kind: $count of $all definitions are built" "$folder/failed.log"
  fi
  expect "$kind" lintian 'lintian accepts each'
  expect "$kind" units 'systemd accepts their units without a word'
  expect "$kind" appstream 'AppStream accepts their descriptions'
  expect "$kind" scripts 'sh reads their maintainer scripts'
  expect "$kind" carried 'what they bring is shipped byte for byte'
  expect "$kind" many 'all are built as one source'
  expect "$kind" lintian-many 'lintian accepts that one'
  # Each package keeps its own version in the source of many, whose name and version it tells; one
  # package alone has the version of its source.
  local source=' all-apps (20260101)'
  [ "$all" -gt 1 ] || source=' all-apps'
  if diff <(sed "s/$source\$//" "$folder/fields") "$folder/fields-one" >"$folder/fields.diff" &&
    [ "$(grep -c "$source\$" "$folder/fields")" -eq "$all" ]; then
    pass "$kind: each package keeps its version and names the source's"
  else
    fail "$kind: versions of the source of many" "$folder/fields.diff"
  fi
}

# autopkgtests KIND: of the source that the last suite made.
autopkgtests() {
  local self all
  self=$("$here/self-build.sh" trixie-build)
  all=$(grep -c ' ' "$folder/fields")
  if "$top/tests/support/in-root.sh" --ro-bind "$self:/self" --rw-bind "$folder:/out" "$1" \
    bash -c "set -u; $(declare -f test_all); test_all" >"$folder/out" 2>&1 &&
    [ "$(grep -c '^0 debian/tests/superficial ' "$folder/tested")" -eq "$all" ]; then
    pass "$1: the tests of $all installed packages pass"
  else
    grep -hv '^0 ' "$folder/tested" "$folder/tested.log" >>"$folder/out"
    fail "$1: the tests of installed packages" "$folder/out"
  fi
}

suite trixie-build /corpus "$(amount 13 1)"
autopkgtests trixie-system
suite bookworm-build /corpus/marine "$(amount 3 1)"
finish

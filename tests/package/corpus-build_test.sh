#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every real definition becomes a source package that builds in full and a package that lintian,
# systemd and AppStream accept; so do all of them as one source of many packages.
# beside the others: it is as long as all of them.
set -u
# The function is run by in_root.
# shellcheck disable=SC2317
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"

skip_unless_roots corpus-build
if [ ! -d "$corpus" ]; then
  echo "skip - corpus-build: no definitions at $corpus"
  exit 0
fi

# In the root. $1 of each line of /out/result is ok or the step that failed.
build_all() {
  export SOURCE_DATE_EPOCH=1700000000 DEB_BUILD_OPTIONS=nocheck
  one() {
    local name=$1 definition=$2
    mkdir -p "/tmp/one/$name"
    container-app check "$definition" || { echo "check $name"; return; }
    container-app source "$definition" -o "/tmp/one/$name" || { echo "source $name"; return; }
    cd "/tmp/one/$name"/*/ || return
    dpkg-buildpackage -us -uc || { echo "build $name"; return; }
    echo "ok $name"
  }
  export -f one
  find "$DEFINITIONS" -name metadata.yaml -printf '%h\n' | sort >/tmp/definitions
  # shellcheck disable=SC2016
  xargs -P "$(nproc)" -I{} bash -c 'name=$(basename {})
    one "$name" {} >"/out/$name.log" 2>&1; grep -E "^(ok|check|source|build) $name\$" "/out/$name.log"' \
    </tmp/definitions >/out/result
  # shellcheck disable=SC2046
  container-app source $(cat /tmp/definitions) -o /tmp/many --source all-apps \
    --maintainer 'Jane Maintainer <jane@packages.debian.org>' >/out/many.log 2>&1 &&
    (cd /tmp/many/*/ && dpkg-buildpackage -us -uc) >>/out/many.log 2>&1 &&
    echo 'ok many' >>/out/result
  lintian --allow-root --fail-on error,warning /tmp/one/*/*.changes >/out/lintian.log 2>&1 &&
    echo 'ok lintian' >>/out/result
  lintian --allow-root --fail-on error,warning /tmp/many/*.changes >/out/lintian-many.log 2>&1 &&
    echo 'ok lintian-many' >>/out/result
  # shellcheck disable=SC2016
  for deb in /tmp/many/*.deb; do dpkg-deb -W --showformat='${Package} ${Version} ${Source}\n' "$deb"; done >/out/fields
  # shellcheck disable=SC2016
  for deb in /tmp/one/*/*.deb; do dpkg-deb -W --showformat='${Package} ${Version}\n' "$deb"; done >/out/fields-one
  mkdir /tmp/root
  for deb in /tmp/one/*/*.deb; do dpkg-deb -x "$deb" /tmp/root; done
  cp -r /tmp/root/usr/lib/systemd/system/. /etc/systemd/system/
  cp -r /tmp/root/var/lib/container-apps /var/lib/
  # Docker itself is not in a build root; its unit and program are only named.
  printf '[Service]\nExecStart=/bin/true\n' >/etc/systemd/system/docker.service
  [ -e /usr/bin/docker ] || ln -s /bin/true /usr/bin/docker
  find /tmp/root/usr/lib/systemd/system -type f -print0 |
    xargs -0 systemd-analyze verify --man=no >/out/units.log 2>&1 && [ ! -s /out/units.log ] &&
    echo 'ok units' >>/out/result
  appstreamcli validate --no-net /tmp/root/usr/share/metainfo/*.xml >/out/appstream.log 2>&1 &&
    echo 'ok appstream' >>/out/result
  for script in preinst postinst prerm postrm; do
    for deb in /tmp/one/*/*.deb; do
      dpkg-deb --ctrl-tarfile "$deb" | tar -xO "./$script" 2>/dev/null | sh -n || echo "$deb $script"
    done
  done >/out/scripts.log 2>&1
}

# expect KIND STEP LOG: the step has succeeded.
expect() {
  local name
  name="$1: $2"
  if grep -qx "ok $2" "$folder/result"; then pass "$name"; else fail "$name" "$folder/$3"; fi
}

# suite KIND DEFINITIONS COUNT
suite() {
  local kind=$1 count
  rm -f "$folder"/*
  if ! in_root "$kind" build_all --env "DEFINITIONS=$2" >"$folder/out" 2>&1; then
    [ -s "$folder/result" ] || { fail "$kind: the root" "$folder/out"; return; }
  fi
  count=$(grep -c '^ok ' <(grep -vxE 'ok (many|lintian|lintian-many|units|appstream)' "$folder/result"))
  if [ "$count" -eq "$3" ]; then
    pass "$kind: $count definitions are checked, written as sources and built"
  else
    grep -v '^ok ' "$folder/result" >"$folder/failed"
    while read -r _ app; do tail -n 10 "$folder/$app.log"; done <"$folder/failed" >>"$folder/failed.log"
    cat "$folder/failed" >>"$folder/failed.log"
    fail "$kind: $count of $3 definitions are built" "$folder/failed.log"
  fi
  expect "$kind" lintian lintian.log
  expect "$kind" units units.log
  expect "$kind" appstream appstream.log
  expect "$kind" many many.log
  expect "$kind" lintian-many lintian-many.log
  if [ -s "$folder/scripts.log" ]; then
    fail "$kind: sh reads the maintainer scripts" "$folder/scripts.log"
  else
    pass "$kind: sh reads the maintainer scripts"
  fi
  # Each package keeps its own version in the source of many, whose name and version it tells.
  if diff <(sed -E 's/ all-apps \(20231114\)$//' "$folder/fields") "$folder/fields-one" \
    >"$folder/fields.diff" && [ "$(grep -c ' all-apps (20231114)$' "$folder/fields")" -eq "$3" ]; then
    pass "$kind: each package keeps its version and names the source's"
  else
    fail "$kind: versions of the source of many" "$folder/fields.diff"
  fi
}

all=$(find "$corpus" -name metadata.yaml | wc -l)
suite trixie-build /corpus "$all"
suite bookworm-build "/corpus/marine" "$(find "$corpus/marine" -name metadata.yaml | wc -l)"
finish

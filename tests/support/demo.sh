#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The demonstration of `./run demo`, as root: our package is built and installed on this machine, then
# a source package around each definition of examples/ is written, built and shown.
set -euo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/container-app-demo.XXXXXX")
trap 'rm -rf "$work"' EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
die() { printf 'demo: %s\n' "$*" >&2; exit 1; }
quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; die "failed: $*"; }; }

[[ -f $repo/debian/control ]] || die 'there is no debian/control: the package cannot be built yet'
compgen -G "$repo/examples/*/metadata.yaml" >/dev/null ||
  die 'there is no definition in examples/'

say 'Building the package of this tool'
mkdir "$work/tool"
tar -C "$repo" --exclude=./build --exclude='./build-*' --exclude=./.git -c . | tar -x -C "$work/tool"
cd "$work/tool"
# The tests have a verb of their own.
export DEB_BUILD_PROFILES=nocheck
quietly apt-get update
quietly env DEBIAN_FRONTEND=noninteractive apt-get build-dep -y --no-install-recommends ./
quietly env DEB_BUILD_OPTIONS="nocheck noautodbgsym parallel=$(nproc)" DEB_CXXFLAGS_APPEND=-g1 \
  dpkg-buildpackage -b -us -uc

say 'Installing it'
quietly env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
  --allow-downgrades --reinstall "$work"/*.deb
dpkg-query -W -f '${Package} ${Version}: ${binary:Summary}\n' dh-container-app

for definition in "$repo"/examples/*/; do
  [[ -f $definition/metadata.yaml ]] || continue
  out=$work/$(basename "$definition")
  mkdir "$out"
  say "Checking $(basename "$definition")"
  container-app check "$definition"
  say 'Writing its source package and building it'
  container-app source "$definition" -o "$out/source"
  source=$(find "$out/source" -maxdepth 3 -path '*/debian/control' -printf '%h\n' | head -n 1)
  [[ -n $source ]] || die "container-app source wrote no debian/control in $out/source"
  cd "${source%/debian}"
  quietly dpkg-buildpackage -b -us -uc
  mapfile -t debs < <(find "$out" -name '*.deb')
  [[ ${#debs[@]} -gt 0 ]] || die 'no package came of it'
  for deb in "${debs[@]}"; do
    say "$(basename "$deb"): contents"
    dpkg-deb -I "$deb"
    dpkg-deb -c "$deb"
    dpkg-deb -x "$deb" "$out/x"
    dpkg-deb -e "$deb" "$out/x/DEBIAN"
    while read -r unit; do
      say "${unit#"$out/x"}"
      cat "$unit"
    done < <(find "$out/x" -path '*/systemd/system/*' -type f | sort)
    say 'postinst'
    cat "$out/x/DEBIAN/postinst"
    rm -rf "$out/x"
  done
done

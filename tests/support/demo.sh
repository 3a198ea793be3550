#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The demonstration of `./run demo`, as root: our packages are built and installed on this machine,
# then a source package around each definition of examples/ is written, built and shown.
set -euo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/container-app-demo.XXXXXX")
trap 'rm -rf "$work"' EXIT

compgen -G "$repo/examples/*/metadata.yaml" >/dev/null ||
  { echo 'demo: there is no definition in examples/' >&2; exit 1; }

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
die() { printf 'demo: %s\n' "$*" >&2; exit 1; }
quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; die "failed: $*"; }; }

bash "$repo/tests/support/install.sh"

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
  quietly dpkg-buildpackage -b -us -uc -Pnocheck
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

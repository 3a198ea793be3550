#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# own-debs.sh SUITE: prints a folder with this project's own packages, built from the tree as it is by
# dpkg-buildpackage in the root SUITE-build (trixie, bookworm). Built again only when the tree changed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
suite=$1
[[ -f $repo/debian/control ]] || { printf 'own-debs.sh: no debian/control yet\n' >&2; exit 1; }

# What shapes the packages; tests and their cases come and go.
shaping() {
  cd "$repo"
  find CMakeLists.txt VERSION LICENSE* README* cmake plugin templates hooks debian doc examples \
    -type f -not -path 'debian/.debhelper/*' -not -path 'debian/dh-container-app/*' \
    2>/dev/null | LC_ALL=C sort
}
hash=$(shaping | (cd "$repo" && xargs -d '\n' sha256sum) | sha256sum | cut -c1-12)
all=$repo/build/debs
target=$all/$suite-$hash
mkdir -p "$all"
exec {lock}>"$all/$suite.lock"
flock "$lock"
if [[ ! -d $target ]]; then
  rm -rf "$target.part"
  mkdir -p "$target.part/tree"
  tar -C "$repo" --exclude=./build --exclude='./build-*' --exclude=./.git -c . |
    tar -x -C "$target.part/tree"
  if ! "$here/in-root.sh" --rw-bind "$target.part:/b" --chdir /b/tree \
    --env DEB_BUILD_OPTIONS="nocheck noautodbgsym parallel=$(nproc)" "$suite-build" \
    dpkg-buildpackage -b -us -uc >"$all/$suite.log" 2>&1 </dev/null; then
    tail -n 40 "$all/$suite.log" >&2
    exit 1
  fi
  rm -rf "$target.part/tree"
  rm -rf "$all/$suite"-????????????
  mv -T "$target.part" "$target"
fi
printf '%s\n' "$target"

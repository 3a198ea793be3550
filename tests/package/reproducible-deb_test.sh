#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The same definition gives the same bytes: source and package, whatever the folder, umask, time
# zone and locale.
set -u
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"

skip_unless_roots reproducible-deb

# Docker Compose, which is asked in other builds, is not in these roots.
build_twice() {
  export DEB_BUILD_PROFILES=nocheck
  run() {
    local place=$1
    mkdir -p "$place"
    cp -r /src/examples/hello-beacon "$place/definition"
    rm -r "$place/definition/debian"
    sed -i 's/^version: .*/version: 1.0.0-2/' "$place/definition/metadata.yaml"
    image=$(sed -n 's/^ *image: //p' "$place/definition/docker-compose.yml")
    printf 'images:\n  - image: %s\n    digest: sha256:%064d\n    platforms: [linux/arm64]\n' "$image" 7 \
      >"$place/definition/images.lock"
    SOURCE_DATE_EPOCH=1700000000 container-app source "$place/definition" -o "$place" || exit 1
    # The source's files as they are, with their modes.
    (cd "$place"/hello-beacon-container-* && find . -printf '%p %m %y\n' | sort &&
      find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$place/tree"
    (cd "$place"/hello-beacon-container-* && dpkg-buildpackage -us -uc) || exit 1
    # A hand-written source too.
    cp -r /src/examples/hello-beacon "$place/example"
    (cd "$place/example" && dpkg-buildpackage -us -uc -b) || exit 1
  }
  (umask 022; TZ=UTC LC_ALL=C.UTF-8; export TZ LC_ALL; run /tmp/first) >/out/first.log 2>&1 || exit 1
  (umask 077; TZ=Pacific/Kiritimati LC_ALL=C XZ_OPT=-9 TAR_OPTIONS=--format=pax
    export TZ LC_ALL XZ_OPT TAR_OPTIONS; sleep 2
    run "/tmp/second folder/deeper") >/out/second.log 2>&1 || exit 1
  for file in /tmp/first/*.deb /tmp/first/*.orig.tar.xz /tmp/first/*.dsc /tmp/first/tree; do
    cmp "$file" "/tmp/second folder/deeper/${file##*/}" && echo "same ${file##*/}"
  done >/out/result 2>&1
}

for kind in $(amount trixie-build "trixie-build bookworm-build"); do
  rm -f "$folder"/*
  if ! in_root "$kind" build_twice >"$folder/out" 2>&1; then
    cat "$folder"/*.log >>"$folder/out"
    fail "$kind: builds" "$folder/out"
    continue
  fi
  # The package of the written source, that of the example, the archive, the .dsc, the tree.
  for what in hello-beacon-container_1.0.0-2_all.deb hello-beacon-container_1.0.0_all.deb \
    hello-beacon-container_1.0.0.orig.tar.xz hello-beacon-container_1.0.0-2.dsc tree; do
    if grep -qx "same $what" "$folder/result"; then
      pass "$kind: $what is the same"
    else
      fail "$kind: $what differs" "$folder/result"
    fi
  done
done
finish

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# lintian of Debian 13, with all it has to say, finds nothing in our packages, source and binary, nor in
# packages of five definitions; that of Debian 12 no error and no warning.
set -u
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"

skip_unless_roots self-lintian

try_lintian() {
  # shellcheck source=/dev/null
  . /etc/os-release
  options=(--allow-root --fail-on "error,warning")
  # Standards of Debian 13 are news to Debian 12.
  [ "$VERSION_CODENAME" = trixie ] || options+=(--suppress-tags newer-standards-version)
  # Words in machine code are pieces of words.
  [ "$VERSION_CODENAME" = bookworm ] ||
    options+=(--pedantic -EvIL +pedantic --suppress-tags spelling-error-in-binary)
  look_at() { # NAME FILE…
    local name=$1
    shift
    lintian "${options[@]}" "$@" >"/out/$name.lintian" 2>&1 || echo "status $?" >>"/out/$name.lintian"
  }
  look_at our-packages /self/*.changes
  build() { # NAME DEFINITION…: a source package of these, and what comes of it
    local name=$1 tree
    shift
    tree=$(cd /src && container-app source -o "/tmp/$name" "$@") || exit 1
    (cd "$tree" && dpkg-buildpackage -us -uc) >"/tmp/$name.log" 2>&1 || { cat "/tmp/$name.log"; exit 1; }
    look_at "$name" "/tmp/$name"/*.changes
  }
  build hello-beacon examples/hello-beacon
  build token-meter examples/token-meter
  build base-definition tests/support/base-definition
  build hostile_base tests/package/hostile_base
  build both-examples --source examples --maintainer 'Jane Doe <jane@example.org>' \
    examples/hello-beacon examples/token-meter
}

for kind in trixie-build bookworm-build; do
  rm -f "$folder"/*
  if ! in_root "$kind" try_lintian >"$folder/out" 2>&1; then
    fail "$kind: builds" "$folder/out"
    continue
  fi
  for file in "$folder"/*.lintian; do
    name=$(basename "$file" .lintian)
    # With -v there are notes of what it looks at.
    if grep -v '^N:' "$file" >"$folder/found"; then
      fail "$kind: lintian finds nothing in $name" "$folder/found"
    else
      pass "$kind: lintian finds nothing in $name"
    fi
  done
done
finish

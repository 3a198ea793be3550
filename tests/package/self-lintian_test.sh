#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# lintian of Debian 13, with all it has to say, finds nothing in our packages, source and binary, nor in
# those of five definitions; that of Debian 12 no error and no warning in ours.
# beside the others
set -u
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"

skip_unless_roots self-lintian

# What is left aside, and why:
# - words in machine code are pieces of words;
# - a definition does not say where the releases of an app are;
# - tests that only look at what was installed say so (Restrictions: superficial);
# - pages and texts that an app comes with are for its users.
try_pedantic() {
  local all=(--allow-root --pedantic -EvIL +pedantic --fail-on "error,warning" --suppress-tags)
  lintian "${all[@]}" spelling-error-in-binary /self/*.changes >/out/ours.lintian 2>&1 ||
    echo "status $?" >>/out/ours.lintian
  build() { # NAME DEFINITION…: a source package of these, and what comes of it
    local name=$1 tree
    shift
    tree=$(cd /src && container-app source -o "/tmp/$name" "$@") || exit 1
    (cd "$tree" && dpkg-buildpackage -us -uc -Pnocheck) >"/tmp/$name.log" 2>&1 || { cat "/tmp/$name.log"; exit 1; }
  }
  build hello examples/hello-beacon
  build meter --prefix marine --suffix '' examples/token-meter
  build ledger tests/support/base-definition
  build both --source examples --maintainer 'Jane Doe <jane@example.org>' examples/hello-beacon \
    examples/token-meter
  mkdir /tmp/by-hand
  cp -r /src/examples/hello-beacon /tmp/by-hand/
  (cd /tmp/by-hand/hello-beacon && dpkg-buildpackage -us -uc) >/tmp/by-hand.log 2>&1 ||
    { cat /tmp/by-hand.log; exit 1; }
  local aside=debian-watch-file-is-missing,upstream-metadata-file-is-missing
  aside+=,superficial-tests,package-contains-documentation-outside-usr-share-doc
  lintian "${all[@]}" "$aside" /tmp/*/*.changes >/out/apps.lintian 2>&1 || echo "status $?" >>/out/apps.lintian
}

# Standards of Debian 13 are news to Debian 12.
try_older() {
  lintian --allow-root --fail-on error,warning --suppress-tags newer-standards-version \
    /self/*.changes >/out/ours.lintian 2>&1 || echo "status $?" >>/out/ours.lintian
}

# look KIND FUNCTION
look() {
  local file name
  rm -f "$folder"/*
  in_root "$1" "$2" >"$folder/out" 2>&1 || fail "$1: lintian is run" "$folder/out"
  for file in "$folder"/*.lintian; do
    name=$(basename "$file" .lintian)
    # With -v there are notes of what it looks at.
    if grep -v '^N:' "$file" >"$folder/found"; then
      fail "$1: lintian finds nothing in $name" "$folder/found"
    else
      pass "$1: lintian finds nothing in $name"
    fi
  done
}
look trixie-build try_pedantic
look bookworm-build try_older
finish

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the program and the runtime cost a device: a bare Debian 13 that has Docker already. Packages
# and their sizes are those of Debian's archive, so apt gets to it.
# beside the others
set -u
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"

skip_unless_roots self-device

self=$("$here/self-build.sh" trixie-build) || { fail 'builds'; exit 1; }

# shellcheck disable=SC2016
simulate='apt-get -qq update && for package in container-app container-app-runtime; do
  # Recommends are installed by default; the roots are made without.
  set -- -o APT::Install-Recommends=true install "/self/${package}"_*.deb
  apt-get -s "$@" | sed -n "s/^Inst \([^ ]*\) .*/\1/p" >"/out/$package.new"
  apt-get --assume-no "$@" >"/out/$package.size"
done; true'
if ! "$top/tests/support/in-root.sh" --network --ro-bind "$self:/self" --rw-bind "$folder:/out" \
  trixie-system sh -c "$simulate" >"$folder/out" 2>&1; then
  fail 'apt looks at them' "$folder/out"
  exit 1
fi

# cost PACKAGE: "NUMBER KB" of what is new on the device.
cost() {
  local kb
  # "After this operation, 4806 kB of additional disk space will be used", or "4.8 MB"; newer apt:
  # "Space needed: 4806 kB / 70.0 GB available".
  kb=$(sed -n 's/^After this operation, \([0-9.,]*\) \([kM]\?B\) of additional.*/\1 \2/p
    s/^ *Space needed: \([0-9.,]*\) \([kM]\?B\) .*/\1 \2/p' "$folder/$1.size" | tr -d , |
    awk '{ print int($2 == "MB" ? $1 * 1000 : $2 == "kB" ? $1 : $1 / 1000) }')
  echo "$(wc -l <"$folder/$1.new") ${kb:-unknown}"
}

# limited PACKAGE NUMBER KB: it costs no more.
limited() {
  local number kb
  read -r number kb <<<"$(cost "$1")"
  echo "# $1: $number new packages ($(xargs <"$folder/$1.new")), $kb kB"
  if [ "$kb" != unknown ] && [ "$number" -ge 1 ] && [ "$number" -le "$2" ] && [ "$kb" -le "$3" ]; then
    pass "$1 costs at most $2 packages and $3 kB"
  else
    fail "$1 costs more than $2 packages and $3 kB" "$folder/$1.size"
  fi
  if grep -E '^(debhelper|dpkg-dev|gcc.*|g\+\+.*|cpp.*|cmake|make|perl)$' "$folder/$1.new" >"$folder/bad"; then
    fail "$1 brings no tools of development" "$folder/bad"
  else
    pass "$1 brings no tools of development"
  fi
}
limited container-app 10 15000
limited container-app-runtime 1 200
finish

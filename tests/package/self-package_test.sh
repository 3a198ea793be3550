#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# This project's own package builds in full, pleases lintian, installs, is found by dh, and builds
# the example.
set -u
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"

skip_unless_roots self-package

try_package() {
  step() {
    local name=$1
    shift
    if "$@" >"/out/$name.log" 2>&1; then echo "ok $name"; else echo "failed $name"; fi
  } >>/out/result
  # shellcheck disable=SC2016
  step installed dpkg-query -W -f '${db:Status-Status} ${Version}\n' dh-container-app
  step lintian lintian --allow-root --fail-on error,warning /self/dh-container-app_*.changes
  # shellcheck disable=SC2016
  step provides sh -c 'dpkg-query -W -f "\${Provides}" dh-container-app |
    grep -q "^dh-sequence-container-app (= "'
  step listed sh -c 'dh --list | grep -qx container-app'
  step version sh -c 'container-app --version'
  step command test "$(readlink /usr/bin/dh_container_app)" = container-app
  cp -r /src/examples/hello-beacon /tmp/hello-beacon
  # Without -d: the build dependencies are checked, and our package answers for them.
  step example sh -c 'cd /tmp/hello-beacon && dpkg-buildpackage -us -uc'
  step example-lintian sh -c 'lintian --allow-root --fail-on error,warning /tmp/hello-beacon*.changes'
  step example-clean sh -c 'cd /tmp/hello-beacon && debian/rules clean &&
    diff -r /src/examples/hello-beacon /tmp/hello-beacon'
  for test in build-package build-source; do
    mkdir "/tmp/$test"
    step "autopkgtest-$test" sh -c "cd /src && AUTOPKGTEST_TMP=/tmp/$test sh debian/tests/$test"
  done
  step removed dpkg -r dh-container-app
  step nothing-left sh -c '! test -e /usr/share/dh-container-app && ! test -e /usr/bin/container-app'
}

for kind in trixie-build bookworm-build; do
  rm -f "$folder"/*
  if ! in_root "$kind" try_package >"$folder/out" 2>&1; then
    fail "$kind: builds and installs" "$folder/out"
    continue
  fi
  pass "$kind: builds and installs"
  while read -r state name; do
    if [ "$state" = ok ]; then pass "$kind: $name"; else fail "$kind: $name" "$folder/$name.log"; fi
  done <"$folder/result"
done
finish

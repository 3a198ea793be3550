#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# This project's own packages build in full, install, are found by dh, build the example, and leave
# nothing behind.
set -u
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"

skip_unless_roots self-package

# What the packages build, in steps of try_package.
try_builds() {
  # Docker Compose, which is asked in other builds, is not in these roots.
  export DEB_BUILD_PROFILES=nocheck
  cp -r /src/examples/hello-beacon /tmp/hello-beacon
  # Without -d: the build dependencies are checked, and our package answers for them.
  step example sh -c 'cd /tmp/hello-beacon && dpkg-buildpackage -us -uc'
  step example-clean sh -c 'cd /tmp/hello-beacon && debian/rules clean &&
    diff -r /src/examples/hello-beacon /tmp/hello-beacon'
  for test in build-package build-source; do
    mkdir "/tmp/$test"
    step "autopkgtest-$test" sh -c "cd /src && AUTOPKGTEST_TMP=/tmp/$test sh debian/tests/$test"
  done
}
ROOT_FUNCTIONS+=(try_builds)

try_package() {
  step() {
    local name=$1
    shift
    if "$@" >"/out/$name.log" 2>&1; then echo "ok $name"; else echo "failed $name"; fi
  } >>/out/result
  packages=(container-app container-app-runtime dh-container-app)
  # shellcheck disable=SC2016
  step installed dpkg-query -W -f '${db:Status-Status} ${Version}\n' "${packages[@]}"
  # shellcheck disable=SC2016
  step provides sh -c 'dpkg-query -W -f "\${Provides}" dh-container-app |
    grep -q "^dh-sequence-container-app (= "'
  # A rebuild of container-app alone (binNMU) has a higher version, a rebuild of all is not needed.
  # shellcheck disable=SC2016
  step binnmu sh -c 'dpkg-query -W -f "\${Depends}\n" dh-container-app |
    grep -q "^container-app (>= [0-9.]*), "'
  step listed sh -c 'dh --list | grep -qx container-app'
  step version sh -c 'container-app --version'
  step manuals man --where container-app container-app-release container-app-definition \
    container-app-runtime dh_container_app
  step runtime sh -c 'cd /usr/lib/container-app &&
    for file in *; do
      case $file in *.conf | functions) ;; *) [ -x "$file" ] || exit 1 ;; esac
    done &&
    for file in *.conf functions/*; do ! [ -x "$file" ] || exit 1; done'
  # In the system of another folder, scripts of which are run from here, nothing of this one is touched.
  step other-root sh -c 'set -e
    mkdir -p /tmp/other/var/lib/dpkg /run/container-apps/.queue /var/lib/container-apps
    touch /tmp/other/var/lib/dpkg/status /run/container-apps/.queue/app
    run="dpkg --root=/tmp/other --force-script-chrootless --force-depends"
    $run -i /self/container-app-runtime_*_all.deb
    mkdir -p /tmp/other/run/container-apps/.queue /tmp/other/etc/container-apps
    $run --purge container-app-runtime
    [ -z "$(find /tmp/other -name "container-app*")" ]
    rm /run/container-apps/.queue/app
    rmdir /run/container-apps/.queue /run/container-apps /var/lib/container-apps'
  # The trigger is dispatched, and does nothing where no systemd runs.
  step trigger sh -c 'dpkg-trigger --by-package=container-app-runtime container-apps &&
    dpkg --configure --pending'
  try_builds
  step purged dpkg --purge "${packages[@]}"
  step nothing-left sh -c '! find / -xdev \( -path /proc -o -path /self -o -path /src -o -path /out \
    -o -path /tmp \) -prune -o \( -name "container-app*" -o -name "dh_container_app*" \) -print | grep .'
  # Those that are not compiled, where nothing can be.
  rm -f /usr/bin/{cmake,cc,c++,*gcc*,*g++*}
  step indep sh -c 'dpkg-source -x /self/*.dsc /tmp/indep && cd /tmp/indep && dpkg-buildpackage -us -uc -A -d &&
    cmp ../container-app-runtime_*_all.deb /self/container-app-runtime_*_all.deb &&
    cmp ../dh-container-app_*_all.deb /self/dh-container-app_*_all.deb'
}

for kind in $(amount trixie-build "trixie-build bookworm-build"); do
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

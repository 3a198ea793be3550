#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The same source gives the same packages, whoever builds it, where, when and how: reprotest with all its
# variations but the order of files (disorderfs needs FUSE) builds ours without the program, and that of
# an app. The program is built elsewhere, too; what ccache remembers is not compiled again.
# beside the others
set -u
# The functions are run in the roots.
# shellcheck disable=SC2317
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"
# shellcheck source=tests/system/lib/cache.sh
. "$top/tests/system/lib/cache.sh"
# shellcheck source=tests/system/lib/compiler-cache.sh
. "$top/tests/system/lib/compiler-cache.sh"

skip_unless_roots self-reprotest

# The user has no language and no folder here, as a builder in a chroot.
try_reprotest() {
  useradd other
  twice() { # NAME SOURCE COMMAND
    # What stays in the folder above belongs to the first user.
    reprotest --no-diffoscope --vary=-fileordering,domain_host.use_sudo=1,user_group.available+=other:other \
      -v -c "$3 && rm ../*.buildinfo ../*.changes" "$2" '../*.deb' -- null >"/out/$1.log" 2>&1 </dev/null &&
      echo "same $1" >>/out/result
  }
  dpkg-source -x /self/*.dsc /tmp/tree >/dev/null || exit 1
  twice our-packages /tmp/tree 'dpkg-buildpackage -us -uc -d -A'
  tree=$(container-app source -o /tmp/app /src/tests/support/base-definition) || exit 1
  twice app "$tree" 'dpkg-buildpackage -us -uc -d -b'
  true
}

# In another folder, on one processor, with another umask, zone, language and home.
try_program() {
  umask 027
  mkdir -p /build/elsewhere
  cd /build/elsewhere || exit 1
  dpkg-source -x /self/*.dsc tree >/dev/null || exit 1
  cd tree || exit 1
  export TZ=Pacific/Kiritimati LC_ALL=C HOME=/nonexistent
  taskset 1 dpkg-buildpackage -us -uc -B >/out/program.log 2>&1 || exit 1
  for deb in ../container-app_*.deb; do
    cmp "$deb" "/self/${deb##*/}" && echo 'same program' >>/out/result
  done
}

if ! in_root trixie-test try_reprotest >"$folder/out" 2>&1; then
  fail 'reprotest can be run' "$folder/out"
fi
compiler_cache trixie /build
if ! in_root trixie-build try_program "${COMPILER_CACHE[@]}" --env DEB_CXXFLAGS_APPEND=-g1 \
  --env 'DEB_BUILD_OPTIONS=nocheck parallel=1' >"$folder/out" 2>&1; then
  fail 'the program can be built elsewhere' "$folder/program.log"
fi
for what in our-packages app program; do
  if grep -qx "same $what" "$folder/result"; then
    pass "$what: the same when built again"
  else
    fail "$what: not the same when built again" "$folder/$what.log"
  fi
done
finish

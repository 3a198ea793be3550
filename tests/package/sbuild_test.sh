#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `container-app build --sbuild` as doc/farms.md describes it: an ordinary user, a chroot that sbuild unpacks
# for one build, and the add-on from a folder of packages. The user is one of this test's own namespaces.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
top=${here%/tests/package}
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build/test}/container-app")
for part in apt cache copy private; do
  # shellcheck source=/dev/null
  . "$top/tests/system/lib/$part.sh"
done
if ! why=$(can_be_private); then
  echo "skip - sbuild: $why"
  exit 0
fi
# shellcheck disable=SC2034 # for become_private
PRIVATE_OPTIONS=(--net)
become_private "$0" "$@"

suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
failed=0
report() { # NAME STATUS
  if (($2 == 0)); then echo "ok - $1"; else
    echo "not ok - $1"
    grep -A5 'unmet dependencies' "$SCRATCH/log" | sed 's/^/# /' || true
    grep -B20 '^Build finished at' "$SCRATCH/log" | sed 's/^/# /' || tail -n 30 "$SCRATCH/log" | sed 's/^/# /'
    failed=1
  fi
}

# make_deb PACKAGE VERSION FIELDS: of the folder $SCRATCH/tree/PACKAGE.
make_deb() {
  mkdir -p "$SCRATCH/tree/$1/DEBIAN"
  printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: Jane <jane@example.org>\nDescription: x\n%s\n' \
    "$1" "$2" "$3" >"$SCRATCH/tree/$1/DEBIAN/control"
  dpkg-deb --root-owner-group --build "$SCRATCH/tree/$1" "$SCRATCH/tool/$1_$2_all.deb" >/dev/null
}

# What the packages of this tree bring to a build, with the program that was built.
make_tool() {
  local version tree=$SCRATCH/tree
  version=$(cat "$top/VERSION")
  mkdir -p "$SCRATCH/tool" "$tree/container-app/usr/bin" "$tree/container-app/usr/local/share/container-app" \
    "$tree/dh-container-app/usr/bin" "$tree/dh-container-app/usr/share/perl5/Debian/Debhelper/Sequence" \
    "$tree/dh-container-app/usr/share/debhelper/autoscripts"
  cp "$program" "$tree/container-app/usr/bin/"
  # Where a program that was not configured as a package looks.
  cp -r "$top/templates" "$tree/container-app/usr/local/share/container-app/"
  cp "$top/plugin/debhelper/dh_container_app" "$tree/dh-container-app/usr/bin/"
  cp "$top/plugin/debhelper/container_app.pm" "$tree/dh-container-app/usr/share/perl5/Debian/Debhelper/Sequence/"
  cp -r "$top/plugin/debhelper/container-app" "$tree/dh-container-app/usr/share/debhelper/autoscripts/"
  chmod -R u=rwX,go=rX "$tree"
  make_deb container-app "$version" 'Section: utils'
  make_deb dh-container-app "$version" $'Depends: container-app, debhelper\nProvides: dh-sequence-container-app'
}

# add_user: one that /etc knows in this namespace only, with ids that it may use.
add_user() {
  local file
  mkdir -p "$SCRATCH/etc" "$SCRATCH/home"
  for file in passwd group subuid subgid; do
    touch "/etc/$file"
    cp "/etc/$file" "$SCRATCH/etc/$file"
  done
  echo "farm:x:20000:20000::$SCRATCH/home:/bin/sh" >>"$SCRATCH/etc/passwd"
  echo 'farm:x:20000:' >>"$SCRATCH/etc/group"
  for file in subuid subgid; do echo 'farm:2000000:65536' >>"$SCRATCH/etc/$file"; done
  for file in passwd group subuid subgid; do mount --bind "$SCRATCH/etc/$file" "/etc/$file"; done
  chown 20000:20000 "$SCRATCH/home"
}
as_farm() {
  setpriv --reuid 20000 --regid 20000 --clear-groups env -i HOME="$SCRATCH/home" USER=farm LOGNAME=farm \
    PATH="$SCRATCH/bin:/usr/sbin:/usr/bin:/sbin:/bin" TMPDIR=/var/tmp CONTAINER_APP_DATA_DIR="$top" "$@"
}

chmod 0755 "$SCRATCH"
mkdir -p "$SCRATCH/bin"
cp "$program" "$SCRATCH/bin/"
make_tool
add_user
root=$(cached_root "$suite-build") || exit 1
hold_root "$root"
tar -C "$root" --one-file-system --exclude='./dev/*' --exclude='./var/cache/apt/archives/*.deb' \
  -cf "$SCRATCH/chroot.tar" .
cat >"$SCRATCH/home/.sbuildrc" <<PERL
\$chroot_mode = 'unshare';
\$chroot = '$SCRATCH/chroot.tar';
\$extra_packages = ['$SCRATCH/tool'];
\$run_lintian = 0;
# There is no network, and the chroot has all but the add-on and Docker Compose.
\$build_profiles = 'nocheck';
\$build_environment = { DEB_BUILD_OPTIONS => 'nocheck' };
\$bd_uninstallable_explainer = '';
\$apt_update = 0;
\$apt_upgrade = 0;
\$apt_distupgrade = 0;
1;
PERL
cp -r "$top/examples/hello-beacon" "$SCRATCH/home/beacon"
chown -R 20000:20000 "$SCRATCH/home"
ip link set lo up

status=0
cd "$SCRATCH/home"
as_farm container-app build --sbuild --distribution "$suite" -o packages beacon >"$SCRATCH/out" 2>"$SCRATCH/log" ||
  status=$?
cat packages/*.build >>"$SCRATCH/log" 2>/dev/null || true
report 'an app is built in a chroot' "$status"
deb=$(tail -n 1 "$SCRATCH/out")
status=0
[[ $deb == packages/hello-beacon-container_*_all.deb ]] &&
  dpkg-deb --contents "$deb" | grep 'systemd/system/hello-beacon-container.service$' >/dev/null || status=1
report 'the package has its unit' "$status"
status=0
[[ $(ls packages) == "${deb##*/}" ]] || { ls packages; status=1; }
report 'nothing else is left' "$status"

# The same without the add-on: the log says what is missing.
sed -i 's/^\$extra_packages.*//' .sbuildrc
status=0
as_farm container-app build --sbuild --distribution "$suite" -o none beacon >"$SCRATCH/out" 2>"$SCRATCH/log" ||
  status=$?
[[ $status == 1 ]] && grep -q 'hello-beacon-container is not built: sbuild failed' "$SCRATCH/log" &&
  grep -q 'dh-sequence-container-app' none/*.build && status=0 || status=1
report 'what is missing is in the log that is kept' "$status"
exit "$failed"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# See debhelper-sequence_test.sh.
set -u
# shellcheck source=tests/package/debhelper/common.sh
. "$(dirname "$0")/common.sh"

log=$work/log
mkdir -p "$work/demo/debian/source" && cd "$work/demo" || exit 1
# Two packages with apps, one without.
cat >debian/control <<'EOF'
Source: demo
Section: misc
Priority: optional
Maintainer: Jane Doe <jane@example.org>
Build-Depends: debhelper-compat (= 13), dh-sequence-container-app
Standards-Version: 4.6.2
Rules-Requires-Root: no

Package: demo-one
Architecture: all
Depends: ${misc:Depends}, ${container-app:Depends}
Recommends: ${container-app:Recommends}
Suggests: ${container-app:Suggests}
Tag: ${container-app:Tag}
Description: first app

Package: demo-plain
Architecture: all
Depends: ${misc:Depends}
Description: no app

Package: demo-two
Architecture: any
Depends: ${misc:Depends}, ${container-app:Depends}
Description: second app
EOF
changelog demo 1.0 >debian/changelog
printf '#!/usr/bin/make -f\n%%:\n\tdh $@\n' >debian/rules
chmod +x debian/rules
echo '3.0 (native)' >debian/source/format
app apps/one demo-one
app apps/two demo-two
echo apps/one >debian/demo-one.container-app
echo apps/two >debian/demo-two.container-app
printf '[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n' >debian/demo-plain.service
printf '[Timer]\nOnBootSec=1h\n[Install]\nWantedBy=timers.target\n' >debian/demo-two.timer
find . -type f | sort | xargs sha256sum >"$work/before"

dh binary --no-act >"$log" 2>&1
check "dh knows the add-on" holds "$log" dh_container_app
check "the command follows dh_installsystemd" before "$log" dh_installsystemd dh_container_app
check "the command precedes dh_fixperms" before "$log" dh_container_app dh_fixperms

check "the packages build" dpkg-buildpackage -b -us -uc -d
cp "$work/out" "$log"
check "no variable is used and not defined" lacks "$log" "unknown substitution variable"
check "one that is defined and not used is told" holds "$log" \
  "demo-two: substitution variable \${container-app:Suggests} unused"
check "unless it is empty" lacks "$log" "container-app:Recommends}"
for package in demo-one demo-plain demo-two; do
  dpkg-deb -e ../"${package}"_1.0_*.deb "$work/$package"
  dpkg-deb -c ../"${package}"_1.0_*.deb >"$work/$package/list"
done
postinst=$work/demo-one/postinst
units=/usr/lib/systemd/system
check "units are in the vendor folder" holds "$work/demo-one/list" ".$units/demo-one-watcher-harbour.path"
check "and in no other" lacks "$work/demo-one/list" " ./lib/systemd"
check "the main unit is enabled once" count "$postinst" "deb-systemd-helper enable 'demo-one.service'" 1
check "the path unit is enabled" count "$postinst" "deb-systemd-helper enable 'demo-one-watcher-harbour.path'" 1
check "the static unit is not" lacks "$postinst" "enable 'demo-one-watcher-harbour.service'"
check "dh_installsystemd leaves our units alone" lacks "$postinst" dh_installsystemd
check "dpkg waits for no start" lacks "$postinst" deb-systemd-invoke
check "the start follows the enabling" before "$postinst" "enable 'demo-one.service'" container-app/queue
check "removal stops all units" holds "$work/demo-one/prerm" "'demo-one-watcher-harbour.service' 'demo-one.service'"
check "purge forgets them" holds "$work/demo-one/postrm" \
  "deb-systemd-helper purge 'demo-one-watcher-harbour.path' 'demo-one.service'"
check "systemd is reloaded before that" before "$work/demo-one/postrm" daemon-reload "deb-systemd-helper purge"
version=$(container-app --version)
check "the section tells who wrote it" holds "$postinst" "# Automatically added by dh_container_app/${version##* }"
check "the second app has its own unit" holds "$work/demo-two/postinst" "enable 'demo-two.service'"
check "and not that of the first" lacks "$work/demo-two/postinst" demo-one
check "another unit of its package is dh_installsystemd's" holds "$work/demo-two/postinst" "_dh_action 'demo-two.timer'"
check "a plain package's unit stays with dh_installsystemd" holds "$work/demo-plain/postinst" \
  "Automatically added by dh_installsystemd"
check "and gets nothing from us" lacks "$work/demo-plain/postinst" dh_container_app
check "dependencies arrive" holds "$work/demo-one/control" docker
check "so do suggestions" holds "$work/demo-one/control" "Suggests: base-files, base-passwd"
check "what is empty is no field" lacks "$work/demo-one/control" Recommends
check "and the tags, for whom takes them" holds "$work/demo-one/control" "Tag: role::container-app"
check "for no other" lacks "$work/demo-two/control" Tag
for script in postinst prerm postrm; do
  check "$script is shell" sh -n "$work/demo-one/$script"
done

check "clean" debian/rules clean
find . -type f | sort | xargs sha256sum >"$work/after"
check "dh_clean leaves nothing behind" diff "$work/before" "$work/after"

# "Rules-Requires-Root: no": nobody is asked for more rights, and a narrow umask shows nowhere.
as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"; }
if as_nobody true 2>/dev/null; then
  chmod 0755 "$work"
  mkdir "$work/nobody"
  cp -r . "$work/nobody/demo"
  chown -R 65534:65534 "$work/nobody"
  check "another user builds the packages" as_nobody env HOME=/nonexistent sh -c \
    "cd $work/nobody/demo && umask 077 && dpkg-buildpackage -b -us -uc -d"
  check "and they are the same" cmp "$work/nobody/demo-one_1.0_all.deb" ../demo-one_1.0_all.deb
else
  echo "skip - $SUITE: another user builds the packages: there is none in this namespace"
fi

check "a build of independent packages" dpkg-buildpackage -A -us -uc -d
check "acts on them" holds debian/demo-one.postinst.debhelper "enable 'demo-one.service'"
check "and on no other" test ! -e debian/demo-two.postinst.debhelper
cp debian/demo-one.postinst.debhelper "$work/once"
cp debian/demo-one.substvars "$work/substvars"
cp -a debian/demo-one "$work/tree"
check "the command runs again" dh_container_app -i
check "and installs the same files" diff -r --no-dereference debian/demo-one "$work/tree"
check "and the same dependencies" diff debian/demo-one.substvars "$work/substvars"
# As with dh_installsystemd, which says so: without dh_prep in between, its sections are there twice.
check "and its sections again" diff debian/demo-one.postinst.debhelper <(cat "$work/once" "$work/once")

debian/rules clean >/dev/null 2>&1
printf '\noverride_dh_container_app:\n\tdh_container_app -pdemo-two\n\tdh_container_app -v --remaining-packages\n' \
  >>debian/rules
debian/rules binary >"$log" 2>&1
check "an override with --remaining-packages takes each package once" count "$log" " debian/demo-two$units" 0
check "and the others" holds "$log" " debian/demo-one$units/demo-one.service"
check "the package of the first call is complete" holds debian/demo-two/DEBIAN/postinst "'demo-two.service'"
check "each is enabled once" count debian/demo-two/DEBIAN/postinst "enable 'demo-two.service'" 1

debian/rules clean >/dev/null 2>&1
sed -i '/^override/,$d' debian/rules
for level in 12 14; do
  sed -i "s/debhelper-compat (= [0-9]*)/debhelper-compat (= $level)/" debian/control
  # What 13.11 writes in its experimental level 14 does not matter here.
  check "level $level: the packages build" dpkg-buildpackage -b -us -uc -d
  dpkg-deb -e ../demo-one_1.0_all.deb "$work/level"
  check "level $level: the same postinst" diff "$work/level/postinst" "$postinst"
  check "level $level: the same dependencies" diff <(grep ^Depends "$work/level/control") \
    <(grep ^Depends "$work/demo-one/control")
  debian/rules clean >/dev/null 2>&1
done
sed -i "s/debhelper-compat (= [0-9]*)/debhelper-compat (= 13)/" debian/control

sed -i 's/, dh-sequence-container-app//; /^Build-Depends/a Build-Depends-Indep: dh-sequence-container-app' \
  debian/control
dh binary-indep --no-act >"$log" 2>&1
check "Build-Depends-Indep: the command runs with -i" holds "$log" "dh_container_app -i"
dh binary-arch --no-act >"$log" 2>&1
check "and not for the others" lacks "$log" dh_container_app
finish

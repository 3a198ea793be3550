#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The add-on in real dh builds: where the command runs, what gets into the packages and their scripts,
# what dh_clean leaves behind.
set -u

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build}/tests/debhelper-command")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

[ -x "$program" ] || {
	echo "not ok - $program is not built"
	exit 1
}

mkdir -p "$folder/bin" "$folder/perl/Debian/Debhelper/Sequence"
ln -s "$program" "$folder/bin/dh_container_app"
cp "$top/plugin/debhelper/container_app.pm" "$folder/perl/Debian/Debhelper/Sequence/"
export PATH=$folder/bin:$PATH PERL5LIB=$folder/perl LC_ALL=C NO_COLOR=1
unset DH_OPTIONS DH_INTERNAL_OPTIONS DH_VERBOSE DEB_BUILD_OPTIONS DEB_BUILD_PROFILES
log=$folder/log

check() {
	local name=$1
	shift
	if "$@" >"$folder/out" 2>&1; then
		echo "ok - $name"
	else
		echo "not ok - $name"
		sed 's/^/# /' "$folder/out" | tail -n 20
		failures=$((failures + 1))
	fi
}
holds() { grep -qF -- "$2" "$1" || { cat "$1" && false; }; }
lacks() { ! grep -F -- "$2" "$1"; }
line() { grep -nF -- "$2" "$1" | head -n 1 | cut -d: -f1; }
before() { [ "$(line "$1" "$2")" -lt "$(line "$1" "$3")" ] || { cat "$1" && false; }; }
count() { [ "$(grep -cF -- "$2" "$1")" -eq "$3" ] || { cat "$1" && false; }; }

# source FOLDER: two packages with apps, one without.
source_package() {
	mkdir -p "$1/debian/source" "$1/apps/one" "$1/apps/two"
	cd "$1" || exit 1
	cat >debian/control <<-'EOF'
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
	cat >debian/changelog <<-'EOF'
		demo (1.0) unstable; urgency=medium

		  * Test.

		 -- Jane Doe <jane@example.org>  Thu, 01 Jan 2026 00:00:00 +0000
	EOF
	printf '#!/usr/bin/make -f\n%%:\n\tdh $@\n' >debian/rules
	chmod +x debian/rules
	echo '3.0 (native)' >debian/source/format
	printf '[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n' \
		>apps/one/demo-one.service
	printf '[Service]\nType=oneshot\nExecStart=/bin/true\n' >apps/one/demo-one-restart.service
	printf '[Path]\nPathChanged=/etc/demo\n[Install]\nWantedBy=paths.target\n' \
		>apps/one/demo-one.path
	cp apps/one/demo-one.service apps/two/demo-two.service
	cp apps/one/demo-one.service debian/demo-plain.service
	echo apps/one >debian/demo-one.container-app
	echo apps/two >debian/demo-two.container-app
}

source_package "$folder/demo"
find . -type f | sort | xargs sha256sum >"$folder/before"

dh binary --no-act >"$log" 2>&1
check "dh knows the add-on" holds "$log" dh_container_app
check "the command follows dh_installsystemd" before "$log" dh_installsystemd dh_container_app
check "the command precedes dh_fixperms" before "$log" dh_container_app dh_fixperms

check "the packages build" dpkg-buildpackage -b -us -uc -d
for package in demo-one demo-plain demo-two; do
	dpkg-deb -e ../"${package}"_1.0_*.deb "$folder/$package"
	dpkg-deb -c ../"${package}"_1.0_*.deb >"$folder/$package/list"
done
postinst=$folder/demo-one/postinst
check "units are in the vendor folder" holds "$folder/demo-one/list" \
	./usr/lib/systemd/system/demo-one.path
check "the main unit is enabled once" count "$postinst" "deb-systemd-helper enable 'demo-one.service'" 1
check "the path unit is enabled" count "$postinst" "deb-systemd-helper enable 'demo-one.path'" 1
check "the static unit is not" lacks "$postinst" demo-one-restart.service
check "dh_installsystemd leaves our units alone" lacks "$postinst" dh_installsystemd
check "dpkg waits for no start" lacks "$postinst" "deb-systemd-invoke"
check "the start follows the enabling" before "$postinst" "deb-systemd-helper" "start-of demo-one 1.0"
check "removal stops all units" holds "$folder/demo-one/prerm" \
	"deb-systemd-invoke stop 'demo-one-restart.service' 'demo-one.path' 'demo-one.service'"
check "purge forgets them" holds "$folder/demo-one/postrm" \
	"deb-systemd-helper purge 'demo-one.path' 'demo-one.service'"
check "the section tells who wrote it" holds "$postinst" \
	"# Automatically added by dh_container_app/0.0-test"
check "the second app has its own unit" holds "$folder/demo-two/postinst" "'demo-two.service'"
check "and not that of the first" lacks "$folder/demo-two/postinst" demo-one
check "a plain package's unit stays with dh_installsystemd" holds "$folder/demo-plain/postinst" \
	"Automatically added by dh_installsystemd"
check "and gets nothing from us" lacks "$folder/demo-plain/postinst" dh_container_app
check "dependencies arrive" holds "$folder/demo-one/control" \
	"Depends: base-files (>= 1), base-passwd"
for script in postinst prerm postrm; do
	check "$script is shell" sh -n "$folder/demo-one/$script"
done

check "clean" debian/rules clean
find . -type f | sort | xargs sha256sum >"$folder/after"
check "dh_clean leaves nothing behind" diff "$folder/before" "$folder/after"

check "a build of independent packages" dpkg-buildpackage -A -us -uc -d
check "acts on them" holds debian/demo-one.postinst.debhelper start-of
check "and on no other" test ! -e debian/demo-two.postinst.debhelper
cp debian/demo-one.postinst.debhelper "$folder/once"
check "the command runs again" dh_container_app -i
check "and changes nothing" cmp debian/demo-one.postinst.debhelper "$folder/once"

debian/rules clean >/dev/null 2>&1
printf '\noverride_dh_container_app:\n\tdh_container_app -pdemo-two\n\tdh_container_app -v --remaining-packages\n' \
	>>debian/rules
debian/rules binary >"$log" 2>&1
check "an override with --remaining-packages takes each package once" \
	count "$log" "write debian/demo-two/" 0
check "and the others" holds "$log" "write debian/demo-one/usr/lib/systemd/system/demo-one.service"
check "the package of the first call is complete" holds debian/demo-two/DEBIAN/postinst start-of

debian/rules clean >/dev/null 2>&1
sed -i '/^override/,$d' debian/rules
sed -i 's/, dh-sequence-container-app//; /^Build-Depends/a Build-Depends-Indep: dh-sequence-container-app' \
	debian/control
dh binary-indep --no-act >"$log" 2>&1
check "Build-Depends-Indep: the command runs with -i" holds "$log" "dh_container_app -i"
dh binary-arch --no-act >"$log" 2>&1
check "and not for the others" lacks "$log" dh_container_app

[ "$failures" -eq 0 ]

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# piuparts: our packages and one of an app are installed, removed and purged, and installed over those
# of 0.1.0; files, links and owners are then what they were. The root has all they depend on, so
# nothing is downloaded.
# beside the others
set -u
# The functions are run in the root.
# shellcheck disable=SC2317
# shellcheck source=tests/package/corpus-lib.sh
. "$(dirname "$0")/corpus-lib.sh"

skip_unless_roots self-piuparts

# old_package NAME VERSION ARCHITECTURE TREE: what stands for a package of 0.1.0 in piuparts' archive.
old_package() {
  mkdir -p "$4/DEBIAN"
  cat >"$4/DEBIAN/control" <<-CONTROL
		Package: $1
		Version: $2
		Architecture: $3
		Maintainer: Jane Doe <jane@example.org>
		Description: package in the shape of release 0.1.0
	CONTROL
  dpkg-deb --root-owner-group --build "$4" /old >/dev/null
}

# What 0.1.0 had in one package, where three have it now.
old_tool() {
  local tree=/tmp/old-tool file
  for file in usr/bin/container-app usr/share/bash-completion/completions/container-app \
    usr/share/dh-container-app/templates/app.service.mustache \
    usr/share/dh-container-app/hooks/stages.sh usr/share/man/man1/container-app.1.gz \
    usr/share/man/man5/container-app-definition.5.gz usr/share/man/man1/dh_container_app.1.gz \
    usr/share/perl5/Debian/Debhelper/Sequence/container_app.pm; do
    mkdir -p "$tree/${file%/*}"
    echo 0.1.0 >"$tree/$file"
  done
  ln -s container-app "$tree/usr/bin/dh_container_app"
  old_package dh-container-app 0.1.0 "$(dpkg --print-architecture)" "$tree"
}

# An app of then: static files in /var/lib, settings made by postinst, a trigger of its own.
old_app() {
  local tree=/tmp/old-app name=tide-ledger-container file
  for file in docker-compose.yml compose.container-app.yml metadata.yaml config.yml env.template \
    env.user-template prestart.sh start-queued.sh; do
    mkdir -p "$tree/var/lib/container-apps/$name"
    echo 0.1.0 >"$tree/var/lib/container-apps/$name/$file"
  done
  mkdir -p "$tree/usr/lib/systemd/system" "$tree/DEBIAN"
  printf '[Service]\nExecStart=/usr/bin/true\n' >"$tree/usr/lib/systemd/system/$name.service"
  echo "interest-noawait container-app-$name" >"$tree/DEBIAN/triggers"
  cat >"$tree/DEBIAN/postinst" <<-SH
		#!/bin/sh
		set -e
		mkdir -p /etc/container-apps/$name /var/lib/container-apps/$name/data
		echo OLD=1 >/etc/container-apps/$name/env
	SH
  cat >"$tree/DEBIAN/postrm" <<-SH
		#!/bin/sh
		set -e
		[ "\$1" != purge ] || rm -rf /etc/container-apps/$name
	SH
  chmod 0755 "$tree/DEBIAN/postinst" "$tree/DEBIAN/postrm"
  old_package $name 2.3.0-1 all "$tree"
}

try_piuparts() {
  local tree
  cd / || exit 1
  mkdir -p /chroot/{proc,sys,dev,run,tmp} /old
  chmod 1777 /chroot/tmp
  cp -a bin boot etc home lib* media mnt opt root sbin srv usr var /chroot/ || exit 1
  rm -rf /chroot/etc/apt/sources.list.d/*
  echo 'deb [trusted=yes] file:/old ./' >/chroot/etc/apt/sources.list
  old_tool
  old_app
  (cd /old && dpkg-scanpackages --multiversion . >Packages) || exit 1
  dpkg -i /self/{container-app,container-app-runtime,dh-container-app}_*.deb || exit 1
  tree=$(container-app source -o /tmp/app /src/tests/support/base-definition) || exit 1
  (cd "$tree" && debian/rules binary) || exit 1
  # Whatever it depends on is there, so all that changes is ours.
  piuparts --existing-chroot=/chroot --hard-link --keep-sources-list --bindmount=/old --no-eatmydata \
    --distribution=trixie --pedantic-purge-test --log-file=/out/piuparts \
    /self/{container-app,container-app-runtime,dh-container-app}_*.deb /tmp/app/*.deb
}

self=$("$here/self-build.sh" trixie-build) || { fail 'builds'; exit 1; }
functions=$(declare -f old_package old_tool old_app try_piuparts)
"$top/tests/support/in-root.sh" --ro-bind "$self:/self" --rw-bind "$folder:/out" trixie-test \
  bash -c "set -u; $functions; try_piuparts" >"$folder/log" 2>&1
status=$?
grep -E ' (INFO: (PASS|Installation of|Upgrading)|ERROR|FAIL)' "$folder/log" | sed 's/^/# /' | cut -c1-160
if [ "$status" -ne 0 ]; then
  fail "piuparts (status $status)" "$folder/log" 80
fi
for what in 'Installation and purging test' 'Installation, upgrade and purging tests' 'All tests'; do
  if grep -q "PASS: $what" "$folder/log"; then pass "piuparts: $what"; else fail "piuparts: $what"; fi
done
for what in "dh-container-app ($(cat "$top/VERSION")) over (0.1.0)" 'tide-ledger-container (2.4.0-1) over (2.3.0-1)'; do
  if grep -qF "Unpacking $what" "$folder/log"; then pass "piuparts: $what"; else fail "piuparts: $what"; fi
done
finish

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What can happen to a package: several in one run of dpkg, Docker upgraded beside them, downgrade, an
# upgrade that is aborted, reinstallation, earlier packagings, machines where nothing is to start.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"
# shellcheck source-path=SCRIPTDIR source=lib/docker.sh
. "$(dirname "$0")/lib/docker.sh"
# shellcheck source-path=SCRIPTDIR source=lib/before.sh
. "$(dirname "$0")/lib/before.sh"

# rebuild DEB: standard input is a script that changes the package's tree, in which it starts.
rebuild() {
  local tree
  tree=$(mktemp -d "$SCRATCH/deb.XXXXXX")
  dpkg-deb --raw-extract "$1" "$tree/deb" && (cd "$tree/deb" && bash -eu -s) &&
    dpkg-deb --root-owner-group --build "$tree/deb" "$2" >/dev/null
}

prepare_tool
APPS=(one two denied broken)
for version in 1 2; do
  for app in "${APPS[@]}"; do define_app "$SCRATCH/$version/$app" "$app" $version.0 test/app:$version; done
  expect "version $version builds" build_apps "$SCRATCH/debs" "$SCRATCH/$version"/*
done
hook "$SCRATCH/1/broken" <<<'exit 3'
expect 'a broken version builds' build_apps "$SCRATCH/debs" "$SCRATCH/1/broken"
DEBS=$SCRATCH/debs
deb() { echo "/root/$1-container_$2.0_all.deb"; }
# An upgrade that its own preinst refuses.
rebuild "$DEBS/one-container_2.0_all.deb" "$DEBS/refused.deb" <<'SH'
sed -i 's/^Version: .*/Version: 3.0/' DEBIAN/control
printf '#!/bin/sh\nexit 1\n' >DEBIAN/preinst
SH
# One that Breaks ours, and cannot be unpacked.
mkdir -p "$SCRATCH/intruder/DEBIAN"
printf '%s\n' 'Package: intruder' 'Version: 1' 'Architecture: all' 'Description: breaks' \
  'Breaks: one-container' 'Maintainer: Test <test@example.org>' >"$SCRATCH/intruder/DEBIAN/control"
printf '#!/bin/sh\nexit 1\n' >"$SCRATCH/intruder/DEBIAN/preinst"
chmod +x "$SCRATCH/intruder/DEBIAN/preinst"
dpkg-deb --build "$SCRATCH/intruder" "$DEBS/intruder.deb" >/dev/null
# One that takes over all files of ours.
rebuild "$DEBS/two-container_2.0_all.deb" "$DEBS/heir.deb" <<'SH'
sed -i 's/^Package: .*/Package: two-heir\nReplaces: two-container/' DEBIAN/control
SH
# Debian's docker.io does not restart Docker when it is upgraded; other packages of Docker do.
mkdir -p "$SCRATCH/docker/DEBIAN"
printf '%s\n' 'Package: docker-restarter' 'Version: 1' 'Architecture: all' 'Description: restarts' \
  'Maintainer: Test <test@example.org>' >"$SCRATCH/docker/DEBIAN/control"
printf '#!/bin/sh\n[ "$1" != configure ] || deb-systemd-invoke restart docker.service\n' \
  >"$SCRATCH/docker/DEBIAN/postinst"
chmod +x "$SCRATCH/docker/DEBIAN/postinst"
dpkg-deb --build "$SCRATCH/docker" "$DEBS/docker-restarter.deb" >/dev/null
# By the peer: the unit is a conffile in /etc, enabled by systemctl.
for app in edited legacy; do
  pack_before peer $app "$DEBS/old-$app.deb"
  define_today "$SCRATCH/today/$app" $app 2.0
  sed -i 's,test/app:1,test/app:2,' "$SCRATCH/today/$app/docker-compose.yml"
done
expect 'what replaces packages of the peer builds' build_apps "$DEBS" "$SCRATCH"/today/*

new_system device
expect 'Docker is packed again, as a newer version' \
  pack_docker "$SYSTEM/root/docker.io.deb" -e 's/^Version: .*/&+test1/'
tune broken RestartSec=100ms
cp "$DEBS"/*.deb "$SYSTEM/root/"
boot
import_image test/app:1 test/app:2
expect 'the runtime installs' install_runtime
state() { state_of "$1-container.service"; }
version_running() { # APP: of the image of its containers, or -
  local image
  image=$(inside docker ps --filter "label=com.docker.compose.project=$1-container" --format '{{.Image}}' | sort -u)
  echo "${image##*:}" | sed 's/^$/-/'
}
now() { echo "$(state "$1") $(version_running "$1")"; }
is_now() { [[ $(now "$1") == "$2" ]]; }
# idle: systemd has done all it was told; what the trigger leaves to systemd is a unit of its own.
idle() { [[ -z $(inside systemctl list-jobs --no-legend; inside systemctl list-units --no-legend 'run-*.service') ]]; }
stays() { idle && is_now "$1" "$2"; }
# row NAME APP EXPECTED: what the app comes to, as a row of the table and an assertion.
row() {
  wait_until 20 stays "$2" "$3"
  table_row "$1" "$STATUS" "$(now "$2")"
  expect_eq "$1: apt's exit status" 0 "$STATUS"
  expect_eq "$1" "$3" "$(now "$2")"
}
apt() { OUTPUT=$(apt_install "$@"); STATUS=$?; }
pid_of() { inside docker inspect --format '{{.State.Pid}}' "$1-container-main-1"; }
table_row 'case' "apt's status" 'app, version'

apt "$(deb one 1)" "$(deb two 1)"
row 'installation of two' one 'active 1'
row 'the other of the two' two 'active 1'
reloads() { inside journalctl -b -o cat _PID=1 | grep -c 'Reload requested'; }
before=$(reloads)
apt "$(deb one 2)" "$(deb two 2)"
row 'upgrade of two in one run' one 'active 2'
row 'the other' two 'active 2'
expect_eq 'systemd reloads once for both' 1 $(($(reloads) - before))
apt "$(deb one 1)" "$(deb two 1)" /root/docker.io.deb
row 'downgrade, docker.io upgraded in the same run' one 'active 1'
row 'the other' two 'active 1'
expect_match 'it is upgraded' '\+test1$' "$(inside dpkg-query -W -f '${Version}' docker.io)"
apt "$(deb one 2)" "$(deb two 2)"
apt "$(deb one 1)" "$(deb two 1)" /root/docker-restarter.deb
row 'downgrade, Docker restarted in the same run' one 'active 1'
row 'the other' two 'active 1'
before=$(pid_of one)
OUTPUT=$(inside dpkg -i /root/refused.deb 2>&1)
expect_eq 'an upgrade its preinst refuses fails' 1 $?
STATUS=0
row 'abort-upgrade' one 'active 1'
expect_eq 'the app was not disturbed' "$before" "$(pid_of one)"
expect_eq 'dpkg has the old version' 'install ok installed 1.0' \
  "$(inside dpkg-query -W -f '${Status} ${Version}' one-container)"
expect_fail 'no note of it is left' inside test -e /run/container-apps/.upgrade/one-container
OUTPUT=$(inside dpkg --auto-deconfigure -i /root/intruder.deb 2>&1)
expect_eq 'a package that breaks it, and whose preinst fails, is not installed' 1 $?
expect_match 'dpkg had deconfigured it' 'De-configuring one-container' "$OUTPUT"
row 'abort-deconfigure' one 'active 1'
expect_eq 'the app was not disturbed by it, either' "$before" "$(pid_of one)"
expect_eq 'it is configured again' 'install ok installed 1.0' \
  "$(inside dpkg-query -W -f '${Status} ${Version}' one-container)"
inside systemctl stop one-container.service
apt "$(deb one 2)"
row 'an upgrade after that: stopped stays stopped' one 'inactive -'
inside systemctl start one-container.service
wait_until 20 is_now one 'active 2'
before=$(pid_of one)
apt --reinstall "$(deb one 2)"
expect_soon 'reinstallation restarts it' 20 eval '[[ $(pid_of one) != "$before" ]]'
row 'reinstallation' one 'active 2'

# Earlier packagings.
apt /root/old-legacy.deb
row 'a package of the peer' legacy 'active 1'
apt "$(deb legacy 2)"
row 'upgrade from a unit in /etc/systemd/system' legacy 'active 2'
expect_eq 'the unit is the one of the package' /usr/lib/systemd/system/legacy-container.service \
  "$(inside systemctl show -p FragmentPath --value legacy-container.service)"
expect_eq 'and enabled' enabled "$(inside systemctl is-enabled legacy-container.service)"
apt /root/old-edited.deb
inside sed -i 's/^RestartSec=.*/RestartSec=77s/' /etc/systemd/system/edited-container.service
apt "$(deb edited 2)"
row 'the same where it was edited' edited 'active 2'
expect_match 'apt tells where the edited one is kept' 'dpkg-bak' "$OUTPUT"
expect_eq 'it is there' RestartSec=77s \
  "$(inside grep '^RestartSec' /etc/systemd/system/edited-container.service.dpkg-bak)"
expect_eq 'the package has its own again' /usr/lib/systemd/system/edited-container.service \
  "$(inside systemctl show -p FragmentPath --value edited-container.service)"

# Where nothing is to start.
policy() { inside sh -c 'cat >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d'; }
policy <<'SH'
#!/bin/sh
case $1 in denied-*) exit 101 ;; esac
SH
apt "$(deb denied 1)" "$(deb two 2)"
row 'policy-rc.d denies one' denied 'inactive -'
row 'and not the other' two 'active 2'
policy <<<$'#!/bin/sh\nexit 101'
apt "$(deb denied 2)" "$(deb two 1)"
row 'policy-rc.d denies all: installed' denied 'inactive -'
row 'policy-rc.d denies all: running on' two 'active 2'
inside rm /usr/sbin/policy-rc.d
inside systemctl restart two-container.service
row 'the administrator restarts it' two 'active 1'
inside systemctl stop docker.service docker.socket
apt "$(deb broken 1)"
row 'installation of a broken one' broken 'failed -'
apt "$(deb broken 2)"
row 'upgrade from failed' broken 'active 2'

# The app of a package that disappears.
inside sh -c 'echo kept >/var/lib/container-apps/two-container/data/kept'
OUTPUT=$(inside dpkg -i /root/heir.deb 2>&1)
STATUS=$?
expect_match 'another package takes over all of its files' 'disappear' "$OUTPUT"
row 'disappear: the app is as it was' two 'active 1'
expect_eq 'it is not installed any more' '' \
  "$(inside dpkg-query -W -f '${db:Status-Status}' two-container 2>/dev/null | grep '^installed')"
expect_eq 'its data is as it was' kept "$(inside cat /var/lib/container-apps/two-container/data/kept)"
expect_eq 'and it starts after a boot' enabled "$(inside systemctl is-enabled two-container.service)"

# A chroot without systemd: an image is built there.
cp "$(runtime_deb)" "$DEBS/container-app-runtime.deb"
chroot_log=$("$REPO/tests/support/in-root.sh" --ro-bind "$DEBS:/debs" trixie-system sh -c '
  dpkg -i /debs/container-app-runtime.deb &&
  dpkg -i /debs/one-container_1.0_all.deb /debs/two-container_1.0_all.deb &&
  dpkg -i /debs/one-container_2.0_all.deb &&
  ls -l /etc/systemd/system/multi-user.target.wants/ && find /run/container-apps' 2>&1)
STATUS=$?
table_row 'chroot without systemd' "$STATUS" 'enabled'
expect_eq "chroot: dpkg's exit status" 0 "$STATUS"
expect_match 'chroot: enabled for the first boot' 'one-container.service' "$chroot_log"
expect_fail 'chroot: nothing is queued in /run' grep -q '^/run/container-apps/' <<<"$chroot_log"

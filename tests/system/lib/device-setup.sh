#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# device-setup.sh ROOT: what turns a Debian root into a device for tests: Docker that needs neither
# the network nor kernel modules, and no unit that only costs time at boot.
set -eu
root=$1

mkdir -p "$root/etc/docker"
cat >"$root/etc/docker/daemon.json" <<'JSON'
{
  "iptables": false,
  "ip6tables": false,
  "ip-forward": false,
  "bridge": "none",
  "storage-driver": "vfs"
}
JSON

for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
  e2scrub_reap.service fstrim.timer console-getty.service getty.target systemd-logind.service \
  systemd-modules-load.service systemd-udevd.service systemd-udev-trigger.service \
  systemd-journal-catalog-update.service \
  systemd-update-utmp.service systemd-hwdb-update.service ldconfig.service \
  systemd-firstboot.service systemd-networkd.service systemd-pcrphase.service \
  systemd-journald-audit.socket systemd-binfmt.service proc-sys-fs-binfmt_misc.automount \
  sys-kernel-debug.mount sys-kernel-tracing.mount dev-hugepages.mount dev-mqueue.mount; do
  ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
# They find nothing here, and run each time that systemd reads its units: a dozen programs for each
# package that apt installs.
mkdir -p "$root/etc/systemd/system-generators"
for generator in "$root"/usr/lib/systemd/system-generators/*; do
  ln -sf /dev/null "$root/etc/systemd/system-generators/${generator##*/}"
done
rm -f "$root/etc/systemd/system/multi-user.target.wants/redis-server.service"
rm -f "$root/etc/systemd/system/multi-user.target.wants/haproxy.service"
printf 'device\n' >"$root/etc/hostname"
printf '127.0.0.1 localhost device\n::1 localhost\n' >"$root/etc/hosts"
: >"$root/etc/fstab"
# Nothing is out of date: no unit with ConditionNeedsUpdate= has to run.
touch "$root/etc/.updated" "$root/var/.updated"

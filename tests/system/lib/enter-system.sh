# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# enter-system.sh ROOT PIDFILE: PID 1 of fresh namespaces; makes ROOT the root and becomes systemd.
set -eu
root=$1
# shellcheck source-path=SCRIPTDIR source=devices.sh
. "$(dirname "$0")/devices.sh"
# /proc is still the starter's, so it tells the pid by which the starter knows this process.
read -r pid _ </proc/self/stat
printf '%s\n' "$pid" >"$2"

mount --make-rprivate /
mount --bind "$root" "$root"
cd "$root"
mount_devices .
mount -t cgroup2 -o nosuid,noexec,nodev cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=0755,nosuid,nodev tmpfs run
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs tmp
hostname "$(cat etc/hostname 2>/dev/null || echo device)"

mkdir -p run/old-root
pivot_root . run/old-root
cd /
umount -l /run/old-root
rmdir /run/old-root
exec env -i container=other PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin \
  /lib/systemd/systemd --system --show-status=0

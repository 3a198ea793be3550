# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash

# mount_devices ROOT: /proc, /sys (read-only) and a small /dev of ROOT's own.
mount_devices() {
  local root=$1 node
  mount -t proc -o nosuid,noexec,nodev proc "$root/proc"
  mount -t sysfs -o ro,nosuid,noexec,nodev sysfs "$root/sys"
  mount -t tmpfs -o mode=0755,nosuid,noexec tmpfs "$root/dev"
  for node in null zero full random urandom tty; do
    : >"$root/dev/$node"
    mount --bind "/dev/$node" "$root/dev/$node"
  done
  mkdir -p "$root/dev/pts" "$root/dev/shm" "$root/dev/mqueue"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts "$root/dev/pts"
  mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/dev/shm"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  ln -s fd/0 "$root/dev/stdin"
  ln -s fd/1 "$root/dev/stdout"
  ln -s fd/2 "$root/dev/stderr"
}

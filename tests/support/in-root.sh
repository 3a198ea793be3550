#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# in-root.sh [OPTION…] KIND CMD [ARG…]: runs CMD as root in a throw-away copy of a cached Debian root
# (kinds: tests/system/lib/roots/), with /proc, a small /dev and this repository read-only at /src.
#   --rw-bind HOST:INSIDE  makes the folder or file HOST, writable, appear at INSIDE
#   --ro-bind HOST:INSIDE  the same, read-only
#   --chdir FOLDER         where CMD starts (default /)
#   --network              lets CMD reach what this machine reaches; otherwise it has loopback alone
#   --env NAME=VALUE       adds to the otherwise clean environment
# The exit status is CMD's; 125 when there was no getting there.
set -euo pipefail

LIB=$(cd "$(dirname "$0")/../system/lib" && pwd)
REPO=$(cd "$LIB/../../.." && pwd)
for part in apt cache copy private devices; do
  # shellcheck source=/dev/null
  . "$LIB/$part.sh"
done

die() { printf 'in-root.sh: %s\n' "$1" >&2; exit 125; }
usage() { sed -n '3,/^set/{/^#/s/^# \{0,1\}//p}' "$0"; }

binds=("ro:$REPO:/src") environment=() chdir=/ network=0
all=("$@")
while [[ ${1:-} == -* ]]; do
  case $1 in
    --rw-bind) binds+=("rw:$(realpath -e "${2%%:*}"):${2#*:}"); shift ;;
    --ro-bind) binds+=("ro:$(realpath -e "${2%%:*}"):${2#*:}"); shift ;;
    --chdir) chdir=$2; shift ;;
    --env) environment+=("$2"); shift ;;
    --network) network=1 ;;
    --help) usage; exit 0 ;;
    *) die "unknown option $1" ;;
  esac
  shift
done
[[ $# -ge 2 ]] || { usage >&2; exit 125; }
kind=$1
shift

why=$(can_be_private) || die "$why"
# The root is made outside the namespaces, where it takes long only once and all can wait for it.
from=$(cached_root "$kind") || exit 125
# shellcheck disable=SC2034  # for become_private
((network)) || PRIVATE_OPTIONS=(--net)
become_private "$0" "${all[@]}"

hold_root "$from"
root=$SCRATCH/root
copy_root "$from" "$root"

mount_devices "$root"
# systemd reads no unit without these, not even to test one.
mount -t cgroup2 -o ro,nosuid,noexec,nodev cgroup2 "$root/sys/fs/cgroup"
mkdir -p "$root/run/systemd"
for bind in "${binds[@]}"; do
  IFS=: read -r mode outside within <<<"$bind"
  if [[ -d $outside ]]; then
    mkdir -p "$root$within"
  else
    mkdir -p "$(dirname "$root$within")"
    : >"$root$within"
  fi
  mount --bind "$outside" "$root$within"
  [[ $mode == rw ]] || mount -o remount,bind,ro "$root$within"
done
if ((network)); then
  cat /etc/resolv.conf >"$root/etc/resolv.conf"
  cat /etc/hosts >"$root/etc/hosts"
  ! [[ -d $root/etc/ssl/certs && -f /etc/ssl/certs/ca-certificates.crt ]] ||
    cat /etc/ssl/certs/ca-certificates.crt >"$root/etc/ssl/certs/ca-certificates.crt"
else
  ip link set lo up
  printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
fi
# shellcheck disable=SC2016  # for the inner shell
exec chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  HOME=/root TERM=dumb LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "${environment[@]}" \
  sh -c 'cd "$1" && shift && "$@"' sh "$chdir" "$@"

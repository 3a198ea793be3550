# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# A root booted with systemd as PID 1 in namespaces of its own. The system meant by each command is
# $SYSTEM, its root folder; `SYSTEM=$other inside …` speaks to another. Needs private.sh's namespaces.

LIB=${LIB:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)}
SYSTEM=${SYSTEM:-}

# cgroup_folder: where this process's systems have their control groups; mounted at first use.
cgroup_folder() {
  local top=$SCRATCH/cgroup
  if ! mountpoint -q "$top"; then
    mkdir -p "$top"
    mount -t cgroup2 container-app "$top"
  fi
  printf '%s\n' "$top/$(cgroup_name)"
}

# start_system [ROOT]: starts PID 1 of ROOT ($SYSTEM) and returns at once.
start_system() {
  SYSTEM=${1:-$SYSTEM}
  local state=$SYSTEM.state group tries
  group=$(cgroup_folder)/$(basename "$SYSTEM")
  mkdir -p "$state" "$group"
  rm -f "$state/pid"
  # Without an id every boot would be a first boot, which resets what is enabled.
  [[ -s $SYSTEM/etc/machine-id && $(<"$SYSTEM/etc/machine-id") != uninitialized ]] ||
    tr -d - </proc/sys/kernel/random/uuid >"$SYSTEM/etc/machine-id"
  (
    echo "$BASHPID" >"$group/cgroup.procs"
    exec unshare --mount --pid --uts --ipc --cgroup --net --fork --kill-child \
      bash "$LIB/enter-system.sh" "$SYSTEM" "$state/pid"
  ) </dev/null >"$state/console" 2>&1 &
  printf '%s\n' "$!" >"$state/parent"
  for ((tries = 0; tries < 300 * PATIENCE; ++tries)); do
    [[ ! -S /proc/$(system_pid)/root/run/systemd/private ]] || return 0
    kill -0 "$(<"$state/parent")" 2>/dev/null || break
    sleep 0.1
  done
  printf 'systemd did not come up in %s:\n' "$SYSTEM" >&2
  cat "$state/console" >&2
  return 1
}

# boot [ROOT]: starts ROOT and waits until systemd has done all it had to start.
# The state it reached, "running" or "degraded" as a rule, is then in $SYSTEM_STATE.
# shellcheck disable=SC2120  # ROOT is for tests with several systems
boot() {
  start_system "${1:-$SYSTEM}" || return 1
  # shellcheck disable=SC2034  # for the test
  SYSTEM_STATE=$(inside timeout $((120 * PATIENCE)) systemctl is-system-running --wait) || true
}

# system_pid: PID 1 of $SYSTEM, as seen from here; nothing when it was never started.
system_pid() { cat "$SYSTEM.state/pid" 2>/dev/null || true; }

# inside CMD…: runs CMD in $SYSTEM as root with a clean environment.
inside() {
  nsenter -t "$(system_pid)" -m -p -u -i -C -n -r -w env -i \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOME=/root TERM=dumb LANG=C.UTF-8 "$@"
}

# wait_system_end SECONDS: on an idle machine.
wait_system_end() {
  local parent tries
  parent=$(<"$SYSTEM.state/parent")
  for ((tries = 0; tries < $1 * 10 * PATIENCE; ++tries)); do
    kill -0 "$parent" 2>/dev/null || { rm -f "$SYSTEM.state/pid"; return 0; }
    sleep 0.1
  done
  return 1
}

# poweroff: an orderly stop of $SYSTEM; false when it does not end.
poweroff() {
  inside systemctl poweroff || true
  wait_system_end 120
}

# reboot_system: an orderly stop, then the same root again.
reboot_system() {
  poweroff || return 1
  boot "$SYSTEM"
}

# power_cut: $SYSTEM ends in the middle of whatever it does; `boot` starts it again.
power_cut() {
  kill -9 "$(system_pid)"
  wait_system_end 20
}

# import_image NAME…: gives $SYSTEM's Docker an image of busybox alone (sh, sleep, env, cat, …).
import_image() {
  inside sh -s -- "$@" <<'SCRIPT'
set -eu
root=$(mktemp -d)
mkdir -p "$root/bin" "$root/etc" "$root/tmp" "$root/proc" "$root/dev" "$root/sys"
cp /bin/busybox "$root/bin/"
for applet in $(busybox --list); do
  [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
done
echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
chmod 0755 "$root" # services run as any user
chmod 1777 "$root/tmp"
first=$1
tar -C "$root" -c . | docker import --change 'CMD ["/bin/sh"]' - "$first" >/dev/null
for name; do [ "$name" = "$first" ] || docker tag "$first" "$name"; done
rm -rf "$root"
SCRIPT
}

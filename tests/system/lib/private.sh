# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Namespaces of the process's own: what is mounted is gone and what was started is dead when it ends.

# shellcheck disable=SC2034
PRIVATE_OPTIONS=()

# can_be_private: true where this user and kernel allow it; says on stdout why not.
can_be_private() {
  ((EUID == 0)) || { printf 'needs root\n'; return 1; }
  local answer
  answer=$(unshare --mount --pid --fork --mount-proc --cgroup --net true 2>&1) ||
    { printf 'no namespaces here: %s\n' "$answer"; return 1; }
}

# become_private SCRIPT ARG…: returns inside the namespaces, where the script runs as their PID 1 and
# $SCRATCH is a folder that goes with it. The process outside waits, cleans up, and ends as the script
# did. PRIVATE_OPTIONS, when set, is more for unshare.
become_private() {
  local child ended='' status=0 signal
  if [[ ${CONTAINER_APP_PRIVATE:-} == 1 && $$ == 1 ]]; then
    prefer_memory "$SCRATCH"
    return
  fi
  SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/container-app.XXXXXX")
  CONTAINER_APP_PRIVATE=1 SCRATCH=$SCRATCH setpriv --pdeathsig KILL unshare --mount --pid --fork \
    --kill-child --mount-proc "${PRIVATE_OPTIONS[@]}" bash "$@" <&0 &
  child=$!
  # shellcheck disable=SC2064  # the child of now
  for signal in INT:130 TERM:143 HUP:129; do
    trap "ended=${signal#*:}; kill -9 $child 2>/dev/null || true" "${signal%:*}"
  done
  wait "$child" || status=$?
  wait "$child" 2>/dev/null || true
  remove_cgroups
  rm -rf --one-file-system "$SCRATCH"
  exit "${ended:-$status}"
}

# prefer_memory FOLDER: keeps what is written there in memory, where there is plenty.
prefer_memory() {
  local available
  available=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
  ((available < 8)) || mount -t tmpfs -o mode=0755,size=50% container-app "$1"
}

# cgroup_name: of the control group that holds all systems of this process.
cgroup_name() { printf 'container-app-test-%s\n' "${SCRATCH##*.}"; }

# remove_cgroups: the last processes of a killed namespace may take a moment to go.
remove_cgroups() {
  # shellcheck disable=SC2016  # for the inner shell
  unshare --mount sh -c '
    mount -t cgroup2 container-app "$1" 2>/dev/null || exit 0
    for try in $(seq 600); do
      [ -d "$1/$2" ] || exit 0
      find "$1/$2" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
    done' sh "$SCRATCH" "$(cgroup_name)"
}

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What a system test sources first. Runs the file in namespaces of its own and ends all it started.

LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034  # for the tests
REPO=$(cd "$LIB/../../.." && pwd)
for part in apt cache copy private boot assert; do
  # shellcheck source=/dev/null
  . "$LIB/$part.sh"
done
unset part

if why=$(can_be_private); then become_private "$0" "$@"; else skip_all "$why"; fi
unset why

# new_system NAME [KIND]: a throw-away device in $SYSTEM, not booted yet.
new_system() {
  local from
  from=$(cached_root "${2:-trixie-system}") || exit 1
  hold_root "$from"
  SYSTEM=$SCRATCH/$1
  copy_root "$from" "$SYSTEM"
  echo 'DPkg::Lock::Timeout "600";' >"$SYSTEM/etc/apt/apt.conf.d/wait-for-lock"
}

# drop_system: ends $SYSTEM and frees its space.
drop_system() {
  [[ -z $(system_pid) ]] || power_cut
  drop_copy "$SYSTEM"
}

end_test_file() {
  # A bare `exit` in a trap would give the status from before the trap.
  if finish_assertions "$1"; then exit 0; else exit 1; fi
}
trap 'end_test_file $?' EXIT

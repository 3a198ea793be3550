#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What hooks cannot do, how they are told, and how a maintainer and an administrator let them; and that
# systemd finds the units of apps and of the runtime as closed as they are meant to be.
# in the long form: it takes minutes.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
# What real hooks do, with a line for each in `did`.
all_that_is_needed() {
  hook "$1" <<'HOOK'
did() { "${@:2}" && echo "$1" >>"$CONTAINER_DATA_ROOT/did"; }
: >"$CONTAINER_DATA_ROOT/did"
did sysctl_file sh -c 'echo vm.max_map_count=262144 >/etc/sysctl.d/99-hooked.conf'
did settings sh -c 'echo TOKEN=1 >>/etc/container-apps/hooked-container/env'
did user sh -c "id hooked || useradd --system hooked"
did owner chown -R hooked "$CONTAINER_DATA_ROOT/state"
did setgid chmod 2775 "$CONTAINER_DATA_ROOT/state"
did run mkdir -p /run/hooked
did home touch /root/.hooked
did temporary sh -c 'echo >"$(mktemp)"'
did container docker run --rm --network none --volume /root/.hooked:/h:ro test/app:1 test -e /h
did unit systemctl start hooked-help.service
did device sh -c 'echo >/dev/null'
did socket systemd-notify --status='hook at work'
did namespace unshare --net true
HOOK
}
define_app "$SCRATCH/hooked" hooked 1.0 test/app:1
all_that_is_needed "$SCRATCH/hooked"
cat >>"$SCRATCH/hooked/metadata.yaml" <<'YAML'
file_watchers:
  - {name: restart, watch_path: /etc/hooked-restart, watch_type: path_changed, on_change: {restart_service: true}}
  - {name: script, watch_path: /etc/hooked-script, watch_type: path_changed, on_change: {script: /root/script}}
YAML
restart='restart: {restart_sec: 1s, start_limit_burst: 2, recovery: {after: 1h}}'
# NAME COMMAND: an app whose hook does something that is refused.
refused() {
  define_app "$SCRATCH/$1" "$1" 1.0 test/app:1
  hook "$SCRATCH/$1" <<<"$2"
  echo "$restart" >>"$SCRATCH/$1/metadata.yaml"
}
refused writes 'touch /usr/local/bin/written'
refused mounts 'mount -t tmpfs tmpfs /mnt'
for app in writes mounts; do
  cp -r "$SCRATCH/$app" "$SCRATCH/free-$app"
  sed -i "s/^app_id: .*/app_id: free-$app/" "$SCRATCH/free-$app/metadata.yaml"
  echo 'hardening: false' >>"$SCRATCH/free-$app/metadata.yaml"
done
APPS=(hooked writes mounts free-writes free-mounts)
expect 'they build' build_apps "$SCRATCH/debs" "${APPS[@]/#/$SCRATCH/}"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
printf '#!/bin/sh\ntouch /etc/script-ran\ntouch /usr/script-ran\n' >"$SYSTEM/root/script"
chmod +x "$SYSTEM/root/script"
touch "$SYSTEM/etc/hooked-restart" "$SYSTEM/etc/hooked-script"
printf '[Service]\nType=oneshot\nExecStart=true\n' >"$SYSTEM/etc/systemd/system/hooked-help.service"
# As on a full disk: the recovery of this app cannot write its note.
mkdir -p "$SYSTEM/var/lib/container-apps/mounts-container/recovery.new"
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/*.deb'
journal_of() { inside journalctl --no-pager -o cat -u "$(unit "$1")"; }

# Hooks.
expect_soon 'an app whose hook does what hooks do runs' 60 is hooked active
expect_eq 'its hook could do all of it' \
  'sysctl_file settings user owner setgid run home temporary container unit device socket namespace' \
  "$(inside cat "$(data_of hooked)/did" | paste -sd ' ')"
for app in writes mounts; do expect_soon "$app: the hook is refused" 60 is "$app" failed; done
expect_match 'the journal has the reason of the program' 'written.*Read-only file system' "$(journal_of writes)"
expect_match 'and for a mount' 'permission denied|Operation not permitted' "$(journal_of mounts)"
for app in writes mounts; do
  expect_match "$app: it says that hooks are hardened" \
    'hooks are hardened, see HARDENING in container-app-runtime' "$(journal_of "$app")"
  expect_soon "$app: with hardening: false it runs" 60 is "free-$app" active
done
expect 'it could write' inside rm /usr/local/bin/written
expect 'it could mount' inside umount /mnt
# Their recovery, in its sandbox.
for app in writes mounts; do
  expect_soon "$app: it is started again later" 30 inside systemctl --quiet is-active $app-container-retry.timer
done
expect_match 'how often is noted' '^1 ' "$(inside cat /var/lib/container-apps/writes-container/recovery)"
expect_match 'or said not to be' 'recovery cannot be written, so the pauses of mounts-container do not grow' \
  "$(inside journalctl --no-pager -o cat -u mounts-container-recover.service)"
expect_soon 'the retry runs in its sandbox' 30 inside systemctl start writes-container-retry.service

inside sh -c 'cd /etc/systemd/system && mkdir writes-container.service.d &&
  ln -s /dev/null writes-container.service.d/10-container-app.conf && systemctl daemon-reload &&
  systemctl reset-failed writes-container && systemctl start writes-container'
expect_soon 'an administrator lets one hook' 60 is writes active

# Watchers.
main_pid() { inside systemctl show --property=MainPID --value hooked-container; }
before=$(main_pid)
inside sh -c 'echo 1 >>/etc/hooked-restart'
restarted() { [[ $(main_pid) != "$before" ]] && is hooked active; }
expect_soon 'a watcher restarts the app' 30 restarted
inside sh -c 'echo 1 >>/etc/hooked-script'
expect_soon 'a script of a watcher runs' 30 inside test -e /etc/script-ran
expect 'hardened' inside test ! -e /usr/script-ran

# What systemd says: the exposure, from 0 to 10.
RUNTIME_UNITS=(container-apps-docker.service container-apps-restarted@hooked-container.service)
for kind in recover retry wanted ready watcher-restart; do RUNTIME_UNITS+=("hooked-container-$kind.service"); done
exposure() { # UNIT
  inside systemd-analyze security --offline=yes "$1" 2>&1 | sed -n 's/.* exposure level for .*: \([0-9.]*\) .*/\1/p'
}
at_most() { [[ -n $2 && $(printf '%s\n' "$1" "$2" | sort -V | tail -n 1) == "$1" ]]; } # LIMIT VALUE
judge_units() { # WHERE
  local unit value
  for unit in "${RUNTIME_UNITS[@]}"; do
    value=$(exposure "$unit")
    table_row "$1: $unit" "$value"
    expect "$1: $unit is closed" at_most 1.5 "$value"
  done
  for unit in hooked-container.service hooked-container-watcher-script.service; do
    value=$(exposure "$unit")
    table_row "$1: $unit" "$value"
    expect "$1: $unit is hardened" at_most 7.5 "$value"
  done
  expect_eq "$1: systemd has nothing to say of the units" '' \
    "$(inside systemd-analyze verify --man=no hooked-container.service "${RUNTIME_UNITS[@]}" 2>&1)"
}
judge_units 'systemd 257'

# The older systemd, without Docker, for which a unit stands in: what the runtime does in its sandbox.
drop_system
new_system old bookworm-system
cp "$SCRATCH"/debs/{hooked,writes}*.deb "$SYSTEM/root/"
printf '[Service]\nExecStart=sleep infinity\n' >"$SYSTEM/etc/systemd/system/docker.service"
boot
expect 'the runtime installs on systemd 252' install_runtime
expect 'apps are unpacked there' inside sh -c 'dpkg --unpack --force-depends /root/hooked-*.deb /root/writes-*.deb'
inside systemctl daemon-reload
judge_units 'systemd 252'
inside systemctl enable --now writes-container.service 2>/dev/null
expect_soon 'recovery works in its sandbox there' 30 inside systemctl --quiet is-active writes-container-retry.timer
expect_match 'and its note' '^1 ' "$(inside cat /var/lib/container-apps/writes-container/recovery)"

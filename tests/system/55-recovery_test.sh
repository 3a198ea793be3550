#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Apps that have failed are started again after a pause that doubles, and never when somebody does
# not want it.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
APPS=(rounds well stopped disabled masked stubborn rebooted docked orphaned byhand patient quick late)
for app in "${APPS[@]}"; do
  define_app "$SCRATCH/$app" "$app" 1.0 test/app:1
  echo 'restart: {recovery: {after: 2s, max: 8s}}' >>"$SCRATCH/$app/metadata.yaml"
  breakable "$SCRATCH/$app"
done
sed -i 's/^restart:.*/restart: {recovery: {mode: manual}}/' "$SCRATCH/byhand/metadata.yaml"
sed -i 's/^restart:.*/restart: {recovery: {after: 1h}}/' "$SCRATCH/late/metadata.yaml"
# Long enough to come in between.
for app in stopped disabled masked; do
  sed -i 's/^restart:.*/restart: {recovery: {after: 8s}}/' "$SCRATCH/$app/metadata.yaml"
done
# It outlives its TimeoutStopSec= below.
define_app "$SCRATCH/stubborn" stubborn 1.0 test/app:1 \
  '["sh", "-c", "trap : TERM; while :; do sleep 0.1; done"]'
echo '    stop_grace_period: 60s' >>"$SCRATCH/stubborn/docker-compose.yml"
echo 'restart: {recovery: {after: 2s, max: 8s}}' >>"$SCRATCH/stubborn/metadata.yaml"
expect 'they build' build_apps "$SCRATCH/debs" "${APPS[@]/#/$SCRATCH/}"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
for app in "${APPS[@]}"; do tune "$app" RestartSec=100ms StartLimitBurst=3; done
tune docked RestartSec=100ms StartLimitBurst=5 StartLimitIntervalSec=600
tune stopped RestartSec=100ms StartLimitBurst=3 TimeoutStartSec=1h
tune stubborn RestartSec=100ms TimeoutStopSec=1s
tune patient RestartSec=1h
slow_recovery() { # APP DIRECTIVE
  mkdir -p "$SYSTEM/etc/systemd/system/$1-container-recover.service.d"
  printf '[Service]\n%s\n' "$2" >"$SYSTEM/etc/systemd/system/$1-container-recover.service.d/test.conf"
}
slow_recovery quick 'ExecStopPost=/bin/sleep 2'
slow_recovery late 'ExecStop=/bin/sleep 2'
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/*.deb'

fail_it() { # APP: broken, and failed for good
  break_it "$1"
  inside systemctl restart --no-block "$(unit "$1")"
  wait_until 30 is "$1" failed
}
paused() { [[ $(inside systemctl show -p ActiveState --value "$1-container-retry.timer") == active ]]; }
told() { inside journalctl -o cat --no-pager -u "$1-container-recover.service" | grep 'started again in'; }
pauses() { told "$1" | sed 's/.*again in \([0-9]*\) s.*/\1/' | xargs; }
retries() { inside journalctl -o cat --no-pager -u "$1-container-retry.service" | grep -c 'is started again (round'; }

expect_soon 'all run' 30 all_are active "${APPS[@]}"

# A reload of systemd, as an upgrade of any package is one, changes nothing for an app in its pause.
break_it patient
inside systemctl restart --no-block "$(unit patient)"
pause_of() { inside systemctl show -p SubState -p NRestarts --value "$(unit "$1")" | xargs; }
expect_soon 'a patient one waits for its next start' 20 eval '[[ $(pause_of patient) == "0 auto-restart" ]]'
inside systemctl daemon-reload
sleep 1
expect_eq 'a reload does not end the pause' '0 auto-restart' "$(pause_of patient)"

# The last attempt may fail while the recovery still looks at the one before, and the recovery of one
# that others followed may be so late that it finds the last failure.
break_it quick
expect 'one that fails fast fails' fail_it quick
fix_it quick
expect_soon 'and a recovery that was still at work starts it' 30 is quick active
expect 'one whose recovery is late fails' fail_it late
expect_soon 'it has a pause' 10 paused late
sleep 5 # So is the run that the last failure itself has triggered.
expect_eq 'of one failure, there is one pause' 3600 "$(pauses late)"

# Rounds.
expect 'a broken app fails' fail_it rounds
expect_soon 'and it is started again, in vain, several times' 60 eval '[[ $(told rounds | wc -l) -ge 5 ]]'
expect_eq 'the pauses double up to the longest' '2 4 8 8 8' \
  "$(pauses rounds | cut -d ' ' -f 1-5)"
in_a_pause() { is rounds failed && paused rounds; }
expect_soon 'between the rounds it is failed, and its timer waits' 10 in_a_pause
fix_it rounds
expect_soon 'once the cause is gone it runs by itself' 20 is rounds active
no_pause() { ! paused "$1"; }
expect_soon 'and no timer is left' 5 no_pause rounds

# A time of health ends the doubling: an hour, here less.
expect 'another one fails' fail_it well
fix_it well
expect_soon 'and is back' 20 is well active
expect 'its pauses are counted' test -s "$SYSTEM$(dirname "$(data_of well)")/recovery"
inside sed -i 's/^HealthyUSec=.*/HealthyUSec=3000000/' /usr/share/container-apps/well-container/app.conf
sleep 3.5
fail_it well
expect_soon 'after a time of health the next pause is the first one again' 10 \
  eval '[[ $(pauses well) == "2 2" ]]'
fix_it well

# What somebody does not want. It is broken until they have said so, or the pause might be over before.
fail_it byhand
fix_it byhand
expect_fail 'a manual one has no timer' paused byhand
in_its_pause() { is "$1" failed && paused "$1"; }
for verb in stop:stopped disable:disabled mask:masked; do
  app=${verb#*:}
  fail_it "$app"
  expect_soon "$app: its timer waits" 10 in_its_pause "$app"
  inside systemctl --quiet "${verb%:*}" "$(unit "$app")"
done
expect_fail 'a stop ends the timer' paused stopped
for app in stopped disabled masked; do fix_it "$app"; done
inside systemctl stop "$(unit stubborn)"
expect_soon 'a stop that takes too long ends inactive, too' 10 is stubborn inactive
for app in disabled masked; do expect_soon "$app: its pause ends" 10 no_pause "$app"; done
sleep 10 # More than the pause of the others, and of a retry that was just begun.
expect_eq "stubborn: not started" inactive "$(state_of "$(unit stubborn)")"
for app in stopped disabled byhand; do
  expect_eq "$app: not started" failed "$(state_of "$(unit "$app")")"
done
expect_fail 'masked: not started' is masked active
table_row 'app' 'state after 10 s' 'rounds begun'
for app in rounds well stopped disabled masked stubborn byhand; do
  table_row "$app" "$(state_of "$(unit "$app")")" "$(retries "$app")"
done
# By hand, as the unit's comment says.
inside systemctl reset-failed "$(unit byhand)"
inside systemctl start "$(unit byhand)"
expect_soon 'by hand it starts' 10 is byhand active

# A stop while the prestart runs is none either.
hook_file=$SYSTEM/var/lib/container-apps/stopped-container/app-prestart.sh
printf '#!/bin/bash\nsleep 60.5\n' >"$hook_file"
inside systemctl reset-failed "$(unit stopped)"
inside systemctl start --no-block "$(unit stopped)"
wait_until 10 inside pgrep -f 'sleep 60.5'
inside systemctl stop "$(unit stopped)"
expect_eq 'stopped during its prestart: inactive, not failed' inactive "$(state_of "$(unit stopped)")"

# Docker, whose own limit is three starts in a minute.
printf '[Unit]\nStartLimitIntervalSec=0\n' |
  inside sh -c 'mkdir -p /etc/systemd/system/docker.service.d &&
    cat >/etc/systemd/system/docker.service.d/limit.conf && systemctl daemon-reload'
for ((i = 0; i < 10; ++i)); do inside systemctl restart docker.service; done
expect_soon 'ten restarts of Docker later it runs' 60 is docked active
expect_eq 'none of them was counted as a start too many' 0 \
  "$(inside journalctl --no-pager -u "$(unit docked)" | grep -c 'repeated too quickly')"
table_row 'docker.service restarted 10 times' "$(state_of "$(unit docked)")" "$(retries docked) round(s)"
printf '[Service]\nExecStartPre=/bin/false\n' >"$SYSTEM/etc/systemd/system/docker.service.d/test.conf"
inside systemctl daemon-reload
inside systemctl stop "$(unit orphaned)"
inside pkill -9 -x dockerd
expect_soon 'one that lost Docker between two attempts waits' 30 paused docked
inside systemctl start --no-block "$(unit orphaned)"
expect_soon 'and one that is started without Docker' 20 paused orphaned
rm "$SYSTEM/etc/systemd/system/docker.service.d/test.conf"
inside systemctl daemon-reload
inside systemctl reset-failed docker.service
expect_soon 'when Docker can start again, both are back by themselves' 30 all_are active docked orphaned

# Reboot.
fail_it rebooted
wait_until 30 eval '[[ $(told rebooted | wc -l) -ge 3 ]]'
reboot_system
expect_soon 'after a reboot it fails again' 60 is rebooted failed
expect_soon 'and its pauses go on where they were' 10 eval \
  "told rebooted | tail -n 1 | grep -q 'in 8 s (round 3'"
fix_it rebooted
expect_soon 'until it is fixed' 20 is rebooted active
expect_eq 'masked stays masked' masked "$(inside systemctl is-enabled "$(unit masked)")"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What happens to apps is told to the programs in notify.d, once each time, and none of these programs
# keeps an app from starting: one fails, and one hangs.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
one() { # NAME COMMAND
  define_app "$SCRATCH/$1" "$1" 1.0 test/app:1 "$2"
  echo 'restart: {restart_sec: 1s, start_limit_burst: 2, recovery: {after: 3s, max: 3s}}' \
    >>"$SCRATCH/$1/metadata.yaml"
}
one crash '["sh", "-c", "test -e /state/well && exec sleep 86400; exit 3"]'
one sick '["sleep", "86400"]'
cat >>"$SCRATCH/sick/docker-compose.yml" <<'YAML'
    healthcheck:
      test: ["CMD-SHELL", "test -e /state/well || { echo the pump does not turn; exit 1; }"]
      interval: 1s
      retries: 2
YAML
echo 'health: {grace_sec: 2s}' >>"$SCRATCH/sick/metadata.yaml"
one keeper '["sh", "-c", "echo 7 >>/state/count; exec sleep 86400"]'
cat >>"$SCRATCH/keeper/metadata.yaml" <<'YAML'
state:
  - {name: count, service: main, class: durable, path: /state/count, flush_within: 1s}
YAML
APPS=(crash sick keeper)
expect 'they build' build_apps "$SCRATCH/debs" "${APPS[@]/#/$SCRATCH/}"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
hooks=$SYSTEM/etc/container-apps/notify.d
# shellcheck disable=SC2016 # the hook expands it
printf '#!/bin/sh\n%s\n' 'echo "$2 $1: $CONTAINER_APP_TEXT" >>/var/told' >"$hooks/10-record"
printf '#!/bin/sh\nexit 1\n' >"$hooks/20-fails"
printf '#!/bin/sh\nexec sleep 4715\n' >"$hooks/30-hangs"
chmod +x "$hooks"/*
mkdir -p "$SYSTEM/etc/systemd/system/container-app-notify-30-hangs-.service.d"
printf '[Service]\nTimeoutStartSec=2s\n' \
  >"$SYSTEM/etc/systemd/system/container-app-notify-30-hangs-.service.d/time.conf"

state() { echo "$SYSTEM$(data_of "$1")/state"; }
told() { grep -c "^$1-container $2: " "$SYSTEM/var/told" 2>/dev/null; } # APP EVENT: how often
is_told() { [[ $(told "$1" "$2") -ge ${3:-1} ]]; }
text() { sed -n "s/^$1-container $2: //p" "$SYSTEM/var/told" | tail -n 1; }
well sick
expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/*.deb'

# Failed, and recovered.
journal_of_retries() { inside journalctl --no-pager -o cat -u crash-container-retry.service; }
rounds() { (($(journal_of_retries | grep -c 'started again (round') >= $1)); } # AT-LEAST
expect_soon 'an app that has failed is told' 40 is_told crash failed
expect_match 'with its unit and the result' 'crash-container.service has failed \(' "$(text crash failed)"
expect_soon 'it is started again and fails' 60 rounds 2
expect_eq 'which is not told again' 1 "$(told crash failed)"
well crash
expect_soon 'that it runs again is told' 60 is_told crash recovered
expect 'it does' is crash active

# Sick, failed, and recovered.
unwell sick
expect_soon 'an app with a service that stays unhealthy is told' 60 is_told sick sick
expect_match 'with the service, and the last output of its check' 'main.*the pump does not turn' "$(text sick sick)"
expect_soon 'and that it fails for it' 60 is_told sick failed
well sick
expect_soon 'that it is well again, too' 60 is_told sick recovered

# State that is lost.
expect_soon 'one that keeps state runs' 30 test -s "$(state keeper)/count"
inside systemctl restart keeper-container.service
expect_soon 'again' 30 is keeper active
expect_eq 'with its state nothing is told' 0 "$(told keeper state-lost)"
inside systemctl stop keeper-container.service
rm "$(state keeper)/count"
inside systemctl start keeper-container.service
expect_soon 'state that is gone is told' 30 is_told keeper state-lost
expect_match 'with its name and place' "count.*/state/count" "$(text keeper state-lost)"
expect_soon 'and the app runs' 30 is keeper active
inside systemctl restart keeper-container.service
expect_soon 'a loss' 30 is keeper active
expect_eq 'is told once' 1 "$(told keeper state-lost)"
expect 'the program that failed is in the journal' \
  inside sh -c 'journalctl --no-pager -o cat -t container-app-notify | grep -q "20-fails failed"'
expect 'and the one that hung' \
  inside sh -c 'journalctl --no-pager -o cat -t container-app-notify | grep -q "30-hangs was ended"'

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `container-app status` on a real device: every state an app can be in, and why.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
APPS=$SCRATCH/apps
for app in runs limit stage crash image heals waits starts stopped disabled masked; do
  define_app "$APPS/$app" "$app" 1.0 test/app:1
done
define_app "$APPS/crash" crash 1.0 test/app:1 '["sh", "-c", "echo about to end; exit 3"]'
define_app "$APPS/image" image 1.0 test/no-such-image:1
# A title for the terminal, were it shown as it is.
hook "$APPS/stage" <<'SH'
printf 'no \033]0;title\007 key for you\n' >&2
exit 7
SH
hook "$APPS/waits" <<<'exit 4'
hook "$APPS/heals" <<<'[ -e /run/healed ]'
echo 'restart: {recovery: {after: 15s}}' >>"$APPS/heals/metadata.yaml"
echo 'restart: {recovery: {mode: manual}}' >>"$APPS/crash/metadata.yaml"
# A pause that outlasts the test.
echo 'restart: {recovery: {after: 5h}}' >>"$APPS/stage/metadata.yaml"
hook "$APPS/starts" <<<'while [ ! -e /run/go ]; do sleep 0.2; done'
expect 'they build' build_apps "$SCRATCH/debs" "$APPS"/*

new_system device
mkdir -p "$SYSTEM/root/first" "$SYSTEM/root/second"
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/second/"
mv "$SYSTEM"/root/second/{limit,runs}-container_*.deb "$SYSTEM/root/first/"
tune limit StartLimitBurst=2 RestartSec=200ms StartLimitIntervalSec=5h
# Windows that stay open, and a start that may last, however long the test takes.
tune stage RestartSec=200ms StartLimitIntervalSec=5h
tune crash RestartSec=200ms StartLimitIntervalSec=5h
tune image RestartSec=200ms StartLimitIntervalSec=5h StartLimitBurst=2
tune heals RestartSec=200ms StartLimitIntervalSec=5h StartLimitBurst=3
tune waits RestartSec=20h StartLimitIntervalSec=5h
for app in runs starts stopped disabled; do tune "$app" StartLimitIntervalSec=5h TimeoutStartSec=5h; done
install_program
boot
import_image test/app:1
expect 'the runtime installs' install_runtime

status() { inside container-app status "$@" 2>&1; }
# row APP: its line of the table, blanks squeezed.
row() { status "$1-container" | sed -n 2p | tr -s ' '; }
# of APP KEY: a value of its JSON object; strings in quotes.
of() { status --json "$1-container" | grep -oE "\"$2\":(\"[^\"]*\"|[^,}]*)" | cut -d: -f2-; }

expect_match 'without an app it says so' 'no container app is installed' "$(status)"
expect 'and all is well' inside container-app status

install_all() { inside sh -c "DEBIAN_FRONTEND=noninteractive apt-get install -y $1/*.deb"; }
expect 'apt installs the first two' install_all /root/first
for app in runs limit; do expect_soon "$app runs" 10 state_is "$(unit "$app")" active; done
expect 'when all run the exit status is 0' inside container-app status
row_is() { [[ $(row "$1") == "$2" ]]; } # APP ROW
expect_soon 'what runs' 10 row_is runs 'runs-container running 4 of 5 - 1 service runs'

# Restarts of docker.service cost no start.
attached() { # APP TIMES: whether Compose has started it that often
  (($(inside journalctl --unit="$(unit "$1")" --output=cat | grep -c '^Attaching to') >= $2))
}
for starts in 1 2 3; do
  expect_soon "start $starts of 3" 30 attached limit "$starts"
  inside systemctl reset-failed docker.service
  inside systemctl restart docker.service
done
expect_soon 'after three restarts of docker.service it runs' 30 attached limit 4
expect_match 'and has all starts but this one' '^limit-container running 1 of 2 -' "$(row limit)"
for ((i = 0; i < 2; ++i)); do
  expect_soon 'it runs' 30 state_is "$(unit limit)" active
  inside systemctl kill --kill-whom=main --signal=KILL "$(unit limit)"
  wait_until 10 eval '! state_is "$(unit limit)" active'
done
expect_soon 'crashes use up the starts' 30 state_is "$(unit limit)" failed
expect_match 'which the table tells' '^limit-container failed 0 of 2 recovery.* start-limit-hit|killed by SIGKILL' \
  "$(row limit)"
expect_eq 'and JSON' '0 2' "$(of limit starts_left) $(of limit start_limit_burst)"
expect_soon 'what has starts left runs' 30 state_is "$(unit runs)" active
expect_eq 'with all of them but this one' 4 "$(of runs starts_left)"

expect 'apt installs the others' install_all /root/second
for app in stopped disabled masked; do
  expect_soon "$app runs" 10 state_is "$(unit "$app")" active
  inside systemctl stop "$(unit "$app")"
done
inside systemctl disable --quiet "$(unit disabled)"
inside systemctl mask --quiet "$(unit masked)"
for app in heals stage crash image; do
  expect_soon "$app fails" 20 state_is "$(unit "$app")" failed
done
is_waiting() { [[ $(of waits state) == '"waiting"' ]]; }
expect_soon 'waits waits' 10 is_waiting
status | sed 's/^/# | /'
expect_match 'a stage that fails is named' \
  '^stage-container failed 0 of 5 recovery in (5h|4h .*min).* prestart: stage app-prestart.sh failed with status 7$' \
  "$(row stage)"
expect_eq 'and in JSON' '"app-prestart.sh" 7 "recovery"' "$(of stage stage) $(of stage exit_status) $(of stage next)"
expect_match 'a container that ends is named' \
  '^crash-container failed 0 of 5 by hand .*container main-1 ended with status 3$' "$(row crash)"
expect_eq 'and in JSON' '"main-1" 3' "$(of crash container) $(of crash exit_status)"
expect_match 'an image that is missing is what Compose says of it' \
  '^image-container failed 0 of 2 .*docker compose ended with status [0-9]+: Error response from daemon: ' \
  "$(row image)"
expect_match 'a pause is told' \
  '^waits-container waiting 4 of 5 start in (20h|19h .*min).* prestart: stage app-prestart.sh failed with status 4$' \
  "$(row waits)"
expect_match 'a prestart that runs' '^starts-container starting \(prestart\) 4 of 5 -$' "$(row starts)"
# Where no start of it is under way, so that the next one is the first that can succeed.
fix() { state_is "$(unit heals)" failed && inside touch /run/healed; }
wait_until 30 fix
expect_soon 'an app that has recovered runs' 20 state_is "$(unit heals)" active
expect_match 'and has its starts back' '^heals-container running 2 of 3 -$' "$(row heals)"
expect_match 'what the administrator stopped' '^stopped-container stopped 5 of 5 -$' "$(row stopped)"
expect_match 'what is disabled' '^disabled-container disabled 5 of 5 -$' "$(row disabled)"
expect_match 'what is masked' '^masked-container masked - -$' "$(row masked)"
inside touch /run/go
expect_soon 'it starts' 30 state_is "$(unit starts)" active

for app in runs waits starts stopped disabled masked; do
  expect "$app needs nobody: 0" inside container-app status "$app-container"
done
for app in stage crash image limit; do
  inside container-app status "$app-container" >"$SCRATCH/out"
  expect_eq "$app needs somebody: 1" 1 $?
done
inside container-app status runs-container crash-container >"$SCRATCH/out"
expect_eq 'one of several decides' '1 3' "$? $(wc -l <"$SCRATCH/out")"
expect_eq 'units are taken for their packages' "$(row runs)" \
  "$(status runs-container.service runs-container | sed -n 2p | tr -s ' ')"
output=$(status run-container)
expect_eq 'an unknown package: 2' 2 $?
expect_match 'with the one that was meant' "did you mean 'runs-container'" "$output"
expect_match 'verbose shows what it wrote last, harmlessly' \
  '    no \\x1b\]0;title\\x07 key for you' "$(status -v stage-container)"
expect_eq 'no control character is printed' '' "$(status -v | tr -d '[:print:]\n…')"
json=$(status --json --verbose)
expect_eq 'JSON is one object' 1 "$(grep -c '^{"format":1,"time":"[^"]*Z".*"apps":\[{.*}\]}$' <<<"$json")"
expect_eq 'with one for each app' 11 "$(grep -o '{"package":[^{}]*"log":\[' <<<"$json" | wc -l)"

# An ordinary user may ask systemd, but may not read the journal.
as_nobody() { inside setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
output=$(as_nobody container-app status stage-container 2>"$SCRATCH/errors")
expect_eq 'an ordinary user gets the same exit status' 1 $?
# Exit statuses are in the journal; systemd forgets them when it is reloaded, as by apt.
expect_match 'and what systemd tells' \
  '^stage-container failed \? of 5 recovery in .* (prestart ended with status 7|result exit-code)$' \
  "$(sed -n 2p <<<"$output" | tr -s ' ')"
expect_match 'and why it is less' 'the journal cannot be read: .*permission' "$(cat "$SCRATCH/errors")"
journal=$(inside getent group systemd-journal | cut -d: -f3)
expect_match 'in the group systemd-journal he gets all' ' 0 of 5 .*stage app-prestart.sh' \
  "$(inside setpriv --reuid=65534 --regid=65534 --groups="$journal" container-app status stage-container | tr -s ' ')"
as_nobody env DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere container-app status >"$SCRATCH/out" 2>&1
expect_eq 'where systemd cannot be asked: 3' 3 $?
expect_match 'with a sentence' 'error: systemctl failed' "$(cat "$SCRATCH/out")"

inside systemctl stop docker.socket docker.service
expect_soon 'without docker.service' 60 state_is "$(unit runs)" inactive
status | sed 's/^/# | /'
expect_match 'an app that should run is blocked' \
  '^runs-container blocked 4 of 5 by hand docker.service is inactive$' "$(row runs)"
expect_eq 'which needs somebody: 1' 1 "$(inside sh -c 'container-app status runs-container >/dev/null; echo $?')"

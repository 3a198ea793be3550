#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `container-app run` tries an app without a package: systemd runs it with the same prestart, files and
# variables as an installed one, Ctrl-C cleans up all but the user's folder, and so does the next run
# after one that was killed.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
new_system device
boot
import_image test/app:1
install_program
cp -r "$REPO/templates" "$SYSTEM/opt/container-app/"
app=$SYSTEM/root/log
define_app "$app" log 1.0 test/app:1
hook "$app" <<'SH'
echo "PRESTART_HOME=$CONTAINER_DATA_ROOT" >>"$RUNTIME_ENV"
SH
# shellcheck disable=SC2016 # variables of Compose
sed -i 's/^      GREETING: .*/&\n      HOME_OF: ${PRESTART_HOME}\n      TOKEN: ${TOKEN}/' "$app/docker-compose.yml"
printf 'generated_secrets: [{name: TOKEN}]\n' >>"$app/metadata.yaml"
mkdir -p "$app/default-data/state"
echo 'first' >"$app/default-data/state/log"

# start_trial [OPTION…]: what it says is in $SCRATCH/trial.
start_trial() {
  # Its own group of processes gets the Ctrl-C, which a shell ignores for what is in the background.
  inside sh -c "cd /root && exec setsid env --default-signal=INT CONTAINER_APP_DATA_DIR=/opt/container-app \
    container-app run --no-compose $* log" >"$SCRATCH/trial" 2>&1 &
  trial=$!
}
process() { inside pgrep -f '^/bin/bash /usr/lib/container-app/trial '; }
end_trial() { # SIGNAL: to all of its group, as a terminal does it
  inside pkill "-$1" -s "$(inside ps -o sid= -p "$(process | head -n 1)" | tr -d ' ')"
}
says() { grep -qF -- "$1" "$SCRATCH/trial"; }
ended() { ! kill -0 "$trial" 2>/dev/null; }
environment() { # APP
  inside docker inspect --format '{{json .Config.Env}}' "$1-main-1" | tr -d '[]' | tr ',' '\n' |
    grep -v TOKEN | sort
}

start_trial
expect_soon 'without the runtime' 60 ended
expect 'the package that has to be installed is named' says 'apt install container-app-runtime'
expect 'which helps' install_runtime
# Except a lock, and what the runtime keeps for all apps, until the next boot.
left() { listing | grep -vE '^/run/container-app(-trial|s(/\.[a-z]+)?$)'; }
before=$(left)
start_trial
expect_soon 'the app is ready' 120 says 'the app is ready'
tried=$(environment log-container-trial)
expect_match 'it has its settings' 'GREETING=hello' "$tried"
expect_match 'and those of its prestart' 'HOME_OF=/var/lib/container-apps/log-container-trial/data' "$tried"
state=$SYSTEM/root/log-container-trial
expect_eq 'its default data is in the folder of the user' first "$(cat "$state/var/data/state/log")"
token=$(inside docker exec log-container-trial-main-1 printenv TOKEN)
inside docker exec log-container-trial-main-1 sh -c 'echo second >/state/log'
end_trial INT
expect_soon 'Ctrl-C ends it' 60 ended
wait "$trial"
expect_eq 'with the status 0' 0 $?
expect_eq 'no container is left' '' "$(inside docker ps --all --quiet)"
expect_eq 'no network is left' '' "$(inside docker network ls --quiet --filter label=com.docker.compose.project)"
expect_eq 'no unit is left' '' "$(inside systemctl list-units --all --plain --no-legend 'log-container*')"
expect_eq 'no file is left' '' "$(diff <(echo "$before") <(left))"
expect_eq 'but the data of the user' second "$(cat "$state/var/data/state/log")"

echo 'GREETING=good morning' >>"$state/etc/env"
start_trial
expect_soon 'it runs again' 120 says 'the app is ready'
expect_match 'with the settings that were changed' 'GREETING=good morning' "$(environment log-container-trial)"
expect_eq 'with its data' second "$(cat "$state/var/data/state/log")"
expect_eq 'and its secret' "$token" "$(inside docker exec log-container-trial-main-1 printenv TOKEN)"
first=$SCRATCH/trial-first
mv "$SCRATCH/trial" "$first"
running=$trial
start_trial
expect_soon 'a second trial of it' 60 ended
expect 'is refused' says 'is being tried already'
trial=$running
end_trial KILL
expect_soon 'a trial that is killed' 60 ended
sed -i '$d' "$state/etc/env"
start_trial --state /root/elsewhere
expect_soon 'is cleaned up by the next one' 120 says 'an earlier trial of log-container-trial was killed'
expect_soon 'which runs' 120 says 'the app is ready'
expect_eq 'with a state of its own' first "$(cat "$SYSTEM/root/elsewhere/var/data/state/log")"
end_trial TERM
expect_soon 'a signal ends it, too' 60 ended
expect_eq 'and nothing is left' '' "$(diff <(echo "$before") <(left))"

# The same app as a package has the same environment, except the paths.
expect 'it builds' build_apps "$SCRATCH/debs" "$app"
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
expect 'apt installs it' apt_install /root/log-container_1.0_all.deb
runs() { [[ $(inside docker inspect --format '{{.State.Running}}' log-container-main-1 2>/dev/null) == true ]]; }
expect_soon 'it runs' 120 runs
expect_eq 'the environment is the same' "${tried//log-container-trial/log-container}" "$(environment log-container)"
start_trial
expect_soon 'a trial runs beside it' 120 says 'the app is ready'
expect 'and it goes on' runs
end_trial HUP
expect_soon 'the trial ends' 60 ended
expect 'and leaves it alone' runs

# What cannot run is told, and what a device would refuse is refused.
hook "$app" <<<'exit 9'
start_trial
expect_soon 'an app that cannot start' 300 ended
wait "$trial"
expect_eq 'has the status 1' 1 $?
expect 'and is told' says 'the app has failed'
sed -i 's/^version: .*/version: "not a version"/' "$app/metadata.yaml"
start_trial
expect_soon 'a definition with an error' 60 ended
expect 'is refused with its line' says 'log/metadata.yaml:3:'

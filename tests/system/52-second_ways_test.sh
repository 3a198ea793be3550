#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What else makes Docker start a container, beside systemd: policies in all places where Compose reads
# them, and people and programs that call Docker. None may start a container before the prestart, or
# start one again unseen.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

# service NAME: a service that notes the start it belongs to; standard input is more of its keys.
service() {
  cat <<YAML
  $1:
    image: test/app:1
    network_mode: none
    volumes: ["\${CONTAINER_DATA_ROOT}/state:/state"]
    environment: {NAME: $1, START: "\${START:-none}"}
    command: [sh, -c, "echo \$\$START >>/state/\$\$NAME; trap 'exit 0' TERM; sleep 86400 & wait"]
YAML
  sed 's/^/    /'
}
services() { # FOLDER: standard input is its services; each start has a number
  { echo 'services:'; cat; } >"$1/docker-compose.yml"
  hook "$1" <<'SH'
echo x >>"$CONTAINER_DATA_ROOT/starts"
echo "START=$(wc -l <"$CONTAINER_DATA_ROOT/starts")" >>"$RUNTIME_ENV"
SH
}

prepare_tool
APPS=(deploy docker admin trusted hooked scaled updated healed towered manual newer)
for app in "${APPS[@]}"; do
  define_app "$SCRATCH/$app" "$app" 1.0 test/app:1
  services "$SCRATCH/$app" < <(service main <<<'restart: always')
done
services "$SCRATCH/deploy" < <(
  service any <<<'deploy: {restart_policy: {condition: any}, resources: {limits: {pids: 77}}}'
  service failure <<<'deploy: {restart_policy: {condition: on-failure, max_attempts: 3}}'
  service none <<<'deploy: {restart_policy: {condition: none, max_attempts: 3}}'
  service unsaid <<<'deploy: {restart_policy: {max_attempts: 3, delay: 5s}}')
services "$SCRATCH/docker" < <(service main <<<'deploy: {restart_policy: {condition: any}}')
echo 'restart: {supervisor: docker}' >>"$SCRATCH/docker/metadata.yaml"
mkdir "$SCRATCH/hooked/assets"
echo 'services: {main: {deploy: {restart_policy: {condition: any}}}}' >"$SCRATCH/hooked/assets/more.yml"
# shellcheck disable=SC2016 # for the hook
echo 'echo "COMPOSE_FILE=$COMPOSE_FILE:$(dirname "$0")/assets/more.yml" >>"$RUNTIME_ENV"' \
  >>"$SCRATCH/hooked/prestart.sh"
services "$SCRATCH/scaled" < <(service main <<<'scale: 2')
services "$SCRATCH/newer" < <(service main <<<'post_start: [{command: touch /state/after-start}]')
expect 'they build' build_apps "$SCRATCH/debs" "${APPS[@]/#/$SCRATCH/}"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
for app in "${APPS[@]}"; do
  tune "$app" RestartSec=300ms StartLimitIntervalSec=5h
  mkdir -p "$SYSTEM$(data_of "$app")/state"
done
boot
import_image test/app:1
expect 'the runtime installs' install_runtime

etc() { echo "/etc/container-apps/$1-container"; }
containers() { # APP FORMAT: of each container that Compose has made of it
  # shellcheck disable=SC2016  # for the shell within
  inside sh -c 'docker ps --all --quiet --filter "label=com.docker.compose.project=$1" |
    xargs -r docker inspect --format "$2"' sh "$1-container" "$2" | sort
}
policies() { # APP: "SERVICE POLICY" of each
  containers "$1" '{{index .Config.Labels "com.docker.compose.service"}} {{.HostConfig.RestartPolicy.Name}}' | xargs
}
policies_are() { state_is "$(unit "$1")" active && [[ $(policies "$1") == "$2" ]]; } # APP POLICIES
starts() { wc -l <"$SYSTEM$(data_of "$1")/starts"; }
noted() { cat "$SYSTEM$(data_of "$1")/state/$2" 2>/dev/null | xargs; } # APP SERVICE: the starts it ran in
says() { inside journalctl -b -o cat -u "$(unit "$1")" | grep -qF "$2"; } # APP TEXT
runs() { # APP [COUNT]: so many containers, all of the latest start, no other
  local app=$1 count=${2:-1}
  state_is "$(unit "$app")" active || return 1
  [[ $(containers "$app" '{{.State.Status}}' | sort | uniq -c | xargs) == "$count running" ]] &&
    [[ $(containers "$app" '{{println .Config.Env}}' | grep -o 'START=[0-9]*' | sort -u) == "START=$(starts "$app")" ]]
}

expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/*_all.deb'

# The maintainer's own.
expect_soon 'deploy.restart_policy is off, whatever it says' 20 policies_are deploy \
  'any no failure no none no unsaid no'
# Not each kernel can limit what a container uses, so Compose is asked.
merged=$(inside sh -c 'cd /var/lib/container-apps/deploy-container &&
  docker compose -f docker-compose.yml -f compose.container-app.yml config 2>/dev/null' </dev/null)
expect_match 'and the rest of deploy stays' 'pids: 77' "$merged"
expect_fail 'without the policies' grep restart_policy <<<"$merged"
expect_soon 'with supervision by Docker it is what the maintainer wants' 20 policies_are docker 'main always'
expect_fail 'without other files nothing is said' says deploy 'is switched off'

# Of a hook's file.
expect_soon 'a policy in a file that a hook adds is off' 20 policies_are hooked 'main no'
expect 'and the journal names the file' says hooked \
  "/assets/more.yml: 'deploy.restart_policy' of the service main is switched off: systemd starts the app again"

# Of the administrator's: by itself, with deploy, by an anchor, from other files, in a new service, in one
# with a profile that is switched on.
{
  echo 'include: [/root/included.yml]'
  echo "x-policy: &policy {restart: unless-stopped}"
  echo 'services:'
  echo '  main: {restart: always, deploy: {restart_policy: {condition: any}}}'
  service merged <<<'<<: *policy'
  service extending <<<'extends: {file: /root/extended.yml, service: base}'
  service profiled <<<$'profiles: [extra]\nrestart: "${POLICY:-on-failure:5}"'
  service idle <<<$'profiles: [never]\nrestart: always'
} >"$SYSTEM$(etc admin)/compose.override.yml"
{ echo 'services:'; service included <<<'restart: always'; } >"$SYSTEM/root/included.yml"
echo 'services: {base: {image: test/app:1, deploy: {restart_policy: {condition: any}}}}' \
  >"$SYSTEM/root/extended.yml"
echo 'COMPOSE_PROFILES=extra' >>"$SYSTEM$(etc admin)/env"
inside systemctl restart "$(unit admin)"
expect_soon 'policies of the administrator, wherever they are written, are off' 20 policies_are admin \
  'extending no included no main no merged no profiled no'
for said in "'deploy.restart_policy' and 'restart: always' of the service main" \
  "'restart: unless-stopped' of the service merged" "'restart: always' of the service included" \
  "'deploy.restart_policy' of the service extending" "'restart: on-failure:5' of the service profiled"; do
  expect "the journal says: $said" says admin "$(etc admin)/compose.override.yml: $said is switched off"
done
expect_soon 'all of them are of one start, and the one whose profile is off is not there' 20 runs admin 5
expect_eq 'as a warning' 5 "$(inside journalctl -b -p warning -o cat -u "$(unit admin)" | grep -c 'is switched off')"

# An administrator who leaves the restarts to Docker changes the unit.
echo 'services: {main: {restart: always}}' >"$SYSTEM$(etc trusted)/compose.override.yml"
{
  printf '[Service]\nExecStart=\n'
  sed -n '/^ExecStart=/s/ --abort-on-container-exit//p' "$SYSTEM/usr/lib/systemd/system/$(unit trusted)"
} >"$SYSTEM/etc/systemd/system/$(unit trusted).d/docker.conf"
inside systemctl daemon-reload
inside systemctl restart "$(unit trusted)"
expect_soon 'where the unit leaves restarts to Docker, the policy stays' 20 policies_are trusted 'main always'
expect_fail 'and the journal does not say otherwise' says trusted 'is switched off'

# Several containers of one service.
expect_soon 'a service with two containers runs' 20 runs scaled 2
expect_eq 'without a policy' 'main no main no' "$(policies scaled)"
before=$(starts scaled)
inside docker kill scaled-container-main-2 >/dev/null
expect_soon 'the end of one is the end of both' 20 eval '(($(starts scaled) > before)) && runs scaled 2'

# People and programs that call Docker. As autoheal does; as Watchtower does, with the labels of Compose.
begins_anew() { # APP BEFORE: the unit, by a start of its own
  (($(starts "$1") > $2)) && runs "$1" && [[ $(policies "$1") == 'main no' ]]
}
expect_soon 'an app that autoheal looks after runs' 20 runs healed
before=$(starts healed)
inside docker restart --time 5 healed-container-main-1 >/dev/null
expect_soon 'docker restart: the app begins anew' 20 begins_anew healed "$before"
expect_eq 'and systemd counts it' 1 "$(inside systemctl show -p NRestarts --value "$(unit healed)")"

expect_soon 'an app that Watchtower looks after runs' 20 runs towered
before=$(starts towered)
inside sh -s >/dev/null 2>&1 <<'SH'
name=towered-container-main-1
labels=$(docker inspect --format '{{range $key, $value := .Config.Labels}}--label={{$key}}={{$value}} {{end}}' $name)
docker stop --time 5 $name
docker rm $name
# The app may have the name again by now.
docker run --detach --name $name --restart=always --network none $labels test/app:1 sleep 86400 || true
SH
expect_soon 'a container that is replaced: the app begins anew' 20 begins_anew towered "$before"

expect_soon 'an app that is handled in its folder runs' 20 runs manual
for word in restart stop down; do
  before=$(starts manual)
  inside sh -c "cd /var/lib/container-apps/manual-container && docker compose $word" </dev/null >/dev/null 2>&1
  expect_soon "docker compose $word: the app begins anew" 20 begins_anew manual "$before"
done
# These would make containers without the settings, of which Compose in the unit does not see the end.
by_hand() { inside sh -c "cd /var/lib/container-apps/manual-container && docker compose $1" </dev/null 2>&1; }
before=$(containers manual '{{.Id}}')
for words in 'up --detach' 'up --detach --force-recreate' create 'run --rm main true'; do
  expect_fail "docker compose $words is refused" by_hand "$words"
done
expect_match 'and says what to do' 'systemctl restart manual-container' "$(by_hand 'up --detach')"
expect_eq 'the app has the container that it had' "$before" "$(containers manual '{{.Id}}')"
expect 'and runs' runs manual
for words in ps 'logs main' top 'exec -T main true' 'config --quiet'; do
  expect "docker compose $words works" by_hand "$words"
done
inside systemctl stop "$(unit manual)"
expect_fail 'nor can it be started when it is stopped' by_hand 'up --detach'
expect_eq 'and has no container then' '' "$(containers manual '{{.State.Status}}' | grep running)"
inside systemctl start "$(unit manual)"
expect_soon 'it starts as before' 20 runs manual

expect_soon 'post_start does not run, as check says' 20 runs newer
expect_fail 'nor later' inside test -e "$(data_of newer)/state/after-start"

# docker update lasts as long as the container.
expect_soon 'an app whose policy somebody changes runs' 20 runs updated
inside docker update --restart=always updated-container-main-1 >/dev/null
expect_eq 'the policy is changed' 'main always' "$(policies updated)"

# Which of these does Docker start before the prestart?
ran_once() { # APP SERVICE…: in the latest start; never before it was prepared
  local app=$1 name
  shift
  for name; do
    [[ -z $(tr ' ' '\n' <<<"$(noted "$app" "$name")" | sort | uniq -d) ]] || return 1
  done
}
power_cut
boot
expect_soon 'after a power cut: one stack of deploy' 60 runs deploy 4
expect 'which Docker has not started before' ran_once deploy any failure none unsaid
expect_soon 'after a power cut: one stack of the administrator' 60 runs admin 5
expect 'which Docker has not started before, either' ran_once admin main merged extending included profiled
expect_soon 'after a power cut: one stack of the hook' 60 runs hooked
expect 'nor that of the hook' ran_once hooked main
expect_soon 'a policy of docker update is gone with its container' 60 policies_are updated 'main no'
expect 'one stack of it is left' runs updated
expect 'and the journal says that Docker may have started it' says updated \
  "updated-container-main-1 has the restart policy 'always'"
expect_fail 'which it does not say of others' says deploy 'has the restart policy'

# Containers that outlive dockerd.
echo '{"live-restore": true}' >"$SYSTEM/etc/docker/daemon.json"
inside systemctl restart docker.service
expect_soon 'with live-restore: it runs' 60 runs healed
before=$(starts healed)
inside systemctl reset-failed docker.service # Its own start limit.
inside pkill -9 -x dockerd
expect_soon 'with live-restore, dockerd killed: one stack, begun anew' 60 begins_anew healed "$before"

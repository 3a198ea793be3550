# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # SYSTEM, SCRATCH and the like come from harness.sh
# The device of a random walk: its apps, how they are brought back to where each sequence begins, and how
# they are looked at. Needs walk-oracle.sh and walk-steps.sh.

# plain: one service; checked: one with a healthcheck; pair: two services, one after the other; pulled:
# its image is fetched at each start.
WALKERS=(plain checked pair pulled)
# shellcheck disable=SC2034 # the oracle reads it
SERVICES=([plain]=1 [checked]=1 [pair]=2 [pulled]=1)
# The longest time from the end of all causes to the next attempt.
LONGEST_PAUSE=3

define_walker() { # APP RELEASE
  local folder=$SCRATCH/walk/$2/$1
  # Each start adds a line to what it keeps.
  define_app "$folder" "$1" "$2.0" "test/app:$2" \
    '["sh", "-c", "echo started >>/state/log; exec busybox sleep 86400"]'
  echo '    stop_grace_period: 2s' >>"$folder/docker-compose.yml"
  cat >>"$folder/metadata.yaml" <<'YAML'
restart: {restart_sec: 500ms, start_limit_burst: 3, timeout_start_sec: 5s, timeout_up_sec: 6s,
  recovery: {after: 1s, max: 2s}}
YAML
  hook "$folder" <<'SH'
[ ! -e "$CONTAINER_DATA_ROOT/break" ] || exit 9
[ ! -e "$CONTAINER_DATA_ROOT/hang" ] || sleep 86400
SH
  case $1 in
    checked)
      cat >>"$folder/docker-compose.yml" <<'YAML'
    healthcheck: {test: ["CMD", "test", "-e", "/state/well"], interval: 1s, timeout: 5s, retries: 2}
YAML
      echo 'health: {grace_sec: 4s}' >>"$folder/metadata.yaml"
      ;;
    pair)
      cat >>"$folder/docker-compose.yml" <<YAML
  side:
    image: test/app:$2
    network_mode: none
    command: sleep 86400
    depends_on: [main]
YAML
      ;;
    pulled)
      sed -i "s,image: .*,image: 127.0.0.1:5000/walker:$2\n    pull_policy: always," "$folder/docker-compose.yml"
      sed -i 's,\["sh"\,,["/busybox"\, "sh"\,,; s,exec busybox,exec /busybox,; /command:/i\    entrypoint: []' \
        "$folder/docker-compose.yml"
      ;;
  esac
}

# make_walkers: builds the packages of both releases, which can refuse to be removed.
make_walkers() {
  local release app
  for release in 1 2; do
    for app in "${WALKERS[@]}"; do define_walker "$app" "$release"; done
    build_apps "$SCRATCH/walk/debs/$release" "$SCRATCH/walk/$release"/* || return
    refuse_removal "$SCRATCH/walk/debs/$release"/*.deb
  done
}

# new_walk_device: a booted one on which all apps run.
new_walk_device() {
  local app
  [[ -z ${SYSTEM-} ]] || drop_system
  new_system "walk$((++WALK_DEVICES))"
  LINES_OF=()
  prepare_registry
  cp -r "$SCRATCH"/walk/debs/* "$SYSTEM/root/"
  install_program
  # Docker's own limit is three starts in a minute.
  mkdir -p "$SYSTEM/etc/systemd/system/docker.service.d"
  printf '[Unit]\nStartLimitIntervalSec=0\n[Service]\nRestartSec=100ms\n' \
    >"$SYSTEM/etc/systemd/system/docker.service.d/limit.conf"
  boot
  import_image test/app:1 test/app:2
  publish_image walker 1000
  # It is there after a boot, too.
  printf '[Install]\nWantedBy=sockets.target\n' >>"$SYSTEM/etc/systemd/system/registry.socket"
  inside systemctl enable --quiet registry.socket
  mkdir -p "$SYSTEM$(data_of checked)/state"
  has checked state/well
  install_runtime >/dev/null && inside sh -c 'dpkg -i /root/1/*.deb' >/dev/null
}
WALK_DEVICES=0

# end_causes: all that keeps an app from running, but for what the administrator wants.
end_causes() {
  local app
  for app in "${WALKERS[@]}"; do has_not "$app" break; has_not "$app" hang; done
  [[ ! -d $SYSTEM$(data_of checked)/state ]] || has checked state/well
  registry_up
  systemctl_in start docker.socket docker.service
}

# begin_sequence: brings each app back to where every sequence begins. False when that does not work.
begin_sequence() {
  local app debs=()
  end_causes
  for app in "${WALKERS[@]}"; do
    [[ ${INSTALLED[$app]-yes}${RELEASE[$app]-1} == yes1 ]] || debs+=("$(deb_of "$app" 1)")
  done
  [[ ${#debs[@]} -eq 0 ]] || dpkg_in -i "${debs[@]}" >/dev/null
  for app in "${WALKERS[@]}"; do
    [[ ${MASKED[$app]-no} == no ]] || systemctl_in --quiet unmask "$(unit "$app")"
    [[ ${ENABLED[$app]-yes} == yes ]] || systemctl_in --quiet enable "$(unit "$app")"
  done
  systemctl_in reset-failed
  systemctl_in start "${WALKERS[@]/%/-container.service}"
  begin_oracle "${WALKERS[@]}"
  wait_until 30 is_as_foretold
}

# look: sets what verdict has to know of each app.
declare -A ACTIVE CONTAINERS RUNNING COMPLETE LINES_OF
look() {
  local app='' key value image state health
  for app in "${WALKERS[@]}"; do ACTIVE[$app]=unknown CONTAINERS[$app]=0 RUNNING[$app]=0 COMPLETE[$app]=0; done
  while IFS='=' read -r key value; do
    case $key in
      Id) app=${value%-container.service} ;;
      ActiveState) ACTIVE[$app]=$value ;;
    esac
  done < <(systemctl_in show --property=Id --property=ActiveState "${WALKERS[@]/%/-container.service}")
  while read -r app image state health; do
    app=${app%-container}
    ((++CONTAINERS[$app]))
    [[ $state != running ]] || ((++RUNNING[$app]))
    case $image/$state/$health in
      *unhealthy* | *starting*) ;;
      *":${RELEASE[$app]}/running/"*) ((++COMPLETE[$app])) ;;
    esac
  done < <(inside timeout 60 docker ps --all \
    --format '{{.Label "com.docker.compose.project"}} {{.Image}} {{.State}} {{.Status}}')
}

# is_as_foretold: whether each app is; sets WRONG to what is not.
is_as_foretold() {
  local app sentence
  WRONG=''
  look
  for app in "${WALKERS[@]}"; do
    sentence=$(verdict "$app" "${ACTIVE[$app]}" "${CONTAINERS[$app]}" "${RUNNING[$app]}" "${COMPLETE[$app]}")
    [[ -z $sentence ]] || WRONG+=$sentence$'\n'
  done
  [[ -z $WRONG ]]
}

# keeps_its_word: what is looked at when each app is as foretold: that it stays so, that no state was
# lost, that the settings of the administrator are what they were, and that `status` agrees. Sets WRONG.
keeps_its_word() {
  local app lines enabled
  sleep "$LONGEST_PAUSE"
  is_as_foretold || { WRONG="after $LONGEST_PAUSE s more: $WRONG"; return 1; }
  for app in "${WALKERS[@]}"; do
    lines=$(wc -l <"$SYSTEM$(data_of "$app")/state/log") || lines=0
    ((lines >= ${LINES_OF[$app]-0})) || WRONG+="$app has lost state"$'\n'
    LINES_OF[$app]=$lines
    [[ ${INSTALLED[$app]} == yes ]] || continue
    enabled=$(systemctl_in is-enabled "$(unit "$app")")
    case ${ENABLED[$app]}-${MASKED[$app]}-$enabled in
      *-yes-masked | yes-no-enabled | no-no-disabled) ;;
      *) WRONG+="$app is $enabled; enabled: ${ENABLED[$app]}, masked: ${MASKED[$app]}"$'\n' ;;
    esac
  done
  status_agrees
  [[ -z $WRONG ]]
}
# status_agrees: adds to WRONG where `container-app status` says something else.
status_agrees() {
  local package state attention app said=' '
  while read -r package state attention; do
    app=${package%-container}
    said+="$app "
    case ${ACTIVE[$app]}/$state/$attention in
      active/running/False | inactive/stopped/False | inactive/disabled/False | inactive/masked/False) ;;
      failed/*) ;;
      *) WRONG+="status says of $app, which is ${ACTIVE[$app]}: $state, needs attention: $attention"$'\n' ;;
    esac
  done < <(inside timeout 60 container-app status --json | python3 -c '
import json, sys
for app in json.load(sys.stdin)["apps"]:
  print(app["package"], app["state"], app["needs_attention"])')
  for app in "${WALKERS[@]}"; do
    [[ ${INSTALLED[$app]} == no || $said == *" $app "* ]] || WRONG+="status says nothing of $app"$'\n'
  done
}

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Many apps with healthchecks. What watching them costs; and half of them sick in turns, on a busy
# machine: none is sick without anybody knowing, and in the end each is healthy, or failed with a
# notice.
#   91-many_sick_test.sh [MINUTES [APPS]]: of turns; see ./run soak health. Without MINUTES a short form,
#   which measures nothing and keeps no processor busy, because other tests run beside it.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

MINUTES=${1:-0}
COUNT=${2:-6}
TURN=8 # Seconds.
prepare_tool
mapfile -t APPS < <(seq -f 'app%.0f' "$COUNT")
for app in "${APPS[@]}"; do
  define_app "$SCRATCH/apps/$app" "$app" 1.0 test/app:1
  cat >>"$SCRATCH/apps/$app/docker-compose.yml" <<'YAML'
    healthcheck: {test: ["CMD", "test", "-e", "/state/well"], interval: 2s, timeout: 30s, retries: 2}
YAML
  echo 'restart: {restart_sec: 1s, start_limit_burst: 2, recovery: {after: 5s, max: 10s}}' \
    >>"$SCRATCH/apps/$app/metadata.yaml"
done
expect 'they build' build_apps "$SCRATCH/debs" "$SCRATCH"/apps/*

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
# shellcheck disable=SC2016 # for the hook
printf '#!/bin/sh\necho "$CONTAINER_APP_EVENT" >>"/var/log/notices-$CONTAINER_APP_PACKAGE"\n' |
  inside sh -c 'cat >/etc/container-apps/notify.d/keep && chmod +x /etc/container-apps/notify.d/keep'

is_well() { [[ -e $SYSTEM$(data_of "$1")/state/well ]]; }
units=("${APPS[@]/%/-container.service}")
# in_health HEALTH: the apps whose container has it in Docker.
in_health() { inside docker ps --filter "health=$1" --format '{{.Label "com.docker.compose.project"}}'; }
# states: a line for each app: name, state, what it says.
states() {
  inside systemctl show --property=Id --property=ActiveState --property=StatusText "${units[@]}" |
    awk -F= '$1 == "Id" { id = $2; sub(/-container.service/, "", id) } $1 == "ActiveState" { state = $2 }
      $1 == "StatusText" { text = substr($0, 12) } !NF { print id, state, text } END { print id, state, text }'
}
all_healthy() { (($(in_health healthy | wc -l) == COUNT && $(states | grep -c ' active .*healthy$') == COUNT)); }

# Of the processes beside Compose in the units of the apps.
watchers() { # "TICKS PSS OWN": of CPU so far, their children included; memory in kB
  # shellcheck disable=SC2016 # for the shell within
  inside sh -c 'for pid in $(pgrep -x run; pgrep -x sed); do
      [ -r /proc/$pid/stat ] && grep -q "container.service" /proc/$pid/cgroup || continue
      sed "s/.*) //" /proc/$pid/stat | cut -d " " -f 12-15 | tr " " "+" | sed "s/^/cpu /"
      grep -E "^(Pss|Private_Clean|Private_Dirty):" /proc/$pid/smaps_rollup
    done' 2>/dev/null | awk '
      $1 == "cpu" { split($2, part, "+"); ticks += part[1] + part[2] + part[3] + part[4] }
      $1 == "Pss:" { pss += $2 } /^Private/ { own += $2 } END { print ticks + 0, pss + 0, own + 0 }'
}
# cost NAME SECONDS: a row of the table; sets PERCENT of a core, and OWN memory, which is not shared.
cost() {
  local before after pss began=${EPOCHREALTIME/[.,]/} name=$1
  read -r before _ <<<"$(watchers)"
  sleep "$2"
  read -r after pss OWN <<<"$(watchers)"
  PERCENT=$(awk -v ticks=$((after - before)) -v us=$((${EPOCHREALTIME/[.,]/} - began)) \
    'BEGIN { printf "%.2f", ticks * 1000000 / us }')
  table_row "$name" "$PERCENT % of a core" "$((pss / 1024)) MB" "$((OWN / 1024)) MB"
}

for app in "${APPS[@]}"; do well "$app"; done
expect 'apt installs them' inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/app*.deb'
expect_soon "$COUNT apps are healthy" 90 all_healthy
if ((MINUTES > 0)); then
  table_row "all watchers of $COUNT apps" 'CPU' 'memory (PSS)' 'private'
  cost 'all healthy, the grace of the default' 60
  # Of 30 apps; measured were 1.8 % and 28 MB. Other machines are slower.
  limit() { awk -v x="$1" -v most="$2" -v n="$COUNT" 'BEGIN { exit !(x <= most * n / 30) }'; }
  expect "they use little CPU: $PERCENT %" limit "$PERCENT" 4
  expect "and little memory of their own: $OWN kB" limit "$OWN" 33000
fi

# Scaled time: sickness counts after 4 s, not after a minute.
inside sh -c 'sed -i "s/^HealthGraceSec=.*/HealthGraceSec=4/" /usr/share/container-apps/app*/app.conf'
inside systemctl restart "${units[@]}"
expect_soon "$COUNT apps are healthy again" 60 all_healthy
LOADS=()
if ((MINUTES > 0)); then
  for ((core = $(nproc); core > 0; --core)); do nice -n 5 sh -c 'while :; do :; done' & LOADS+=($!); done
fi

# A turn: half of the apps are sick, each turn one further. Those that were unhealthy in Docker a turn
# ago and still are, have to say so, or not to be active.
unseen=0 turns=0 looks=0
look_for_unseen() {
  local app state text now
  now=$(in_health unhealthy)
  while read -r app state text; do
    [[ $state == active && " ${before//$'\n'/ } " == *" $app-container "* ]] || continue
    grep -qx "$app-container" <<<"$now" || continue
    ((++looks))
    [[ $text == *unhealthy* ]] || { ((++unseen)); echo "# $app is unhealthy, and says: $text"; }
  done < <(states)
}
turn() {
  local i before
  for ((i = 0; i < COUNT; ++i)); do
    if (((i + turns) % COUNT < COUNT / 2)); then unwell "${APPS[i]}"; else well "${APPS[i]}"; fi
  done
  sleep $((TURN / 2))
  before=$(in_health unhealthy)
  sleep $((TURN / 2))
  look_for_unseen
  ((++turns))
}
began=$SECONDS
while ((turns < 3 || SECONDS - began < MINUTES * 60)); do turn; done
((MINUTES == 0)) || cost 'half of them sick in turns, scaled, busy' 10
expect_eq "in $turns turns none was unhealthy without saying so" 0 "$unseen"

# The end: those that are sick stay so.
last_notice() { tail -n 1 "$SYSTEM/var/log/notices-$1-container" 2>/dev/null; }
as_it_should() { # APP STATE TEXT
  if is_well "$1"; then
    [[ $2/$3 == active/*', healthy' && $(last_notice "$1") =~ ^(|recovered)$ ]]
  else
    # Between its rounds it is failed; meanwhile it says that it is unhealthy, and the notice stands.
    [[ $2 != active || $3 == *unhealthy* ]] && grep -q '^failed$' "$SYSTEM/var/log/notices-$1-container"
  fi
}
odd() { # those that are not
  local app state text
  while read -r app state text; do
    as_it_should "$app" "$state" "$text" || echo "$app is $state and says '$text'; notice: $(last_notice "$app")"
  done < <(states)
}
none_is_odd() { [[ -z $(odd | tee /dev/stderr) ]]; }
expect_soon 'each is healthy, or failed with a notice' 90 none_is_odd
for app in "${APPS[@]}"; do is_well "$app" || expect "$app: its failure was told" grep -q '^failed$' \
  "$SYSTEM/var/log/notices-$app-container"; done
table_row 'at the end' "$(states | grep -c ' active .*, healthy$') healthy" "$(states | grep -c ' failed ') failed" \
  "$turns turns" "$looks looks at sick ones"
[[ ${#LOADS[@]} -eq 0 ]] || kill "${LOADS[@]}"
for app in "${APPS[@]}"; do well "$app"; done
expect_soon 'when none is sick any more, all get well by themselves' 90 all_healthy

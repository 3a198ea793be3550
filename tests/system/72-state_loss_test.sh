#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the rules on state warn of is what happens: state in memory, in the container's layer, or with
# too little time to be written is lost. And the store: two services and itself end, no hit is lost.
# in the long form, beside the others: it waits more than it works.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"
# shellcheck source-path=SCRIPTDIR source=lib/meters.sh
. "$(dirname "$0")/lib/meters.sh"

prepare_tool
cp -r "$REPO/examples/token-meter" "$SCRATCH/token-meter"
# In the container's layer: its file is on no mount.
variant "$SCRATCH/layer-meter" layer-meter 8690
sed -i '/volumes:/,$d; /read_only/d; /user:/d' "$SCRATCH/layer-meter/docker-compose.yml"
# In memory: no file at all.
variant "$SCRATCH/memory-meter" memory-meter 8790
sed -i '/METER_FILE/d; /volumes:/,$d; /read_only/d' "$SCRATCH/memory-meter/docker-compose.yml"
without_state "$SCRATCH/memory-meter"
# On a slow disk: a write takes 1.5 s, and changes may wait 8 s.
variant "$SCRATCH/slow-meter" slow-meter 8890
sed -i 's/flush_within: 400ms/flush_within: 8s/' "$SCRATCH/slow-meter/metadata.yaml"
sed -i 's/FLUSH_WITHIN_MS: "400"/FLUSH_WITHIN_MS: "8000"\n      METER_DISK_DELAY_MS: "1500"/' \
  "$SCRATCH/slow-meter/docker-compose.yml"
cp -r "$SCRATCH/slow-meter" "$SCRATCH/hasty-meter"
sed -i 's/^    image:/    stop_grace_period: 1s\n&/' "$SCRATCH/hasty-meter/docker-compose.yml"
# With a store of its own. (With everysec, Redis puts off a write while the disk is busy, too, and a kill
# takes what it had answered.)
cp -r "$REPO/examples/token-meter" "$SCRATCH/inner-meter"
sed -i 's/^app_id: .*/app_id: inner-meter/; s/8490/8990/; s/8491/8991/; s/6379/6390/
  /^depends:/,/redis-server$/d; s/store: redis-server.service/store: counts/' "$SCRATCH/inner-meter/metadata.yaml"
cat >>"$SCRATCH/inner-meter/docker-compose.yml" <<'YAML'
  counts:
    image: redis/debian:1
    command: [/usr/bin/redis-server, --port, "6390", --appendonly, "yes", --appendfsync, always, --dir, /data]
    network_mode: host
    read_only: true
    volumes:
      - ${CONTAINER_DATA_ROOT}/counts:/data
YAML

# What check says.
expect_match 'check refuses a budget in the layer of the container' \
  '/data/budget.json. of the service .meter. is in the container itself.*\[state-not-persistent\]' \
  "$(container-app check "$SCRATCH/layer-meter" 2>&1)"
output=$(container-app check --strict "$SCRATCH/memory-meter" 2>&1)
expect_eq 'check --strict refuses one that has no state' 1 $?
expect_match 'and says why' 'what .meter. writes is lost at every restart.*\[state-unclassed\]' "$output"
expect_match 'check refuses a grace that is shorter than the flush' \
  'writing .budget. may take 8s, but .meter. is killed 1s after SIGTERM.*\[state-flush-grace\]' \
  "$(container-app check "$SCRATCH/hasty-meter" 2>&1)"
# What was refused is put to the test below, as if nobody had asked.
without_state "$SCRATCH/layer-meter"
expect 'they build' build_apps "$SCRATCH/debs" "$SCRATCH"/{token,layer,memory,slow,inner}-meter

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
for app in token layer memory slow inner; do
  tune "$app-meter" RestartSec=50ms StartLimitIntervalSec=0
done
equip_meters
boot
# An image of Debian's own Redis.
inside bash -eu <<'SH'
root=$(mktemp -d)
ldd /usr/bin/redis-server | grep -o '/[^ ]*' | xargs cp -Lt "$root" --parents /usr/bin/redis-server
chmod 0755 "$root"
tar -C "$root" -c . | docker import - redis/debian:1 >/dev/null
SH
expect 'apt installs them' install_meters
for port in 8490 8690 8790 8890 8990; do expect_soon "port $port answers" 60 answers "$port"; done

# One restart of each.
table_row 'what is asked after a restart' 'spent before' 'spent after'
restart_of() { # NAME APP PORT EXPECTED
  ask "$3" 'take 5' >/dev/null
  local before after
  before=$(ask "$3" spent)
  inside systemctl restart "$(unit "$2")"
  wait_until 30 answers "$3"
  after=$(ask "$3" spent)
  table_row "$1" "$before" "$after"
  expect_eq "$1" "$4" "$after"
}
restart_of 'in a file: kept' token 8490 'ok 5'
restart_of 'in the layer of the container: lost' layer 8690 'ok 0'
restart_of 'in memory: lost' memory 8790 'ok 0'
restart_of 'on a slow disk, with the time it needs: kept' slow 8890 'ok 5'
# By hand: less than a write takes. The unit alone cannot do harm, since the next start lets what
# still runs write first; Compose can.
tune slow-meter RestartSec=50ms StartLimitIntervalSec=0 TimeoutStopSec=500ms
inside systemctl daemon-reload
restart_of 'the same, TimeoutStopSec=500ms: kept' slow 8890 'ok 10'
inside sed -i 's/stop_grace_period: .*/stop_grace_period: 1s/' \
  /var/lib/container-apps/slow-meter-container/compose.container-app.yml
inside systemctl restart "$(unit slow)"
expect_soon 'with a grace of 1 s by hand it answers' 30 answers 8890
restart_of 'and the grace of Compose 1s: lost' slow 8890 'ok 10'

# The store: no hit is counted twice, none is lost. Each answer has a number of its own, and there
# are no more numbers than answers and breaks.
hits_lost() { # LOG…: "ANSWERS TWICE MORE": numbers given twice, and numbers that nobody asked for
  cat "$@" | awk '
    $1 == "unknown" { ++unknown; next }
    {
      ++answers
      if (seen[$1]++) ++twice
      if ($1 > most) most = $1
      if (least == "" || $1 < least) least = $1
    }
    END { printf "%d %d %d\n", answers, twice, most - least + 1 - answers - unknown }'
}
store_row() { # NAME APP…: a row of the table, and that nothing is lost
  local name=$1 answers twice more
  shift
  read -r answers twice more <<<"$(hits_lost "${@/#/$SYSTEM/root/}")"
  table_row "$name" "$answers" "$twice"
  expect "$name: there were hits" test "$answers" -gt 20
  expect_eq "$name: no number twice" 0 "$twice"
  expect "$name: nothing was counted that was not asked for" test "$more" -le 0
}
kill_container() { inside sh -c 'kill -9 "$(docker inspect -f "{{.State.Pid}}" "$1")"' sh "$1"; }
table_row 'the rate in the store' 'hits answered' 'hits lost'
hits() { cat "$SYSTEM"/root/{meter,gate,logged,inner}.log 2>/dev/null | grep -vc unknown; }
hits_since() { (($(hits) >= $1 + $2)); } # HITS MORE
gate_answers() { [[ -n $(ask 8491 spent) ]]; }
rounds() { # COMMAND…: five times, with time to hit
  local i
  for ((i = 0; i < 5; ++i)); do
    "$@" || fail "$*"
    wait_until 30 answers 8490 && wait_until 30 gate_answers &&
      wait_until 30 hits_since "$(hits)" 10 || fail "$* ($i): both are back"
  done
}
load meter 8490 hits
load gate 8491 hits
rounds inside systemctl restart "$(unit token)"
rounds kill_container token-meter-container-meter-1
rounds kill_container token-meter-container-gate-1
rounds inside systemctl restart redis-server.service
stop_loads
store_row 'restarts of meter, gate and store' meter.log gate.log
inside redis-cli config set appendonly yes >/dev/null
inside redis-cli config set appendfsync always >/dev/null
load logged 8490 hits
wait_until 10 eval 'inside redis-cli info persistence | grep -q aof_rewrite_in_progress:0'
inside redis-cli config rewrite >/dev/null
rounds inside systemctl kill --signal=KILL redis-server.service
stop_loads
store_row 'kill -9 of the store, appendfsync always' logged.log
load inner 8990 hits
for ((i = 0; i < 5; ++i)); do
  inside systemctl restart "$(unit inner)"
  wait_until 30 answers 8990 && wait_until 30 hits_since "$(hits)" 5
  kill_container inner-meter-container-counts-1
  wait_until 30 answers 8990 && wait_until 30 hits_since "$(hits)" 5
done
stop_loads
store_row 'a store of the app, restarted and killed' inner.log

# Without its store.
says() { inside journalctl -o cat --no-pager -u "$(unit token)" | grep -qF "$1"; }
inside systemctl mask --quiet --now redis-server.service
inside systemctl restart --no-block "$(unit token)"
expect_soon 'without the store the start fails and says what is missing' 20 says \
  'the store redis-server.service, which keeps the state of the app (rate), is masked; run: systemctl unmask'
expect_soon 'the stage is named' 5 says 'stage store failed with status 1'
inside systemctl unmask --quiet redis-server.service
expect_soon 'with it, it comes back and has started it' 30 answers 8490
expect_eq 'the store runs' active "$(inside systemctl is-active redis-server.service)"

# What hooks write durably is there whole, or not at all.
durably() { bash -c '. "$0/runtime/functions/durable.sh"; write_durably "$1"' "$REPO" "$1"; } # FILE
mkdir "$SCRATCH/small"
mount -t tmpfs -o size=64k tmpfs "$SCRATCH/small"
file=$SCRATCH/small/file
chown 7:8 "$SCRATCH/small"
expect 'a new file is written' durably "$file" <<<one
expect_eq 'for the owner of its folder' '644 7:8' "$(stat -c '%a %u:%g' "$file")"
chmod 0600 "$file" && chown 9:10 "$file"
expect 'it is replaced' durably "$file" <<<two
expect_eq 'with the mode and the owner it had' '600 9:10 two' "$(stat -c '%a %u:%g' "$file") $(<"$file")"
(umask 077 && durably "$SCRATCH/small/secret" <<<four)
expect_eq 'what a hook writes with umask 077 is for its owner alone' 600 "$(stat -c %a "$SCRATCH/small/secret")"
rm "$SCRATCH/small/secret"
expect_fail 'on a full disk it is not' durably "$file" < <(head -c 100000 /dev/zero)
expect_eq 'and stays what it was, alone' 'two file' "$(<"$file") $(ls -A "$SCRATCH/small")"
expect_fail 'in no folder it is not' durably "$SCRATCH/none/file" <<<three

# A rebuild that fails, or hangs; and what hooks and the app find.
SHARE=/usr/share/container-apps/token-meter-container
hook_file=$SHARE/app-prestart-40-calibration.sh
inside cp $hook_file /root/hook
inside sh -c "printf '#!/bin/bash\nexit 7\n' >$hook_file"
inside systemctl restart --no-block "$(unit token)"
expect_soon 'a rebuild that fails is named' 10 says 'stage app-prestart-40-calibration.sh failed with status 7'
inside sh -c "printf '#!/bin/bash\nsleep 60\n' >$hook_file"
inside sed -i 's/^Seconds=10.000$/Seconds=1.000/' $SHARE/app.conf
expect_soon 'one that hangs ends in time' 10 says \
  'app-prestart-40-calibration.sh did not rebuild the state within 1.000 s'
inside sed -i 's/^Seconds=1.000$/Seconds=10.000/' $SHARE/app.conf
inside cp /root/hook $hook_file
expect_soon 'and with the right one it runs' 20 answers 8490
expect_eq 'what the hook wrote belongs to the service' 65534:65534 \
  "$(inside stat -c %u:%g "$(data_of token-meter)/meter/calibration")"
expect_eq 'and no half of it is left' budget.json:calibration \
  "$(inside ls -A "$(data_of token-meter)/meter" | paste -sd :)"
input=/run/container-apps/token-meter-container/state/calibration
expect_eq 'the app knows the input, too' "STATE_INPUT_CALIBRATION=$input" \
  "$(inside grep STATE_INPUT /run/container-apps/token-meter-container/runtime.env)"
ask 8490 'measure 10234' >/dev/null
measured() { inside journalctl -a -o cat --no-pager -u "$(unit token)" | grep -q 'reading 10234'; }
expect_soon 'a reading is in the journal' 10 measured
inside systemctl restart "$(unit token)"
expect_soon 'it is back' 30 answers 8490
expect_match 'each line of it has its time' '^[0-9]+\.[0-9]+ reading 10234$' "$(inside tail -n 1 $input)"

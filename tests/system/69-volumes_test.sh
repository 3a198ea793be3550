#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Volumes with a name on a device: images that run as users of their own and bring content, as Grafana
# and Prometheus do; what keeps the data, and what becomes of a volume from before.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
for part in harness apps; do
  # shellcheck source=/dev/null
  . "$(dirname "$0")/lib/$part.sh"
done

prepare_tool
# define_charts FOLDER APP VERSION: from a Compose file as its author has it; what `check` says is done.
define_charts() {
  define_app "$1" "$2" "$3" test/grafana:1
  cat >"$1/docker-compose.yml" <<'YAML'
services:
  grafana:
    image: test/grafana:1
    environment: {GREETING: "${GREETING}"}
    network_mode: none
    command: sh -c 'echo started >>/var/lib/grafana/log && exec sleep 86400'
    volumes:
      - grafana:/var/lib/grafana
  prometheus:
    image: test/prometheus:1
    network_mode: none
    command: sh -c 'echo started >>/prometheus/log && exec sleep 86400'
    volumes:
      - /prometheus
volumes:
  grafana: {}
YAML
  local advice
  advice=$(container-app check "$1" 2>&1 | sed -n "s/.*write '\(data:[^']*\)', and 'data:' below.*/\1/p")
  sed -i "s|- /prometheus$|- $advice|" "$1/docker-compose.yml"
  echo '  data:' >>"$1/docker-compose.yml"
}
define_charts "$SCRATCH/charts" charts 1.0
define_charts "$SCRATCH/new-charts" charts 1.1
define_charts "$SCRATCH/moved" moved 1.0
said=$(container-app check "$SCRATCH/charts" 2>&1)
expect_eq 'nothing is to be said about its volumes' '' "$(grep -E 'volume|state-|bind|mount' <<<"$said")"
expect_match 'they are explained' 'data/grafana \(volume grafana\)' "$(container-app explain "$SCRATCH/charts" state)"
expect 'they build' build_apps "$SCRATCH/debs" "$SCRATCH"/{charts,moved}
expect 'so does the next version' build_apps "$SCRATCH/debs" "$SCRATCH/new-charts"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
tune charts RestartSec=1s
tune moved RestartSec=1s
boot
import_image test/app:1
# import_content IMAGE FOLDER UID: an image that runs as UID, which owns what it has in FOLDER.
import_content() {
  inside sh -s -- "$@" <<'SCRIPT'
set -eu
tree=$(mktemp -d)
docker create --name base test/app:1 >/dev/null
docker export base >"$tree.tar"
docker rm base >/dev/null
chmod 0755 "$tree"
mkdir -p "$tree$2"
echo 'of the image' >"$tree$2/first"
chown -R "$3:$3" "$tree$2"
chmod 0750 "$tree$2"
tar -C "$tree" -rf "$tree.tar" .
docker import --change "USER $3" --change 'CMD ["/bin/sh"]' "$tree.tar" "$1" >/dev/null
SCRIPT
}
import_content test/grafana:1 /var/lib/grafana 472
import_content test/prometheus:1 /prometheus 65534
expect 'the runtime installs' install_runtime
expect 'apt installs the app' apt_install /root/charts-container_1.0_all.deb

journal() { inside journalctl --no-pager -o cat -u "$1-container.service" --since "@${since:-0}"; }
lines() { inside sh -c "cat $(data_of "$1")/$2/log" | wc -l; }
started() { (($(lines "$1" grafana) == $2 && $(lines "$1" data) == $2)) && is "$1" active; }
expect_soon 'both services write as their users' 40 started charts 1
expect_eq 'what the image has is there, with its owner' '472 750|472 644|65534 750|65534 644' \
  "$(inside sh -c "cd $(data_of charts) && stat -c '%u %a' grafana grafana/first data data/first" | paste -sd '|')"
expect 'a restart' inside systemctl restart charts-container
expect_soon 'keeps the data' 40 started charts 2
inside rm "$(data_of charts)/grafana/first"
expect 'a stop' inside systemctl stop charts-container
expect 'and a removal of the volumes by hand' inside sh -c \
  'cd /var/lib/container-apps/charts-container && docker compose down -v &&
    ! docker volume inspect charts-container_data'
inside systemctl start charts-container
expect_soon 'keep it' 40 started charts 3
expect_fail 'what was deleted stays deleted' inside test -e "$(data_of charts)/grafana/first"
expect 'an upgrade' apt_install /root/charts-container_1.1_all.deb
expect_soon 'keeps it' 40 started charts 4
inside systemctl stop charts-container
expect 'called by hand, Compose makes no container' inside sh -c \
  'cd /var/lib/container-apps/charts-container && docker compose down -v && ! docker compose up'
inside systemctl start charts-container
expect_soon 'and a volume that it made then does no harm' 40 started charts 5

# The data root of the administrator.
inside sh -c 'echo CONTAINER_DATA_ROOT=/srv/charts >>/etc/container-apps/charts-container/env'
inside systemctl restart charts-container
expect_soon 'a volume stays where it was made' 40 started charts 6
says() { journal "$1" >"$SCRATCH/journal" && grep -q "$2" "$SCRATCH/journal"; }
expect_soon 'and the journal says so' 10 says charts 'charts-container_grafana has options of its own'
inside systemctl stop charts-container
grep -o 'docker volume rm [^ ]*' "$SCRATCH/journal" | sort -u >"$SYSTEM/root/advice"
expect 'what it says is done' inside sh /root/advice
inside systemctl start charts-container
moved_root() { [[ $(inside cat /srv/charts/grafana/first /srv/charts/data/first) == $'of the image\nof the image' ]]; }
expect_soon 'then they are below the new root' 40 moved_root

# A volume from before: the same project, run by Compose from the file as it is.
cp "$SCRATCH/moved/docker-compose.yml" "$SYSTEM/root/before.yml"
before() { # COMMAND: fills the volumes, and leaves them
  inside env GREETING=hi docker compose -p moved-container -f /root/before.yml up --detach &&
    inside docker exec moved-container-grafana-1 sh -c "$1; ln -s log /var/lib/grafana/link; touch -d 2020-02-02 \
      /var/lib/grafana/log" &&
    inside env GREETING=hi docker compose -p moved-container -f /root/before.yml down --timeout 1
}
expect 'the app was run by Compose before' before 'echo old >/var/lib/grafana/log'
device_of() { inside docker volume inspect --format '{{with .Options}}{{.device}}{{end}}' "moved-container_$1"; }
expect_eq 'its data is within Docker' '' "$(device_of grafana)"
# The copy takes longer than a start may, and the power fails in its middle.
mkdir "$SYSTEM/root/slow"
cat >"$SYSTEM/root/slow/cp" <<'SH'
#!/bin/sh
[ -e /root/slow/quick ] && exec /usr/bin/cp "$@"
mkdir -p "$3" && echo half >"$3/log" && sync && sleep 600
SH
chmod +x "$SYSTEM/root/slow/cp"
tune moved RestartSec=1s TimeoutStartSec=10s Environment=PATH=/root/slow:/usr/sbin:/usr/bin:/sbin:/bin
inside systemctl daemon-reload
inside apt-get install -y /root/moved-container_1.0_all.deb >/dev/null 2>&1
copying() { inside test -s "$(data_of moved)/.grafana.copying/log"; }
expect_soon 'a start copies it' 40 copying
expect_soon 'and the journal says so' 20 says moved 'moved-container_grafana of Docker .* is moved to'
sleep 14
expect 'for longer than a start may take' is moved activating
expect 'while it says so' test "$(property moved NRestarts)" = 0
power_cut
touch "$SYSTEM/root/slow/quick"
boot
expect_soon 'after the power cut it is moved' 60 is moved active
expect_soon 'and the app goes on with it' 20 started moved 2
expect_eq 'as it was' 'old started|log|472 750' \
  "$(inside sh -c "cd $(data_of moved)/grafana && cat log | xargs && readlink link && stat -c '%u %a' ." |
    paste -sd '|')"
expect_eq 'the volume is the folder' "$(data_of moved)/grafana" "$(device_of grafana)"
expect_eq 'nothing is left of the copy' '' "$(inside find "$(data_of moved)" -name '.*cop*')"

begins_with() { [[ $(inside head -n 1 "$(data_of moved)/grafana/log") == "$1" ]]; }

# The two other moments at which the power may fail.
stop() { inside systemctl stop moved-container; }
start() {
  since=$(date +%s)
  inside systemctl reset-failed moved-container && inside systemctl start moved-container
}
volume=moved-container_grafana
stop
inside sh -c "docker volume rm $volume && cd $(data_of moved) && mv grafana .grafana.copied" >/dev/null
start
expect_soon 'cut before the copy had its name: it gets it' 40 started moved 3
stop
plain() { # COMMAND: a volume of that name as Docker makes it
  inside docker volume create $volume >/dev/null &&
    inside docker run --rm --network none --volume $volume:/v --user 0 test/app:1 sh -c "$1"
}
inside docker volume rm $volume >/dev/null
plain :
inside sh -c "cd $(data_of moved) && mv grafana .grafana.copied &&
  cp -a .grafana.copied/. \$(docker volume inspect --format '{{.Mountpoint}}' $volume)/"
start
expect_soon 'cut before the volume was removed: it is' 40 started moved 4
expect_eq 'and the folder is used' "$(data_of moved)/grafana" "$(device_of grafana)"

# Data in both places: each of the two commands that the message names is a way out.
advice() { journal moved | grep -o "run '[^']*' if .* or '[^']*' if" | tail -n 1 | cut -d "'" -f "$1"; }
for way in 2 4; do
  stop
  inside docker volume rm $volume >/dev/null
  plain 'echo other >/v/log && chown -R 472:472 /v'
  expect_fail 'with data in both places a start fails' start
  expect_match 'and says so' "data of the app is in two places: .*$volume/_data and $(data_of moved)/grafana" \
    "$(journal moved)"
  advice $way >"$SYSTEM/root/advice"
  expect "after '$(cat "$SYSTEM/root/advice")'" inside sh -e /root/advice
  expect 'it starts' start
done
expect_soon 'with the data of the volume' 20 begins_with other
expect_eq 'the folder that was there is kept' old "$(inside head -n 1 "$(data_of moved)/grafana.old/log")"

# In use by something else.
stop
inside docker volume rm $volume >/dev/null
inside sh -c "rm -r $(data_of moved)/grafana"
plain 'echo third >/v/log && chown -R 472:472 /v'
inside docker run --detach --name backup --network none --volume $volume:/v test/app:1 sleep 9999 >/dev/null
expect_fail 'a volume in use is not moved' start
expect_match 'and its user is named' 'is in use by: backup' "$(journal moved)"
inside docker rm --force backup >/dev/null
# What an administrator wants elsewhere is left there.
inside sh -c "mkdir -p /srv/other && printf 'volumes: {grafana: {driver_opts: {device: /srv/other}}}\n' \
  >/etc/container-apps/moved-container/compose.override.yml"
expect 'it starts with an override' start
expect_match 'which says another place' "gives the volume $volume other options" "$(journal moved)"
expect_eq 'so the volume is left alone' '' "$(device_of grafana)"
inside rm /etc/container-apps/moved-container/compose.override.yml
stop
expect 'it starts without' start
expect_soon 'and is moved' 20 begins_with third

expect 'a removal' inside apt-get remove -y moved-container
expect 'keeps the volumes' inside docker volume inspect $volume
expect_match 'a purge keeps the data' "data is kept in $(data_of moved)" "$(inside apt-get purge -y moved-container)"
expect_eq 'of the volumes' third "$(inside head -n 1 "$(data_of moved)/grafana/log")"
expect_eq 'and removes these' '' "$(inside docker volume ls --quiet --filter name=moved-container_)"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Debian's docker compose makes of docker-compose.yml and compose.container-app.yml what is meant: each
# volume without options of its own is a folder below the data root, and all others stay as they are.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../system/lib/assert.sh"
top=$(cd "$here/../.." && pwd)
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build}/container-app")
[[ -x $program ]] || {
  echo "not ok - $program is not built"
  exit 1
}
export CONTAINER_APP_DATA_DIR=$top
folder=$(mktemp -d)
end() {
  rm -rf "$folder"
  if finish_assertions 0; then exit 0; else exit 1; fi
}
trap end EXIT

cp -r "$here/../support/base-definition" "$folder/app"
sed -i 's/\${CONTAINER_DATA_ROOT}.ledger/ledger/' "$folder/app/docker-compose.yml"
cat >>"$folder/app/docker-compose.yml" <<'YAML'
      - type: volume
        source: tides.of_2026
        target: /tides
        volume: {nocopy: true}
      - share:/share
      - harbour:/harbour:ro
      - buoys:/buoys
volumes:
  ledger:
  tides.of_2026: {driver: local, labels: [kind=tides]}
  share: {driver_opts: {type: nfs, device: ":/share"}}
  harbour: {external: true}
  buoys: {name: all-buoys}
YAML
# shellcheck disable=SC2016 # sed's
sed -i '/restart: unless-stopped/d' "$folder/app/docker-compose.yml"
for file in docker-compose.yml compose.container-app.yml; do
  "$program" show "$folder/app" "$file" >"$folder/$file" 2>>"$folder/said"
done
expect 'the files are there' test -s "$folder/compose.container-app.yml"
"$here/../support/in-root.sh" --ro-bind "$folder:/app" --chdir /app --env CONTAINER_DATA_ROOT=/srv/tides \
  --env COMPOSE_FILE=docker-compose.yml:compose.container-app.yml --env COMPOSE_PROJECT_NAME=tides \
  --env TIDE_PORT=1 --env TIDE_UNITS=m trixie-system docker compose config --format json \
  >"$folder/merged" 2>"$folder/error" </dev/null || cat "$folder/error"
volumes=$(python3 -c 'import json, sys
for name, volume in sorted(json.load(sys.stdin)["volumes"].items()):
    print(name, json.dumps(volume, sort_keys=True))' <"$folder/merged")
bind() {
  printf '"driver": "local", "driver_opts": {"device": "/srv/tides/%s", "o": "bind", "type": "none"}' "$1"
}
expect_eq 'the volumes are as they are meant' "buoys {\"name\": \"all-buoys\"}
harbour {\"external\": true, \"name\": \"harbour\"}
ledger {$(bind ledger), \"name\": \"tides_ledger\"}
share {\"driver_opts\": {\"device\": \":/share\", \"type\": \"nfs\"}, \"name\": \"tides_share\"}
tides.of_2026 {$(bind tides.of_2026), \"labels\": {\"kind\": \"tides\"}, \"name\": \"tides_tides.of_2026\"}" "$volumes"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# container-app init makes definitions that check accepts, of Compose files, of apps of stores and of
# nothing; it takes no secret over, writes all or nothing, and joins a newer version.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../system/lib/assert.sh"
top=$(cd "$here/../.." && pwd)
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build}/container-app")
[[ -x $program ]] || {
  echo "not ok - $program is not built"
  exit 1
}
export CONTAINER_APP_DATA_DIR=$top DEBFULLNAME='Ada Pilot' DEBEMAIL=ada@harbour.example.org
folder=$(mktemp -d)
end() {
  rm -rf "$folder"
  if finish_assertions 0; then exit 0; else exit 1; fi
}
trap end EXIT
cd "$folder" || exit 1

init() { "$program" init --no-compose "$@" >said 2>errors; }
silent() { "$program" check --strict --no-compose "$1" >found 2>&1 && [[ ! -s found ]]; }
has() { grep -qF -- "$2" "$1"; }
lacks() { ! grep -rqF -- "$2" "$1"; }

expect 'a definition of nothing' init fresh-app
expect 'check accepts it silently' silent fresh-app

mkdir plain
cat >plain/docker-compose.yml <<'YAML'
version: "3"
services:
  # Where people look.
  web:
    image: registry.example/berth:1.4
    restart: always
    ports: ["8080:80", "9000"]
    env_file: app.env
    environment:
      - DATABASE_URL=postgres://berth:berth-secret@db/berth
      - API_KEY=issued-elsewhere
      - ADMIN_PASSWORD_HASH=${ADMIN_PASSWORD_HASH:-$$2a$$14$$hash-known}
      - SIZE=${SIZE:-10}
    volumes:
      - ./conf/site.conf:/etc/site.conf:ro
      - ./data:/data
      - /mnt/films:/films
      - /cache
  db:
    image: postgres:16
    environment: {POSTGRES_PASSWORD: berth-secret}
networks:
  default: {external: true}
YAML
mkdir plain/conf
echo 'site' >plain/conf/site.conf
printf '# How many berths\nBERTHS=24\nSMTP_PASSWORD=mail-secret\n' >plain/app.env
expect 'a folder with a Compose file' init berth --from plain
expect 'check accepts that silently' silent berth
for secret in berth-secret issued-elsewhere hash-known mail-secret; do
  expect "no file has the secret $secret" lacks berth "$secret"
done
expect 'a comment is kept' has berth/docker-compose.yml '# Where people look.'
expect 'a file is an asset' has berth/assets/conf/site.conf site
expect 'the comment of .env describes the field' has berth/config.yml 'description: How many berths'
# shellcheck disable=SC2016
expect 'an address keeps its variable' has berth/docker-compose.yml 'postgres://berth:${POSTGRES_PASSWORD}@db/berth'

# Programs know a password without being told, and could not log in with one that a device has made.
mkdir known
cat >known/compose.yaml <<'YAML'
services:
  web:
    image: registry.example/paper:2.0
    environment: {DATABASE_HOST: db, MAIN: shelf, SECRET_KEY: do-not-copy}
  shelf:
    image: registry.example/shelf:2.0
    environment: {ADMIN_PASSWORD: "${SHELF_PASSWORD:-shelf-known}"}
    volumes: [shelf:/data]
  db:
    image: postgres:16
    environment: {POSTGRES_USER: paper, POSTGRES_PASSWORD: paper}
  other:
    image: mariadb:11
    environment: {MARIADB_USER: paper, MARIADB_ROOT_PASSWORD: root-secret, MARIADB_PASSWORD: other-secret}
  client:
    image: registry.example/client:2.0
    environment: {OTHER_URL: "mysql://paper:other-secret@other/paper"}
  alone:
    image: postgres:16
    environment: {POSTGRES_PASSWORD: alone-secret}
volumes: {shelf: }
YAML
expect 'an app whose programs know a password' init knows --from known
expect 'check accepts it' "$program" check --no-compose knows
expect 'the password that a program knows stays' has knows/docker-compose.yml 'POSTGRES_PASSWORD: paper'
# shellcheck disable=SC2016
expect 'and the one that a variable has' has knows/docker-compose.yml '${SHELF_PASSWORD:-shelf-known}'
expect 'a person is told' has said 'POSTGRES_PASSWORD (db)'
expect 'of both' has said 'ADMIN_PASSWORD (shelf)'
for secret in do-not-copy root-secret other-secret alone-secret; do
  expect "no file has the secret $secret" lacks knows "$secret"
done

expect_status() { # STATUS CMD…
  local wanted=$1 status=0
  shift
  "$@" || status=$?
  [[ $status == "$wanted" ]]
}
cp -r berth kept
expect 'nothing is replaced' expect_status 1 init berth --from plain
expect 'the message says what to do' has errors 'replace it with --force'
expect 'nothing has changed' diff -r berth kept
expect 'with --force it is' init berth --from plain --force
expect 'it says so' has said 'replaced: '

sed -i 's/^license: .*/license: MIT/' berth/metadata.yaml
sed -i 's/berth:1.4/berth:1.5/' plain/docker-compose.yml
expect 'a newer version is joined' init berth --from plain --sync
expect 'what was changed here stays' has berth/metadata.yaml 'license: MIT'
expect 'what is new comes' has berth/docker-compose.yml 'berth:1.5'
sed -i 's/berth:1.5/berth:1.5-harbour/' berth/docker-compose.yml
sed -i 's/berth:1.5/berth:1.6/' plain/docker-compose.yml
expect 'a conflict is told' expect_status 1 init berth --from plain --sync
expect 'it has its place' has errors 'berth/docker-compose.yml:'
expect 'the own text stays' has berth/docker-compose.yml 'berth:1.5-harbour'

mkdir -p store/Apps/{One,Two,Bad} umbrel runtipi
cat >store/Apps/One/docker-compose.yml <<'YAML'
name: tide-one
services:
  tide-one:
    image: registry.example/tide:2.0
    environment: {TZ: $TZ, MODE: fast}
    ports: [{target: 80, published: "8100", protocol: tcp}]
    volumes: [{type: bind, source: /DATA/AppData/$AppID/config, target: /config},
      {type: bind, source: /DATA/AppData/$AppID, target: /all}]
    x-casaos:
      envs: [{container: MODE, description: {en_us: How fast}}]
  tide-helper:
    image: registry.example/helper:2.1
    read_only: true
    environment:
      - NOTICE_TO=
      - PROVIDER_USER=""
      - PROVIDER_PASSWORD=""
      - OTHER_PASSWORD=""
x-casaos:
  main: tide-one
  title: {en_us: Tide One}
  tagline: {en_us: Tides of today}
  description: {en_us: It shows the tides.}
  port_map: "8100"
  category: Utilities
YAML
sed 's/tide-one/tide-two/; s/8100/8200/' store/Apps/One/docker-compose.yml >store/Apps/Two/docker-compose.yml
printf 'services:\n  a: {image: "x:1", imag: 1}\n' >store/Apps/Bad/docker-compose.yml
expect 'a store with a bad app has the status 1' expect_status 1 init all --from store
expect 'the others are imported' has said '2 imported, 1 failed'
expect 'the bad one is named with its line' has errors 'store/Apps/Bad/docker-compose.yml:2:'
expect 'nothing of it is written' test ! -e all/bad
for app in tide-one tide-two; do expect "check accepts $app" silent "all/$app"; done
expect 'the data folder as a whole is a volume' has all/tide-one/docker-compose.yml 'target: /all'
for field in NOTICE_TO PROVIDER_USER PROVIDER_PASSWORD OTHER_PASSWORD; do
  expect "people may set $field, which is empty" has all/tide-one/config.yml "id: $field"
  expect "and nothing else sets it" has all/tide-one/docker-compose.yml "$field=\${$field}"
done
expect 'two quotes in a list are no value' lacks all/tide-one/metadata.yaml '\"\"'
expect 'the text of CasaOS describes a field' has all/tide-one/config.yml 'description: How fast'

# So it is with folders that are named.
mkdir -p store/Apps/None
expect 'folders of which one has no app have the status 1' expect_status 1 init named --from store/Apps/*/
expect 'the others are imported all the same' has said '2 imported, 2 failed'
expect 'it is named' has errors 'store/Apps/None: error: there is no Compose file in this folder'
for app in tide-one tide-two; do expect "check accepts the $app of them" silent "named/$app"; done
cp store/Apps/One/docker-compose.yml one.yml
expect 'files of which one is missing are not imported' expect_status 1 init missing --from one.yml two.yml
expect 'nothing of them is written' test ! -e missing

# Files and folders that are not imported are named; the advice is done.
mkdir -p variants/{one,two,three,notes}
printf 'services: {a: {image: "registry.example/tide:2.0"}}\n' | tee variants/one/compose.yaml \
  variants/one/compose.arm.yaml variants/two/docker-compose-sqlite.yml \
  variants/three/docker-compose-v1.yml >variants/three/docker-compose-v2.yml
echo 'only words' >variants/notes/README.md
expect 'a store with a folder that cannot be judged' expect_status 1 init varied --from variants
expect 'two apps are imported' has said '2 imported, 1 failed'
expect 'a file that is left out is named' has errors \
  'variants/one: warning: not imported: compose.arm.yaml'
expect 'a file of another name is taken where it is alone' silent varied/two
expect 'of several none is taken' has errors 'none has the usual name: docker-compose-v1.yml, docker-compose-v2.yml'
expect 'a folder without an app is named' has errors 'variants/notes: warning: there is no Compose file'
expect 'the one that is named is' init varied/three --from variants/three/docker-compose-v2.yml
expect 'check accepts that' silent varied/three
expect 'the app is called as its folder, if nobody named it' has varied/two/metadata.yaml 'name: Two'
mkdir -p upstream/docker/compose broken
cp variants/one/compose.yaml upstream/docker/compose/docker-compose.postgres.yml
expect 'the folder of the definition names the app' init harbour-log --from upstream/docker/compose
expect 'with a capital letter' has harbour-log/metadata.yaml 'name: Harbour Log'
cp variants/one/compose.yaml broken/
printf 'name: [Tide\n' >broken/umbrel-app.yml
expect 'a description of a store that is broken' init of-broken --from broken
expect 'is named' has errors 'broken/umbrel-app.yml:1:7:'

# Folders of a host that are called alike stay apart, and one that two services share stays one.
mkdir hosts
cat >hosts/compose.yml <<'YAML'
services:
  one: {image: registry.example/one:1.0, volumes: ["/srv/one/config:/config", "/mnt/films:/films"]}
  two: {image: registry.example/two:1.0, volumes: ["/srv/two/config:/config", "/mnt/films:/films:ro"]}
YAML
sources_of() { grep -o 'CONTAINER_DATA_ROOT}[^}]*' "$1/docker-compose.yml" | sort | uniq -c | awk '{print $1 $2}'; }
expect 'folders of a host' init of-hosts --from hosts
expect 'check accepts folders of a host' silent of-hosts
expect_eq 'each folder has a place of its own' \
  '1CONTAINER_DATA_ROOT}/config 1CONTAINER_DATA_ROOT}/config-2 2CONTAINER_DATA_ROOT}/films' \
  "$(sources_of of-hosts | sort | paste -sd' ')"

cat >umbrel/docker-compose.yml <<'YAML'
services:
  app_proxy:
    environment: {APP_HOST: tide_web_1, APP_PORT: 3000}
  web:
    image: registry.example/tide:2.0@sha256:0123456789012345678901234567890123456789012345678901234567890123
    environment: {PASSWORD: $APP_PASSWORD}
    volumes: ["${APP_DATA_DIR}/data:/data"]
YAML
printf 'id: tide\nname: Tide\ntagline: Tides\nport: 8015\nversion: "2.0"\n' >umbrel/umbrel-app.yml
expect 'an app of Umbrel' init of-umbrel --from umbrel
expect 'check accepts an app of Umbrel' silent of-umbrel
expect 'its port is published' has of-umbrel/config.yml '"8015"'

cat >runtipi/docker-compose.json <<'JSON'
{"services": [{"name": "tide", "image": "registry.example/tide:2.0", "isMain": true, "internalPort": 80,
  "environment": [{"key": "KEY", "value": "${TIDE_KEY}"}],
  "volumes": [{"hostPath": "${APP_DATA_DIR}/data", "containerPath": "/data"}]}]}
JSON
cat >runtipi/config.json <<'JSON'
{"id": "tide", "name": "Tide", "short_desc": "Tides", "port": 8300, "tipi_version": 1,
 "form_fields": [{"type": "random", "label": "Key", "env_variable": "TIDE_KEY", "min": 32}]}
JSON
expect 'an app of Runtipi' init of-runtipi --from runtipi
expect 'check accepts an app of Runtipi' silent of-runtipi
expect 'what is random is a secret' has of-runtipi/metadata.yaml 'name: TIDE_KEY'

printf 'include: [other.yml]\nservices: {}\n' >included.yml
no_compose() { env PATH=/nowhere "$program" init x --from included.yml --no-compose 2>errors; }
expect 'files that include others need Compose' expect_status 1 no_compose
expect 'the line is named' has errors 'included.yml:1:10: error: the file includes others'
expect 'nothing of it is written' test ! -e x

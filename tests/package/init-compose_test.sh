#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# container-app init with the Docker Compose of Debian 13: files that include or extend others, and
# several files, become one definition; what Compose refuses is not imported; and Compose has nothing
# against what was made, also of the Compose files of the corpus, where that is at hand.
set -u
# shellcheck source=tests/package/debhelper-lib.sh
. "$(dirname "$0")/debhelper-lib.sh"
# shellcheck source=tests/system/lib/assert.sh
. "$top/tests/system/lib/assert.sh"
corpus=$(realpath -m "${CONTAINER_APP_CORPUS:-$top/../shared/corpus}")
# shellcheck source=/dev/null
if ! why=$(. "$top/tests/system/lib/private.sh" && can_be_private); then
  echo "skip - init-compose: $why"
  exit 0
fi
[[ -x $program ]] || { echo "not ok - $program is not built"; exit 1; }
end() {
  rm -rf "$tool"
  if finish_assertions 0; then exit 0; else exit 1; fi
}
prepare_tool
trap end EXIT
in=$tool/in out=$tool/out
mkdir "$in" "$out"

# file NAME: of the input, from standard input.
file() {
  mkdir -p "$(dirname "$in/$1")"
  cat >"$in/$1"
}
file extended/compose.yaml <<'YAML'
services:
  web:
    extends: {file: common.yml, service: base}
    image: registry.example/berth:1.4
    environment: {DB_PASSWORD: "${DB_PASSWORD}"}
YAML
file extended/common.yml <<'YAML'
services:
  base: {image: registry.example/base:1.0, environment: {TIDE: high}, volumes: ["./site.conf:/etc/site.conf:ro"]}
YAML
echo 'site' | file extended/site.conf
echo 'DB_PASSWORD=harbour-secret' | file extended/.env
file included/compose.yaml <<'YAML'
include: [parts/db.yml]
services:
  web: {image: "registry.example/berth:1.4", depends_on: [db]}
YAML
file included/parts/db.yml <<'YAML'
services:
  db: {image: "registry.example/db:5", volumes: ["data:/data"]}
volumes: {data: {}}
YAML
file overridden/docker-compose.yml <<'YAML'
services:
  web: {image: "registry.example/berth:1.4", environment: {TIDE: low}}
YAML
file overridden/docker-compose.override.yml <<'YAML'
services:
  web: {environment: {TIDE: high}}
YAML
file several/second.yml <<'YAML'
services:
  web: {image: "registry.example/berth:1.5"}
YAML
file refused/compose.yaml <<'YAML'
services:
  web:
    image: registry.example/berth:1.4
    extends: {service: nobody}
YAML
if [[ -d $corpus ]]; then
  for one in $(printf '%s\n' "$corpus"/compose/*.yml | one_in "$(amount 4 1)"); do
    name=$(basename "$one" .yml)
    mkdir -p "$in/corpus/$name"
    cp "$one" "$in/corpus/$name/docker-compose.yml"
  done
fi

# In the root; of each app what was said is in /out/NAME.said, and the status in /out/NAME.status.
make_all() {
  export CONTAINER_APP_DATA_DIR=/src PATH=/tool/bin:$PATH DEBFULLNAME='Ada Pilot' DEBEMAIL=ada@harbour.example.org
  cd /out || exit 1
  one() { # NAME PATH…
    local name=$1 status=0
    shift
    container-app init "$name" --from "$@" >"$name.said" 2>&1 || status=$?
    echo "$status" >"$name.status"
    [[ ! -d $name ]] || container-app check --strict "$name" >"$name.checked" 2>&1
  }
  for name in extended included overridden refused; do one "$name" "/tool/in/$name"; done
  one several /tool/in/overridden/docker-compose.yml /tool/in/several/second.yml
  [[ ! -d /tool/in/corpus ]] || container-app init corpus --from /tool/in/corpus >corpus.said 2>&1
  find "${TMPDIR:-/tmp}" -name 'container-app.*' >left
}
"$top/tests/support/in-root.sh" --ro-bind "$tool:/tool" --rw-bind "$out:/out" trixie-system \
  bash -c "set -u; $(declare -f make_all); make_all" >"$tool/log" 2>&1 </dev/null ||
  fail 'the root can be entered' "$(tail "$tool/log")"

has() { grep -qF -- "$2" "$out/$1" || { cat "$out/$1"; false; }; } # FILE TEXT
lacks() { ! grep -rqF -- "$2" "$out/$1"; }
silent() { [[ -e $out/$1 && ! -s $out/$1 ]] || { cat "$out/$1"; false; }; }
for name in extended included overridden several; do
  expect_eq "$name: it is imported" 0 "$(cat "$out/$name.status")"
  expect "$name: check and Docker Compose accept it silently" silent "$name.checked"
done
expect 'a service that extends another has the settings of both' has extended/docker-compose.yml high
expect 'and its own image' has extended/docker-compose.yml registry.example/berth:1.4
expect 'the files of the other come with it' has extended/assets/site.conf site
expect 'no file has the secret of .env' lacks extended harbour-secret
expect 'nothing extends any more' lacks extended/docker-compose.yml extends
expect 'a file that is included is part of the app' has included/docker-compose.yml registry.example/db:5
expect 'an override is taken' has overridden/docker-compose.yml high
expect 'of several files the last one decides' has several/docker-compose.yml registry.example/berth:1.5
expect_eq 'what Compose refuses is not imported' 1 "$(cat "$out/refused.status")"
expect 'its line is named' has refused.said '/tool/in/refused/compose.yaml:4:'
expect 'and what Compose says' has refused.said nobody
expect 'nothing of it is written' test ! -e "$out/refused"
expect 'no temporary folder is left' silent left
if [[ -d $corpus ]]; then
  count=$(find "$in/corpus" -name docker-compose.yml | wc -l)
  expect_eq 'all of the corpus is imported, and Docker Compose accepts it' "$count imported, 0 failed" \
    "$(tail -n 1 "$out/corpus.said")"
else
  echo "ok - the corpus # SKIP there is no $corpus"
fi

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The Docker Compose of Debian 13 is asked about definitions: what it refuses is an error, with a
# place; the same definition without the fault, the examples and the definitions of the corpus, where
# that is at hand, are accepted.
set -u
# shellcheck source=tests/package/debhelper-lib.sh
. "$(dirname "$0")/debhelper-lib.sh"
corpus=$(realpath -m "${CONTAINER_APP_CORPUS:-$top/../shared/corpus}")
# shellcheck source=/dev/null
if ! why=$(. "$top/tests/system/lib/private.sh" && can_be_private); then
  echo "skip - second-opinion: $why"
  exit 0
fi
[[ -x $program ]] || { echo "not ok - $program is not built"; exit 1; }
prepare_tool
folder=$tool/definitions
failures=0
mkdir "$folder"

pass() { echo "ok - $1"; }
fail() {
  echo "not ok - $1"
  sed 's/^/# /' "$2" | tail -n 20
  ((++failures))
}

# define NAME [SETTING]: a definition with the Compose file on standard input and a setting of default_config.
define() {
  mkdir -p "$folder/$1"
  cp "$top"/tests/support/base-definition/* "$folder/$1/"
  cat >"$folder/$1/docker-compose.yml"
  [[ -z ${2:-} ]] || printf '  %s\n' "$2" >>"$folder/$1/metadata.yaml"
}

# variants NAME GOOD BAD: NAME-good and NAME-bad, which differ in the word @ of the Compose file.
variants() {
  local text
  text=$(cat)
  define "$1-good" <<<"${text//@/$2}"
  define "$1-bad" <<<"${text//@/$3}"
}
variants watch 'action: sync, path: ., target: /x' 'action: sync, path: .' <<'YAML'
services:
  ledger: {image: "ledger:1", read_only: true, develop: {watch: [{@}]}}
YAML
variants platform linux/amd64 linux/arm64 <<'YAML'
services:
  ledger:
    image: ledger:1
    read_only: true
    platform: linux/amd64
    build: {context: ., platforms: ["@"]}
YAML
# What our rules will never see: what is in an env_file.
variants env-file good.env bad.env <<'YAML'
services:
  ledger: {image: "ledger:1", read_only: true, env_file: assets/@}
YAML
for name in env-file-good env-file-bad; do
  mkdir "$folder/$name/assets"
  printf 'PILOT="Ada"\n' >"$folder/$name/assets/good.env"
  printf 'PILOT="Ada\n' >"$folder/$name/assets/bad.env"
done
# What the settings make of the file.
for value in /tide ''; do
  name=setting-$([[ -n $value ]] && echo good || echo bad)
  define "$name" "BERTH: \"$value\"" <<'YAML'
services:
  ledger:
    image: ledger:1
    read_only: true
    develop: {watch: [{action: sync, path: ., target: "${BERTH}"}]}
YAML
done
# What only a device has: values of hooks of several kinds, and files elsewhere.
define hook-good <<'YAML'
services:
  ledger:
    image: ledger:${TAG}
    read_only: true
    ports: ["${ADDRESS}:${PORT}:80"]
    volumes: ["${FOLDER}/tide:/tide"]
    env_file: [/etc/harbour.env, "${CONTAINER_DATA_ROOT}/made.env", "${OTHER:?set it}/x.env"]
    environment: [CALLED, TOKEN]
YAML
printf '#!/bin/bash\nprintf "%%s\\n" TAG=1 ADDRESS=::1 PORT=1 FOLDER=/srv OTHER=/srv >>"$RUNTIME_ENV"\n: >made.env\n' \
  >"$folder/hook-good/prestart.sh"
chmod 0755 "$folder/hook-good/prestart.sh"

# In the root.
ask() {
  export CONTAINER_APP_DATA_DIR=/src PATH=/tool/bin:$PATH
  cd /tool/definitions || exit 1
  container-app check --no-compose --json ./* >/out/without 2>/out/without.said
  container-app check --json ./* >/out/found 2>/out/said
  container-app check /src/examples/{hello-beacon,token-meter} >/out/examples 2>&1
  if [[ -d /corpus ]]; then
    # shellcheck disable=SC2046
    container-app check --json $(find /corpus -name metadata.yaml -printf '%h\n') >/out/corpus 2>&1
  fi
  mv /usr/libexec/docker/cli-plugins/docker-compose /usr/local/bin/docker-compose
  container-app check --json env-file-bad >/out/standalone 2>&1
  rm /usr/local/bin/docker-compose
  container-app check ./*-bad >/out/missing 2>&1
  find "${TMPDIR:-/tmp}" -name 'container-app.*' >/out/left
}
out=$tool/out
mkdir "$out"
binds=(--ro-bind "$tool:/tool" --rw-bind "$out:/out")
[[ ! -d $corpus ]] || binds+=(--ro-bind "$corpus:/corpus")
"$top/tests/support/in-root.sh" "${binds[@]}" trixie-system \
  bash -c "set -u; $(declare -f ask); ask" >"$tool/log" 2>&1 </dev/null || fail 'the root can be entered' "$tool/log"

# Our own rules see more with each release: what they refuse now is no case any more.
refused=0
for definition in "$folder"/*-bad; do
  name=${definition##*/}
  if grep -F "\"./$name/" "$out/without" | grep -qF '"error"'; then
    pass "$name: our own rules refuse it"
  elif grep -F "\"./$name/docker-compose.yml\"" "$out/found" | grep -F '"compose-refused"' |
    grep -qF 'Docker Compose 2.26.1'; then
    pass "$name: Docker Compose refuses it"
    ((++refused))
  else
    fail "$name: Docker Compose refuses it" "$out/found"
  fi
done
if ((refused > 1)); then pass 'it sees what our rules do not'; else fail 'it sees nothing' "$out/found"; fi
# A place, for those where the message names one.
place='"./env-file-bad/docker-compose.yml","line":2,"column":58'
if grep -F '"compose-refused"' "$out/found" | grep -qF "$place"; then
  pass "the place $place"
else
  fail "the place $place" "$out/found"
fi
for definition in "$folder"/*-good; do
  name=${definition##*/}
  if grep -F "\"./$name/" "$out/found" | grep -F '"error"' >"$tool/why"; then
    fail "$name: it is accepted" "$tool/why"
  else
    pass "$name: it is accepted"
  fi
done
# silent FILE WHAT
silent() { if [[ ! -s $out/$1 ]]; then pass "$2"; else fail "$2" "$out/$1"; fi; }
silent said 'nothing else is said'
silent examples 'the examples are accepted'
silent left 'no temporary folder is left'
if [[ ! -d $corpus ]]; then
  echo "ok - the corpus of real definitions # SKIP there is no $corpus"
elif grep -F -e '"compose-refused"' -e 'note:' "$out/corpus" >"$tool/why"; then
  fail 'the definitions of the corpus are accepted' "$tool/why"
else
  pass 'the definitions of the corpus are accepted'
fi
if grep -qF '"compose-refused"' "$out/standalone"; then
  pass 'docker-compose alone is asked as well'
else
  fail 'docker-compose alone is asked as well' "$out/standalone"
fi
if [[ $(<"$out/missing") == *'note: docker compose is not installed, so its opinion was not asked' ]]; then
  pass 'without Docker Compose one line says so'
else
  fail 'without Docker Compose one line says so' "$out/missing"
fi
exit "$((failures > 0))"

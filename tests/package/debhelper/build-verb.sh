#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Run in a root by tests/package/build-verb_test.sh.
# shellcheck disable=SC2016,SC2034 # what check evaluates
set -uo pipefail
# shellcheck source=tests/package/debhelper/common.sh
. /src/tests/package/debhelper/common.sh
# Beside what check() writes: a file of it is called out, too.
mkdir "$work/here"
cd "$work/here" || exit 1

# The add-on as a package, for dpkg-checkbuilddeps: its files are those of this tree.
stand_for() { # PACKAGE [FIELD]
  mkdir -p "stand/$1/DEBIAN"
  printf 'Package: %s\nVersion: 99\nArchitecture: all\nMaintainer: Jane <jane@example.org>\nDescription: x\n%s' \
    "$1" "${2-}" >"stand/$1/DEBIAN/control"
  if [ "$1" = container-app-runtime ]; then
    mkdir -p "stand/$1/usr/lib"
    cp -r /src/runtime "stand/$1/usr/lib/container-app"
  fi
  dpkg-deb --build "stand/$1" "stand/$1.deb" && dpkg --install --force-depends "stand/$1.deb"
}
no_scratch() { ! compgen -G '/tmp/container-app.*'; }
debs() { find "$1" -mindepth 1 -printf '%f\n' | sort | tr '\n' ' '; }

app one bell
app two book 2.0-1
app bad gong
echo 'colour: red' >>bad/metadata.yaml

check 'without the add-on it is said what to install' eval \
  '! container-app build one -o none >out 2>err && holds err "apt install build-essential debhelper dh-container-app" &&
   holds err "bell-container is not built" && holds none/bell-container_1.0.build "nmet build dependencies"'
check 'the add-on can be asked for' eval \
  'stand_for dh-container-app $'"'"'Provides: dh-sequence-container-app\n'"'"' &&
   for package in container-app-runtime docker.io docker-cli docker-compose; do stand_for $package || exit; done'
check 'two definitions become two packages' eval \
  'container-app build one two -o out-two >out 2>err && [ ! -s err ] || { cat err; false; }'
check 'their paths are printed' eval \
  '[ "$(tr "\n" " " <out)" = "out-two/bell-container_1.0_all.deb out-two/book-container_2.0-1_all.deb " ] ||
   { cat out; false; }'
check 'nothing else is left' eval \
  '[ "$(debs out-two)" = "bell-container_1.0_all.deb book-container_2.0-1_all.deb " ] && no_scratch'
check 'a package has its unit' eval \
  'dpkg-deb --contents out-two/bell-container_1.0_all.deb >out && holds out systemd/system/bell-container.service'
check 'what is there is replaced' eval \
  'cp out-two/bell-container_1.0_all.deb same.deb && : >out-two/bell-container_1.0_all.deb &&
   container-app build one -o out-two >/dev/null && cmp same.deb out-two/bell-container_1.0_all.deb'
check 'an error of a definition is found before anything is built' eval \
  '! container-app build one bad -o out-bad >out 2>err && holds err "[key-unknown]" && [ ! -e out-bad ] && [ ! -s out ]'
check 'two definitions of one package are refused' eval \
  '! container-app build one one -o out-bad >out 2>err && holds err "[source-duplicate]" && [ ! -e out-bad ]'
check 'with prefixes there are two packages' eval \
  'container-app build --prefix a one --prefix b one -o out-ab >/dev/null &&
   [ "$(debs out-ab)" = "a-bell-container_1.0_all.deb b-bell-container_1.0_all.deb " ]'
check 'several become one source when it is named' eval \
  'container-app build --source stores --source-version 7 one two -o out-one >out && count out .deb 2 &&
   [ "$(dpkg-deb --show --showformat="\${Source}" out-one/bell-container_1.0_all.deb)" = "stores (7)" ]'

cat >compose.yml <<'YAML'
services:
  tide: {image: "registry.example/tide:2.1", ports: ["8100:80"], volumes: ["./data:/data"]}
YAML
export DEBFULLNAME=Jane DEBEMAIL=jane@example.org
check 'what init makes of a Compose file is built as it is' eval \
  'container-app init tide --from compose.yml --name Tide --no-compose >out &&
   container-app build tide -o out-tide >out 2>err && [ ! -s err ] &&
   [ "$(debs out-tide)" = "tide-container_2.1-1_all.deb " ] || { cat out err; false; }'

mkdir broken-tools
printf '#!/bin/sh\necho a sick tool >&2\nexit 1\n' >broken-tools/dh_container_app
chmod 0755 broken-tools/dh_container_app
check 'a build that fails is shown by its last lines, and the log is kept' eval \
  '! PATH=$PWD/broken-tools:$PATH container-app build one -o out-sick >out 2>err && holds err "a sick tool" &&
   holds out-sick/bell-container_1.0.build "a sick tool" && [ "$(debs out-sick)" = "bell-container_1.0.build " ]'
check 'a folder that cannot be written is said' eval \
  ': >file && ! container-app build one -o file >out 2>err && holds err "bell-container is not built: file: "'

check 'what is built is installed, and once more with the same version' eval \
  'container-app build --install one -o out-install >out 2>&1 &&
   [ "$(dpkg-query -W -f "\${db:Status-Status}" bell-container)" = installed ] &&
   sed -i "s/^name: .*/name: Other name/" one/metadata.yaml &&
   container-app build --install one -o out-install >out 2>&1 &&
   holds /usr/share/container-apps/bell-container/metadata.yaml "Other name"'

check 'the installed package is what its definition makes' eval \
  'container-app diff bell-container one >out 2>err && [ ! -s out ] && [ ! -s err ] || { cat out err; false; }'
printf 'restart: {restart_sec: 20}\n' >>one/metadata.yaml
check 'the installed package is compared with a newer definition' eval \
  'container-app diff bell-container one >out &&
   holds out "+ When the app has ended, for whatever reason, systemd waits 20s" &&
   holds out "! /usr/lib/systemd/system/bell-container.service" && holds out "+RestartSec=20s"'
check 'a package that is not installed is said' eval \
  '! container-app diff no-such one >out 2>err && [ ! -s out ] && holds err "no-such: error: this is neither a folder"'

container-app build one two -o out-stop >out 2>err &
builder=$!
# The name of a process has 15 characters.
for ((i = 0; i < 600; i++)); do
  pgrep -x dpkg-buildpacka >/dev/null && break
  sleep 0.1
done
kill -TERM "$builder"
wait "$builder"
status=$?
check 'a build that is interrupted leaves nothing' eval \
  '[ "$status" = 143 ] && [ ! -e out-stop ] && no_scratch &&
   ! pgrep -x dpkg-buildpacka'
finish

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The administrator's Compose file: it is the last one, whatever a hook adds; it stays over upgrades; and
# where it is broken the start fails and says so.
# in the long form: it takes minutes.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
# plain has no hook; hooked and quoting add a Compose file each, in two ways of writing.
APPS=(plain hooked quoting)
for version in 1 2; do
  for app in "${APPS[@]}"; do
    folder=$SCRATCH/$version/$app
    define_app "$folder" $app $version.0 test/app:$version
    sed -i 's/^      GREETING:.*/&\n      LEVEL: package\n      OTHER: package/' "$folder/docker-compose.yml"
    mkdir "$folder/assets"
    printf 'services: {main: {environment: {LEVEL: hook, OTHER: hook}}}\n' >"$folder/assets/more.yml"
  done
  hook "$SCRATCH/$version/hooked" <<'SH'
echo "COMPOSE_FILE=$COMPOSE_FILE:$(dirname "$0")/assets/more.yml" >>"$RUNTIME_ENV"
SH
  hook "$SCRATCH/$version/quoting" <<'SH'
printf 'COMPOSE_FILE="%s:%s"\nOTHER="of the hook"\n' "$COMPOSE_FILE" "$(dirname "$0")/assets/more.yml" >>"$RUNTIME_ENV"
SH
  expect "version $version builds" build_apps "$SCRATCH/debs" "$SCRATCH/$version"/*
done

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
for app in "${APPS[@]}"; do tune $app RestartSec=200ms StartLimitBurst=2 StartLimitIntervalSec=5h; done
install_program
boot
import_image test/app:1 test/app:2
expect 'the runtime installs' install_runtime
override() { echo "/etc/container-apps/$1-container/compose.override.yml"; }
variables() { # APP: what its container has of the three files
  inside docker exec "$1-container-main-1" sh -c 'echo "$LEVEL/$OTHER"'
}
version_of() { inside docker ps --filter "name=^$1-container-main-1$" --format '{{.Image}}'; }
have() { # VERSION VARIABLES APP…
  local version=$1 variables=$2 app
  shift 2
  for app; do
    state_is "$(unit "$app")" active && [[ $(version_of "$app") == "test/app:$version" &&
      $(variables "$app") == "$variables" ]] || return 1
  done
}
says() { inside journalctl -b -o cat -u "$(unit "$1")" | grep -qF "$2"; } # APP TEXT
status() { inside container-app status "$1-container"; }

expect 'apt installs them' apt_install /root/{plain,hooked,quoting}-container_1.0_all.deb
expect_soon 'without one there is the file of the package' 20 have 1 package/package plain
expect_soon 'and what a hook adds' 20 have 1 hook/hook hooked quoting
expect_fail 'status names none' grep -q override <<<"$(status plain)"

for app in "${APPS[@]}"; do
  printf 'services:\n  main:\n    environment: {LEVEL: administrator}\n' >"$SYSTEM$(override $app)"
  # Relative to the folder of the project, as the files of the package.
  [[ $app != plain ]] || printf '    volumes: ["./assets/more.yml:/more.yml:ro"]\n' >>"$SYSTEM$(override $app)"
  inside systemctl restart "$(unit $app)"
done
expect_soon 'the file of the administrator wins over that of the package' 20 have 1 administrator/package plain
expect_soon 'and over that of a hook, which is used, too' 20 have 1 administrator/hook hooked quoting
expect 'its paths begin where those of the package do' inside docker exec plain-container-main-1 test -s /more.yml
expect 'the journal tells that it is used' says plain "$(override plain) is used"
expect_match 'status names it' "$(override hooked)" "$(status hooked)"
expect_eq 'there is one container of each' "${#APPS[@]}" "$(inside docker ps --all --quiet | wc -l)"

expect 'apt upgrades them' apt_install /root/{plain,hooked,quoting}-container_2.0_all.deb
expect_soon 'after an upgrade it is there, and wins' 20 have 2 administrator/package plain
expect_soon 'over that of a hook, too' 20 have 2 administrator/hook hooked quoting
expect 'apt removes one' inside apt-get remove -y plain-container
expect 'a removal leaves it' inside test -s "$(override plain)"
expect 'apt installs it again' apt_install /root/plain-container_2.0_all.deb
expect_soon 'and it is used again' 20 have 2 administrator/package plain

# Broken ones: no YAML; a service that has no image; a file that nobody can read.
failed() { state_is "$(unit "$1")" failed; }
breaks() { # WHAT: standard input is the file
  cat >"$SYSTEM$(override plain)"
  inside sh -c 'journalctl --rotate && journalctl --vacuum-time=1us' >/dev/null 2>&1
  inside systemctl reset-failed "$(unit plain)" 2>/dev/null
  inside systemctl restart --no-block "$(unit plain)"
  expect_soon "$1: the app fails" 20 failed plain
  expect "$1: the journal names the file" says plain "$(override plain): Docker Compose refuses it"
  expect_match "$1: and so does status" "$(override plain)" "$(status plain)"
  expect_eq "$1: nothing of the app runs" '' "$(version_of plain)"
}
breaks 'no YAML' <<<$'services:\n  main: [\n'
breaks 'an unknown key' <<<'services: {main: {enviroment: {}}}'
breaks 'a service without image' <<<'services: {another: {command: sleep 1}}'
inside rm "$(override plain)"
inside systemctl reset-failed "$(unit plain)"
inside systemctl restart "$(unit plain)"
expect_soon 'without it the app runs again' 20 have 2 package/package plain

# A fault that is not its own.
sed -i 's/^services:/servces:/' "$SYSTEM/usr/share/container-apps/hooked-container/docker-compose.yml"
inside systemctl restart --no-block "$(unit hooked)"
expect_soon 'a broken file of the package: the app fails' 20 failed hooked
expect_fail 'and that of the administrator is not blamed' says hooked 'Docker Compose refuses it'
expect 'apt purges one' inside apt-get purge -y quoting-container
expect_fail 'and its settings are gone' inside test -e "$(override quoting)"

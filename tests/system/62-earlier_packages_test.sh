#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Packages of release 0.1.0 and of the peer generator, whose apps run, are replaced by those of today:
# one Compose project, one stack, its data and settings where they were. And back.
# in the long form: it takes minutes.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"
# shellcheck source-path=SCRIPTDIR source=lib/before.sh
. "$(dirname "$0")/lib/before.sh"

prepare_tool
# Running; running, by the peer; the same, with a Compose project that is not named after the package;
# stopped by the administrator; failed.
RUNNING=(berths tides named)
APPS=("${RUNNING[@]}" moored sunk)
for app in berths moored sunk; do expect "$app: packed" pack_before 0.1.0 $app "$SCRATCH/1/$app.deb"; done
expect 'tides: packed' pack_before peer tides "$SCRATCH/1/tides.deb"
name_project() { sed -i '1i name: harbour' "$1/var/lib/container-apps/named-container/docker-compose.yml"; }
expect 'named: packed' pack_before peer named "$SCRATCH/1/named.deb" 1.0 name_project
# Of release 0.1.0, too, after the others have moved on.
for version in 1.0 1.1; do
  expect "late $version: packed" pack_before 0.1.0 late "$SCRATCH/late/$version.deb" $version
done
for app in "${APPS[@]}"; do
  define_today "$SCRATCH/today/$app" $app 2.0
  sed -i 's,test/app:1,test/app:2,' "$SCRATCH/today/$app/docker-compose.yml"
done
sed -i '1i name: harbour' "$SCRATCH/today/named/docker-compose.yml"
expect 'those of today build' build_apps "$SCRATCH/2" "$SCRATCH"/today/*

new_system device
cp -r "$SCRATCH/1" "$SCRATCH/2" "$SCRATCH/late" "$SYSTEM/root/"
cp "$(runtime_deb)" "$SYSTEM/root/runtime.deb"
for app in "${APPS[@]}" late; do tune $app RestartSec=200ms StartLimitIntervalSec=5h; done
mkdir -p "$SYSTEM/etc/container-apps/sunk-container/prestart.d"
printf '#!/bin/sh\nexit 3\n' >"$SYSTEM/etc/container-apps/sunk-container/prestart.d/10-fail"
chmod +x "$SYSTEM/etc/container-apps/sunk-container/prestart.d/10-fail"
boot
import_image test/app:1 test/app:2
expect 'apt installs what was built before' apt_install /root/1/{berths,tides,named,moored,sunk}.deb /root/late/1.0.deb

lib() { echo "/var/lib/container-apps/$1-container"; }
project() { [[ $1 == named ]] && echo harbour || echo "$1-container"; } # APP
of_project() { # APP FORMAT: of all containers of its project, running or not
  inside docker ps --all --filter "label=com.docker.compose.project=$(project "$1")" --format "$2" | sort
}
runs() { # APP VERSION: one stack of it, and nothing else
  [[ $(of_project "$1" '{{.Label "com.docker.compose.service"}} {{.State}} {{.Image}}' | xargs) == \
    "main running test/app:$2 side running test/app:$2" ]] && state_is "$(unit "$1")" active
}
variable() { inside docker exec "$(project "$1")-main-1" sh -c "echo \"\$$2\""; } # APP NAME
data() { # APP: what is in its data, with owners and modes
  inside sh -c 'cd "$1/data" && find . -type f -exec sha256sum {} + | sort && find . -printf "%p %u:%g %m\n" | sort' \
    sh "$(lib "$1")"
}
settings() { inside sha256sum "/etc/container-apps/$1-container/env"; }
network() { inside docker network ls --quiet --filter "label=com.docker.compose.project=$(project "$1")"; }

for app in "${RUNNING[@]}"; do
  expect_soon "$app: it runs" 20 runs $app 1
  inside sh -c "head -c 100000 /dev/urandom >$(lib $app)/data/book/log && chown 4242 $(lib $app)/data/book/log"
  inside rm "$(lib $app)/data/book/first.txt"
  inside sh -c "echo 'GREETING=\"moved in\"' >>/etc/container-apps/$app-container/env"
  inside systemctl restart "$(unit $app)"
done
for app in "${RUNNING[@]}" moored late; do expect_soon "$app: it runs" 20 runs $app 1; done
expect_soon 'sunk: it has failed' 20 state_is "$(unit sunk)" failed
inside systemctl stop "$(unit moored)"
inside rm /etc/container-apps/sunk-container/prestart.d/10-fail
declare -A DATA SETTINGS CONTAINERS NETWORK
note() { # APP: what it is now
  DATA[$1]=$(data "$1")
  SETTINGS[$1]=$(settings "$1")
  CONTAINERS[$1]=$(of_project "$1" '{{.ID}}' | cut -c1-6 | xargs)
  NETWORK[$1]=$(network "$1" | cut -c1-6 | xargs)
}
same() { [[ $1 == "$2" ]] && echo same || echo CHANGED; }
compare() { # APP: beside what was noted
  table_row "$1" "${CONTAINERS[$1]} -> $(of_project "$1" '{{.ID}}' | cut -c1-6 | xargs)" \
    "${NETWORK[$1]} -> $(network "$1" | cut -c1-6 | xargs)" "$(same "${DATA[$1]}" "$(data "$1")")" \
    "$(same "${SETTINGS[$1]}" "$(settings "$1")")"
}
keeps() { # APP WHAT
  expect_eq "$1, $2: one network, as before" 1 "$(network "$1" | wc -l)"
  expect_eq "$1, $2: the project has its folder" "$(lib "$1")" \
    "$(of_project "$1" '{{.Label "com.docker.compose.project.working_dir"}}' | sort -u)"
  expect_eq "$1, $2: data is where it was" "${DATA[$1]}" "$(data "$1")"
  expect_eq "$1, $2: settings are kept" "${SETTINGS[$1]}" "$(settings "$1")"
  expect_eq "$1, $2: and used" 'moved in' "$(variable "$1" GREETING)"
  expect_eq "$1, $2: the hook finds its files" 'No swimming.' "$(variable "$1" FROM_HOOK)"
  expect_eq "$1, $2: and so do binds of files" 'No swimming.' \
    "$(inside docker exec "$(project "$1")-main-1" cat /rules.txt)"
  expect_eq "$1, $2: enabled" enabled "$(inside systemctl is-enabled "$(unit "$1")")"
  expect_eq "$1, $2: the unit is the package's" "/usr/lib/systemd/system/$(unit "$1")" \
    "$(inside systemctl show --property=FragmentPath --value "$(unit "$1")")"
}
for app in "${RUNNING[@]}" late; do note $app; done

# All in one run, with the runtime, and with one that stays with release 0.1.0.
output=$(apt_install /root/runtime.deb /root/late/1.1.deb \
  /root/2/{berths,tides,named,moored,sunk}-container_2.0_all.deb)
expect_eq 'apt replaces them all and is content' 0 $?
expect_eq 'it reports the one that had failed' 1 "$(grep -c 'started again' <<<"$output")"
table_row 'app' containers networks data settings
for app in "${RUNNING[@]}"; do
  expect_soon "$app: the new one runs, alone" 20 runs $app 2
  compare $app
  keeps $app upgraded
  expect_eq "$app: nothing is left where its files were" '' \
    "$(inside find "$(lib $app)" -mindepth 1 -maxdepth 1 ! -type l ! -name data)"
  expect_eq "$app: the links lead to the package's files" '' "$(inside find "$(lib $app)" -maxdepth 1 -xtype l)"
done
expect_eq 'no unit is left in /etc' '' \
  "$(inside find /etc/systemd/system -maxdepth 1 -name '*-container.service' -type f)"
expect_soon 'sunk: its failures are cleared, and it runs' 20 runs sunk 2
expect_eq 'moored: what somebody had stopped stays so' inactive "$(state_of "$(unit moored)")"
expect_soon 'late: it runs on with release 0.1.0' 20 runs late 1
expect_eq 'late: its data is where it was' "${DATA[late]}" "$(data late)"
for app in "${RUNNING[@]}"; do
  inside systemctl restart "$(unit $app)"
  expect_soon "$app: it runs after another start" 20 runs $app 2
done
reboot_system
for app in "${RUNNING[@]}" sunk late; do
  version=2
  [[ $app != late ]] || version=1
  expect_soon "$app: it runs after a reboot" 20 runs $app $version
done
expect_eq 'there are two containers of each app, and no other' 12 "$(inside docker ps --all --quiet | wc -l)"

# Back, and again.
for app in "${RUNNING[@]}"; do note $app; done
expect 'apt takes them back' apt_install /root/1/{berths,tides,named,sunk}.deb
for app in "${RUNNING[@]}"; do
  expect_soon "$app: the old one runs again, alone" 20 runs $app 1
  compare $app
done
keeps berths 'taken back'
for app in tides named; do
  expect_eq "$app, taken back: settings are kept" "${SETTINGS[$app]}" "$(settings $app)"
  # The peer's packages copy first data with each configuration.
  inside rm "$(lib $app)/data/book/first.txt"
  expect_eq "$app, taken back: data is where it was" "${DATA[$app]}" "$(data $app)"
done
expect_soon 'sunk: the old one runs again' 20 runs sunk 1
expect 'apt replaces them again' apt_install /root/2/{berths,tides,named,sunk}-container_2.0_all.deb
for app in "${RUNNING[@]}"; do
  expect_soon "$app: the new one runs again, alone" 20 runs $app 2
  compare $app
  keeps $app 'upgraded again'
done

# What happens between the unpacking of an upgrade and its end.
define_today "$SCRATCH/today/late" late 2.0
sed -i 's,test/app:1,test/app:2,' "$SCRATCH/today/late/docker-compose.yml"
expect 'late: that of today builds' build_apps "$SCRATCH/late" "$SCRATCH/today/late"
cp "$SCRATCH/late/late-container_2.0_all.deb" "$SYSTEM/root/late/2.0.deb"
for event in crash 'power cut'; do
  expect_soon "$event: late runs with release 0.1.0" 20 runs late 1
  expect "$event: an upgrade is unpacked" inside dpkg --unpack /root/late/2.0.deb
  if [[ $event == crash ]]; then
    inside docker kill "$(project late)-main-1" >/dev/null
    expect_soon "$event: the app fails for good, since its programs are gone" 20 state_is "$(unit late)" failed
  else
    power_cut
    boot
  fi
  expect "$event: dpkg goes on" inside dpkg --configure --pending
  expect_soon "$event: the new one runs" 20 runs late 2
  expect_eq "$event: its data is where it was" "${DATA[late]}" "$(data late)"
  [[ $event == 'power cut' ]] || expect "$event: apt takes it back" apt_install /root/late/1.1.deb
done

# The end.
expect 'apt removes them' inside apt-get purge -y {berths,tides,named,moored,sunk,late}-container
expect_eq 'no container is left' '' "$(inside docker ps --all --quiet)"
expect_eq 'nothing but data is left' '' \
  "$(inside find /var/lib/container-apps /usr/share/container-apps -type f,l ! -path '*/data/*' 2>/dev/null)"
for app in "${RUNNING[@]}"; do expect "$app: its data is" inside test -s "$(lib $app)/data/book/log"; done

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The life of an app's package on a real device: install, run, break, fail, fix, remove, purge.
# beside the others: it waits for the default limit of starts.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
define_app "$SCRATCH/v1/life" life 1.0.0 test/app:1
mkdir -p "$SCRATCH/v1/life/default-data/state/deep"
echo seed >"$SCRATCH/v1/life/default-data/state/deep/seed.txt"
sed -i 's/network_mode: none/network_mode: none\n    user: "4242:4243"/' \
  "$SCRATCH/v1/life/docker-compose.yml"
hook "$SCRATCH/v1/life" <<'SH'
# Leaves the wrapper's shell options alone and ends in `exit 0`, as real hooks do.
set +e
echo "FROM_HOOK=hooked" >>"$RUNTIME_ENV"
[ -f "$(dirname "${BASH_SOURCE[0]}")/docker-compose.yml" ] || exit 9
exit 0
SH
sed -i 's/GREETING: ${GREETING}/&\n      FROM_HOOK: ${FROM_HOOK:-}/' "$SCRATCH/v1/life/docker-compose.yml"

cp -r "$SCRATCH/v1" "$SCRATCH/v2"
sed -i 's/1\.0\.0/2.0.0/' "$SCRATCH/v2/life/metadata.yaml"
printf '#!/bin/bash\necho broken on purpose >&2\nexit 7\n' >"$SCRATCH/v2/life/prestart.sh"
cp -r "$SCRATCH/v1" "$SCRATCH/v3"
sed -i 's/1\.0\.0/3.0.0/' "$SCRATCH/v3/life/metadata.yaml"
for version in v1 v2 v3; do
  expect "$version builds" build_apps "$SCRATCH/debs-$version" "$SCRATCH/$version/life"
done

new_system device
cp "$SCRATCH"/debs-v*/*.deb "$SYSTEM/root/"
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
UNIT=life-container.service
LIB=/var/lib/container-apps/life-container
ETC=/etc/container-apps/life-container

container_runs() { [[ $(inside docker ps --format '{{.State}}') == running ]]; }
variable() { inside docker exec "$(inside docker ps --quiet)" sh -c "echo \"\$$1\""; }

expect 'apt installs it' apt_install /root/life-container_1.0.0_all.deb
expect_soon 'it runs' 10 container_runs
expect_eq 'the unit is active' active "$(state_of "$UNIT")"
expect_eq 'the unit is enabled' enabled "$(inside systemctl is-enabled "$UNIT")"
expect_eq 'a default reaches the container' hello "$(variable GREETING)"
expect_eq 'a hook reaches the container' hooked "$(variable FROM_HOOK)"
expect_eq 'Docker does not start it again' no \
  "$(inside docker inspect --format '{{.HostConfig.RestartPolicy.Name}}' "$(inside docker ps -q)")"
expect_eq 'the data folder belongs to the service' 4242:4243 \
  "$(inside stat -c %u:%g $LIB/data/state)"
expect_eq 'seeds belong to it too' '4242:4243 4242:4243' \
  "$(inside stat -c %u:%g $LIB/data/state/deep $LIB/data/state/deep/seed.txt | xargs)"
expect_eq 'settings are for root alone' '600 600' \
  "$(inside stat -c %a $ETC/env $ETC/env.defaults | xargs)"
expect_eq 'runtime.env is for root alone' '700 600' \
  "$(inside stat -c %a /run/container-apps/life-container /run/container-apps/life-container/runtime.env | xargs)"

# An upgrade to a version whose prestart fails: apt is content, the unit ends in failed.
inside rm $LIB/data/state/deep/seed.txt
inside sh -c "echo 'GREETING=\"moved in\"' >>$ETC/env"
expect 'apt upgrades to a broken version' apt_install /root/life-container_2.0.0_all.deb
# pauses: of a series of failing starts, from the journal: systemd's own, without the starts, which take
# longer on a busy machine. The upgrade has begun the first series; another is begun where that one has to
# be measured again.
pauses() {
  local since
  if [[ -e $SCRATCH/measured ]]; then
    inside systemctl reset-failed "$UNIT"
    since=$(date +%s)
    inside systemctl start --no-block "$UNIT"
  fi
  : >"$SCRATCH/measured"
  wait_until 60 state_is "$UNIT" failed || return 1
  inside journalctl -u "$UNIT" -o short-unix --no-pager "--since=@${since:-0}" | awk '
    /Failed with result/ { failed = $1 }
    /Scheduled restart job/ {
      printf "# | %d. pause: %.2f s\n", ++count, $1 - failed
      wrong += $1 - failed < 9.9 || $1 - failed > 12
    }
    END { exit count != 5 || wrong }'
}
expect_soon 'it fails for good' 60 state_is "$UNIT" failed
expect_eq 'the journal names stage and status' 1 \
  "$(inside journalctl -u "$UNIT" -o cat | grep -c -m1 'stage app-prestart.sh failed with status 7')"
expect_eq 'with 5 starts' 5 "$(inside journalctl -u "$UNIT" -o cat | grep -c 'broken on purpose')"
expect_measured 'the pauses are 5 × 10 s' 3 pauses

output=$(apt_install /root/life-container_3.0.0_all.deb)
expect_eq 'apt upgrades to a fixed version' 0 $?
expect_match 'and tells what was recovered' 'life-container had failed; .* is started again' "$output"
expect_soon 'it runs again' 10 container_runs
expect_soon 'the unit is active' 10 state_is "$UNIT" active
expect_eq 'the administrator'"'"'s setting is kept' 'moved in' "$(variable GREETING)"
expect_fail 'a seed the user deleted stays deleted' inside test -e $LIB/data/state/deep/seed.txt

# Remove, reinstall, purge.
inside sh -c "echo precious >$LIB/data/state/precious"
expect 'apt removes it' inside apt-get remove -y life-container
expect_eq 'nothing runs' '' "$(inside docker ps --all --quiet)"
expect 'settings stay' inside test -f $ETC/env
expect_eq 'data stays' precious "$(inside cat $LIB/data/state/precious)"
expect_eq 'the unit is gone' not-found "$(inside systemctl show -p LoadState --value "$UNIT")"
expect 'apt installs it again' apt_install /root/life-container_3.0.0_all.deb
expect_soon 'it runs' 10 container_runs
expect_eq 'with the same settings' 'moved in' "$(variable GREETING)"
output=$(inside apt-get purge -y life-container 2>&1)
expect_eq 'apt purges it' 0 $?
expect_match 'purge tells where data is kept' 'data is kept in' "$output"
expect_fail 'settings are gone' inside test -e $ETC
expect_eq 'data stays' precious "$(inside cat $LIB/data/state/precious)"
expect_eq 'no unit link is left' '' "$(inside find /etc/systemd -name 'life-*')"
expect_eq 'nothing but data is left' "$LIB/data" "$(inside find $LIB -mindepth 1 -maxdepth 1)"
expect 'apt installs it after a purge' apt_install /root/life-container_3.0.0_all.deb
expect_soon 'it runs' 10 container_runs
expect_eq 'with defaults' hello "$(variable GREETING)"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `container-app wait`: it ends when apps are ready, when one cannot become ready by itself, or when the
# time is over.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
APPS=(plain well later crash again)
define_app "$SCRATCH/plain" plain 1.0 test/app:1
for app in well later; do
  define_app "$SCRATCH/$app" "$app" 1.0 test/app:1
  cat >>"$SCRATCH/$app/docker-compose.yml" <<'YAML'
    healthcheck:
      test: ["CMD-SHELL", "test -e /state/well || { echo the pump does not turn; exit 1; }"]
      interval: 1s
      start_period: 1h
YAML
done
for app in crash again; do
  define_app "$SCRATCH/$app" "$app" 1.0 test/app:1 'sh -c "test -e /state/well || exit 7; sleep 86400"'
done
echo 'restart: {restart_sec: 1s, start_limit_burst: 2, recovery: {mode: manual}}' >>"$SCRATCH/crash/metadata.yaml"
echo 'restart: {restart_sec: 1s, start_limit_burst: 2, recovery: {after: 1h}}' >>"$SCRATCH/again/metadata.yaml"
expect 'they build' build_apps "$SCRATCH/debs" "${APPS[@]/#/$SCRATCH/}"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
boot
import_image test/app:1
install_program
expect 'the runtime installs' install_runtime
well well
install() { # APP…
  inside env DEBIAN_FRONTEND=noninteractive apt-get install -y --reinstall "${@/%/-container_1.0_all.deb}"
}

# waiting STATUS WORD…: `container-app wait` ends with this status; `said` is what it said.
waiting() {
  local expected=$1 status
  shift
  inside timeout 300 container-app wait "$@" >"$SCRATCH/said" 2>&1
  status=$?
  [[ $status -eq $expected ]] || { echo "status $status: $(said)"; return 1; }
}
said() { cat "$SCRATCH/said"; }

expect 'apt installs one' install /root/plain
expect 'and wait ends when it is ready' waiting 0 plain-container
expect 'it is ready indeed' inside test -e /run/container-apps/.ready/plain-container
expect 'every user may wait' inside setpriv --reuid=nobody --regid=nogroup --clear-groups \
  container-app wait --timeout 0 plain-container.service

# An upgrade: the old run does not count. Each start of the app has another container.
container() { inside docker inspect --format '{{.Id}}' plain-container-main-1; }
before=$(container)
expect 'the package is installed again' install /root/plain
expect 'wait ends' waiting 0 plain-container
if [[ $(container) == "$before" ]]; then fail 'not with the old run'; else pass 'not with the old run'; fi
expect_eq 'no note of the start is left' '' "$(inside find /run/container-apps -path '*/.starting*')"

# Several; one becomes healthy after a while.
expect 'apt installs the others' install /root/{well,later,crash,again}
expect 'one of two is not ready: the time ends it' waiting 4 --timeout 15s well-container later-container
expect_eq 'it says which service, and what its check wrote' "container-app: error: \
later-container is not ready after 15s: running: Starting: the healthcheck of main has not passed yet: \
the pump does not turn" "$(said)"
(sleep 5 && well later) &
later=$!
expect 'both are ready in the end' waiting 0 -v well-container later-container
expect_match 'and what was missing is told on the way' \
  'later-container: running: Starting: the healthcheck of main has not passed yet' "$(said)"
wait "$later"

# What needs somebody.
expect_soon 'one fails for good' 60 is crash failed
expect 'wait ends at once' waiting 1 well-container crash-container
expect_match 'and says why' 'crash-container has failed: .*status 7.*, and nothing starts it again by itself' "$(said)"
expect_match 'and what to do' ': systemctl reset-failed crash-container.service && systemctl start' "$(said)"
expect_soon 'one fails and recovers after a pause' 60 is again failed
expect 'that is waited for' waiting 4 --timeout 2s again-container
expect_match 'and told' 'again-container is not ready after 2s: failed, recovery in (59min|1h).*status 7' "$(said)"
well again
(sleep 2 && inside systemctl start again-container-retry.service) &
later=$!
expect 'until it is back' waiting 0 again-container
wait "$later"
inside systemctl stop later-container
expect 'one that somebody stopped' waiting 1 later-container
expect_match 'is told so' 'later-container does not run, since somebody has stopped it; start it: systemctl' "$(said)"
inside systemctl start --no-block later-container
expect 'a start by hand is waited for' waiting 0 later-container
inside systemctl disable --now later-container 2>/dev/null
expect 'one that is disabled' waiting 1 later-container
expect_match 'is told so' 'later-container is disabled and does not run' "$(said)"
inside systemctl mask later-container 2>/dev/null
expect 'one that is masked' waiting 1 later-container
expect_match 'is told so' 'later-container is masked' "$(said)"
expect 'what is not installed' waiting 2 plain-contaner
expect_match 'is told, with what may be meant' "'plain-contaner' is installed; .*plain-container" "$(said)"
inside systemctl stop docker.service docker.socket
expect 'Docker is stopped' waiting 1 plain-container
expect_match 'is told so' 'plain-container does not run: docker.service is inactive; start Docker' "$(said)"
inside systemctl start --no-block docker.service
expect 'Docker starts: the app is waited for' waiting 0 plain-container

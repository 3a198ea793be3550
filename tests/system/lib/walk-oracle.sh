# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # the lists of steps are for the test
# What each app has to be after a sequence of steps, by the conventions of systemd and Debian. Nothing
# here looks at a device or a clock.
#   WISH       what the administrator last wanted: runs, down, or open, where both are right
#   ENABLED, MASKED, INSTALLED   yes or no
#   RELEASE    the version of the package that was installed last
#   TROUBLED   yes when something of it may have failed, so that it may be between two attempts, or
#              failed
#   LEFT       yes when containers that have ended may be left, since there was no Docker to remove them;
#              the next start does
#   SERVICES   how many services it has
declare -A WISH ENABLED MASKED INSTALLED RELEASE TROUBLED LEFT SERVICES

STEPS_OF_APPS=(crash end-by-hand kill-by-hand down-by-hand kill-compose kill-main break hang fix
  upgrade downgrade reinstall call-off remove purge install
  stop start restart try-restart mask mask-now unmask disable enable reset-failed)
STEPS_OF_DEVICE=(docker-stop docker-start docker-restart docker-kill socket-stop reboot power-cut
  daemon-reload registry-down registry-hangs registry-up)
# Those of one app alone, which has a healthcheck.
STEPS_OF_HEALTH=(sick well kill-watcher)

begin_oracle() { # APP…: installed, enabled and running
  local app
  for app; do
    WISH[$app]=runs ENABLED[$app]=yes MASKED[$app]=no INSTALLED[$app]=yes RELEASE[$app]=1
    TROUBLED[$app]=no LEFT[$app]=no
  done
}

# is_possible STEP APP: whether a person would do it.
is_possible() {
  case $1 in
    install) [[ ${INSTALLED[$2]} == no ]] ;;
    mask | mask-now) [[ ${INSTALLED[$2]}-${MASKED[$2]} == yes-no ]] ;;
    unmask) [[ ${INSTALLED[$2]}-${MASKED[$2]} == yes-yes ]] ;;
    disable | enable | purge) [[ ${INSTALLED[$2]}-${MASKED[$2]} == yes-no ]] ;;
    upgrade) [[ ${INSTALLED[$2]}-${RELEASE[$2]} == yes-1 ]] ;;
    downgrade) [[ ${INSTALLED[$2]}-${RELEASE[$2]} == yes-2 ]] ;;
    *) [[ ${INSTALLED[$2]} == yes ]] ;;
  esac
}

# foretell STEP [APP]: what the step does to the wishes.
foretell() {
  local app
  if [[ $# -eq 2 ]]; then
    foretell_app "$@"
    settle_wish "$2"
    return
  fi
  for app in "${!WISH[@]}"; do
    [[ ${INSTALLED[$app]} == yes ]] || continue
    case $1 in
      # What is enabled is started by a boot, and nothing else is.
      reboot | power-cut)
        WISH[$app]=down
        [[ ${ENABLED[$app]}-${MASKED[$app]} != yes-no ]] || WISH[$app]=runs
        [[ $1 == reboot ]] || LEFT[$app]=yes
        ;;
      docker-kill) TROUBLED[$app]=yes LEFT[$app]=yes ;;
      registry-down | registry-hangs) TROUBLED[$app]=yes ;;
    esac
    settle_wish "$app"
  done
}

foretell_app() { # STEP APP
  local app=$2
  case $1 in
    crash | end-by-hand | kill-by-hand | down-by-hand | kill-compose | kill-main | break | hang | sick)
      TROUBLED[$app]=yes
      ;;
    stop) WISH[$app]=down ;;
    # systemd refuses to start what is masked.
    start | restart) [[ ${MASKED[$app]} == yes ]] || WISH[$app]=runs ;;
    mask) MASKED[$app]=yes ;;
    mask-now) MASKED[$app]=yes WISH[$app]=down ;;
    unmask) MASKED[$app]=no ;;
    disable) ENABLED[$app]=no ;;
    enable) ENABLED[$app]=yes ;;
    upgrade) RELEASE[$app]=2 ;;
    downgrade) RELEASE[$app]=1 ;;
    remove) INSTALLED[$app]=no WISH[$app]=down ;;
    purge) INSTALLED[$app]=no WISH[$app]=down ENABLED[$app]=yes ;;
    install)
      INSTALLED[$app]=yes RELEASE[$app]=1
      [[ ${ENABLED[$app]}-${MASKED[$app]} != yes-no ]] || WISH[$app]=runs
      ;;
  esac
}

# settle_wish APP: an app that nothing may start again runs until something ends it. When that is,
# depends on time.
settle_wish() {
  [[ ${WISH[$1]} == runs ]] || return 0
  case ${ENABLED[$1]}-${MASKED[$1]}-${TROUBLED[$1]} in
    *-yes-* | no-*-yes) WISH[$1]=open ;;
  esac
}

# verdict APP ACTIVE CONTAINERS RUNNING COMPLETE: nothing when the app is as foretold, else what is
# wrong. ACTIVE is its ActiveState, CONTAINERS how many there are, RUNNING how many of them run,
# COMPLETE how many are healthy, too, and of the release that is installed.
verdict() {
  local is="it is $2 with $3 containers ($4 run, $5 as they should)"
  case ${WISH[$1]}/$2/$3/$4/$5 in
    "runs/active/${SERVICES[$1]}/"*"/${SERVICES[$1]}" | down/inactive/0/*) ;;
    down/inactive/*/0/*) [[ ${LEFT[$1]} == yes ]] || echo "$1 has to be down, and $is" ;;
    # A stop leaves what had failed before as it is.
    down/failed/*/0/*)
      [[ ${TROUBLED[$1]} == yes && ($3 == 0 || ${LEFT[$1]} == yes) ]] || echo "$1 has to be down, and $is"
      ;;
    # What ends an app that is masked is not followed by anything of ours.
    "open/active/${SERVICES[$1]}/${SERVICES[$1]}/"* | open/inactive/*/0/* | open/failed/*/0/*) ;;
    runs/*) echo "$1 has to run, and $is" ;;
    down/*) echo "$1 has to be down, and $is" ;;
    *) echo "$1 may run or be down, and $is" ;;
  esac
}

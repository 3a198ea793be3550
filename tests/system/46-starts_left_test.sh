#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The starts `container-app status` says are left, and those systemd then grants: of Debian 13 and 12.
# The apps' units run `sleep` in the place of Compose, which systemd does not know from each other.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

# add_app NAME [INTERVAL [BURST]]
add_app() {
  mkdir -p "$SYSTEM/var/lib/container-apps/$1"
  : >"$SYSTEM/var/lib/container-apps/$1/metadata.yaml"
  cat >"$SYSTEM/usr/lib/systemd/system/$1.service" <<UNIT
[Unit]
StartLimitIntervalSec=${2:-600}
StartLimitBurst=${3:-5}
[Service]
ExecStartPre=/bin/true
ExecStart=/bin/sleep 86400
Restart=always
RestartSec=10
[Install]
WantedBy=multi-user.target
UNIT
  cat >"$SYSTEM/usr/lib/systemd/system/$1-retry.service" <<UNIT
[Service]
Type=oneshot
ExecStart=/bin/echo $1.service is started again (round 1)
ExecStart=/bin/systemctl reset-failed $1.service
ExecStart=/bin/systemctl start $1.service
UNIT
}

# starts APP TIMES: that many starts of it.
starts() {
  local n
  for ((n = 0; n < $2; ++n)); do inside systemctl restart "$1.service" 2>/dev/null; done
}
shown() { inside container-app status --json "$1" | sed 's/.*"starts_left":\([0-9a-z]*\).*/\1/'; }
granted() { # APP: starts until one is refused; a window may close before, on a busy machine
  local n=0
  while ((n < 20)) && inside systemctl restart "$1.service" 2>/dev/null; do ((++n)); done
  echo "$n"
}
# compare APP WHAT: what is shown is what is granted.
compare() {
  local left given
  left=$(shown "$1")
  given=$(granted "$1")
  table_row "systemd $VERSION: $2" "$left shown" "$given granted"
  expect_eq "systemd $VERSION: $2" "$given" "$left"
}

without_reload() {
  starts fresh 1
  starts some 3
  starts spent 6
  starts cleared 6
  inside systemctl reset-failed cleared.service
  starts cleared 2
  starts retried 3
  inside systemctl start retried-retry.service
  starts unseen 3
  inside systemctl reset-failed unseen.service
  starts stopped 2
  inside systemctl stop stopped.service
  # As after an upgrade to a version that cannot start: cleared without a message, used up, refused.
  starts refused 2
  inside systemctl reset-failed refused.service
  starts refused 6
  expect_measured "systemd $VERSION: two starts after a window of three has closed" 5 after_window
  compare fresh 'one start'
  compare some 'three starts'
  compare spent 'as many as there may be'
  compare cleared 'used up, cleared by hand, two starts'
  compare retried 'three starts, then the retry unit'
  compare stopped 'two starts, stopped'
  compare refused 'cleared by hand before they were used up, then refused'
  expect_eq "systemd $VERSION: not started" 5 "$(shown idle)"
}

# A window that opens and closes: the start after it opens another, which is still open when all is done.
after_window() {
  local left given
  # What was granted the last time.
  inside systemctl reset-failed window.service 2>/dev/null
  starts window 3
  sleep 6.5
  starts window 2
  left=$(shown window)
  given=$(granted window)
  table_row "systemd $VERSION: two starts in a second window" "$left shown" "$given granted"
  [[ $left == "$given" ]]
}

# A reset by hand before the starts are used up leaves no trace: more may be granted, never fewer.
unseen_reset() {
  local left given
  left=$(shown unseen)
  given=$(granted unseen)
  table_row "systemd $VERSION: three starts, cleared by hand" "$left shown" "$given granted"
  expect_eq "systemd $VERSION: what is shown is granted at least" "2 5" "$left $given"
}

after_reload() {
  inside systemctl reset-failed some.service
  starts some 3
  inside systemctl daemon-reload
  starts some 1
  compare some 'three starts, a reload, one start'
}

# Starts at random times, in windows of some seconds: never fewer than shown.
at_random() {
  local round app left given equal=0 fewer=0
  for ((round = 0; round < 40; ++round)); do
    starts "random$((RANDOM % 8))" 1
    sleep "0.$((RANDOM % 9))"
  done
  for app in random{0..7}; do
    left=$(shown "$app")
    given=$(granted "$app")
    ((given != left)) || ((++equal))
    ((given >= left)) || ((++fewer))
    table_row "systemd $VERSION: $app" "$left shown" "$given granted"
  done
  table_row "systemd $VERSION: at random" "$equal of 8 the same" "$fewer of 8 fewer"
  expect_eq "systemd $VERSION: never fewer than shown" 0 "$fewer"
}

# The CPU time PID 1 has taken, in milliseconds.
manager_cpu() {
  inside awk -v hz="$(getconf CLK_TCK)" '{ print int(($14 + $15) * 1000 / hz) }' /proc/1/stat
}
shown_running() { inside container-app status | grep -c '^many[0-9]* *running (disabled)  *4 of 5 '; }
all_shown() { [[ $(shown_running) == 150 ]]; }
# The program and all it runs: the second line of `times`.
cpu_of_status() {
  local before cpu
  before=$(manager_cpu)
  cpu=$(inside bash -c 'container-app status >/tmp/table; times' | sed -n 2p |
    awk '{ split($0, t, /[ms ]+/); print int((t[1] * 60 + t[2] + t[3] * 60 + t[4]) * 1000) }')
  table_row "systemd $VERSION: CPU of 150 apps, $1" "$cpu ms" "$(($(manager_cpu) - before)) ms of PID 1"
  ((cpu < 500))
}
many_apps() {
  local number
  for number in $(seq 150); do add_app "many$number"; done
  inside systemctl daemon-reload
  inside sh -c 'systemctl start $(seq -f many%.0f.service 150)'
  # The first time after a reload systemd has to look for each unit's links.
  cpu_of_status first
  expect_soon "systemd $VERSION: 150 run" 10 all_shown
  expect_measured "systemd $VERSION: 150 apps cost less than half a second" 5 cpu_of_status again
}

for kind in trixie-system bookworm-build; do
  new_system "$kind" "$kind"
  for app in fresh some spent cleared retried unseen stopped refused idle; do add_app "$app"; done
  add_app window 6
  for app in random{0..7}; do add_app "$app" $((RANDOM % 5 + 3)) $((RANDOM % 4 + 2)); done
  install_program
  boot
  inside systemctl enable --quiet {fresh,some,spent,cleared,retried,unseen,stopped,window}.service
  VERSION=$(inside systemctl --version | sed -n '1s/systemd \([0-9]*\).*/\1/p')
  without_reload
  unseen_reset
  after_reload
  at_random
  many_apps
  drop_system
done

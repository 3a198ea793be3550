# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # REPO, BUILD, LIB, SYSTEM come from harness.sh and apps.sh
# The app of examples/token-meter, and what is made of it, on a booted system.

# variant FOLDER APP_ID PORT: the example's meter alone, under another name and on another port.
variant() {
  mkdir -p "$1"
  cp -r "$REPO/examples/token-meter/." "$1"
  sed -i "s/^app_id: .*/app_id: $2/; s/8490/$3/" "$1/metadata.yaml" "$1/config.yml"
  sed -i '/^  - name: rate/,/^    url_env/d' "$1/metadata.yaml"
  sed -i '/^  gate:/,$d' "$1/docker-compose.yml"
}
# without_state FOLDER: its definition as if nobody had thought of state.
without_state() { sed -i '/^state:/,/rebuild_within/d' "$1/metadata.yaml" && rm -r "$1/prestart.d"; }

# equip_meters: all that is to be in $SYSTEM before it boots.
equip_meters() {
  cp "$BUILD/tests/token-meter" "$REPO/examples/token-meter-image/make-image" "$LIB/meter-load.sh" \
    "$SYSTEM/root/"
  local unit
  for unit in docker redis-server; do
    mkdir -p "$SYSTEM/etc/systemd/system/$unit.service.d"
    printf '[Unit]\nStartLimitIntervalSec=0\n[Service]\nRestartSec=100ms\n' \
      >"$SYSTEM/etc/systemd/system/$unit.service.d/limit.conf"
  done
}

# install_meters: the packages in /root, and the image they name.
install_meters() {
  inside bash /root/make-image /root/token-meter >/dev/null && install_runtime &&
    inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y /root/*-container_*.deb'
}

ask() { inside bash /root/meter-load.sh ask "$1" "$2"; } # PORT LINE: the answer without its time
answers() { [[ $(ask "$1" spent) == ok* ]]; }
unit() { echo "$1-meter-container.service"; }
log() { echo "$SYSTEM/root/$1.log"; }
LOADS=()
load() { # APP PORT [hits]: takes tokens, or hits, until stop_loads
  : >>"$(log "$1")"
  rm -f "$(log "$1").end"
  inside bash /root/meter-load.sh "${3:-load}" "$2" "/root/$1.log" &
  LOADS+=($!)
}
stop_loads() { # Of all apps. Where the system is gone, they are, too.
  local file
  for file in "$SYSTEM"/root/*.log; do touch "$file.end"; done
  wait "${LOADS[@]}" 2>/dev/null
  LOADS=()
}
phase() { echo "phase $2" >>"$(log "$1")"; } # APP NAME
cycles() { # APP COUNT COMMAND…
  inside bash /root/meter-load.sh cycles "/root/$1.log" "${@:2}"
}
# What each return of a phase had lost: "RETURNS TOKENS SPAN", the most tokens of what was
# acknowledged, and the longest time (in ms) in which those were acknowledged.
losses() { # APP NAME
  awk -v phase="$2" '
    $1 == "phase" { on = $2 == phase; next }
    $1 == "begin" {
      if (on && last != "") {
        ++returns
        lost = last - $2
        if (lost > most) most = lost
        if (lost > 0 && (when[last] - when[$2 + 1]) / 1000 > span) span = (when[last] - when[$2 + 1]) / 1000
      }
      last = $2
      next
    }
    { last = $1; when[$1] = $2 }
    END { printf "%d %d %d\n", returns, most, span }' "$(log "$1")"
}
# loses PHASE APP NAME RETURNS MOST: a row of the table, and that no more than MOST ms were lost.
loses() {
  local returns tokens span
  read -r returns tokens span <<<"$(losses "$2" "$1")"
  table_row "$3" "$returns" "$tokens" "$span ms"
  expect "$3: came back each time" test "$returns" -ge "$4"
  expect "$3: nothing that was acknowledged longer than $5 ms before is lost" test "$span" -le "$5"
  (($5 > 0)) || expect_eq "$3: nothing is lost" 0 "$tokens"
}


#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Notices: what happens to an app reaches a mail server and a server on the network, whatever the hooks
# beside them do, on systemd 257 and 252.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
hooks=/etc/container-apps/notify.d
examples=/usr/share/doc/container-app-runtime/examples/notify.d
notify() { inside /usr/lib/container-app/notify "$@"; }
hook() { # NAME: standard input is the hook
  { echo '#!/bin/sh'; cat; } >"$SYSTEM$hooks/$1"
  chmod +x "$SYSTEM$hooks/$1"
}
no_hooks() { find "$SYSTEM$hooks" -mindepth 1 -delete; }
said() { inside journalctl --no-pager -o cat -t container-app-notify; }
says() { grep -qF -- "$1" <<<"$(said)"; } # TEXT
units() { inside systemctl list-units --all --no-legend --plain 'container-app-noti*'; }
idle() { [[ -z $(units) ]]; }
lines() { [[ -e $SYSTEM$1 ]] && (($(wc -l <"$SYSTEM$1") == $2)); } # FILE NUMBER

# same_texts FILE: each line is an object, with the texts that were variables; standard input has those.
same_texts() {
  python3 -c '
import json, sys
wanted = sys.stdin.read().split("\n")
for line in open(sys.argv[1], encoding="utf-8"):
    event = json.loads(line)
    assert list(event) == ["event", "package", "unit", "name", "text", "time", "host"], event
    for key, value in event.items():
        assert "CONTAINER_APP_%s=%s" % (key.upper(), value) in wanted, (key, value, wanted)
' "$1"
}

without_hooks() {
  no_hooks
  expect 'without a hook it succeeds' notify failed tide-container 'nobody hears it'
  expect_eq 'and starts nothing' '' "$(units)$(inside find /run/container-apps -name .notices 2>/dev/null)"
}

texts() {
  local text=$'say "hi" \\ \\n\n\tK\xc3\xb6ln $(id) `id` %s\x01\x7f \xff' told
  hook record <<'SH'
cat >>/var/objects
env | grep ^CONTAINER_APP_ >>/var/variables
echo "$# $1 $2" >>/var/arguments
SH
  expect 'a text with everything in it' notify failed tide-container "$text"
  expect_soon 'reaches the hook' 10 lines /var/arguments 1
  expect_eq 'with two arguments' '2 failed tide-container' "$(cat "$SYSTEM/var/arguments")"
  expect 'as an object, and the same as variables' same_texts "$SYSTEM/var/objects" <"$SYSTEM/var/variables"
  expect_eq 'in one line of UTF-8' $'CONTAINER_APP_TEXT=say "hi" \\ \\n  K\xc3\xb6ln $(id) `id` %s ' \
    "$(grep -a TEXT= "$SYSTEM/var/variables")"
  expect_eq 'with the name of the app' $'CONTAINER_APP_NAME=Tide "of" K\xc3\xb6ln' \
    "$(grep NAME= "$SYSTEM/var/variables")"
  expect_eq 'and its unit' CONTAINER_APP_UNIT=tide-container.service "$(grep UNIT= "$SYSTEM/var/variables")"
  told=$(sed -n 's/^CONTAINER_APP_TIME=//p' "$SYSTEM/var/variables")
  expect_match 'the time is that of RFC 3339' '^20..-..-..T..:..:..[+-]..:..$' "$told"
  notify sick gone-container "$(head -c 100000 /dev/zero | tr '\0' x)"
  notify recovered tide-container
  expect_soon 'a long text, and none' 10 lines /var/arguments 3
  expect 'are objects, too' same_texts "$SYSTEM/var/objects" <"$SYSTEM/var/variables"
  expect_match 'an event without a text has one' 'TEXT=Tide "of" K.*ln runs again' \
    "$(cat "$SYSTEM/var/variables")"
  expect_soon 'nothing of it stays' 10 idle
}

misuse() {
  expect 'without arguments it succeeds' notify
  expect_match 'and says how it is used' "usage: notify EVENT PACKAGE" "$(notify 2>&1)"
  expect_match 'a package that is a path is refused' "is not the name of a package" \
    "$(notify failed ../../etc 2>&1)"
  expect_match 'an event that is none, too' "is not the name of an event" "$(notify 'a b' app 2>&1)"
}

# Each hook is wrong in its own way; the first and the last are right.
bad_hooks() {
  no_hooks
  rm -f "$SYSTEM"/var/{first,last,late}
  hook 10-first <<<'echo "$1" >>/var/first'
  hook 20-fails <<<'exit 7'
  hook 25-killed <<<'kill -9 $$'
  hook 30-prints <<<'head -c 20000000 /dev/zero | tr "\0" x; exit 3'
  hook 35-binary <<<'printf "\033[2Jtitle\000\377\n" >&2'
  hook 40-limits <<<'systemctl show -p TasksMax -p MemoryMax -p Nice "$(sed -n "s,^0::.*/,,p" /proc/self/cgroup)"'
  hook 50-leaves <<<'(sleep 2; echo late >/var/late) >/dev/null 2>&1 </dev/null &'
  hook 55-writes <<<'echo x >/usr/lib/container-app/x'
  printf '#!/usr/bin/nowhere\n' >"$SYSTEM$hooks/60-interpreter"
  chmod +x "$SYSTEM$hooks/60-interpreter"
  echo 'exit 0' >"$SYSTEM$hooks/65-mode"
  hook 70-name.sh <<<'echo never >>/var/first'
  hook 75-backup.dpkg-old <<<'echo never >>/var/first'
  ln -s /nowhere "$SYSTEM$hooks/80-link"
  mkdir "$SYSTEM$hooks/85-folder"
  hook 90-last <<<'echo "$1" >>/var/last'
  notify failed tide-container
  expect_soon 'the last of many bad hooks is called' 60 lines /var/last 1
  expect_eq 'and the first once' failed "$(cat "$SYSTEM/var/first")"
  expect_eq 'what a hook leaves in the background may end' late "$(cat "$SYSTEM/var/late")"
  expect_soon 'nothing of them stays' 10 idle
  expect 'the journal names the hook that failed' says "$hooks/20-fails failed: exited with status 7"
  expect 'the one that was killed' says "$hooks/25-killed failed: exited with status 137"
  expect 'the one that printed megabytes, and failed' says "$hooks/30-prints failed: exited with status 3"
  expect 'of which a part is there' says '30-prints: 19983616 more bytes of its output are left out'
  expect 'what another printed is harmless' says '35-binary: [2Jtitle'
  for limit in TasksMax=64 MemoryMax=268435456 Nice=10; do
    expect "a hook has the limit $limit" says "40-limits: $limit"
  done
  expect 'the one that may not write to /usr' says "$hooks/55-writes failed"
  expect 'the one without an interpreter' says "$hooks/60-interpreter failed"
  expect 'the one that is not executable' says "$hooks/65-mode is not called"
  expect 'the one with a dot in its name' says "$hooks/70-name.sh is not called"
  expect 'the link that leads nowhere' says "$hooks/80-link is not called"
  expect_fail 'a backup is passed over' says 75-backup
  expect_fail 'and a folder' says 85-folder
}

# A hook that hangs, and ignores SIGTERM, while another app has notices.
hanging_hook() {
  local began
  no_hooks
  rm -f "$SYSTEM"/var/{calls,beside}
  hook 10-hangs <<'SH'
[ "$2" = slow-container ] || { echo "$2" >>/var/beside; exit 0; }
trap '' TERM
sleep 4711 & sleep 4711; sleep 4711
SH
  hook 20-after <<<'read -r up _ </proc/uptime; echo "$2 ${up%.*}" >>/var/calls'
  read -r began _ < <(inside cat /proc/uptime)
  notify failed slow-container
  notify failed "$OTHER"
  expect_soon 'an app beside it has its notice at once' 10 lines /var/beside 1
  expect_fail 'which the one that hangs does not have yet' grep -q slow "$SYSTEM/var/calls"
  expect_soon 'the next hook is called after a minute' 80 grep -q slow "$SYSTEM/var/calls"
  expect 'and not before' awk -v began="$began" \
    '$1 == "slow-container" && $2 - began < 59 { bad = 1 } END { exit bad }' "$SYSTEM/var/calls"
  expect 'the journal names the one that hung' says "$hooks/10-hangs was ended: it, or what it left"
}

# An administrator gives a hook more rights, or less time.
drop_in() {
  no_hooks
  hook writer <<<'echo it >/usr/written'
  hook sleeper <<<'sleep 4712'
  mkdir -p "$SYSTEM"/etc/systemd/system/container-app-notify-{writer,sleeper}-.service.d
  printf '[Service]\nProtectSystem=no\n' \
    >"$SYSTEM/etc/systemd/system/container-app-notify-writer-.service.d/rights.conf"
  printf '[Service]\nTimeoutStartSec=1s\n' \
    >"$SYSTEM/etc/systemd/system/container-app-notify-sleeper-.service.d/time.conf"
  inside systemctl daemon-reload
  notify failed tide-container
  expect_soon 'a drop-in gives one hook more rights' 10 test -s "$SYSTEM/usr/written"
  expect_soon 'and another one less time' 10 says "$hooks/sleeper was ended"
}

# Thirty apps fail at once.
many() {
  local n
  no_hooks
  mkdir -p "$SYSTEM/run-many"
  hook 10-counts <<'SH'
cd /run-many || exit
: >"runs.$$"
set -- runs.* "$1" "$2"
shift $(($# - 2))
ls -d runs.* | wc -l >>most
sleep 0.2
echo "$1 $2" >>calls
rm -f "runs.$$"
SH
  for ((n = 1; n <= 30; ++n)); do
    echo "/usr/lib/container-app/notify failed app$n-container & /usr/lib/container-app/notify sick beside$n &"
  done | inside sh -c "cat >/root/many && { cat /root/many; echo wait; } | sh"
  for ((n = 1; n <= 30; ++n)); do echo "/usr/lib/container-app/notify recovered app$n-container"; done |
    inside sh
  expect_soon 'thirty apps: each of their notices comes' 60 lines /run-many/calls 90
  expect_eq 'once' 90 "$(sort -u "$SYSTEM/run-many/calls" | wc -l)"
  expect_eq 'those of an app in their order' '' "$(awk '$1 == "failed" { seen[$2] = 1 }
    $1 == "recovered" && !seen[$2] { print $2 }' "$SYSTEM/run-many/calls")"
  most=$(sort -n "$SYSTEM/run-many/most" | tail -n 1)
  table_row "systemd $VERSION: 90 notices at once" "$most hooks at once at most"
  expect 'at most four at the same time' test "$most" -le 4
  expect_soon 'nothing of them stays' 10 idle
}

# A queue that nobody could serve, and a D-Bus that does not run.
trouble() {
  no_hooks
  rm -f "$SYSTEM/var/beside"
  hook record <<<'echo "$1 $2" >>/var/beside'
  inside sh -c 'systemctl stop dbus.socket dbus.service 2>/dev/null; true'
  notify failed tide-container
  expect_soon 'without D-Bus a notice comes' 10 lines /var/beside 1
  inside sh -c 'systemctl start dbus.socket 2>/dev/null; true'
  inside sh -c 'mv /usr/bin/systemd-run /usr/bin/systemd-run.gone'
  expect_match 'where no unit can be started the caller is told' 'no unit could be started' \
    "$(notify failed tide-container 2>&1)"
  inside sh -c 'mv /usr/bin/systemd-run.gone /usr/bin/systemd-run'
  notify recovered tide-container
  expect_soon 'and the next notice takes that along' 10 lines /var/beside 3
  wait_until 10 idle
  inside sh -c 'cd /run/container-apps/.notices && for q in 0 1 2 3; do mkdir -p $q
    for n in $(seq 100); do echo failed >$q/9$n; done; done'
  expect_match 'a queue has an end' '100 notices wait in .*; the notice failed of tide-container is lost' \
    "$(notify failed tide-container 2>&1)"
  inside rm -rf /run/container-apps/.notices
}

# The examples: a mail to a stand-in for sendmail, a POST to a server that listens.
send_both() {
  no_hooks
  cp "$SYSTEM$examples"/{mail,post} "$SYSTEM$hooks/"
  cat >"$SYSTEM/usr/sbin/sendmail" <<'SH'
#!/bin/sh
{ echo "arguments $*"; cat; echo END; } >>/var/mails
SH
  chmod +x "$SYSTEM/usr/sbin/sendmail"
  mkdir -p "$SYSTEM/srv/www/cgi-bin"
  cat >"$SYSTEM/srv/www/cgi-bin/notices" <<'SH'
#!/bin/sh
head -c "$CONTENT_LENGTH" >>/var/posts
echo "$CONTENT_TYPE" >>/var/types
[ ! -e /var/refuse ] || { rm /var/refuse; printf 'Status: 503 Busy\r\n\r\n'; exit; }
printf 'Content-Type: text/plain\r\n\r\nok\n'
SH
  chmod +x "$SYSTEM/srv/www/cgi-bin/notices"
  sed -i 's,^url=.*,url=http://127.0.0.1:8080/cgi-bin/notices,' "$SYSTEM$hooks/post"
  inside systemd-run --quiet --unit=listener busybox httpd -f -p 127.0.0.1:8080 -h /srv/www
  # Beside one that fails, one that hangs and one that prints, as above.
  hook 10-fails <<<'exit 1'
  hook 20-hangs <<<'sleep 4713'
  mkdir -p "$SYSTEM/etc/systemd/system/container-app-notify-20-hangs-.service.d"
  printf '[Service]\nTimeoutStartSec=2s\n' \
    >"$SYSTEM/etc/systemd/system/container-app-notify-20-hangs-.service.d/time.conf"
  inside systemctl daemon-reload
  for event in failed recovered sick state-lost; do notify $event tide-container "it is $event"; done
  expect_soon 'a mail for each event' 60 eval '(($(grep -c ^END "$SYSTEM/var/mails") == 4))'
  expect_soon 'and a POST' 60 lines /var/posts 4
  for event in failed recovered sick state-lost; do
    expect "a mail about $event" grep -qx "Subject: device: $event: tide-container" "$SYSTEM/var/mails"
    expect "with its text" grep -qF "Tide \"of\" Köln: it is $event" "$SYSTEM/var/mails"
    expect "a POST about $event" grep -q "^{\"event\":\"$event\",.*\"text\":\"it is $event\"" "$SYSTEM/var/posts"
  done
  expect_eq 'to root' 4 "$(grep -cx 'To: root' "$SYSTEM/var/mails")"
  expect_eq 'as JSON' 'application/json' "$(sort -u "$SYSTEM/var/types")"
  python3 -c 'import json, sys; [json.loads(line) for line in open(sys.argv[1])]' "$SYSTEM/var/posts"
  expect_eq 'that can be read' 0 $?
  touch "$SYSTEM/var/refuse"
  notify failed tide-container again
  expect_soon 'a server that is busy is asked again' 30 lines /var/posts 6
}

# A server that accepts and never answers, and a device without sendmail.
send_in_vain() {
  no_hooks
  cp "$SYSTEM$examples"/{mail,post} "$SYSTEM$hooks/"
  mv "$SYSTEM/usr/sbin/sendmail" "$SYSTEM/usr/sbin/sendmail.gone"
  printf '#!/bin/sh\nexec sleep 4714\n' >"$SYSTEM/srv/www/cgi-bin/silent"
  chmod +x "$SYSTEM/srv/www/cgi-bin/silent"
  sed -i 's,^url=.*,url=http://127.0.0.1:8080/cgi-bin/silent,' "$SYSTEM$hooks/post"
  notify failed tide-container
  expect_soon 'without sendmail the mail says so' 10 says 'mail: there is no /usr/sbin/sendmail'
  expect_soon 'a server that never answers fails the POST' 75 says "$hooks/post failed: exited with status 28"
  expect_fail 'before its time is over' says "$hooks/post was ended"
}

# An app with notices in another queue than slow-container.
queue_of() { local sum; sum=$(printf %s "$1" | cksum); echo $((${sum%% *} % 4)); }
OTHER=other0
while [[ $(queue_of $OTHER) == "$(queue_of slow-container)" ]]; do OTHER=other$((${OTHER#other} + 1)); done

for KIND in trixie-system bookworm-system; do
  new_system device-$KIND $KIND
  printf '[Unit]\nDescription=Tide "of" K\xc3\xb6ln (container app)\n[Service]\nExecStart=/bin/true\n' \
    >"$SYSTEM/etc/systemd/system/tide-container.service"
  boot
  VERSION=$(inside systemctl --version | sed -n '1s/systemd \([0-9]*\).*/\1/p')
  echo "# systemd $VERSION"
  expect 'the runtime installs' install_runtime
  for part in without_hooks texts misuse bad_hooks hanging_hook drop_in many trouble; do $part; done
  if [[ $KIND == trixie-system ]]; then
    send_both
    send_in_vain
  fi
  no_hooks
  expect 'the runtime can be purged' inside dpkg --purge container-app-runtime
  expect_fail 'and leaves no folder for hooks' inside test -e $hooks
  expect_fail 'nor notices' inside test -e /run/container-apps/.notices
  drop_system
done

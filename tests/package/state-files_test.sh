#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# runtime/functions/state_files.sh: which losses of durable state a start notices, with real files.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../system/lib/assert.sh"
top=$(mktemp -d)
end() {
  rm -rf "$top"
  if finish_assertions 0; then exit 0; else exit 1; fi
}
trap end EXIT

# A program of the runtime, with a notify beside it that keeps what it is called with.
cp -r "$here/../../runtime/functions" "$top/functions"
cat >"$top/notify" <<'SH'
#!/bin/sh
printf '%s|' "$@" >>"${0%/*}/notices"
echo >>"${0%/*}/notices"
exit 3
SH
cat >"$top/program" <<'SH'
#!/bin/bash
# With -e and -u, as programs of the runtime have them: neither function may end its caller.
set -eu
. "${0%/*}/functions/load.sh" settings state_files
package=berths-container root='' share=${0%/*}/share lib=${0%/*}/lib
"$@"
echo went on
SH
chmod +x "$top/notify" "$top/program"
mkdir -p "$top/share" "$top/lib/data/meter" "$top/elsewhere"
# app_conf LINE…: with lines of [App].
app_conf() {
  { printf '[App]\nFormat=1\n'; printf '%s\n' "$@" '' '[Links]' 'Durable=no data/no'; } >"$top/share/app.conf"
}
app_conf 'Durable=budget data/meter/budget of today.json' "Durable=charts $top/elsewhere"
budget="$top/lib/data/meter/budget of today.json"

# run FUNCTION: sets `said`, and `told` to the texts of the notices it gave.
run() {
  rm -f "$top/notices"
  said=$("$top/program" "$@" 2>&1)
  expect_match "$1 goes on" 'went on$' "$said"
  told=$(cat "$top/notices" 2>/dev/null)
}
start() { run check_states; }
stop() { run note_states; }

start
expect_eq 'at the first start nothing is lost' '' "$told"
expect_fail 'and nothing is written down' test -e "$top/lib/states"
stop
start
expect_eq 'what has never been there is not lost' '' "$told"
echo '{}' >"$budget"
touch "$top/elsewhere/chart"
stop
expect_eq 'a stop writes down where states are' "budget data/meter/budget of today.json|charts $top/elsewhere|" \
  "$(tr '\n' '|' <"$top/lib/states")"
start
expect_eq 'what is still there is not lost' '' "$told"

rm "$budget"
stop
start
expect_eq 'a file that is gone is lost' "state-lost|berths-container|state 'budget' is lost: $budget is gone, \
and was not when the app last ran|" "$told"
expect_match 'and the journal has a warning' "^<4>state 'budget' is lost: $budget is gone" "$said"
start
expect_eq 'once' '' "$told"
echo '{}' >"$budget"
start
: >"$budget"
start
expect_match 'a file that is empty, when a start has seen it before' "$budget is empty" "$told"
echo '{}' >"$budget"
start
head -c 8192 /dev/zero >"$budget"
start
expect_match 'a file of zero bytes, as power cuts leave them' "$budget has only zero bytes" "$told"
{ head -c 4095 /dev/zero; echo x; } >"$budget"
start
head -c 100 /dev/urandom >>"$budget"
start
expect_eq 'one that only begins with them is whole' '' "$told"
rm "$top/elsewhere/chart"
start
expect_match 'a folder elsewhere that is empty' "^state-lost.*'charts' is lost: $top/elsewhere is empty" "$told"
touch "$top/elsewhere/.hidden"
start
rm -r "$top/elsewhere"
start
expect_match 'and one that is gone' "$top/elsewhere is gone" "$told"

mkdir "$top/elsewhere"
echo chart >"$top/elsewhere/chart"
start
rm -r "$top/elsewhere" "$budget"
start
expect_eq 'each state is told' 2 "$(wc -l <<<"$told")"

mkdir "$top/elsewhere"
echo chart >"$top/elsewhere/chart"
echo '{}' >"$budget"
start
app_conf 'Durable=budget data/new.json'
start
expect_eq 'a state that a new version keeps at another place is not lost' '' "$told"
expect_fail 'and the old place is forgotten' test -e "$top/lib/states"

# Bad input.
app_conf 'Durable=budget data/pipe'
mkfifo "$top/lib/data/pipe"
start
rm "$top/lib/data/pipe"
ln -s nowhere "$top/lib/data/pipe"
start
expect_match 'a link that leads nowhere is gone' 'pipe is gone' "$told"
printf 'budget data/pipe' >"$top/lib/states" # Half a line, after a power cut, and rubbish.
printf '\n\n=\xff\n' >>"$top/lib/states"
start
expect_match 'rubbish in the file is passed over' 'pipe is gone' "$told"
rm "$top/notify"
printf 'budget data/pipe\n' >"$top/lib/states"
start
expect_match 'without the program that gives notices the journal has it' "^<4>state 'budget' is lost" "$said"
app_conf
start
expect_eq 'an app without such states: nothing' 'went on' "$said"
rm "$top/share/app.conf"
stop

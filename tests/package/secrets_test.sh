#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# runtime/functions/secrets.sh: which secrets are made, how they look, who can read them, and what is
# said of one that is lost. write_durably of durable.sh, by which hooks write theirs.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../system/lib/assert.sh"
top=$(mktemp -d)
end() {
  umount "$top/small" 2>/dev/null
  rm -rf "$top"
  if finish_assertions 0; then exit 0; else exit 1; fi
}
trap end EXIT
functions=$here/../../runtime/functions
# random LENGTH ALPHABET
random() { bash -euc '. "$0/secrets.sh"; print_random "$@"' "$functions" "$@"; }

# How they look: each character equally likely, of 96,000 of each alphabet.
for alphabet in 'alphanumeric 62' 'hex 16' 'digits 10'; do
  name=${alphabet% *}
  for _ in {1..375}; do random 256 "$name"; done >"$top/many"
  verdict=$(fold -w 1 "$top/many" | LC_ALL=C sort | uniq -c | awk -v kinds="${alphabet#* }" '
    { expected = 96000 / kinds; sum += $1; square += ($1 - expected) ^ 2 / expected }
    # The sum has a mean of kinds - 1, and a deviation of the root of twice that: six of them.
    END {
      even = square < kinds - 1 + 6 * sqrt(2 * (kinds - 1))
      print NR == kinds && sum == 96000 && even ? "even" : "odd " square
    }')
  expect_eq "$name: ${alphabet#* } characters, all of them alike" even "$verdict"
done
expect_eq 'base64 encodes as many bytes as are asked for' 32 "$(random 32 base64 | base64 -d | wc -c)"
expect_eq 'in one line' 0 "$(random 256 base64 | wc -l)"
expect_eq 'no two are alike' 200 "$(for _ in {1..200}; do random 8 alphanumeric; echo; done | sort -u | wc -l)"
expect_fail 'an alphabet of a later version is refused' random 8 runes

# Programs of the runtime, as configure (`begin`) and the prestart (`start`) call the functions.
cat >"$top/program" <<'SH'
#!/bin/bash
# program FOLDER ACTION NAME LENGTH ALPHABET AS OWNER
set -eu
. "$FUNCTIONS/load.sh" settings stages secrets
trap - TERM
package=tides root=${DPKG_ROOT:-} lib=$1/lib etc=$1/etc unit=tides.service
declare -A value=([Name]=$3 [Length]=$4 [Alphabet]=$5 [As]=$6 [Owner]=$7) app=()
[[ -z ${ELSEWHERE:-} ]] || app[DataElsewhere]=yes
may_begin() { [[ -z $root ]]; }
case $2 in
begin) begin_secret ;;
start)
  export RUNTIME_ENV=$1/runtime.env
  (tell_secret) || exit
  share_secret
  with_secrets "${secrets[@]}" -- env >"$1/seen-by-hook"
  ;;
esac
SH
chmod +x "$top/program"
export FUNCTIONS=$functions
# new: an app that has never been configured, in $app.
number=0
new() {
  app=$top/app$((++number))
  mkdir -p "$app/lib/data" "$app/etc"
}
# run ACTION NAME [LENGTH ALPHABET AS OWNER]: sets `said` and `status`.
run() {
  : >"$app/runtime.env"
  said=$("$top/program" "$app" "$1" "$2" "${3-32}" "${4-alphanumeric}" "${5-variable}" "${6-0}" 2>&1)
  status=$?
}
secret() { cat "$app/etc/secrets/$1"; }
# What systemd makes of the file that is written for the app.
got() { ( set -a; . "$app/runtime.env"; printenv "$1" ); }

new
run begin KEY
expect_eq 'it is made when the package is configured, without a word' ' 0' "$said $status"
first=$(secret KEY)
expect_match 'as long as is asked for' '^[A-Za-z0-9]{32}$' "$first"
expect_eq 'and not a byte more' 32 "$(stat -c %s "$app/etc/secrets/KEY")"
expect_eq 'for root alone, and so is its folder' '600 0:0 700 0:0' \
  "$(stat -c '%a %u:%g' "$app/etc/secrets/KEY" "$app/etc/secrets" | xargs)"
run begin KEY 64 hex
expect_eq 'what is there stays, whatever a new version asks for' "$first" "$(secret KEY)"
run begin OTHER
expect_match 'one that a new version adds is made' '^[A-Za-z0-9]{32}$' "$(secret OTHER)"
run start KEY
expect_eq 'a start says nothing' ' 0' "$said $status"
expect_eq 'the app gets it' "$first" "$(got KEY)"
expect 'and so do hooks' grep -qx "KEY=$first" "$app/seen-by-hook"
expect_eq 'nothing else is left in its folder' 'KEY OTHER' "$(cd "$app/etc/secrets" && echo *)"

# As a file.
run start PIN 8 digits file 999
expect_match 'one that is a file is made at a start' '^[0-9]{8}$' "$(secret PIN)"
expect_eq 'for its user' '600 999:0' "$(stat -c '%a %u:%g' "$app/etc/secrets/PIN")"
expect_eq 'and is no variable' '' "$(cat "$app/runtime.env")$(grep PIN "$app/seen-by-hook")"
run start BOTH 40 base64 both 70
expect_eq 'one can be both' "$(secret BOTH) 70" "$(got BOTH) $(stat -c %u "$app/etc/secrets/BOTH")"
chmod 0644 "$app/etc/secrets/BOTH" && chown 5 "$app/etc/secrets/BOTH" && chmod 0755 "$app/etc/secrets"
run start BOTH 40 base64 both 70
expect_eq 'what somebody has opened is closed at the next start' '600 70 700' \
  "$(stat -c '%a %u' "$app/etc/secrets/BOTH") $(stat -c %a "$app/etc/secrets")"

# The settings win.
KEY=mine run start KEY
expect_match 'a value in the settings wins, and that is said' \
  "^KEY has a value in the settings \(.*/env\), which is used and not that of .*/KEY$" "$said"
expect_eq 'nothing is written over it' '' "$(cat "$app/runtime.env")"
expect 'hooks have it, too' grep -qx KEY=mine "$app/seen-by-hook"
expect_eq 'the secret stays' "$first" "$(secret KEY)"
KEY='' run start KEY
expect_eq 'an empty one, of a form that nobody filled in, does not' "$first" "$(got KEY)"

# Whatever somebody writes into the file comes out as it is.
for text in 'a"b\c$d`e' "it's \$HOME" ' # no comment ' 'grün'; do
  printf '%s\n' "$text" >"$app/etc/secrets/KEY"
  run start KEY
  expect_eq "the app gets $text" "$text" "$(got KEY)"
  expect 'and so do hooks' grep -qxF "KEY=$text" "$app/seen-by-hook"
done
for text in 'two\nlines' 'a\x00b' 'a\rb' '\xff' '\n'; do
  printf "$text" >"$app/etc/secrets/KEY"
  run start KEY
  expect_match "$text is refused" "1 .*/etc/secrets/KEY is not one line of text: write the secret into it" \
    "$status $said"
done
run start KEY 32 alphanumeric file
expect_eq 'but not in a file' 0 "$status"
rm "$app/etc/secrets/KEY"
ln -s "$app/mine" "$app/etc/secrets/KEY"
echo linked >"$app/mine"
chmod 0640 "$app/mine"
run start KEY
expect_eq 'a link to somewhere else is followed, and nothing there is changed' 'linked 640' \
  "$(got KEY) $(stat -c %a "$app/mine")"

# Names that the runtime uses itself.
for name in value root secret secrets text package; do
  run start "$name"
  expect_eq "a secret named $name gets to hooks" "$(secret $name)" "$(sed -n "s/^$name=//p" "$app/seen-by-hook")"
done

# Lost.
echo charts >"$app/lib/data/charts"
for loss in rm truncate; do
  case $loss in
  rm) rm "$app/etc/secrets/PIN" ;;
  truncate) : >"$app/etc/secrets/PIN" ;;
  esac
  run start PIN 8 digits file
  expect_match "$loss: a lost secret ends the start" "^1 the secret PIN is lost: .*/etc/secrets/PIN is gone or empty" \
    "$status $said"
  expect_match 'says why' 'data of the app may be encrypted with it, or expect it: put it back' "$said"
  run begin PIN 8 digits file
  expect_match 'and does not end an upgrade' '^0 the secret PIN is lost: .*; the next start says what to do$' \
    "$status $said"
  expect_fail 'nothing is made' test -s "$app/etc/secrets/PIN"
done
rm "$app/etc/secrets/OTHER"
OTHER=mine run start OTHER
expect_eq 'one that is not used does not end a start' 0 "$status"
run start PIN 8 digits file
advice=$(sed -n 's/.*with a new one: \(rm .*\) && systemctl.*/\1/p' <<<"$said")
expect 'the advice for a new one is a command' bash -c "${advice:-false}"
run start PIN 8 digits file
expect_match 'that works' '^0 [0-9]{8}$' "$status $(secret PIN)"
echo saved >"$app/etc/secrets/OTHER"
run start OTHER
expect_eq 'one that is put back works' '0 saved' "$status $(got OTHER)"
rm "$app/lib/data/charts" "$app/etc/secrets/PIN"
ELSEWHERE=yes run start PIN 8 digits file
expect_eq 'where data is in a volume, too, an empty folder does not count' 1 "$status"
run start PIN 8 digits file
expect_match 'without data a new one is made' '^0 [0-9]{8}$' "$status $(secret PIN)"
expect_match 'which is said' 'PIN is lost: .*; a new one is made, since no data of the app is left' "$said"

# Values are in no arguments, here of the programs of this machine.
new
strace -f -qq -e trace=execve -s 4096 -v -o "$top/trace" "$top/program" "$app" begin KEY 32 hex both 0 2>/dev/null
if [[ -s $top/trace ]]; then
  expect_fail 'the value is in no argument and no environment of a program' grep -q "$(secret KEY)" "$top/trace"
else
  skip 'the arguments of programs: there is no strace'
fi

# Configured from outside, and on a full disk.
new
DPKG_ROOT=$top/none run begin KEY
expect_eq 'a system that does not run gets none: its image may be that of many devices' '0 ' \
  "$status $(ls -A "$app/etc")"
run start KEY
expect_match 'it makes its own at the first start' '^0 [A-Za-z0-9]{32}$' "$status $(secret KEY)"
new
mkdir "$top/small"
mount -t tmpfs -o size=16k tmpfs "$top/small"
rmdir "$app/etc" && ln -s "$top/small" "$app/etc"
mkdir "$top/small/secrets"
head -c 100000 /dev/zero >"$top/small/full" 2>/dev/null
run start KEY
expect_match 'on a full disk the start fails, and says why' '^1 .*/secrets/KEY cannot be written' "$status $said"
expect_eq 'there is no half of one, and no note of it' '' "$(find "$top/small/secrets" "$app/lib" -name 'KEY*')"
rm "$top/small/full"
run start KEY
expect_match 'the next one makes it' '^0 [A-Za-z0-9]{32}$' "$status $(secret KEY)"

# Two at once.
new
for _ in {1..8}; do "$top/program" "$app" begin KEY 32 hex both 0 & done
wait
seen=$(secret KEY)
for _ in {1..20}; do
  rm -r "$app/etc/secrets" "$app/lib/secrets-made"
  for _ in 1 2 3 4; do
    "$top/program" "$app" begin KEY 32 hex both 0 && printf '%s\n' "$(secret KEY)" >>"$top/together" &
  done
  wait
  sort -u "$top/together" | wc -l >>"$top/kinds"
  rm "$top/together"
done
expect_match 'of several that make one at once, one does' '^[0-9a-f]{32}$' "$seen"
expect_eq 'and all read the same' 1 "$(sort -u "$top/kinds")"

# write_durably: for hooks that make a secret themselves.
durably() { bash -c 'umask "$2"; . "$0/durable.sh"; write_durably "$1"' "$functions" "$1" "$2"; } # FILE UMASK
for mode in '022 644' '077 600' '027 640'; do
  file=$top/by-${mode% *}
  expect "with umask ${mode% *} a new file is written" durably "$file" "${mode% *}" <<<one
  expect_eq 'with a mode of that' "${mode#* }" "$(stat -c %a "$file")"
done
chmod 0604 "$file"
expect 'one that is there' durably "$file" 077 <<<two
expect_eq 'keeps its mode' '604 two' "$(stat -c %a "$file") $(<"$file")"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The page that `explain --html` writes, in a real browser: all sections are there, texts of the
# definition stay texts, nothing else is loaded, and it fits a screen and a phone, by day and night.
# With a folder as argument the pictures are kept there.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
top=${here%/tests/package}
export CONTAINER_APP_DATA_DIR=$top
program=$(realpath -m "${CONTAINER_APP_BUILD:-$here/../../build/test}/container-app")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pictures=${1:-$work}
failed=0

report() { # NAME STATUS
  if (($2 == 0)); then echo "ok - $1"; else echo "not ok - $1"; failed=1; fi
}

browse() { # OPTION…: what the page is after its scripts have run
  timeout 120 chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" \
    "$@" 2>"$work/browser.log" || { tail -n 5 "$work/browser.log" >&2; return 1; }
}

"$program" explain --html "$work/meter.html" "$top/examples/token-meter" >/dev/null
cp -r "$top/examples/hello-beacon" "$work/odd"
sed -i "s|^name: .*|name: '<script>document.title=1</script> \&amp; \"quoted\"'|" "$work/odd/metadata.yaml"
"$program" explain --html "$work/odd.html" "$work/odd" >"$work/odd.txt"

status=0
grep -oE '(src|href)="[^"]*"|url\([^)]*\)|@import' "$work/meter.html" && status=1
report 'the page names no other file' "$status"
status=0
xmllint --noout <(sed 1d "$work/meter.html") || status=1
report 'the page is well formed' "$status"

# What the browser makes of it, told by a script at its end.
probe() { # PAGE OPTION…: FIELD VALUE a line
  local page=$1
  shift
  sed 's|</body>|<script>\
    const style = getComputedStyle(document.body);\
    const shown = {\
      width: window.innerWidth, page: document.documentElement.scrollWidth,\
      paper: style.backgroundColor, ink: style.color,\
      headings: [...document.querySelectorAll("h2")].map(h => h.textContent).join(" "),\
      name: document.querySelector("h1").textContent, title: document.title,\
      rows: document.querySelectorAll("tbody tr").length,\
      starts: document.querySelectorAll("svg rect.start").length,\
      drawn: document.querySelector("svg").getBoundingClientRect().height,\
      svg_paper: getComputedStyle(document.querySelector("svg .paper")).fill,\
      scripts: document.querySelectorAll("script").length};\
    document.body.textContent = Object.entries(shown).map(e => "@" + e.join(" ")).join("\\n");\
    </script></body>|' "$page" >"$work/probe.html"
  browse "$@" --dump-dom "file://$work/probe.html" | sed -n 's/.*@/@/; s/^@//p' |
    sed 's/<.*//; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}
field() { sed -n "s/^$1 //p" "$work/shown"; }
expect() { # NAME FIELD VALUE
  if [[ $(field "$2") == "$3" ]]; then report "$1" 0; else
    printf '# %s: %s\n' "$2" "$(field "$2")"
    report "$1" 1
  fi
}

light=--blink-settings=preferredColorScheme=1
dark=--blink-settings=preferredColorScheme=0
probe "$work/meter.html" "$light" --window-size=1280,900 >"$work/shown"
expect 'all sections are there' headings 'Services Ports Variables Files State Restart'
report 'the tables have rows' "$(($(field rows) < 15))"
report 'the restarts are drawn' "$(($(field starts) < 5 || $(field drawn | cut -d. -f1) < 300))"
expect 'the paper is light by day' paper 'rgb(255, 255, 255)'
expect 'that of the drawing, too' svg_paper 'rgb(255, 255, 255)'
expect 'the page is as wide as the screen' page "$(field width)"
probe "$work/meter.html" "$dark" --window-size=1280,900 >"$work/shown"
expect 'the paper is dark by night' paper 'rgb(22, 24, 28)'
expect 'that of the drawing, too' svg_paper 'rgb(22, 24, 28)'
probe "$work/meter.html" "$light" --window-size=500,900 >"$work/shown"
expect 'the page is no wider than a small screen' page "$(field width)"
# A window is never as narrow as a phone; a frame is.
phone='<iframe src="meter.html" style="width:390px;height:2600px;border:0">'
printf '<!DOCTYPE html><body style="margin:0">%s' "$phone" >"$work/phone.html"
probe "$work/odd.html" "$light" >"$work/shown"
# shellcheck disable=SC2016
expect 'a name stays a text' name '<script>document.title=1</script> &amp; "quoted"'
expect 'a name runs no script' scripts 1

for picture in light dark; do
  browse "${!picture}" --window-size=1280,2600 --screenshot="$pictures/$picture.png" "file://$work/meter.html" \
    >/dev/null
  browse "${!picture}" --window-size=390,2600 --screenshot="$pictures/$picture-phone.png" "file://$work/phone.html" \
    >/dev/null
  status=0
  [[ $(head -c 4 "$pictures/$picture.png" | tail -c 3) == PNG && -s $pictures/$picture-phone.png ]] || status=1
  report "the browser shows the page ($picture)" "$status"
done
exit "$failed"

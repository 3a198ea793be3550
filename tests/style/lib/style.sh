# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What the style tests share. $REPO is the top; the current folder is there.
REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
cd "$REPO" || exit 1
CONTAINER_APP_BUILD=${CONTAINER_APP_BUILD:-$REPO/build}
program=$CONTAINER_APP_BUILD/container-app
export LC_ALL=C.UTF-8

# report NAME FAULTS: passes when FAULTS, a line each, is empty.
report() {
  if [[ -z $2 ]]; then
    printf 'ok - %s\n' "$1"
  else
    printf 'not ok - %s\n' "$1"
    printf '#   %s\n' "${2//$'\n'/$'\n'#   }"
  fi
}

skip() { printf 'ok - %s # SKIP %s\n' "$1" "$2"; }

# needs NAME PROGRAM…: false, after a loud skip of NAME, when one of PROGRAM is missing.
needs() {
  local program
  for program in "${@:2}"; do
    command -v "$program" >/dev/null && continue
    skip "$1" "$program is not installed"
    return 1
  done
}

# files PATTERN…: the tree's own files, those not yet committed too, by git's patterns.
# Without git (an unpacked source package) the same from find.
files() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r file; do
      [[ ! -f $file || -L $file ]] || printf '%s\n' "$file"
    done
  else
    local pattern arguments=()
    for pattern; do arguments+=(-o -path "./${pattern/#\*/*}"); done
    find . \( -path ./build -o -path './obj-*' -o -path ./debian/.debhelper \) -prune -o \
      -type f \( "${arguments[@]:1}" \) -print | sed 's,^\./,,'
  fi
}

sources() { files '*.cc' '*.h'; }

# Shell files by name or by their first line; what a release has built stays as it is.
scripts() {
  local file line
  files '*' | while IFS= read -r file; do
    IFS= read -r line <"$file" 2>/dev/null || :
    case $file:$line in
      *.mustache:* | tests/system/before/0.1.0/*) ;;
      *.sh:* | *:'#!/bin/sh'* | *:'#!/bin/bash'* | completions/container-app:*) printf '%s\n' "$file" ;;
    esac
  done 2>/dev/null
}

# Everything people write by line: not the odd bytes of cases and goldens, pictures, licences.
texts() {
  local data='cases|golden|fuzz|support/base-definition|package/hostile_base|system/before/[^/]*'
  files '*' | grep -vE "^LICENSE$|^tests/($data)/|\.(png|jpg|svg)$"
}

# Options as --help lists them; of a verb when it is named.
options_of() { "$program" "$@" --help | grep -oE '(^|[ ,])--[a-z-]+ ?' | tr -d ' ,' | sort -u; }
verbs() { "$program" "$@" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z-]\{1,\}\) .*/\1/p'; }

# The lines that only one of two texts has.
same() { diff <(printf '%s\n' "$1") <(printf '%s\n' "$2") | grep '^[<>]'; }

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the documents say is what the program does: verbs, options, keys and rules, both ways.
set -uo pipefail
. "$(dirname "$0")/lib/style.sh"
program=$CONTAINER_APP_BUILD/container-app
page=$CONTAINER_APP_BUILD/doc/container-app-definition.5

# Options as --help lists them; of a verb when it is named.
options_of() { "$program" "$@" --help | grep -oE '(^|[ ,])--[a-z-]+' | tr -d ' ,' | sort -u; }
verbs() { "$program" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]\{1,\}\) .*/\1/p'; }

# The manual's options: `.It Fl h , Fl \-help`, and of the synopsis those after `.Cm VERB`.
manual_options() { grep '^\.It Fl' doc/container-app.1 | grep -oE 'Fl \\-[a-z\\-]+' | plain; }
synopsis_options() {
  awk -v verb="$1" '/^\.Sh /{on = $2 == "SYNOPSIS"; next} !on{next}
    /^\.Nm/{now = ""} /^\.Cm/{now = $2} now == verb' doc/container-app.1 |
    grep -oE 'Fl \\?[a-z\\-]+' | plain
}
plain() { sed 's/^Fl //; s/\\-/-/g; s/^-*/--/' | sort -u; }

# complete WORD…: what bash offers for the last word.
complete_words() {
  bash -c '. /usr/share/bash-completion/bash_completion
    . completions/container-app
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
    COMP_TYPE=9 COMP_KEY=9
    _container_app
    printf "%s\n" "${COMPREPLY[@]}"' _ "$@" 2>/dev/null | sort -u
}

same() { diff <(printf '%s\n' "$1") <(printf '%s\n' "$2") | grep '^[<>]'; }

compare_with_program() {
  local verb all
  report 'container-app(1) has each verb' "$(same "$(verbs | sort)" \
    "$(sed -n 's/^\.It Cm \([a-z]*\) .*/\1/p' doc/container-app.1 | sort -u)")"
  all=$({ options_of; for verb in $(verbs); do options_of "$verb"; done; } | sort -u)
  report 'container-app(1) has each option' "$(same "$all" "$(manual_options)")"
  for verb in $(verbs); do
    report "the synopsis of $verb has its options" "$(same \
      "$(options_of "$verb" | grep -vx -e --help -e --output)" \
      "$(synopsis_options "$verb" | grep -vx -e --o)")"
    report "README.md or a manual shows $verb" \
      "$(grep -qE "container-app $verb" README.md doc/*.1 || echo "no example of $verb")"
  done
}

compare_completion() {
  local verb
  report 'the completion offers each verb' \
    "$(same "$(verbs | sort)" "$(complete_words container-app '')")"
  for verb in '' $(verbs); do
    # shellcheck disable=SC2086 # No verb is no word.
    report "the completion offers the options of container-app $verb" \
      "$(same "$(options_of $verb)" "$(complete_words container-app $verb --)")"
  done
}

# Rule ids in the code: the second argument of Error() and Warning(), and the rows of the tables.
ids_in_code() {
  cat plugin/{yaml,app,policy,check,package}/*.cc | tr '\n' ' ' |
    grep -oE '(Error|Warning)\([^"();]*(\([^()]*\)[^"();]*)*"[a-z0-9-]+"' | grep -oE '"[^"]*"$'
  grep -rhoE '\.rule = "[a-z0-9-]+"' plugin | grep -oE '"[^"]*"'
  grep -rhoE '^    \{"[a-z0-9-]+",' plugin/check/*_rules.cc | grep -oE '"[^"]*"'
}
ids_missing() {
  local id
  for id in $(ids_in_code | tr -d '"' | sort -u); do
    case $id in
      template-missing | source | source-*) continue ;; # not about a definition
    esac
    grep -qE "^\.It Sy ${id//-/\\\\-} " "$page" || printf '%s\n' "$id"
  done
}
keys_missing() {
  local key
  grep -hoE '\.name = "[a-z_]+"' plugin/app/{metadata,restart,state,config}_keys.cc | cut -d'"' -f2 | sort |
    uniq -c | while read -r count key; do
      (($(grep -cE "^\.It Ic $key Pq" "$page") == count)) || printf '%s\n' "$key"
    done
}

lint_pages() {
  local page
  for page in doc/*.1 "$@"; do
    ! command -v mandoc >/dev/null || mandoc -Tlint -W warning "$page"
    ! command -v groff >/dev/null ||
      { man --warnings -E UTF-8 -l -Tutf8 -Z "$page" >/dev/null; } 2>&1
  done
}

# The examples' scripts as they are installed; dpkg's part stands around the steps. Not counted:
# functions called by way of "$@" (SC2317), what one part sets for another (SC2034), mkdir -p -m
# (SC2174), which is given each folder by name, and that each stage has a RUNTIME_ENV of its own
# (SC2030, SC2031).
check_rendered() {
  local example script SHELLCHECK_OPTS=--exclude=SC2317,SC2034,SC2174,SC2030,SC2031
  export SHELLCHECK_OPTS CONTAINER_APP_DATA_DIR=$REPO
  for example in examples/*/metadata.yaml; do
    example=${example%/*}
    "$program" show "$example" prestart.sh | shellcheck --format=gcc --shell=bash - 2>&1
    for script in preinst postinst prerm postrm; do
      { echo '#!/bin/sh'; echo 'set -e'
        "$program" show "$example" "$script"
      } | shellcheck --format=gcc --shell=sh - 2>&1 | sed "s/^-/$script/"
    done
  done
}

if [[ -x $program ]]; then
  compare_with_program
  if [[ -e /usr/share/bash-completion/bash_completion ]]; then
    compare_completion
  else
    skip 'the completion offers each verb' 'bash-completion is not installed'
  fi
  if needs 'rendered scripts pass shellcheck' shellcheck; then
    report 'rendered scripts pass shellcheck' "$(check_rendered)"
  fi
else
  skip 'documents and program agree' "$program is not built"
fi
if [[ -e $page ]]; then
  report 'container-app-definition(5) has each rule' "$(ids_missing)"
  report 'container-app-definition(5) has each key' "$(keys_missing)"
  report 'manual pages are well formed' "$(lint_pages "$page")"
else
  skip 'container-app-definition(5) is complete' "$page is not built"
  report 'manual pages are well formed' "$(lint_pages)"
fi

# Commands README.md tells to type: `./run VERB` and files of the tree.
readme_commands() {
  local word
  grep -hoE '\./run [a-z]+' README.md CONTRIBUTING.md | cut -d' ' -f2 | sort -u |
    while read -r word; do
      ./run help | grep -q "\./run $word" || printf './run %s\n' "$word"
    done
  grep -hoE '\]\([a-z][a-zA-Z0-9_./-]*\)' README.md CONTRIBUTING.md doc/*.md | tr -d '()]' |
    while read -r word; do
      [[ -e $word || -e doc/$word ]] || printf 'no file %s\n' "$word"
    done
}
report 'README.md and CONTRIBUTING.md name what there is' "$(readme_commands)"

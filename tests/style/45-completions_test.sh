#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the completions offer is what the program takes, in each shell that reads them: bash, zsh and fish
# are asked what comes after a line.
set -uo pipefail
. "$(dirname "$0")/lib/style.sh"

# SHELL_words WORD…: what the shell offers for the last word.
bash_words() {
  bash -c '. /usr/share/bash-completion/bash_completion
    . completions/container-app
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
    COMP_TYPE=9 COMP_KEY=9
    _container_app
    printf "%s\n" "${COMPREPLY[@]}"' _ "$@" 2>/dev/null | sort -u
}

# zsh has completions only for a person at a terminal, so compadd tells what it gets.
zsh_words() {
  zsh -f -c '
    PATH=$1:$PATH
    shift
    words=("$@") CURRENT=$# PREFIX=${@[-1]}
    compadd() {
      local -a from
      while [[ $1 == -* ]]; do
        [[ $1 == -a ]] && { shift; print -rl -- ${(P)1}; return }
        shift
      done
      print -rl -- "$@"
    }
    _describe() { print -rl -- "${(@)${(P)2}%%:*}" }
    _files() { print -r -- "files $*" }
    source completions/_container-app' zsh "$CONTAINER_APP_BUILD" "$@" 2>&1 | sort -u
}

fish_words() {
  fish --no-config -c '
    set --prepend PATH $argv[1]
    source completions/container-app.fish
    complete --do-complete "$argv[2]"' "$CONTAINER_APP_BUILD" "$*" 2>&1 | cut -f1 | sort -u
}

# compare SHELL
compare() {
  local words=$1_words verb
  report "$1 offers each verb" "$(same "$(verbs | sort)" "$("$words" container-app '')")"
  report "$1 offers each verb of release" "$(same "$(verbs release | sort)" "$("$words" container-app release '')")"
  while IFS= read -r verb; do
    # shellcheck disable=SC2086 # No verb is no word; one of release is two.
    report "$1 offers the options of container-app $verb" \
      "$(same "$(options_of $verb)" "$("$words" container-app $verb --)")"
  done < <(printf '\n'; verbs; verbs release | sed 's/^/release /')
  report "$1 offers the topics of explain" \
    "$(same $'restart\nstate' "$("$words" container-app explain examples/hello-beacon '')")"
  report "$1 offers the files of schema" \
    "$(same $'config.yml\nmetadata.yaml' "$("$words" container-app schema '')")"
  report "$1 offers the formats of check" \
    "$(same $'github\ngitlab\nsarif\ntext' "$("$words" container-app check --format '')")"
  report "$1 offers the levels of release plan" \
    "$(same $'major\nminor\nnone\npatch' "$("$words" container-app release plan --level '')")"
  report "$1 offers the files of a package" \
    "$("$words" container-app show examples/hello-beacon '' | grep -qx postinst || echo 'no postinst')"
}

export CONTAINER_APP_DATA_DIR=$REPO
if [[ ! -x $program ]]; then
  skip 'completions and program agree' "$program is not built"
  exit
fi
if [[ -e /usr/share/bash-completion/bash_completion ]]; then
  compare bash
else
  skip 'bash offers each verb' 'bash-completion is not installed'
fi
for shell in zsh fish; do
  ! needs "$shell offers each verb" "$shell" || compare "$shell"
done
# The real completion system of zsh loads it, under its name.
if needs 'zsh loads its completion' zsh; then
  # shellcheck disable=SC2016
  report 'zsh loads its completion' "$(zsh -f -c 'fpath=($PWD/completions $fpath)
    autoload -Uz compinit && compinit -u -D && [[ $_comps[container-app] == _container-app ]] &&
      autoload +X _container-app || echo "it does not"' 2>&1)"
fi

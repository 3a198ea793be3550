#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What tests do with a token meter, within the device. The log has a line for each answer:
#   begin SPENT   the meter answers (again), and this is what it has
#   SPENT TIME    a token it has acknowledged, and when (microseconds of its clock)
#   phase NAME    what is done to it from here on
#   meter-load.sh load PORT LOG                     takes one token after the other, until LOG.end is
#   meter-load.sh cycles LOG COUNT COMMAND…         runs COMMAND; again when the meter answers again
#   meter-load.sh hits PORT LOG                     asks one hit after the other, likewise; a line
#                                                   COUNT for each, or unknown
#   meter-load.sh ask PORT LINE                     prints the answer
set -u
trap '' PIPE

ask_on() { # PORT: calls `answered LINE` for each answer, `broken` when there will be none
  local pause line
  exec {pause}<> <(:)
  while [[ ! -e $log.end ]]; do
    if { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then
      greet
      while [[ ! -e $log.end ]] && printf '%s\n' "$question" >&3 && IFS= read -r -t 300 line <&3; do
        answered "$line"
        read -r -t 0.008 -u "$pause" line
      done 2>/dev/null
      [[ -e $log.end ]] || broken
      exec 3>&-
    fi
    read -r -t 0.02 -u "$pause" line
  done
}

cycles() { # LOG COUNT COMMAND…
  local log=$1 count=$2 i begins tries
  shift 2
  for ((i = 0; i < count; ++i)); do
    # Anywhere between two writes of the meter.
    sleep "0.$((RANDOM % 5))$((RANDOM % 10))"
    begins=$(grep -c '^begin' "$log")
    "$@" || { echo "it failed after $i: $*"; return 1; }
    for ((tries = 0; $(grep -c '^begin' "$log") <= begins; ++tries)); do
      ((tries < 12000)) || { echo "it does not answer after $i: $*"; return 1; }
      sleep 0.05
    done
  done
}

case $1 in
  load)
    log=$3 question='take 1'
    greet() {
      local word spent
      printf 'spent\n' >&3 && read -r -t 300 word spent <&3 && [[ $word == ok ]] && echo "begin $spent" >>"$log"
    }
    answered() { [[ $1 != ok* ]] || echo "${1#ok }" >>"$log"; }
    broken() { :; }
    ask_on "$2"
    ;;
  hits)
    log=$3 question=hit
    greet() { :; }
    answered() { echo "${1#ok }" >>"$log"; }
    # One may have been counted without an answer.
    broken() { echo unknown >>"$log"; }
    ask_on "$2"
    ;;
  cycles) cycles "${@:2}" ;;
  ask)
    exec 3<>"/dev/tcp/127.0.0.1/$2" && printf '%s\n' "$3" >&3 && IFS= read -r -t 60 line <&3 &&
      echo "$line"
    ;;
esac

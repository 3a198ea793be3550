# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # run and unit are the caller's
# The input of each state that is rebuilt at a start: a file, made by a stage before the hooks run.
begin_input() { # STATE VARIABLE SECONDS [PATH]
	state=$1 variable=$2 seconds=$3
	input=${4:-$run/state/$state}
	# For the hooks; what a stage appends to RUNTIME_ENV is for the app.
	declare -gx "$variable=$input"
}

bounded() { # COMMAND [ARGUMENT…]: within $seconds
	local status=0
	timeout --foreground --kill-after=5 "$seconds" "$@" || status=$?
	case $status in
	124 | 137) echo "state $state: its input was not ready within $seconds s" >&2 ;;
	esac
	return "$status"
}

input_from_journal() { # SPAN SERVICE CONTAINER: its lines, each with its time since the epoch
	set -o pipefail
	mkdir -p "$run/state"
	echo "$variable=$input" >>"$RUNTIME_ENV"
	# What the app wrote last may still be on its way.
	bounded journalctl --sync || :
	# Compose writes SERVICE-1 or the name of the container, blanks and a bar before each line. Until
	# release 0.1.0 of this package Compose itself wrote to the journal, with an escape sequence first.
	bounded journalctl --quiet --no-pager --all --output=short-unix --since="-$1" \
		_SYSTEMD_UNIT="$unit" SYSLOG_IDENTIFIER="$package" SYSLOG_IDENTIFIER=docker |
		awk -v service="$2" -v container="$3" '{
			text = $0
			gsub(/\033\[[0-9;]*[A-Za-z]/, "", text)
			if (!(at = index(text, "]: "))) next
			text = substr(text, at + 3)
			if (!(bar = index(text, "| "))) next
			writer = substr(text, 1, bar - 1)
			sub(/ +$/, "", writer)
			if (container == "" || writer != container) {
				if (container != "" || !sub(/-[0-9]+$/, "", writer) || writer != service) next
			}
			print $1, substr(text, bar + 2)
		}' >"$input"
	[ -s "$input" ] ||
		echo "state $state: the journal has no lines of $2 from that time; the input is empty"
}

input_from_files() { # The app's own, where they are.
	echo "$variable=$input" >>"$RUNTIME_ENV"
	[ -e "$input" ] || echo "state $state: there is no $input; the input is empty"
}

input_from_command() { # COMMAND [ARGUMENT…]
	mkdir -p "$run/state"
	echo "$variable=$input" >>"$RUNTIME_ENV"
	bounded "$@" >"$input"
}

run_rebuild() { # SECONDS FILE: a hook that works a state out
	local status=0
	run_hook "$2" timeout --foreground --kill-after=5 "$1" || status=$?
	case $status in
	124 | 137) echo "${2##*/} did not rebuild the state within $1 s" >&2 ;;
	esac
	return "$status"
}

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # package, share, lib and root are those of settings.sh
# Whether durable state is still where it was when the app last ran. app.conf has a line in [App] for
# each place, so that an older runtime passes over it:
#   Durable=NAME PATH    of the state; below LIB unless it begins with a slash
# The file `states` of the app has these lines, too: of the places that were seen with state in them.
# What a key-value store has in memory, or a volume with options of its own holds, cannot be seen from here.

# look_at_place PATH: sets `place` to it on the host, and `why` to what is wrong with it, or to nothing.
look_at_place() {
	case $1 in
	/*) place=$1 ;;
	*) place=$lib/$1 ;;
	esac
	why=''
	if [[ ! -e $place ]]; then
		why='is gone'
	elif [[ -d $place ]]; then
		[[ -n $(find "$place/" -mindepth 1 -maxdepth 1 -print -quit) ]] || why='is empty'
	elif [[ ! -f $place ]]; then
		: # A socket or a device has no content.
	elif [[ ! -s $place ]]; then
		why='is empty'
	elif [[ $(head -c 4096 -- "$place" | tr -d '\0' | head -c 1 | wc -c) -eq 0 ]]; then
		# What file systems leave of a file whose end had not been written when the power failed.
		why='has only zero bytes'
	fi
}

# read_state_lines: sets `declared` and `seen` to the lines of app.conf and of `states`.
read_state_lines() {
	local line
	declared=() seen=()
	while IFS= read -r line; do
		case $line in
		'[App]') ;;
		'['*) break ;;
		Durable=*) declared+=("${line#*=}") ;;
		esac
	done <"$root$share/app.conf"
	[[ ! -e $lib/states ]] || mapfile -t seen <"$lib/states"
}

was_seen() { # LINE
	local line
	for line in "${seen[@]}"; do
		[[ $line != "$1" ]] || return 0
	done
	return 1
}

write_states() { # LINE…
	[[ "$*" != "${seen[*]}" ]] || return 0
	if [[ $# -eq 0 ]]; then
		rm -f "$lib/states"
	else
		printf '%s\n' "$@" >"$lib/states.new" && mv -f "$lib/states.new" "$lib/states"
	fi || echo "<4>$lib/states cannot be written: a loss of state may not be noticed"
}

# update_states ON-LOSS: looks at each place, and writes which have state in them. Calls ON-LOSS for one
# that was seen with state in it and has none any more; `line` and `place` are its, `why` tells why.
update_states() (
	set +eu
	declared=() seen=() kept=()
	read_state_lines
	for line in "${declared[@]}"; do
		look_at_place "${line#* }"
		if [[ -z $why ]]; then
			kept+=("$line")
		elif was_seen "$line"; then
			"$1"
		fi
	done
	write_states "${kept[@]}"
	exit 0
)

tell_loss() {
	local text="state '${line%% *}' is lost: $place $why, and was not when the app last ran"
	echo "<4>$text"
	"${0%/*}/notify" state-lost "$package" "$text"
}

keep_line() {
	kept+=("$line")
}

# check_states: for a start, before anything of it can make a new file. A loss is told once.
check_states() {
	update_states tell_loss
}

# note_states: while the app runs, or when it has ended. Only adds: what is missing now, the next start
# has to tell.
note_states() {
	update_states keep_line
}

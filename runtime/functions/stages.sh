# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # package and others are those of settings.sh
# Runs the stages of a start one after another. Each is isolated: its own process, its own
# $RUNTIME_ENV to append NAME=value lines to. The pieces are joined in order, so what comes later
# wins, and appear as runtime.env at once or not at all.
pieces=()
# What hooks find in their environment beside the settings, NAME=value each.
secrets=()

# A stop while a stage runs: systemd tells only this shell (KillMode=mixed), which tells the stage.
# Only status 0 is then no failure of the unit.
terminate() {
	trap '' TERM
	kill -TERM 0
	wait
	case $(systemctl show --property=SubState --value "$unit") in
	stop-* | final-*) exit 0 ;;
	esac
	trap - TERM
	kill -TERM $$
}
trap terminate TERM

# tell_hardening: a hook that may not do something is told no more than `Operation not permitted`.
tell_hardening() {
	local files
	files=$(systemctl show --property=DropInPaths --value "$unit")
	[[ $files == *${unit}.d/10-container-app.conf* ]] || return 0
	echo 'where it says "Operation not permitted" or "Read-only file system": hooks are hardened, see' \
		'HARDENING in container-app-runtime(7)' >&2
}

run_stage() { # NAME COMMAND [ARGUMENT…]
	local name=$1 piece status
	shift
	piece=$run/stages/${#pieces[@]}.env
	: >"$piece"
	pieces+=("$piece")
	(
		trap - TERM
		set -e
		umask 022
		export RUNTIME_ENV=$piece
		"$@"
	) &
	wait $! # In the background, or a signal would have to wait for its end.
	status=$?
	if [ "$status" -ne 0 ]; then
		[[ $1 != run_hook && $1 != run_rebuild ]] || tell_hardening
		echo "prestart of $package: stage $name failed with status $status" >&2
		case $status in
		# These mean to systemd that the app was stopped (SuccessExitStatus= of the unit).
		130 | 143) exit 1 ;;
		esac
		exit "$status"
	fi
}

# with_secrets NAME=VALUE… -- COMMAND [ARGUMENT…]: in a process of its own. There is no variable here,
# since a secret may have the name of any.
with_secrets() {
	while [[ $1 != -- ]]; do
		unset -v "${1%%=*}"
		# shellcheck disable=SC2163 # what is in it
		export -- "$1"
		shift
	done
	shift
	"$@"
}

run_hook() { # FILE [WRAPPER…]: by the interpreter its first line names, bash -e for bash and none.
	local file=$1 line
	shift
	IFS= read -r line <"$file" || :
	case $line in
	'#!'*bash* | '') set -- "$@" bash -e "$file" ;;
	'#!'*) set -- "$@" "$file" ;;
	*) set -- "$@" bash -e "$file" ;;
	esac
	with_secrets "${secrets[@]}" -- "$@"
}

run_administrator_stages() {
	local file name
	for file in "$etc"/prestart.d/*; do
		name=${file##*/}
		# Only names run-parts(8) would run: no backups, no dpkg leftovers.
		if [ -x "$file" ] && [ -f "$file" ] && [[ $name =~ ^[A-Za-z0-9_-]+(\.sh)?$ ]]; then
			run_stage "$file" run_hook "$file"
		fi
	done
}

# add_override: the administrator's Compose file is the last, whatever a stage has set, so that what
# it says wins.
add_override() {
	local override=$etc/compose.override.yml files=${COMPOSE_FILE-} line
	[ -e "$override" ] || return 0
	while IFS= read -r line; do
		case $line in
		COMPOSE_FILE=*) files=${line#*=} ;;
		esac
	done <"$run/runtime.env.new"
	case $files in
	\"*\" | \'*\') files=${files:1:-1} ;;
	esac
	printf 'COMPOSE_FILE="%s:%s"\n' "${files//":$override"/}" "$override" >>"$run/runtime.env.new"
	echo "$override is used"
}

publish_runtime_env() {
	(
		set -e
		for piece in "${pieces[@]}"; do
			text=$(<"$piece")
			[ -z "$text" ] || printf '%s\n' "$text"
		done >"$run/runtime.env.new"
		add_override
		mv -f "$run/runtime.env.new" "$run/runtime.env"
		rm -rf "$run/stages"
	)
}

#!/bin/bash
# Prepares a start of the app; ExecStartPre= of the unit. Composed when the package was built.
# Stages of your own: executable files in prestart.d/ of the folder named in etc= below.
set -u
umask 077
package='berths-container'
unit='berths-container.service'
etc='/etc/container-apps/berths-container'
# systemd makes it new for every start (RuntimeDirectory=).
run='/run/container-apps/berths-container'

# Runs the stages of a start one after another. Each is isolated: its own process, its own
# $RUNTIME_ENV to append NAME=value lines to. The pieces are joined in order, so what comes later
# wins, and appear as runtime.env at once or not at all.
pieces=()

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
		echo "prestart of $package: stage $name failed with status $status" >&2
		case $status in
		# These mean to systemd that the app was stopped (SuccessExitStatus= of the unit).
		130 | 143) exit 1 ;;
		esac
		exit "$status"
	fi
}

run_hook() { # FILE [WRAPPER…]: by the interpreter its first line names, bash -e for bash and none.
	local file=$1 line
	shift
	IFS= read -r line <"$file" || :
	case $line in
	'#!'*bash* | '') "$@" bash -e "$file" ;;
	'#!'*) "$@" "$file" ;;
	*) "$@" bash -e "$file" ;;
	esac
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

publish_runtime_env() {
	(
		set -e
		for piece in "${pieces[@]}"; do
			text=$(<"$piece")
			[ -z "$text" ] || printf '%s\n' "$text"
		done >"$run/runtime.env.new"
		mv -f "$run/runtime.env.new" "$run/runtime.env"
		rm -rf "$run/stages"
	)
}

# make_folder ROOT BELOW OWNER: makes ROOT/BELOW, each missing folder with OWNER (UID[:GID], or
# nothing for root). What is there is left alone. The app may own folders below ROOT, so a symbolic
# link among them is not followed, or root would make or give away folders elsewhere; $linked then
# names it.
make_folder() {
	folder=$1
	rest=$2
	linked=
	while [ -n "$rest" ]; do
		folder=$folder/${rest%%/*}
		case $rest in
		*/*) rest=${rest#*/} ;;
		*) rest= ;;
		esac
		if [ -L "$folder" ]; then
			linked=$folder
			return 0
		elif [ ! -e "$folder" ]; then
			mkdir -m 0755 "$folder"
			[ -z "$3" ] || chown --no-dereference "$3" "$folder"
		fi
	done
}

# For hooks. write_durably FILE: standard input becomes the content of FILE, whole and on the disk,
# or FILE stays as it was. It keeps its owner and mode; a new one gets the owner of its folder.
write_durably() {
	local folder=. temporary
	case $1 in
	*/*) folder=${1%/*}/ ;;
	esac
	temporary=$(mktemp -- "$folder/.${1##*/}.XXXXXX") || return
	# The name of the file is on the disk only with its folder, too.
	if cat >"$temporary" &&
		if [ -f "$1" ] && [ ! -L "$1" ]; then
			chmod --reference="$1" -- "$temporary" && chown --reference="$1" -- "$temporary"
		else
			chmod 0644 -- "$temporary" && chown --reference="$folder" -- "$temporary"
		fi &&
		sync -- "$temporary" && mv -fT -- "$temporary" "$1" && sync -- "$folder"; then
		return 0
	fi
	rm -f -- "$temporary"
	return 1
}
export -f write_durably

# The file $recovery holds: how many pauses there were, in which boot the app was last seen to begin
# something (a start, a pause), and when, in microseconds of that boot. Without it there were none.
read_recovery() {
	round=0 seen_boot='' seen=0
	read -r boot </proc/sys/kernel/random/boot_id
	read -r now _ </proc/uptime
	now=$((${now%.*} * 1000000 + 1${now#*.}0000 - 1000000))
	[ ! -e "$recovery" ] || read -r round seen_boot seen <"$recovery" || :
	# Half a line after a power cut.
	case $round.$seen in
	*[!0-9.]* | .* | *.) round=0 seen_boot='' seen=0 ;;
	esac
	# Nothing has begun for longer than any attempt lasts: it was well all that time.
	if [ "$boot" = "$seen_boot" ] && [ "$((now - seen))" -ge "$healthy" ]; then
		round=0
	fi
}

write_recovery() {
	echo "$round $boot $now" >"$recovery.new"
	mv -f "$recovery.new" "$recovery"
}

# note_start: for a start of the app.
note_start() {
	[ -e "$recovery" ] || return 0
	read_recovery
	if [ "$round" -eq 0 ]; then
		rm -f "$recovery"
	else
		write_recovery
	fi
}

# Where the pauses after failures are counted; microseconds after which it counts as well again.
recovery='/var/lib/container-apps/berths-container'/recovery
healthy=3700000000

make_data_folders() {
	cd '/var/lib/container-apps/berths-container'
	make_folder . data ''
	make_folder data 'book' ''
}

mkdir -p "$run/stages"
run_stage containers '/var/lib/container-apps/berths-container'/remove-containers.sh before-start
run_stage recovery note_start
run_stage data-folders make_data_folders
run_stage 'app-prestart.sh' run_hook '/var/lib/container-apps/berths-container/app-prestart.sh'
run_administrator_stages
publish_runtime_env
exit $?

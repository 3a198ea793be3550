# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # etc, lib, run are those of settings.sh; nap is that of watch.sh
# Volumes of Docker whose data is in a folder: the generated Compose file makes each a bind of it. A
# volume of that name from before has its data within Docker, and Compose would use it as it is,
# without a word. So a start moves what is in it to the folder, once.
#
# The copy has a name of its own until it is whole and on the disk, and the old volume is removed only
# then. So after a power cut there is the volume, or its copy:
#   .NAME.copying   a part of it, which is made again
#   .NAME.copied    all of it

# keep_volumes NAME…: makes the folder of each, and moves what an old volume has.
keep_volumes() {
	local name
	data=${CONTAINER_DATA_ROOT-}
	if [[ $data != /* ]]; then
		echo "CONTAINER_DATA_ROOT is '$data', but volumes need an absolute path" >&2
		return 1
	fi
	for name; do
		[[ -e $data/$name ]] || mkdir -p "$data/$name" || return
	done
	read_volumes "$@" || return
	for name; do keep_volume "$name" || return; done
}

# read_volumes NAME…: of those that Docker has, sets within[NAME] to where Docker has their data, and
# device[NAME] to what their options name: nothing for one without options.
read_volumes() {
	local name volume driver its place
	declare -gA within=() device=()
	while IFS='|' read -r volume driver its place; do
		[[ -n $volume ]] || continue # Docker writes an empty line when there is none.
		name=${volume#"${COMPOSE_PROJECT_NAME}_"}
		within[$name]=$place
		[[ $driver == local ]] || its="driver $driver"
		device[$name]=$its
	done < <(docker volume inspect --format \
		'{{.Name}}|{{.Driver}}|{{with .Options}}{{or .device "no device"}}{{end}}|{{.Mountpoint}}' \
		"${@/#/"${COMPOSE_PROJECT_NAME}_"}" 2>"$run/complaint")
	! grep -v 'no such volume' "$run/complaint" >&2
}

keep_volume() { # NAME
	folder=$data/$1
	copying=$data/.$1.copying
	copied=$data/.$1.copied
	volume=${COMPOSE_PROJECT_NAME}_$1
	old=${within[$1]-}
	if [[ -z $old || ${device[$1]} == "$folder" ]]; then
		take_copy
	elif [[ -n ${device[$1]} ]]; then
		echo "<4>the volume $volume has options of its own (${device[$1]}) and is used as it is, not $folder." \
			"To use the folder, stop the app and run: docker volume rm $volume"
	elif is_empty "$old" || { [[ -e $copied ]] && is_same "$old" "$copied"; }; then
		docker volume rm "$volume" >/dev/null && take_copy
	elif [[ -e $copied ]]; then
		refuse_both "$old" "docker volume rm $volume" "$copied"
	elif ! is_empty "$folder"; then
		refuse_both "$old" "docker volume rm $volume" "$folder"
	elif is_changed_by_override "$1"; then
		echo "<4>$etc/compose.override.yml gives the volume $volume other options: it is not moved to $folder"
	else
		move_volume
	fi
}

is_empty() { # FOLDER
	[[ -z $(find "$1/" -mindepth 1 -maxdepth 1 -print -quit) ]]
}

list_files() { # FOLDER: all that a copy has to keep, without the content
	find "$1/" -printf '%P|%y|%m|%U:%G|%T@|%l|' \( -type f -printf '%s' -o -true \) -printf '\n' | LC_ALL=C sort
}

is_same() { # FOLDER OTHER
	cmp --quiet <(list_files "$1") <(list_files "$2")
}

refuse_both() { # PLACE COMMAND OTHER
	echo "the data of the app is in two places: $1 and $3. Look at both, and keep one of them: run" \
		"'$2' if $1 is not needed, or 'mv $3 $3.old' if that is not needed. Then start the app again." >&2
	return 1
}

# take_copy: a whole copy, where there is one, becomes the folder.
take_copy() {
	[[ -e $copied ]] || return 0
	if ! is_empty "$folder"; then
		refuse_both "$copied" "rm -r $copied" "$folder"
		return
	fi
	mv -T "$copied" "$folder" && sync -f "$data"
}

# is_changed_by_override NAME: whether the administrator's Compose file gives the volume another place.
is_changed_by_override() {
	local override=$etc/compose.override.yml config line section='' name=''
	[[ -e $override ]] || return 1
	config=$(COMPOSE_FILE=$COMPOSE_FILE:$override docker compose --project-directory "$lib" config 2>/dev/null) ||
		return 1 # check-override says what is wrong with it.
	while IFS= read -r line; do
		case $line in
		[!\ ]*) section=$line ;;
		'  '[!\ ]*) name=${line#  } ;;
		"      device: $folder") [[ $section/$name != "volumes:/$1:" ]] || return 1 ;;
		esac
	done <<<"$config"
}

move_volume() {
	local users size free
	users=$(docker ps --all --filter "volume=$volume" --format '{{.Names}}') || return
	if [[ -n $users ]]; then
		echo "the volume $volume has to be moved to $folder, but is in use by: ${users//$'\n'/, }." \
			'Remove these containers (docker rm --force), then start the app again.' >&2
		return 1
	fi
	if [[ -L $folder ]] || mountpoint --quiet "$folder"; then
		echo "the volume $volume has to be moved to $folder, but that is a link or a mount. Copy $old there," \
			"run 'docker volume rm $volume', then start the app again." >&2
		return 1
	fi
	rm -rf "$copying"
	size=$(du -sk "$old")
	size=${size%%[!0-9]*}
	free=$(df --output=avail -k "$data")
	free=${free##*[!0-9]}
	if ((size >= free)); then
		echo "the volume $volume has to be moved to $folder, which takes $((size / 1024 + 1)) MB, but only" \
			"$((free / 1024)) MB are free" >&2
		return 1
	fi
	echo "the volume $volume of Docker ($((size / 1024)) MB) is moved to $folder; the app starts when that is done"
	if ! { wait_while_it_copies cp -a "$old/." "$copying" && is_same "$old" "$copying" &&
		sync -f "$copying" && mv -T "$copying" "$copied" && sync -f "$data"; }; then
		echo "$old was not copied to $folder" >&2
		rm -rf "$copying"
		return 1
	fi
	docker volume rm "$volume" >/dev/null && take_copy
}

# wait_while_it_copies COMMAND…: a copy may take longer than a start (TimeoutStartSec=): systemd waits
# on as long as something is read or written, and at most five minutes without that.
wait_while_it_copies() {
	local copy watcher status=0
	"$@" &
	copy=$!
	(
		before=''
		while now=$(cat "/proc/$copy/io" 2>/dev/null); do
			[[ $now == "$before" ]] || systemd-notify --status="Moves the volume $volume to $folder" \
				EXTEND_TIMEOUT_USEC=300000000 || :
			before=$now
			nap 5
		done
	) </dev/null >/dev/null 2>&1 &
	watcher=$!
	wait "$copy" || status=$?
	kill "$watcher" 2>/dev/null || :
	return "$status"
}

#!/bin/sh
# Starts or restarts the apps whose packages dpkg has configured in this run; postinst queues them.
# The first of their triggers does it for all, so systemd reloads once.
set -u
queue=/run/container-apps/.queue
work=/run/container-apps/.starting.$$
mv "$queue" "$work" 2>/dev/null || exit 0

read_states() { # UNIT…: one file for each, with its ActiveState and UnitFileState
	id='' active='' enabled=''
	# The empty line ends the last one, too.
	{ systemctl show --property=Id,ActiveState,UnitFileState "$@" 2>/dev/null && echo; } |
		while IFS='=' read -r property value; do
			case $property in
			Id) id=$value ;;
			ActiveState) active=$value ;;
			UnitFileState) enabled=$value ;;
			'') [ -z "$id" ] || echo "$active $enabled" >"$work/.$id" ;;
			esac
		done
}

decide() { # PACKAGE BEFORE NOW ENABLED: what to do with an app; nothing when somebody stopped it
	[ ! -e "/run/container-apps/.stopped/$1" ] || [ "$2" = installed ] || return 0
	case $2-$3-$4 in
	installed-* | *-failed-enabled) echo start ;;
	inactive-inactive-*) ;;
	*) echo restart ;;
	esac
}

# Queued, not waited for: neither a slow start nor a failing one holds dpkg. deb-systemd-invoke asks
# policy-rc.d, for all its units at once, and leaves alone what is disabled or masked.
invoke() { # ACTION UNIT…
	[ $# -gt 1 ] || return 0
	systemd-run --quiet --no-block --collect --description="Apps whose packages were installed: $1" \
		sh -c 'action=$1; shift; for unit; do deb-systemd-invoke "$action" "$unit" & done; wait' \
		sh "$@" >/dev/null 2>&1
}

systemctl --system daemon-reload >/dev/null
apps='' all=''
for note in "$work"/*; do
	read -r _ unit others <"$note" || continue
	apps="$apps $unit" all="$all $unit $others"
done
# Names of units hold no blanks.
# shellcheck disable=SC2086
{
	read_states $apps
	starts='' restarts=''
	for note in "$work"/*; do
		{
			read -r before unit _
			read -r recovered
		} <"$note" || continue
		now='' enabled=''
		[ ! -e "$work/.$unit" ] || read -r now enabled <"$work/.$unit"
		action=$(decide "${note##*/}" "$before" "$now" "$enabled")
		case $action in
		start) starts="$starts $unit" ;;
		restart) restarts="$restarts $unit" ;;
		esac
		case $action-$now-$enabled in
		start-failed-enabled) printf '%s\n' "$recovered" ;;
		esac
	done
	# Before any start: an app that has used up its starts would be refused the next one.
	deb-systemd-invoke reset-failed $all >/dev/null 2>&1
	invoke start $starts
	invoke restart $restarts
}
rm -rf "$work"

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# check_store UNIT STATES: the unit runs that keeps these states. systemd has tried to start it
# before (Wants= and After= of the app's unit).
check_store() {
	local loaded='' active='' property value
	while IFS='=' read -r property value; do
		case $property in
		LoadState) loaded=$value ;;
		ActiveState) active=$value ;;
		esac
	done < <(systemctl show --property=LoadState,ActiveState "$1")
	[ "$active" != active ] || return 0
	if [ "$loaded" = not-found ]; then
		echo "the store $1, which keeps the state of the app ($2), is not installed; install its package" >&2
	elif [ "$loaded" = masked ]; then
		echo "the store $1, which keeps the state of the app ($2), is masked; run: systemctl unmask $1" >&2
	else
		echo "the store $1, which keeps the state of the app ($2), is $active; see: systemctl status $1" >&2
	fi
	return 1
}

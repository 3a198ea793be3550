# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# seed_file SOURCE ROOT BELOW OWNER: copies SOURCE to ROOT/BELOW unless something is there. Needs
# make_folder of folders.sh.
seed_file() {
	case $3 in
	*/*) make_folder "$2" "${3%/*}" "$4" ;;
	*) linked= ;;
	esac
	if [ -n "$linked" ] || [ -e "$2/$3" ] || [ -L "$2/$3" ]; then
		return 0
	fi
	cp --no-dereference --preserve=mode "$1" "$2/$3"
	[ "$4" = root ] || chown --no-dereference "$4" "$2/$3"
}

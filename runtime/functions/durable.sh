# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# For hooks. write_durably FILE: standard input becomes the content of FILE, whole and on the disk,
# or FILE stays as it was. It keeps its owner and mode; a new one gets the owner of its folder, and
# its mode by the umask.
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
			chmod "$(printf '%o' $((0666 & ~$(umask))))" -- "$temporary" &&
				chown --reference="$folder" -- "$temporary"
		fi &&
		sync -- "$temporary" && mv -fT -- "$temporary" "$1" && sync -- "$folder"; then
		return 0
	fi
	rm -f -- "$temporary"
	return 1
}
export -f write_durably

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034  # linked is for the caller
# make_folder ROOT BELOW OWNER: makes ROOT/BELOW, each missing folder with OWNER (UID[:GID], or
# root). What is there is left alone. The app may own folders below ROOT, so a symbolic
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
			[ "$3" = root ] || chown --no-dereference "$3" "$folder"
		fi
	done
}

# make_data_folders "OWNER PATH"…: as app.conf has them: below data/ of the current folder, or that
# itself where PATH is `.`.
make_data_folders() {
	local item
	for item; do
		case ${item#* } in
		.) make_folder . data "${item%% *}" ;;
		*) make_folder data "${item#* }" "${item%% *}" ;;
		esac
	done
}

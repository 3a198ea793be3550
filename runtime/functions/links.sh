# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # root, share and lib are those of settings.sh
# The files of an app are in /usr/share, and so is what others read. Compose and other programs look
# for them in /var/lib, beside the data: there are links.

# make_link NAME: at a start, where the link is missing. What an administrator has put in its place
# is used, and said.
make_link() {
	local path=$lib/$1
	if [[ ! -e $path && ! -L $path ]]; then
		ln -s "$share/$1" "$path"
	elif [[ ! $path -ef $share/$1 ]]; then
		echo "$path is not the file of the package and is used in its place; the next upgrade replaces it"
	fi
}

# replace_by_link NAME: when the package is configured. Earlier packages had the folder itself there,
# which dpkg keeps; what is in it now is not of a package.
replace_by_link() {
	local path=$root$lib/$1 kept number=0
	if [[ -d $path && ! -L $path ]] && ! rmdir "$path" 2>/dev/null; then
		kept=$path.kept
		while [[ -e $kept ]]; do kept=$path.kept$((++number)); done
		mv "$path" "$kept"
		echo "$path is now a link; files in it that were not of the package are in $kept"
	fi
	ln -sfn "$share/$1" "$path"
}

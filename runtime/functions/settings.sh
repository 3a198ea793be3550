# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034  # what is set here is for the caller
# What an app's package says of itself: /usr/share/container-apps/PACKAGE/app.conf, a file of
# KEY=VALUE lines in sections, like a unit file. The first section, [App], is about the app; the
# others are read by read_sections. That of an app that is only tried is in /run/container-app-trial.

# Where the files of packages are; dpkg --root sets it while it configures a system from outside.
root=${DPKG_ROOT:-}

# find_app PACKAGE: its paths.
find_app() {
	package=$1
	share=/usr/share/container-apps/$package
	[[ -d $root$share || ! -d /run/container-app-trial/$package ]] || share=/run/container-app-trial/$package
	lib=/var/lib/container-apps/$package
	etc=/etc/container-apps/$package
	run=/run/container-apps/$package
}

# load_app PACKAGE: its paths, and [App] in `app`. False with a line on standard error.
load_app() {
	find_app "$1"
	declare -gA app=()
	local line key
	if ! [[ -r $root$share/app.conf ]]; then
		echo "$root$share/app.conf cannot be read: the package $package is not installed completely" >&2
		return 1
	fi
	while IFS= read -r line; do
		case $line in
			'' | '#'* | '[App]') ;;
			'['*) break ;;
			*)
				key=${line%%=*}
				app[$key]=${line#*=}
				;;
		esac
	done <"$root$share/app.conf"
	unit=${app[Unit]-}
	case ${app[Format]-} in
		1) ;;
		*)
			echo "$package was built for another container-app-runtime (format '${app[Format]-}'):" \
				"upgrade container-app-runtime and $package together" >&2
			return 1
			;;
	esac
}

# read_sections FUNCTION: calls FUNCTION NAME for each section after [App]. The values are then in
# `value`, by key, and all of them in `values`, in their order, with the key of each in `keys`.
read_sections() {
	local lines line section=''
	declare -gA value=()
	keys=() values=()
	mapfile -t lines <"$root$share/app.conf"
	for line in "${lines[@]}" '[End]'; do
		case $line in
			'' | '#'*) ;;
			'['*)
				case $section in
					'' | '[App]') ;;
					*) "$1" "${section//[][]/}" || return ;;
				esac
				section=$line value=() keys=() values=()
				;;
			*)
				value[${line%%=*}]=${line#*=}
				keys+=("${line%%=*}")
				values+=("${line#*=}")
				;;
		esac
	done
}

# find_items KEY: sets `items` to the values of a key that may stand in the section several times.
find_items() {
	local i
	items=()
	for i in "${!keys[@]}"; do
		[[ ${keys[i]} != "$1" ]] || items+=("${values[i]}")
	done
}

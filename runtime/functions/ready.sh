# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # package and app are those of settings.sh
# Whether an app is ready: all its services run, and each that has a healthcheck is healthy. The file
# is there as long as that is so; everybody may look (container-app wait, PACKAGE-ready.service).
ready_files=/run/container-apps/.ready

note_ready() {
	[[ ! -e $ready_files/$package ]] || return 0
	(umask 022 && mkdir -p "$ready_files" && : >"$ready_files/$package")
}

forget_ready() {
	rm -f "$ready_files/$package"
}

is_ready() { # PACKAGE
	[[ -e $ready_files/$1 ]]
}

# wait_for_apps: returns when the apps of `after_ready` of the definition are ready. The unit is
# active meanwhile, so that neither the boot nor dpkg waits.
wait_for_apps() {
	local name said=''
	for name in ${app[AfterReady]-}; do
		while ! is_ready "$name"; do
			if [[ $said != "$name" ]]; then
				said=$name
				echo "waiting until $name is ready"
				systemd-notify --status="Waits until $name is ready" || :
			fi
			# In the background, or a stop would have to wait for its end.
			sleep 1 &
			wait $!
		done
	done
}

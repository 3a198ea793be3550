# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034  # package and unit are those of settings.sh
# Whether somebody wants the app to run. PACKAGE-wanted.service is active as long as that is so: it is
# started with the app, and stopped only together with it, by a job (PartOf=). What the app itself
# does, such as a crash or a limit that trips, leaves it active.
restarts=/run/container-apps/.restarts

# read_jobs: sets `job` to the kind of the app's job in systemd, `docker_job` to that of
# docker.service; nothing where there is none. `wanted_again` is set where PACKAGE-wanted.service is
# going to be started.
read_jobs() {
	local _ name kind
	job='' docker_job='' shuts_down='' wanted_again=''
	while read -r _ name kind _; do
		case $name/$kind in
		"$unit"/*) job=$kind ;;
		docker.service/*) docker_job=$kind ;;
		"$package-wanted.service"/start) wanted_again=yes ;;
		shutdown.target/start) shuts_down=yes ;;
		esac
	done < <(systemctl list-jobs --plain --no-legend 2>/dev/null)
	# A start of Docker has replaced its stop, which had reached the apps, and waits until they have
	# stopped.
	if [[ $docker_job == start ]] && systemctl --quiet is-active docker.service; then docker_job=stop; fi
}

# note_wish JOB: while a job stops or restarts the app. A stop of Docker stops the app too, by Requires=:
# Docker has a job then, which waits for the app.
note_wish() {
	[[ -z $shuts_down ]] || return 0
	case $1 in
	restart)
		count_starts_anew 'a restart was asked for'
		note_restart
		;;
	stop)
		if [[ $docker_job == stop ]]; then
			systemctl start --no-block "$package-wanted.service"
		else
			note_stop
			withdraw_wish
			systemctl --quiet is-failed "$unit" || count_starts_anew 'it is stopped by hand'
		fi
		;;
	esac
}

# systemd_restarts: true for a restart of systemd's own at the end of RestartSec=, to which systemd 252
# gives the same kind of job as to one that somebody asks for. systemd counts those.
systemd_restarts() {
	local before=''
	[[ ! -e $restarts/$package ]] || read -r before <"$restarts/$package"
	[[ $job == restart && -n $before && $before != "$(count_restarts)" ]]
}

count_restarts() {
	systemctl show --property=NRestarts --value "$unit"
}

# note_restarts: at the end of an attempt, for systemd_restarts.
note_restarts() {
	mkdir -p "$restarts"
	count_restarts >"$restarts/$package"
}

# count_starts_anew WHY: starts that somebody asks for are not among those after which systemd gives up.
count_starts_anew() {
	echo "<5>$unit: $1, so its starts are counted anew"
	systemctl reset-failed "$unit" 2>/dev/null || :
}

# note_restart: until the start of the restart begins, that somebody wants the app. A stop may still
# replace the restart when nothing of the app looks at the jobs any more.
note_restart() {
	rm -f "/run/container-apps/.stopped/$package"
	mkdir -p /run/container-apps/.restarting
	: >"/run/container-apps/.restarting/$package"
	systemctl start --no-block "container-apps-restarted@$package.service" || :
}

note_stop() {
	rm -f "/run/container-apps/.restarting/$package"
	mkdir -p /run/container-apps/.stopped
	: >"/run/container-apps/.stopped/$package"
}

# withdraw_wish: what was said of the app between the stop and its end, for example by docker-started, which
# knew of no stop yet. A stop of the app stops PACKAGE-wanted.service, too.
withdraw_wish() {
	[[ -z $wanted_again ]] && ! is_wanted || systemctl stop --no-block "$unit"
}

forget_stop() {
	rm -f "/run/container-apps/.stopped/$package" "/run/container-apps/.restarting/$package"
}

is_wanted() {
	systemctl --quiet is-active "$package-wanted.service"
}

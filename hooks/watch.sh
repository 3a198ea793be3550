# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154  # lib, unit, run, one_shots and grace are the caller's
# look_at_services: sets `down` to a service that has to run and has ended, `waits` to one that has
# not been started yet.
look_at_services() {
	down='' waits='' seen=''
	services=$(docker ps --all --filter "label=com.docker.compose.project.working_dir=$lib" \
		--filter label=com.docker.compose.oneoff=False \
		--format '{{.State}} {{.Label "com.docker.compose.service"}}') || return 0
	while read -r state service; do
		[ -n "$service" ] || continue
		seen=$service
		case $state in
		created) waits=$service ;;
		exited | dead)
			case " $one_shots " in
			*" $service "*) ;;
			*) down=$service ;;
			esac
			;;
		esac
	done <<-SERVICES
		$services
	SERVICES
}

# watch_start: ends when all services have been started, since from then on Compose ends with the
# first of them. Before that it stops the others, may start one that waited, and waits for it for
# ever: the app would be active with a service missing.
watch_start() {
	left=$grace
	while sleep 2 && [ ! -e "$run/stops" ]; do
		look_at_services
		if [ -n "$down" ]; then
			left=$((left - 2))
			[ "$left" -gt 0 ] || break
		elif [ -n "$seen" ] && [ -z "$waits" ]; then
			: >"$run/all-started"
			return 0
		fi
	done
	[ ! -e "$run/stops" ] || return 0
	echo "service $down has ended, and Compose has not: the others are stopped"
	end_compose
}

# wait_for_compose: a SIGTERM that `docker` gets before its plugin has connected to it is lost, and the
# stop then lasts until TimeoutStopSec=. So a stop waits until Compose has run for a second.
wait_for_compose() {
	began=$(systemctl show --property=ExecMainStartTimestampMonotonic --value "$unit")
	read -r now _ </proc/uptime
	now=$((${now%.*} * 1000000 + 1${now#*.}0000 - 1000000))
	age=$((now - began))
	if [ "$age" -lt 1000000 ]; then
		sleep "0.$(printf '%06d' $((999999 - (age > 0 ? age : 0))))"
	fi
}

# watch_stop: the same for a stop that came while services waited to be started.
watch_stop() {
	sleep "$grace"
	echo "Compose has not ended: its services are stopped"
	end_compose
}

# end_compose: it ends with its containers.
end_compose() {
	list_projects
	remove_containers
	sleep 5
	systemctl kill --kill-whom=main --signal=KILL "$unit"
}

#!/bin/sh
# Sees to it that Docker Compose ends when a service of berths-container has ended, or the app is
# stopped, while others still wait to be started.
#   watch.sh start   in the background, until all have been started
#   watch.sh stop    waits until Compose hears of a stop
set -eu
unit='berths-container.service'
lib='/var/lib/container-apps/berths-container'
run='/run/container-apps/berths-container'
# Services that may end, and how many seconds the others may take to stop.
one_shots=''
grace=15

# Compose labels each container with its project and with the folder of its Compose file.
list_projects() {
	projects=$(docker ps --all --filter label=com.docker.compose.project \
		--format '{{.Label "com.docker.compose.project"}} {{.Label "com.docker.compose.project.working_dir"}}' |
		sort -u)
}

# Two apps of one project would remove each other's containers as orphans, at every start.
refuse_shared_project() {
	while read -r project folder; do
		[ -n "$project" ] || continue # No container at all.
		if [ "$project" = "${COMPOSE_PROJECT_NAME:-}" ] && [ "$folder" != "$lib" ]; then
			echo "the Compose project '$project' is also that of $folder; give one of them another name: in its Compose file" >&2
			return 1
		fi
	done <<-PROJECTS
		$projects
	PROJECTS
}

remove_containers() {
	while read -r project folder; do
		if [ "$folder" = "$lib" ]; then
			# In a folder without Compose file, Compose goes by the containers' labels alone.
			(cd / && unset COMPOSE_FILE COMPOSE_PROFILES &&
				docker compose --project-name "$project" down --remove-orphans </dev/null)
		fi
	done <<-PROJECTS
		$projects
	PROJECTS
}

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

case ${1:-} in
start) watch_start </dev/null & ;;
stop)
	[ -n "${MAINPID:-}" ] || exit 0
	: >"$run/stops"
	wait_for_compose
	[ -e "$run/all-started" ] || watch_stop </dev/null &
	;;
*)
	echo "usage: $0 start|stop" >&2
	exit 2
	;;
esac

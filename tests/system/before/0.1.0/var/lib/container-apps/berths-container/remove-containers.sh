#!/bin/sh
# Ends and removes what Compose has made of berths-container, by its labels: that works when its files
# or settings cannot be read any more, and after `name:` of the Compose file has changed.
#   remove-containers.sh before-start   also refuses to share a Compose project with another app
#   remove-containers.sh after-stop     also notes that somebody stopped the app
set -eu
package='berths-container'
unit='berths-container.service'
lib='/var/lib/container-apps/berths-container'

# A stop that ends badly (a service that outlives TimeoutStopSec=, say) leaves the unit failed as a
# crash does. That it was a stop shows in the job systemd has for the unit while it ends.
note_stop() {
	case " $(systemctl list-jobs --plain --no-legend "$unit" 2>/dev/null) " in
	*" stop "*)
		mkdir -p /run/container-apps/.stopped
		: >"/run/container-apps/.stopped/$package"
		;;
	esac
}

forget_stop() {
	rm -f "/run/container-apps/.stopped/$package"
}

was_stopped() {
	[ -e "/run/container-apps/.stopped/$package" ]
}

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

case ${1:-} in
before-start) forget_stop ;;
after-stop)
	note_stop
	# Where Docker cannot be started its socket takes requests that nobody answers. The next start
	# does what is left.
	systemctl --quiet is-active docker.service || exit 0
	;;
esac
list_projects
[ "${1:-}" != before-start ] || refuse_shared_project
remove_containers

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # lib is that of settings.sh
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
			echo "the Compose project '$project' is also that of $folder;" \
				"write another 'name:' into one of the two Compose files" >&2
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

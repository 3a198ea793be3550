# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034  # lib and app are those of settings.sh
# list_services: what Docker says of the app's services, one a line: state, service, health. The
# health is `none` for a service without a check, and `unknown` while somebody has paused it, since
# Docker does not check it then. False when Docker does not answer in time.
list_services() {
	local answer state service text health
	services=''
	answer=$(timeout --kill-after=5 20 docker ps --all \
		--filter "label=com.docker.compose.project.working_dir=$lib" \
		--filter label=com.docker.compose.oneoff=False \
		--format '{{.State}} {{.Label "com.docker.compose.service"}} {{.Status}}' 2>/dev/null) || return
	while read -r state service text; do
		[[ -n $service ]] || continue
		health=none
		case $state/$text in
		paused/*) health=unknown ;;
		running/*'(unhealthy)') health=unhealthy ;;
		running/*'(healthy)') health=healthy ;;
		running/*'(health: starting)') health=starting ;;
		esac
		services+="$state $service $health"$'\n'
	done <<<"$answer"
}

is_listed() { # WORD LIST: whether the word is one of the blank-separated list
	[[ " ${2-} " == *" $1 "* ]]
}

# look_at_services: sets `down` to a service that has to run and has ended, `waits` to one that has
# not been started yet, `seen` to how many there are.
look_at_services() {
	local state service health
	down='' waits='' seen=0
	list_services || return
	while read -r state service health; do
		[[ -n $service ]] || continue
		seen=$((seen + 1))
		case $state in
		created) waits=$service ;;
		exited | dead) is_listed "$service" "${app[OneShots]-}" || down=$service ;;
		esac
	done <<<"$services"
}

# look_at_health: sets `sick` to the services that are unhealthy, `unsure` to one whose check has not
# passed yet, `checked` to how many have a check that counts, `runs` to how many run.
look_at_health() {
	local state service health
	sick='' unsure='' checked=0 runs=0
	list_services || return
	while read -r state service health; do
		[[ $state == running || $state == paused ]] || continue
		runs=$((runs + 1))
		[[ $health != none ]] && ! is_listed "$service" "${app[HealthIgnore]-}" || continue
		checked=$((checked + 1))
		case $health in
		unhealthy) sick+="$service " ;;
		starting) unsure=$service ;;
		esac
	done <<<"$services"
}

# last_output SERVICE: the last line that its healthcheck wrote.
last_output() {
	local id
	id=$(timeout 10 docker ps --quiet --filter "label=com.docker.compose.project.working_dir=$lib" \
		--filter "label=com.docker.compose.service=$1" 2>/dev/null) || return 0
	# shellcheck disable=SC2086 # As many as there are.
	timeout 10 docker inspect --format \
		'{{range .State.Health.Log}}{{println .Output}}{{end}}' $id 2>/dev/null |
		tr -d '\000-\010\013-\037' | awk 'NF { line = $0 } END { print substr(line, 1, 200) }'
}

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # compose and filter are those of run, app of settings.sh
# Watches the services while Docker Compose runs. First until all have been started: Compose ends with
# the first service that ends only from then on. Before that it stops the others, may start one that
# waited, and waits for it for ever: the app would be active with a service missing. Then, where a
# service has a healthcheck, for as long as the app runs.
# Times are counted in own steps, not read from a clock: a step is as long as the watcher was awake,
# so neither a suspended machine, a frozen process nor a clock that jumps makes anything overdue.

watch_services() {
	told=''
	watch_start || return 0
	watch_health
}

# nap SECONDS: like sleep, without a process that would outlive this one. The pipe never has anything.
nap() {
	[[ -n ${bed-} ]] || open_bed
	read -r -t "$1" -u "$bed" || :
}

# open_bed: a pipe without a process at its other end, which bash would remember in a table of half a
# megabyte.
open_bed() {
	local pipe=$run/bed.$BASHPID
	if mkfifo "$pipe" && exec {bed}<>"$pipe"; then
		rm -f "$pipe"
	else
		exec {bed}<> <(:)
	fi
}

tell_status() { # TEXT: what `systemctl status` shows
	[[ $1 != "$told" ]] || return 0
	told=$1
	# systemd takes one backslash out of each pair.
	systemd-notify --status="${1//\\/\\\\}" || :
}

# end_services: stops and removes the containers of the app. Compose ends with them.
end_services() {
	list_projects
	remove_containers
}

# watch_start: true when all services have been started.
watch_start() {
	local left=${app[GraceSec]} progress='' still=0
	while :; do
		nap 2
		if look_at_services; then
			if [[ -n $down ]]; then
				left=$((left - 2))
				((left > 0)) || break
			elif ((seen > 0)) && [[ -z $waits ]]; then
				return 0
			fi
			if [[ -n $waits ]]; then tell_status "Starting: $waits waits for other services"
			elif ((seen == 0)); then tell_status 'Starting: fetching images'; fi
		fi
		note_progress
		((still < ${app[TimeoutUpSec]-900})) || { end_start; return 1; }
	done
	[[ ${app[Supervisor]-} != docker ]] || return 0 # Docker starts it again.
	echo "service $down ended, but Compose still runs: stopping the other services"
	end_services
	nap 5
	kill -KILL "$compose"
	return 1
}

# note_progress: counts in `still` for how many seconds nothing has come of the start: no service
# begun or ended, not a line of Compose, which writes one for each piece of an image.
note_progress() {
	local key value written=''
	while read -r key value; do
		[[ $key != rchar: ]] || written=$value
	done <"/proc/$filter/io"
	still=$((still + 2))
	if [[ $written/$services != "$progress" ]]; then
		progress=$written/$services still=0
	fi
}

# end_start: ends a start that hangs: a registry that takes requests and never answers, say.
end_start() {
	local what='no image and no service came'
	[[ -z $waits ]] || what="$waits waited for other services"
	echo "<3>$unit makes no progress: $what for ${app[TimeoutUpSec]-900} s; the start is ended"
	: >"$run/no-progress"
	kill -TERM "$compose"
	nap "${app[GraceSec]}"
	end_services
	kill -KILL "$compose"
}

# watch_health: as long as the app runs, where a service has a healthcheck that counts. Without a grace
# the app is not ended, however long a service is sick (`health: supervise: false`).
watch_health() {
	local grace=${app[HealthGraceSec]-} step sick_told='' unsure_steps=0 unsure_output=''
	local -A sick_for=() sick_since=() # By service: for how long, in own steps, and since when.
	pace=30
	[[ -z $grace ]] || pace=$((grace / 4 > 30 ? 30 : grace / 4 < 1 ? 1 : grace / 4))
	while judge_health; do nap "$step"; done
}

# judge_health: a step of watch_health, whose variables it uses. False when there is nothing to watch.
judge_health() {
	step=$pace
	if ! look_at_health; then
		# Not the fault of the app: what was counted stays.
		tell_status 'Docker does not answer'
		return
	fi
	count_sick
	if ((checked == 0)); then
		all_is_well "$(count_services "$runs")"
		return 1
	elif [[ -n $sick ]]; then
		judge_sick
	elif [[ -n $unsure ]]; then
		judge_unsure
	else
		all_is_well "$(count_services "$runs"), healthy"
	fi
}

# judge_unsure: looked at each second, so that what waits for the app goes on at once. What the check
# wrote is asked for less often.
judge_unsure() {
	step=1
	forget_ready
	((unsure_steps++ % 5)) || unsure_output=$(last_output "$unsure")
	tell_status "Starting: the healthcheck of $unsure has not passed yet${unsure_output:+: $unsure_output}"
}

# count_sick: sets `sickest` to the service that has been unhealthy for the longest time.
count_sick() {
	local service
	for service in "${!sick_for[@]}"; do
		is_listed "$service" "$sick" || unset "sick_for[$service]"
	done
	sickest=''
	for service in $sick; do
		if [[ -n ${sick_for[$service]-} ]]; then
			sick_for[$service]=$((sick_for[$service] + pace))
		else
			sick_for[$service]=0 sick_since[$service]=$(date '+%F %T')
		fi
		[[ -n $sickest ]] && ((sick_for[$service] <= sick_for[$sickest])) || sickest=$service
	done
}

judge_sick() {
	local output
	forget_ready
	output=$(last_output "$sickest")
	tell_status "$sickest is unhealthy since ${sick_since[$sickest]}${output:+: $output}"
	[[ -z $grace ]] || ((sick_for[$sickest] < grace)) || end_sick "$output"
}

# end_sick: systemd stops the app, counts the failure and starts the app again. Where somebody has
# switched that off (systemctl service-watchdogs no), the app is ended from here.
end_sick() { # OUTPUT
	local text="$sickest is unhealthy for $grace s"
	if [[ -n $sick_told ]]; then
		: >"$run/sick"
		kill -TERM "$compose"
		return
	fi
	sick_told=yes
	echo "<4>$unit: $text; the app is started again${1:+ (its healthcheck: $1)}"
	note_trouble
	"${0%/*}/notify" sick "$package" "$text${1:+: $1}" || :
	# In a call of its own: a text could end in a backslash, which would swallow what comes next.
	systemd-notify WATCHDOG=trigger || :
}

count_services() { # NUMBER
	if (($1 == 1)); then echo '1 service runs'; else echo "$1 services run"; fi
}

all_is_well() { # TEXT
	tell_status "$1"
	note_ready
	! end_trouble || "${0%/*}/notify" recovered "$package" "$unit runs again" || :
}

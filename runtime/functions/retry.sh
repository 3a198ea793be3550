# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034  # package, unit, app and lib are those of settings.sh
# Needs recovery.sh and wishes.sh. Whether an app is down, and its next start.

# read_unit: what systemd says of the app, and of Docker.
read_unit() {
	local property value id=''
	active=unknown sub='' result='' pending='' enabled=unknown attempt=''
	docker=unknown docker_load='' docker_pending='' docker_began=0 socket=''
	while IFS='=' read -r property value; do
		case $id/$property in
		*/Id) id=$value ;;
		"$unit"/ActiveState) active=$value ;;
		"$unit"/SubState) sub=$value ;;
		"$unit"/Result) result=$value ;;
		"$unit"/Job) pending=$value ;;
		"$unit"/UnitFileState) enabled=$value ;;
		"$unit"/InvocationID) attempt=$value ;;
		docker.service/ActiveState) docker=$value ;;
		docker.service/LoadState) docker_load=$value ;;
		docker.service/Job) docker_pending=$value ;;
		docker.service/ActiveEnterTimestampMonotonic) docker_began=$value ;;
		docker.socket/ActiveState) socket=$value ;;
		esac
	done < <(systemctl show "$unit" docker.service docker.socket --property=Id,ActiveState,SubState \
		--property=Result,Job,UnitFileState,InvocationID,LoadState,ActiveEnterTimestampMonotonic)
}

# docker_was_stopped: Docker ran and somebody has stopped it, or it is not there to be started.
# What failed, or could not begin, is left to the pauses.
docker_was_stopped() {
	[[ -z $docker_pending && $docker == inactive && $socket != failed ]] || return 1
	[[ $docker_load == masked || $docker_load == not-found || $docker_began != 0 ]]
}

# is_down: the app is not going to start again by itself. What it requires could not be started where
# systemd leaves it inactive or, from version 254 on and between two attempts, in auto-restart-queued
# without a job, for ever.
is_down() {
	case $active/$sub in
	failed/* | inactive/*) [[ -z $pending ]] ;;
	activating/auto-restart-queued) [[ -z $pending ]] ;;
	*) return 1 ;;
	esac
}

# may_start: the app is down, somebody wants it to run, and Docker may be started for it.
may_start() {
	is_down && is_wanted || return 1
	if [[ -z ${docker_starts-} ]] && docker_was_stopped; then
		tell "Docker was stopped: $unit is started again when Docker is"
		return 1
	fi
	case $active/$enabled in
	*/masked | */masked-runtime | failed/disabled)
		tell "$unit is $enabled: it is not started again"
		return 1
		;;
	esac
}

# tell TEXT: to the journal, as a notice.
tell() {
	echo "<5>$1"
}

retry_app() {
	local round=0
	if [[ -n ${app[HealthyUSec]-} ]]; then
		read_recovery
		write_recovery
	fi
	tell "$unit is started again (round $round)"
	systemctl reset-failed "$unit" 2>/dev/null || :
	# Somebody may have stopped it meanwhile.
	is_wanted || return 0
	systemctl start --no-block "$unit"
}

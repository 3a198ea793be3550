# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154  # the variables are the caller's
# read_unit: what systemd says of the app.
read_unit() {
	active=unknown sub='' result='' job='' enabled=unknown
	properties=$(systemctl show --property=ActiveState,SubState,Result,Job,UnitFileState "$unit")
	while IFS='=' read -r property value; do
		case $property in
		ActiveState) active=$value ;;
		SubState) sub=$value ;;
		Result) result=$value ;;
		Job) job=$value ;;
		UnitFileState) enabled=$value ;;
		esac
	done <<-PROPERTIES
		$properties
	PROPERTIES
}

# is_down: the app is not going to start again by itself. What it requires could not be started where
# systemd leaves it inactive or, from version 254 on and between two attempts, in auto-restart-queued
# without a job, for ever. Inactive with a result of its own it was stopped since it failed; systemd
# 252 keeps that result when Docker cannot be started between two attempts, too.
is_down() {
	case $active/$sub in
	failed/*) ;;
	inactive/*) [ "$result" = success ] || ! systemctl --quiet is-active docker.service ;;
	activating/auto-restart-queued) [ -z "$job" ] ;;
	*) return 1 ;;
	esac
}

# may_start: the app is down, and not because somebody wants it so. Who stops an app that has failed
# already stops the timer with it (PartOf=).
may_start() {
	is_down && ! was_stopped || return 1
	case $enabled in
	enabled | enabled-runtime) ;;
	*)
		tell "$unit is $enabled: it is not started again"
		return 1
		;;
	esac
}

# tell TEXT: to the journal, as a notice.
tell() {
	echo "<5>$1"
}

pause_app() {
	read_unit
	# This is not from the stop: somebody has started it since, and Docker could not be started.
	[ "$active" != inactive ] || forget_stop
	may_start || return 0
	# So that it does not look stopped when the pause is over.
	[ "$active" = failed ] || systemctl reset-failed "$unit" || :
	read_recovery
	pause=$after
	doubled=0
	while [ "$doubled" -lt "$round" ] && [ "$pause" -lt "$max" ]; do
		pause=$((pause * 2))
		doubled=$((doubled + 1))
	done
	[ "$pause" -le "$max" ] || pause=$max
	round=$((doubled + 1))
	write_recovery
	# One of an earlier failure may be there.
	systemctl stop "$timer" 2>/dev/null || :
	systemd-run --quiet --on-active="${pause}us" --unit="$retry_unit" \
		--timer-property=AccuracySec=100ms --timer-property=PartOf="$unit" \
		--description="Pause before the next start of $package"
	tell "$unit has failed; it is started again in $((pause / 1000000)) s (round $round)"
}

retry_app() {
	read_unit
	may_start || return 0
	read_recovery
	write_recovery
	tell "$unit is started again (round $round)"
	systemctl reset-failed "$unit" || :
	systemctl start --no-block "$unit"
}

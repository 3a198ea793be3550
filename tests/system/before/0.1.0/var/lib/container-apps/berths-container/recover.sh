#!/bin/sh
# Starts a failed app again after a pause that doubles each time. Composed when the package was built.
#   recover.sh pause   when the app has failed: a timer for the end of the pause
#   recover.sh retry   when the pause is over: the app, if it is still failed
set -eu
package='berths-container'
unit='berths-container.service'
retry_unit='berths-container-retry.service'
timer='berths-container-retry.timer'
recovery='/var/lib/container-apps/berths-container'/recovery
# All in microseconds.
after=900000000
max=21600000000
healthy=3700000000

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

# The file $recovery holds: how many pauses there were, in which boot the app was last seen to begin
# something (a start, a pause), and when, in microseconds of that boot. Without it there were none.
read_recovery() {
	round=0 seen_boot='' seen=0
	read -r boot </proc/sys/kernel/random/boot_id
	read -r now _ </proc/uptime
	now=$((${now%.*} * 1000000 + 1${now#*.}0000 - 1000000))
	[ ! -e "$recovery" ] || read -r round seen_boot seen <"$recovery" || :
	# Half a line after a power cut.
	case $round.$seen in
	*[!0-9.]* | .* | *.) round=0 seen_boot='' seen=0 ;;
	esac
	# Nothing has begun for longer than any attempt lasts: it was well all that time.
	if [ "$boot" = "$seen_boot" ] && [ "$((now - seen))" -ge "$healthy" ]; then
		round=0
	fi
}

write_recovery() {
	echo "$round $boot $now" >"$recovery.new"
	mv -f "$recovery.new" "$recovery"
}

# note_start: for a start of the app.
note_start() {
	[ -e "$recovery" ] || return 0
	read_recovery
	if [ "$round" -eq 0 ]; then
		rm -f "$recovery"
	else
		write_recovery
	fi
}

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

case ${1:-} in
pause) pause_app ;;
retry) retry_app ;;
*)
	echo "usage: $0 pause|retry" >&2
	exit 2
	;;
esac

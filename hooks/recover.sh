# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154  # the variables are the caller's
# read_unit: what systemd says of the app.
read_unit() {
	active=unknown enabled=unknown
	properties=$(systemctl show --property=ActiveState,UnitFileState "$unit")
	while IFS='=' read -r property value; do
		case $property in
		ActiveState) active=$value ;;
		UnitFileState) enabled=$value ;;
		esac
	done <<-PROPERTIES
		$properties
	PROPERTIES
}

# may_start: the app is down, and not because somebody wants it so. Who stops an app that has failed
# already stops the timer with it (PartOf=).
may_start() {
	! was_stopped || return 1
	read_unit
	case $active in
	failed) ;;
	# What it requires could not be started: systemd then leaves it inactive. With a result of its
	# own it failed first and was stopped since.
	inactive) [ "${MONITOR_SERVICE_RESULT:-success}" = success ] || return 1 ;;
	*) return 1 ;;
	esac
	case $enabled in
	enabled | enabled-runtime) ;;
	*)
		echo "$unit is $enabled: it is not started again"
		return 1
		;;
	esac
}

pause_app() {
	may_start || return 0
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
	echo "$unit has failed; it is started again in $((pause / 1000000)) s (round $round)"
}

retry_app() {
	may_start || return 0
	read_recovery
	write_recovery
	echo "$unit is started again (round $round)"
	systemctl reset-failed "$unit" || :
	systemctl start --no-block "$unit"
}

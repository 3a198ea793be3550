# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154  # package and unit are the caller's
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

# wait_for_compose: a SIGTERM that `docker` gets before its plugin has connected to it is lost, and the
# stop then lasts until TimeoutStopSec=. So a stop waits until Compose has run for a second.
wait_for_compose() {
	[ -n "${MAINPID:-}" ] || return 0
	began=$(systemctl show --property=ExecMainStartTimestampMonotonic --value "$unit")
	read -r now _ </proc/uptime
	now=$((${now%.*} * 1000000 + 1${now#*.}0000 - 1000000))
	age=$((now - began))
	if [ "$age" -lt 1000000 ]; then
		sleep "0.$(printf '%06d' $((999999 - (age > 0 ? age : 0))))"
	fi
}

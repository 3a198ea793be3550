# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # package and unit are those of settings.sh
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

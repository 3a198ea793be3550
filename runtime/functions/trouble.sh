# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # package is that of settings.sh
# A note while an app has failed or was sick, so that its recovery can be told.
note_trouble() {
	mkdir -p /run/container-apps/.trouble
	: >"/run/container-apps/.trouble/$package"
}

# end_trouble: true when there was any.
end_trouble() {
	[[ -e /run/container-apps/.trouble/$package ]] &&
		rm -f "/run/container-apps/.trouble/$package" "/run/container-apps/.failed/$package"
}

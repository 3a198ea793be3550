# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# read_uptime: sets `now`, in microseconds since the boot: the clock of systemd's timers.
read_uptime() {
	read -r now _ </proc/uptime
	now=$((${now%.*} * 1000000 + 1${now#*.}0000 - 1000000))
}

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # app and lib are those of settings.sh
# Needs uptime.sh. The file `recovery` of the app holds: how many pauses there were, in which boot
# the app was last seen to begin something (a start, a pause), when, in microseconds of that boot,
# and after which attempt the last pause began (InvocationID in systemd). Without it there were none.
read_recovery() {
	recovery=$lib/recovery
	round=0 seen_boot='' seen=0 paused_after=''
	read -r boot </proc/sys/kernel/random/boot_id
	read_uptime
	[ ! -e "$recovery" ] || read -r round seen_boot seen paused_after <"$recovery" || :
	# Half a line after a power cut.
	case $round.$seen in
	*[!0-9.]* | .* | *.) round=0 seen_boot='' seen=0 paused_after='' ;;
	esac
	# Nothing has begun for longer than any attempt lasts: it was well all that time.
	if [ "$boot" = "$seen_boot" ] && [ "$((now - seen))" -ge "${app[HealthyUSec]}" ]; then
		round=0
	fi
}

# write_recovery: where that is not possible, because the disk is full for example, the app still
# recovers.
write_recovery() {
	{ echo "$round $boot $now $paused_after" >"$recovery.new" && mv -f "$recovery.new" "$recovery"; } ||
		echo "<4>$recovery cannot be written, so the pauses of $package do not grow"
}

# note_start: for a start of the app.
note_start() {
	[ -e "$lib/recovery" ] || return 0
	read_recovery
	if [ "$round" -eq 0 ]; then
		rm -f "$recovery"
	else
		write_recovery
	fi
}

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154  # recovery and healthy are the caller's
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

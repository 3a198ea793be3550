# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# . load.sh PART…: the files of this folder that a program of the runtime needs. False where dpkg has
# not unpacked all of them.
for part; do
	# shellcheck source=/dev/null
	. "${BASH_SOURCE[0]%/*}/$part.sh" || return
done

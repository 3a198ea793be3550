# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Tests that repeat one thing many times have a short form, for each run, and a long one for
# `./run soak tests`, where CONTAINER_APP_LONG=1.

# one_in NUMBER: of the lines of standard input every NUMBERth.
one_in() { awk -v number="$1" 'NR % number == 0'; }

# amount SHORT LONG: prints the one that counts.
amount() { if [[ ${CONTAINER_APP_LONG:-} == 1 ]]; then echo "$2"; else echo "$1"; fi; }

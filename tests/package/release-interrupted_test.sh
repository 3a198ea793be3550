#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A bump that is killed at any of its system calls (in the short form those that write), or for which the
# disk fails at any write, leaves all files as before or all as after; the next bump sees to it.
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/amount.sh
. "$here/../support/amount.sh"
build=$(realpath -m "${CONTAINER_APP_BUILD:-$here/../../build}")
# shellcheck disable=SC2046 # nothing, or a word
exec "$build/tests/release-interrupted" "$build/container-app" $(amount '' all)

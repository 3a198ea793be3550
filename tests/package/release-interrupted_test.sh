#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A bump that is killed at any of its system calls, or for which the disk fails at any write, leaves
# all files as before or all as after; the next bump sees to it.
set -u

here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath -m "${CONTAINER_APP_BUILD:-$here/../../build}")
exec "$build/tests/release-interrupted" "$build/container-app"

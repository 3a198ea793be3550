#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What dh_container_app refuses: all of it at once, and debian/ is as it was.
set -u
# shellcheck source=tests/package/debhelper-lib.sh
. "$(dirname "$0")/debhelper-lib.sh"
in_each_suite input bookworm

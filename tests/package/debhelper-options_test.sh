#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# dh_container_app beside one of debhelper's own commands, with the same options and environment: they
# act on the same packages, tell the same and end with the same status.
set -u
# shellcheck source=tests/package/debhelper-lib.sh
. "$(dirname "$0")/debhelper-lib.sh"
in_each_suite options

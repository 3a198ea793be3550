#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `container-app build` with the dpkg of each suite: from definitions to packages in one command.
set -uo pipefail
# shellcheck source=tests/package/debhelper-lib.sh
. "$(dirname "$0")/debhelper-lib.sh"
in_each_suite build-verb trixie

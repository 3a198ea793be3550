#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The add-on in real dh builds: where the command runs, what gets into the packages and their scripts,
# what dh_clean leaves behind.
set -u
# shellcheck source=tests/package/debhelper-lib.sh
. "$(dirname "$0")/debhelper-lib.sh"
in_each_suite sequence

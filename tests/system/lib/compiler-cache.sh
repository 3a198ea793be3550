# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What was compiled in one root of a suite is not compiled again in another. Needs cache.sh.

# compiler_cache SUITE FOLDER: in COMPILER_CACHE, options for in-root.sh; where ccache is installed,
# it then remembers what is compiled below FOLDER.
compiler_cache() {
  local folder
  folder=$(cache_folder)/ccache-$1
  mkdir -p "$folder"
  # shellcheck disable=SC2034  # for the caller
  COMPILER_CACHE=(--rw-bind "$folder:/ccache" --env CCACHE_DIR=/ccache --env CCACHE_MAXSIZE=500M
    --env "CCACHE_BASEDIR=$2" --env CCACHE_NOHASHDIR=1
    --env "CCACHE_SLOPPINESS=pch_defines,time_macros")
}

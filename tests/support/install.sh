#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds this project's packages and installs them on this machine (`./run install`), as root.
set -euo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/container-app-install.XXXXXX")
trap 'rm -rf "$work"' EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
quietly() {
  "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; printf 'failed: %s\n' "$*" >&2; exit 1; }
}

apt_get() { quietly apt-get -o DPkg::Lock::Timeout=600 "$@"; }

say 'Building the packages of this tool'
mkdir "$work/tool"
tar -C "$repo" --exclude=./build --exclude='./build-*' --exclude=./.git -c . | tar -x -C "$work/tool"
cd "$work/tool"
# The tests have a verb of their own.
export DEB_BUILD_PROFILES=nocheck DEBIAN_FRONTEND=noninteractive
apt_get update
apt_get build-dep -y --no-install-recommends ./
quietly env DEB_BUILD_OPTIONS="nocheck noautodbgsym parallel=$(nproc)" DEB_CXXFLAGS_APPEND=-g1 \
  dpkg-buildpackage -b -us -uc

say 'Installing them'
apt_get install -y --no-install-recommends --allow-downgrades --reinstall "$work"/*.deb
dpkg-query -W -f '${Package} ${Version}: ${binary:Summary}\n' \
  container-app container-app-runtime dh-container-app

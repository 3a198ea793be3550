# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # REPO, SCRATCH come from harness.sh
# Packages as they were built before, of tests/system/before, under any name.

BEFORE=$REPO/tests/system/before

# rename_app FOLDER OLD NEW: in the text and the names of all its files.
rename_app() {
  local path
  find "$1" -type f -exec sed -i "s/$2/$3/g; s/${2^}/${3^}/g" {} +
  find "$1" -mindepth 1 -depth -name "*$2*" | while IFS= read -r path; do
    mv "$path" "$(dirname "$path")/$(basename "$path" | sed "s/$2/$3/")"
  done
}

# pack_before KIND APP FILE [VERSION [FUNCTION]]: the package of KIND (0.1.0, peer) for the app APP, as
# FILE, changed by FUNCTION TREE.
pack_before() {
  local tree
  tree=$(mktemp -d "$SCRATCH/before.XXXXXX")
  cp -r "$BEFORE/$1/." "$tree"
  chmod -R u+rwX,go=u,go-w "$tree"
  case $1 in
    0.1.0) rename_app "$tree" berths "$2" ;;
    peer) rename_app "$tree" tides "$2" ;;
  esac
  [[ -z ${4:-} ]] || sed -i "s/^Version: .*/Version: $4/" "$tree/DEBIAN/control"
  "${5:-:}" "$tree"
  mkdir -p "$(dirname "$3")"
  dpkg-deb --root-owner-group --build "$tree" "$3" >/dev/null
}

# define_today FOLDER APP VERSION: the same app's definition, for a package of today.
define_today() {
  mkdir -p "$1"
  cp -r "$BEFORE/definition/." "$1"
  rename_app "$1" berths "$2"
  sed -i "s/^version: .*/version: \"$3\"/" "$1/metadata.yaml"
}

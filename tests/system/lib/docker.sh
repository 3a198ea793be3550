# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # SYSTEM, SCRATCH come from harness.sh
# Docker's own package, for tests in which it is installed, removed or exchanged.

# pack_docker FILE [SED-OPTION…]: docker.io of $SYSTEM with its files and maintainer scripts, its control
# file changed by sed.
pack_docker() {
  local file=$1 tree part info=$SYSTEM/var/lib/dpkg/info/docker.io
  shift
  tree=$(mktemp -d "$SCRATCH/docker.XXXXXX")
  mkdir -p "$tree/DEBIAN"
  tar --create --directory "$SYSTEM" --no-recursion --files-from <(sed 's/^/./' "$info.list") 2>/dev/null |
    tar --extract --directory "$tree"
  chmod 0755 "$tree"
  for part in preinst postinst prerm postrm conffiles; do cp "$info.$part" "$tree/DEBIAN/$part" || return 1; done
  dpkg-query --admindir="$SYSTEM/var/lib/dpkg" --status docker.io |
    sed -e '/^Conffiles:/,/^[^ ]/{/^Conffiles:/d;/^ /d}' -e '/^Status:/d' |
    sed -e '' "$@" >"$tree/DEBIAN/control"
  dpkg-deb --build -Znone "$tree" "$file" && rm -r "$tree"
}

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What this machine's apt knows (mirrors, proxies, leniencies), for roots of another suite.

# The codename this machine's sources name, so that another can take its place.
host_codename() {
  # shellcheck source=/dev/null
  (. /etc/os-release && printf '%s\n' "${VERSION_CODENAME:?no Debian codename in /etc/os-release}")
}

# sources_for SUITE: one-line apt sources for SUITE at the places this machine's apt fetches from.
sources_for() {
  local suite=$1 host uri release component
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  host=$(host_codename)
  # shellcheck disable=SC2016  # apt-get fills these in
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    sort -u | while read -r uri release component; do
      # Third parties use the codename too; only Debian's own archive has a component "main" there.
      [[ $component == main ]] || continue
      case $release in
        "$host" | "$host-updates" | "$host-security")
          printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$uri" "$suite${release#"$host"}"
          ;;
      esac
    done
}

# host_apt_options: how this machine's apt fetches and what it tolerates, as apt.conf lines.
host_apt_options() {
  apt-config dump |
    grep -E '^Acquire::(https?::|Check-Valid-Until|Check-Date|Retries|ForceIPv[46])' || true
  printf '%s\n' 'Acquire::Languages "none";' 'APT::Install-Recommends "false";'
}

# require_keyring SUITE: the archive keys of SUITE, from a newer keyring package where needed.
require_keyring() {
  local key=/usr/share/keyrings/debian-archive-$1-stable.gpg
  [[ -e $key ]] || apt-get install -y --no-install-recommends \
    -o DPkg::Lock::Timeout=600 debian-archive-keyring >/dev/null
  [[ -e $key ]] || {
    printf 'no archive key for %s in debian-archive-keyring\n' "$1" >&2
    return 1
  }
}

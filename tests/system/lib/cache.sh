# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Debian roots, made once by mmdebstrap and kept outside the tree. Needs apt.sh.

LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

cache_folder() {
  printf '%s\n' "${CONTAINER_APP_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/dh-container-app}"
}

# To be raised when build_root or apt.sh changes what is in a root.
ROOT_FORMAT=1

# recipe_hash KIND: changes with everything that shapes the root, save the archive's own news.
recipe_hash() {
  {
    printf '%s\n' "$ROOT_FORMAT"
    cat "$LIB/roots/$1"
    ! needs_device_setup "$1" || cat "$LIB/device-setup.sh"
  } | sha256sum | cut -c1-12
}

needs_device_setup() { grep -q '^# setup: device' "$LIB/roots/$1"; }

# build_root KIND TARGET: makes TARGET whole or not at all.
build_root() {
  local kind=$1 target=$2 recipe=$LIB/roots/$1 suite include temporary
  suite=$(sed -n 's/^# suite: //p' "$recipe")
  include=$(grep -v '^#' "$recipe" | xargs | tr ' ' ',')
  temporary=$target.part
  local options=(--variant=minbase "--include=$include" --dpkgopt=force-unsafe-io
    "--customize-hook=rm -f \"\$1\"/etc/hostname")
  ! needs_device_setup "$kind" ||
    options+=("--customize-hook=sh $LIB/device-setup.sh \"\$1\"")
  require_keyring "$suite"
  sources_for "$suite" >"$target.list"
  host_apt_options >"$target.conf"
  [[ -s $target.list ]] || {
    printf 'this machine has no Debian sources; run apt-get update\n' >&2
    return 1
  }
  rm -rf --one-file-system "$temporary"
  printf 'Making the root %s (once)…\n' "$kind" >&2
  if ! mmdebstrap "${options[@]}" "--aptopt=$target.conf" "$suite" "$temporary" \
    "$target.list" >"$target.log" 2>&1 </dev/null; then
    tail -n 30 "$target.log" >&2
    return 1
  fi
  mv -T "$temporary" "$target"
}

# cached_root KIND: prints the folder of a root that must not be written to. The caller keeps it
# alive with hold_root.
cached_root() {
  local kind=$1 folder target lock
  [[ -f $LIB/roots/$kind ]] || {
    printf 'no such root: %s; there are: %s\n' "$kind" "$(cd "$LIB/roots" && echo *)" >&2
    return 1
  }
  folder=$(cache_folder)
  target=$folder/$kind-$(recipe_hash "$kind")
  mkdir -p "$folder"
  if [[ ! -d $target ]]; then
    exec {lock}>"$folder/$kind.lock"
    flock "$lock"
    [[ -d $target ]] || { build_root "$kind" "$target" && drop_old_roots "$kind" "$target"; } || {
      exec {lock}>&-
      return 1
    }
    exec {lock}>&-
  fi
  printf '%s\n' "$target"
}

# hold_root FOLDER: the root stays until this process ends, even when its recipe changes.
hold_root() {
  local lock
  exec {lock}>"$1.lock"
  flock --shared "$lock"
}

# drop_old_roots KIND TARGET: frees the roots of older recipes that nobody holds.
drop_old_roots() {
  local old
  for old in "$(cache_folder)/$1"-????????????; do
    [[ -d $old && $old != "$2" ]] || continue
    flock --nonblock "$old.lock" rm -rf --one-file-system "$old" || continue
    rm -f "$old".{lock,log,conf,list}
  done
}

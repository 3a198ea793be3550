# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Throw-away copies of roots. All of it lives in a mount namespace of its own (see private.sh), so
# nothing stays mounted, whatever way the process ends.

# copy_root FROM TO: TO becomes a writable copy of FROM. TO.d, beside it, holds the changes.
copy_root() {
  local from=$1 to=$2
  mkdir -p "$to" "$to.d/upper" "$to.d/work"
  mount -t overlay -o "lowerdir=$from,upperdir=$to.d/upper,workdir=$to.d/work" overlay "$to" \
    2>/dev/null || cp -a --reflink=auto "$from/." "$to/"
}

# drop_copy TO
drop_copy() {
  ! mountpoint -q "$1" || umount -l "$1"
  rm -rf --one-file-system "$1" "$1.d"
}

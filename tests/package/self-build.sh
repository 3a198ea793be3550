#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# self-build.sh KIND: builds this project's own packages, source and binary, in the root KIND and
# prints the folder of the result. What was built of the same files is not built again. The unit
# tests are left to where they are run anyway.
set -euo pipefail

kind=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
in_root=$top/tests/support/in-root.sh
for part in cache compiler-cache; do
  # shellcheck source=/dev/null
  . "$top/tests/system/lib/$part.sh"
done

# What the package is made of; neither tests nor what a build leaves behind.
parts=(CMakeLists.txt LICENSE VERSION cmake completions debian doc examples plugin runtime templates)
list_parts() {
  local part
  for part in "${parts[@]}"; do
    [[ ! -e $top/$part ]] || printf '%s\0' "$part"
  done
}

hash=$(cd "$top" && list_parts | xargs -0 tar --sort=name --mtime=@0 --owner=0 --group=0 \
  --mode=go=u,go-w -c | cat - "$top/tests/system/lib/roots/$kind" | sha256sum | cut -c1-12)
cache=$(cache_folder)
target=$cache/self-$kind-$hash
mkdir -p "$cache"
exec {lock}>"$cache/self-$kind.lock"
flock "$lock"
if [[ ! -d $target ]]; then
  # Another run may still use what it built a while ago.
  find "$cache" -maxdepth 1 -name "self-$kind-*" -mmin +240 -exec rm -rf {} +
  part=$target.part
  rm -rf "$part"
  mkdir -p "$part/dh-container-app"
  (cd "$top" && list_parts | xargs -0 tar -c) | tar -x -C "$part/dh-container-app"
  compiler_cache "${kind%%-*}" /build
  if ! "$in_root" --rw-bind "$part:/build" --chdir /build/dh-container-app "${COMPILER_CACHE[@]}" \
    --env DEB_BUILD_OPTIONS="nocheck parallel=$(nproc)" --env DEB_CXXFLAGS_APPEND=-g1 "$kind" \
    dpkg-buildpackage -us -uc >"$target.log" 2>&1; then
    tail -n 40 "$target.log" >&2
    exit 1
  fi
  rm -rf "$part/dh-container-app"
  mv -T "$part" "$target"
fi
printf '%s\n' "$target"

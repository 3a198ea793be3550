#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# doc/first-app.md is what happens: each command that it shows is run, and prints what it shows.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../system/lib/assert.sh"
top=$(cd "$here/../.." && pwd)
build=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build}")
[[ -x $build/container-app ]] || {
  echo "not ok - $build/container-app is not built"
  exit 1
}
export CONTAINER_APP_DATA_DIR=$top PATH=$build:$PATH
folder=$(mktemp -d)
end() {
  rm -rf "$folder"
  if finish_assertions 0; then exit 0; else exit 1; fi
}
trap end EXIT
mkdir "$folder/ledger"
cd "$folder" || exit 1
awk '/^```yaml$/{on = 1; next} /^```$/{on = 0} on' "$top/doc/first-app.md" >ledger/docker-compose.yml

# shown: the commands and outputs of the page, as the page shows them.
shown() { awk '/^```console$/{on = 1; next} /^```$/{on = 0} on' "$top/doc/first-app.md"; }

# What is printed between two commands is the output of the first. They run in this shell, in turn.
shown | grep '^\$ ' | sed 's/^\$ //' >commands
expect 'the page shows commands' test "$(wc -l <commands)" -gt 8
while IFS= read -r command <&3; do
  printf '$ %s\n' "$command"
  eval "$command" 2>&1
done 3<commands >printed
shown >wanted
expect 'each command prints what the page shows' diff wanted printed

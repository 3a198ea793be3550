#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# 32 orchestrators, in the long form 2 and 8 as well, merge many branches into one repository and bump
# after each merge, some merges twice. Each has its effect once, and the changelog tells them in the
# order of the history.
# beside the others: most of the time they wait for each other.
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/amount.sh
. "$here/../support/amount.sh"
program=$(realpath -m "${CONTAINER_APP_BUILD:-$here/../../build}/container-app")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
merges=$(amount 80 200) failures=0
export DEBFULLNAME=Ada DEBEMAIL=ada@example.org HOME=$folder GIT_CONFIG_NOSYSTEM=1

# report NAME FILE: passes when the file is empty.
report() {
  if [[ -s $2 ]]; then
    echo "not ok - $1"
    head -n 20 "$2" | sed 's/^/# /'
    failures=1
  else
    echo "ok - $1"
  fi
}

history() {
  local number author='Ada <ada@example.org> 1790000000 +0000'
  changelog="tide (1.2.3-1) unstable; urgency=medium

  * First.

 -- Ada <ada@example.org>  Thu, 01 Jan 2026 00:00:00 +0000
"
  # put PATH CONTENT
  put() { printf 'M 644 inline %s\ndata <<END\n%sEND\n' "$1" "$2"; }
  printf 'commit refs/heads/main\nmark :1\ncommitter %s\ndata <<END\nfeat: first\nEND\n' "$author"
  put VERSION $'1.2.3\n'
  put debian/control $'Source: tide\n'
  put debian/changelog "$changelog"
  put apps/bell/metadata.yaml $'name: Bell\nversion: 2.0-0 # of ours\n'
  printf 'reset refs/tags/v1.2.3+1\nfrom :1\n\n'
  for ((number = 1; number <= merges; ++number)); do
    printf 'commit refs/heads/branch-%d\ncommitter %s\ndata <<END\nsource\nEND\nfrom :1\n' "$number" "$author"
    put "src/$number.c" $'int x;\n'
  done
}
git init -q -b main "$folder/origin"
history | git -C "$folder/origin" fast-import --quiet

# orchestrate: takes one merge after the other until none is left.
orchestrate() {
  local number
  while :; do
    {
      flock 9
      read -r number <../next
      ((number <= merges)) || return 0
      echo $((number + 1)) >../next
      git merge -q --no-ff -m "fix: change $number" "branch-$number" >>../git.log 2>&1 ||
        echo "branch-$number was not merged" >>../failed
    } 9>../turn
    "$program" release bump --merge "$number" --app apps/bell >>../out 2>&1 ||
      echo "bump $number failed" >>../failed
    ((number % 4)) || "$program" release bump --merge "$number" --app apps/bell >>../out 2>&1 ||
      echo "bump $number failed the second time" >>../failed
  done
}

try_with() {
  local count=$1 place=$folder/$1 number
  mkdir "$place"
  cp -r "$folder/origin" "$place/tree"
  cd "$place/tree" || exit 1
  git config user.name Ada
  git config user.email ada@example.org
  git reset -q --hard
  echo 1 >../next
  : >../failed
  for ((number = 0; number < count; ++number)); do orchestrate & done
  wait
  [[ ! -s ../failed ]] || cat ../out >>../failed
  report "$count orchestrators: each bump ends well" ../failed
  # The base is 1.2.3, and all changes are fixes.
  diff <(echo 1.2.4) VERSION >../difference
  report "$count orchestrators: the version went up once" ../difference
  diff <(seq $merges) <(grep -v '^#' debian/container-app.merges | sort -n) >../difference
  report "$count orchestrators: $merges merges are noted, each once" ../difference
  diff <(printf 'name: Bell\nversion: 2.0-%d # of ours\n' $merges) apps/bell/metadata.yaml >../difference
  report "$count orchestrators: $merges effects on the app" ../difference
  diff <(git log --first-parent --reverse --format='* %s' v1.2.3+1..) \
    <(dpkg-parsechangelog --since 1.2.3-1 -SChanges | grep -o '\*.*') >../difference
  report "$count orchestrators: $merges bullets in the order of the history" ../difference
  dpkg-parsechangelog --all 2>../difference >../parsed
  [[ $(grep -c '(1.2' ../parsed) -eq 2 ]] || echo 'not two entries' >>../difference
  report "$count orchestrators: dpkg reads the changelog" ../difference
  grep -q 'waited for another bump' ../out || echo 'nobody waited' >../difference
  report "$count orchestrators: they were in each other's way" ../difference
}

for count in $(amount 32 "2 8 32"); do try_with "$count"; done
exit "$failures"

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The three orchestrators of container-app-orchestrator(7), as they are printed there: each one's
# commands are taken out of the page and run on a repository here, while others push.
set -u

# shellcheck source=tests/package/release-lib.sh
. "$(dirname "$0")/release-lib.sh"
page=$top/doc/container-app-orchestrator.7
mkdir "$folder/bin" && ln -s "$program" "$folder/bin/container-app"
export PATH=$folder/bin:$PATH
git config --global user.name 'Ada Pilot' && git config --global user.email ada@x.example

fails() { ! "$@"; }

# block FIRST-LINE-PATTERN: the example of the page that has such a line, as mandoc shows it.
block() {
  awk -v wanted="$1" '
    /^\.Bd -literal$/ { text = ""; inside = 1; next }
    /^\.Ed$/ { if (inside && text ~ wanted) printf "%s", text; inside = 0; next }
    inside { text = text $0 "\n" }' "$page"
}
block '^# .github/workflows' >"$folder/github.yml"
block '^# .gitlab-ci' >"$folder/gitlab.yml"
block 'merge-branches BRANCH' >"$folder/merge-branches"
# commands FILE WORD…: what a job runs: the step of that name (GitHub), or its script (GitLab).
commands() {
  python3 -c '
import sys, yaml
job = yaml.safe_load(open(sys.argv[1]))
if "jobs" in job:
    job = job["jobs"][sys.argv[2]]
    print([step["run"] for step in job["steps"] if step.get("name") == sys.argv[2]][0])
else:
    print("\n".join(line for line in job[sys.argv[2]]["script"] if "set-url" not in line))' "$@"
}
for job in verify bump; do
  commands "$folder/github.yml" "$job" >"$folder/github-$job"
  commands "$folder/gitlab.yml" "$job" >"$folder/gitlab-$job"
done
check 'the page has three orchestrators' test -s "$folder/merge-branches" -a -s "$folder/github-bump" \
  -a -s "$folder/gitlab-bump" -a -s "$folder/github-verify" -a -s "$folder/gitlab-verify"
check 'shellcheck finds nothing in them' shellcheck --shell=bash "$folder/merge-branches" \
  "$folder/github-bump" "$folder/gitlab-bump"

# A repository with a release 1.2.3 on main and a branch that keeps it up, 1.2.x.
commit() { git add --all && git commit --quiet --message "$1"; }
change() {
  git checkout --quiet -b "$2" "$1" && mkdir -p src && echo "$3" >>"src/$2.c" && commit "$3" &&
    git push --quiet origin "$2"
}
make_origin() {
  rm -rf "$folder/origin" "$folder/work" "$folder/rival"
  git init --quiet --bare --initial-branch=main "$folder/origin"
  git clone --quiet "$folder/origin" "$folder/work" 2>/dev/null
  cd "$folder/work" || exit 1
  git checkout --quiet -b main
  mkdir debian && echo 1.2.3 >VERSION && printf 'Source: berth\n' >debian/control
  cat >debian/changelog <<'END'
berth (1.2.3-1) unstable; urgency=medium

  * Initial release.

 -- Ada Pilot <ada@x.example>  Sun, 22 Nov 2020 02:00:00 +0000
END
  commit Start && git tag v1.2.3+1 && git push --quiet origin main v1.2.3+1
  git push --quiet origin main:1.2.x
  change main list 'feat: list the berths'
  change main sort 'fix: sort the berths'
  git checkout --quiet -b cheat main && echo 9.9.9 >VERSION && commit 'fix: cheat' &&
    git push --quiet origin cheat
  git checkout --quiet main
}
# Somebody merges a branch into origin's BRANCH without a bump.
rival() {
  git clone --quiet --branch "$1" "$folder/origin" "$folder/rival" 2>/dev/null &&
    git -C "$folder/rival" merge --quiet --no-ff --message "Merge branch '$2'" "origin/$2" &&
    git -C "$folder/rival" push --quiet origin "$1" && git -C "$folder/rival" rev-parse HEAD
  rm -rf "$folder/rival"
}
of() { git -C "$folder/origin" show "$1:$2"; }
# After the first fetch of the job somebody else pushes once: a git that does it before a push.
with_race() {
  local real
  real=$(command -v git)
  mkdir -p "$folder/race"
  cat >"$folder/race/git" <<END
#!/bin/bash
if [[ \$1 == push && ! -e $folder/raced ]]; then
  touch $folder/raced
  $real clone --quiet --branch main $folder/origin $folder/racer
  $real -C $folder/racer commit --quiet --allow-empty --message 'docs: a rival'
  $real -C $folder/racer push --quiet origin main
  rm -rf $folder/racer
fi
exec $real "\$@"
END
  chmod +x "$folder/race/git"
  rm -f "$folder/raced"
  PATH=$folder/race:$PATH "$@" && [[ -e $folder/raced ]]
}

job() {
  export BRANCH=$2 CI_COMMIT_BRANCH=$2 MERGE=$3 CI_COMMIT_SHA=$3
  bash -e "$folder/$1-bump"
}
verify() {
  BASE=origin/main CI_MERGE_REQUEST_DIFF_BASE_SHA=$(git rev-parse origin/main) \
    bash -e "$folder/$1-verify"
}
for forge in github gitlab; do
  make_origin
  git checkout --quiet list
  check "$forge: a change that leaves the version alone is let in" verify "$forge"
  git checkout --quiet cheat
  check "$forge: one that touches it is not" fails verify "$forge"
  git checkout --quiet main
  merged=$(rival main sort)
  check "$forge: the merge is bumped, while somebody pushes" with_race job "$forge" main "$merged"
  check "$forge: the version is pushed" is 1.2.4 of main VERSION
  check "$forge: the merge of the rival is there, too" \
    bash -c "git -C '$folder/origin' log --format=%s main | grep -qx 'docs: a rival'"
  before=$(git -C "$folder/origin" rev-parse main)
  check "$forge: the same job again" job "$forge" main "$merged"
  check "$forge: changes nothing" is "$before" git -C "$folder/origin" rev-parse main
  merged=$(rival main list)
  check "$forge: a feature in the same cycle" job "$forge" main "$merged"
  check "$forge: raises the version once more" is 1.3.0 of main VERSION
  check "$forge: verify has nothing to say of the result" container-app release verify --base v1.2.3+1
  git -C "$folder/origin" tag v1.3.0+1 main
  merged=$(rival 1.2.x sort)
  check "$forge: the branch of the older release" job "$forge" 1.2.x "$merged"
  check "$forge: rises from its own release" is 1.2.4 of 1.2.x VERSION
  merged=$(rival 1.2.x list)
  check "$forge: a feature there would take a version of main" fails job "$forge" 1.2.x "$merged"
  check "$forge: and nothing is pushed" is 1.2.4 of 1.2.x VERSION
  check "$forge: with --level patch it is let in" container-app release bump --level patch
done

make_origin
check 'script: a branch that touches the version is named' \
  bash -c "! bash '$folder/merge-branches' sort cheat list 2>'$folder/said' && grep -x 'not merged: cheat' \
  '$folder/said'"
check 'script: the others are merged, and the version is pushed' is 1.3.0 of main VERSION
check 'script: both changes are told' is '  * fix: sort the berths
  * feat: list the berths' bash -c "git -C '$folder/origin' show main:debian/changelog | sed -n 3,4p"
before=$(git -C "$folder/origin" rev-parse main)
check 'script: the same branches again' bash "$folder/merge-branches" sort list
check 'script: change nothing' is "$before" git -C "$folder/origin" rev-parse main
change main bell 'feat!: another bell' && git checkout --quiet main
check 'script: while somebody pushes' with_race bash "$folder/merge-branches" bell
check 'script: the version is pushed then' is 2.0.0 of main VERSION
exit "$failures"

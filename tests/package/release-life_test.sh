#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The life of a repository with `container-app release`: merges, bumps, a release, a second cycle; what
# dpkg and git say of it; annotations for forges; and the check of dh_container_app.
set -u

# shellcheck source=tests/package/release-lib.sh
. "$(dirname "$0")/release-lib.sh"
export CONTAINER_APP_DATA_DIR=$top DEBFULLNAME='Ada Pilot' DEBEMAIL=ada@x.example
unset DH_OPTIONS DH_INTERNAL_OPTIONS DH_VERBOSE DEB_BUILD_OPTIONS DEB_BUILD_PROFILES

release() { "$program" release "$@"; }
# refuses TEXT WORD…: the verb fails and says TEXT.
refuses() {
  ! release "${@:2}" >"$folder/refused" 2>&1 && grep -F -- "$1" "$folder/refused"
}
field() { dpkg-parsechangelog -S "$1"; }
commit() { git add -A && git -c user.name='Ada Pilot' -c user.email=ada@x.example commit -q -m "$1"; }
# merge SUBJECT FILE: a branch with one commit, merged as forges do.
merge() {
  git checkout -q -b topic && mkdir -p "$(dirname "$2")" && echo "$1" >>"$2" && commit "$1"
  git checkout -q main
  git -c user.name='Ada Pilot' -c user.email=ada@x.example merge -q --no-ff -m "Merge pull request #1 from ada/topic

$1" topic
  git branch -q -D topic
}

git init -q --initial-branch=main "$folder/berth" && cd "$folder/berth" || exit 1
mkdir debian
echo 1.2.3 >VERSION
printf 'Urgency: low\n\nFile: setup.cfg\nPattern: version = {version}\n' >debian/container-app.release
printf '[metadata]\nversion = 1.2.3\n' >setup.cfg
cat >debian/changelog <<'END'
berth (1.2.3-1) unstable; urgency=medium

  * Initial release.

 -- Ada Pilot <ada@x.example>  Sun, 22 Nov 2020 02:00:00 +0000
END
commit 'Start' && git tag v1.2.3+1

check 'nothing is due after a release' is '1.2.3 stays, nothing is due' \
  sh -c '"$0" release plan | tail -n 1' "$program"
merge 'fix: sort the berths' src/sort.c
check 'a change of an author passes before the merge' release verify --mode author --base v1.2.3+1
check 'the merge is not verified before its bump' refuses '[bump-due]' verify --base HEAD^1
check 'a bump' release bump --merge 1 --base HEAD^1
check 'the version file' is 1.2.4 cat VERSION
check 'the extra file' is 'version = 1.2.4' tail -n 1 setup.cfg
check 'dpkg reads the version' is 1.2.4-1 field Version
check 'dpkg reads the urgency of the policy' is low field Urgency
check 'dpkg reads the change' grep -qF '  * fix: sort the berths' debian/changelog
commit 'Release 1.2.4'
check 'the bump is verified' release verify --base HEAD~2
check 'its commit calls for no other' is '1.2.4 stays, nothing is due' \
  sh -c '"$0" release plan | tail -n 1' "$program"
check 'the same merge again changes nothing' sh -c \
  '"$0" release bump --merge 1 --base HEAD~2 && [ -z "$(git status --porcelain)" ]' "$program"

merge 'feat: list the berths' src/list.c
release bump --merge 2 >/dev/null 2>&1
check 'a higher level raises the version of an open cycle' is 1.3.0 cat VERSION
check 'and its entry' is 1.3.0-1 field Version
commit 'Release 1.3.0'
merge 'fix: list no berth twice' src/list.c
release bump --merge 3 >/dev/null 2>&1
check 'a lower one does not' is 1.3.0 cat VERSION
check 'all changes of the cycle are told, the oldest first' is \
  '  * fix: sort the berths
  * feat: list the berths
  * fix: list no berth twice' sed -n '3,5p' debian/changelog
commit 'Tell of it'
check 'the next revision' is 1 sh -c '"$0" release next-revision 2>/dev/null' "$program"
git tag v1.3.0+1_pre
check 'a build keeps its revision' is 1 sh -c '"$0" release next-revision 2>/dev/null' "$program"
check 'the changes for a pipeline' is '  * feat: list the berths
  * fix: list no berth twice' release changelog --since HEAD~4
sed -i '1s/UNRELEASED/unstable/' debian/changelog && commit 'Upload' && git tag v1.3.0+2
merge 'feat!: berths by name' src/list.c
release bump --merge 4 >/dev/null 2>&1
check 'a new cycle begins above the release' is 2.0.0-1 field Version
check 'dpkg reads all entries without a warning' sh -c \
  '[ -z "$(dpkg-parsechangelog --all 2>&1 >/dev/null)" ]'
check 'both entries are there' is '2.0.0-1 1.3.0-1 1.2.3-1' sh -c \
  'dpkg-parsechangelog --all --format rfc822 -S Version | xargs'
commit 'Release 2.0.0'

echo 2.0.1 >VERSION
check 'annotations of GitHub' is "::error file=debian/changelog,line=1,col=8,title=version-changelog::the \
top entry is of 2.0.0, and VERSION says 2.0.1; let both say the same: container-app release bump, or dch \
-v for an entry by hand
::error file=setup.cfg,line=2,col=11,title=version-differs::this says 2.0.0, and VERSION says 2.0.1; \
write 2.0.1" release verify --format github
check 'a report of GitLab is JSON' is '["debian/changelog",1,"setup.cfg",2]' sh -c \
  '"$0" release verify --format gitlab | python3 -c "import json, sys
print(json.dumps([w for f in json.load(sys.stdin)
  for w in (f[\"location\"][\"path\"], f[\"location\"][\"lines\"][\"begin\"])], separators=(\",\", \":\")))"' \
  "$program"

# A package of the example, with a version file.
mkdir "$folder/bin" && ln -s "$program" "$top/plugin/debhelper/dh_container_app" "$folder/bin/"
export PATH=$folder/bin:$PATH DH_AUTOSCRIPTDIR=$top/plugin/debhelper
cp -r "$top/examples/hello-beacon" "$folder/beacon" && cd "$folder/beacon" || exit 1
build() { rm -rf debian/hello-beacon-container && dh_container_app; }
built() { build && [ -d debian/hello-beacon-container ]; }
fails() {
  ! build 2>"$folder/errors" && [ ! -e debian/hello-beacon-container ] &&
    grep -F "$1" "$folder/errors"
}
check 'a package without version file is built' built
echo 0.0.1 >VERSION
check 'one whose version file differs is not' fails '[version-changelog]'
check 'and it says how to go on' fails "'Version-File: none'"
# Versions of any form are compared as text where there is no policy.
cp debian/changelog metadata.yaml ..
scheme() {
  sed "1s/([^)]*)/($1)/" ../changelog >debian/changelog && printf '%b\n' "$2" >VERSION
  sed "s/^version: .*/version: \"${1#*:}\"/" ../metadata.yaml >metadata.yaml
}
for pair in '2024.01.05 2024.01.05' '20240105 20240105' '1.2 1.2' '1.2.3 v1.2.3' '1:1.2.3 1:1.2.3' \
  '1:1.2.3 1.2.3' '1.3.0~rc1 1.3.0-rc1' '1.2.3+ds 1.2.3'; do
  scheme "${pair% *}" "${pair#* }"
  check "VERSION ${pair#* } is that of ${pair% *}" built
done
for pair in '2024.01.05 2024.01.06' '1.2 1.2.0' '1.2.3 v1.2.4' '1:1.2.3 2:1.2.3'; do
  scheme "${pair% *}" "${pair#* }"
  check "VERSION ${pair#* } is not that of ${pair% *}" fails '[version-changelog]'
done
scheme 1.2.3 'MAJOR = 1\nMINOR = 2'
check 'a VERSION that is no version does not stop the build' built
check 'and a warning says that it is not compared' \
  bash -c 'dh_container_app 2>&1 | grep -F "[version-not-compared]"'
cp ../changelog debian/ && cp ../metadata.yaml .
echo 'Version-File: none' >debian/container-app.release
check 'unless the policy says that it has none' built
rm VERSION
check 'and that needs no such file' built
echo 'Urgency: low' >debian/container-app.release
check 'a policy without the version file it names is refused' fails 'Version-File: none'
exit "$failures"

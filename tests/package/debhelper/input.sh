#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# See debhelper-input_test.sh.
set -u
# shellcheck source=tests/package/debhelper/common.sh
. "$(dirname "$0")/common.sh"

mkdir -p "$work/good/debian" && cd "$work/good" || exit 1
cat >debian/control <<'EOF'
Source: ports
Maintainer: Jane Doe <jane@example.org>
Build-Depends: debhelper-compat (= 13), dh-sequence-container-app

Package: port-one
Architecture: all
Description: first

Package: port-two
Architecture: all
Description: second

Package: port-plain
Architecture: all
Description: no app
EOF
changelog ports 1.0 >debian/changelog
for number in one two; do
  app "apps/$number" "port-$number"
  echo "apps/$number" >"debian/port-$number.container-app"
done

# fresh: in a new copy of the source.
fresh() {
  rm -rf "$work/source"
  cp -r "$work/good" "$work/source"
  cd "$work/source" || exit 1
}

# runs [NAME=VALUE…] ARGUMENT…: the command as `env` runs it; what it tells is in $work/told.
runs() {
  state_of_debian >"$work/before"
  env "$@" >"$work/told" 2>&1
  status=$?
  state_of_debian >"$work/after"
}

# refused NAME PART…: it failed as debhelper's commands do, with error(), told each PART, and did
# nothing.
refused() {
  local name=$1 part
  shift
  check "$name: is refused" test "$status" -eq 255
  for part; do
    check "  and told: $part" holds "$work/told" "$part"
  done
  check "  and debian/ is as it was" diff "$work/before" "$work/after"
}

fresh
runs dh_container_app
check "nothing is wrong with the source" test "$status" -eq 0
check "and nothing is told" test ! -s "$work/told"

fresh
echo 'one: 1' >>apps/one/metadata.yaml
printf 'two: 2\nthree: 3\n' >>apps/two/metadata.yaml
runs dh_container_app
refused "errors in two definitions" "apps/one/metadata.yaml:" "'one'" "apps/two/metadata.yaml:" \
  "'two'" "'three'" "dh_container_app: error: nothing is installed"

for path in /etc ../good/apps/one apps/../../one; do
  fresh
  echo "$path" >debian/port-one.container-app
  runs dh_container_app
  refused "the folder $path" "debian/port-one.container-app:1: '$path' leaves the source package"
done
fresh
echo apps/none/ >debian/port-one.container-app
: >debian/port-two.container-app
runs dh_container_app
refused "no such folder, and none at all" \
  "debian/port-one.container-app:1: there is no folder 'apps/none'" \
  "debian/port-two.container-app:1: write the path of the definition's folder on one line"
fresh
printf 'apps/one\napps/two\n' >debian/port-one.container-app
echo 'one: 1' >>apps/two/metadata.yaml
runs dh_container_app
refused "two folders, and an error in the definition of another" "debian/port-one.container-app:1:" \
  "apps/two/metadata.yaml:"
fresh
ln -s /etc apps/link
echo apps/link >debian/port-one.container-app
runs dh_container_app
refused "a link to a folder" "there is no folder 'apps/link'"
fresh
rm debian/port-one.container-app
mv apps/one debian/port-one.container-app
runs dh_container_app
refused "a definition in the file's place" "debian/port-one.container-app is a folder"
fresh
printf '  apps/one// \n\n' >debian/port-one.container-app
runs dh_container_app
check "blanks and slashes around the path do not matter" test "$status" -eq 0

fresh
app . port-three
runs dh_container_app
check "a definition at the top of a source of several packages is warned of" holds "$work/told" \
  "warning: metadata.yaml is not used"
check "  and not used" test ! -e debian/port-three
echo . >debian/port-plain.container-app
sed -i 's/port-three/port-plain/' metadata.yaml
runs dh_container_app
check "  unless it is claimed" lacks "$work/told" "not used"

fresh
rm debian/changelog
runs dh_container_app
refused "no changelog" "debian/changelog"
fresh
echo 'ports 1.0; urgency=low' >debian/port-one.changelog
runs dh_container_app
refused "a changelog that is none" "debian/port-one.changelog: the first line has to be"
fresh
changelog ports 2:1.1-3 >debian/port-one.changelog
runs dh_container_app
refused "a changelog of another version" "[version-package]" "'version: 1.1'"
fresh
changelog ports 20261125 >debian/changelog
changelog ports 1.0-7 >debian/port-one.changelog
runs dh_container_app
check "a version of the source's own is warned of" holds "$work/told" \
  "give the package a changelog of its own, debian/port-two.changelog"
check "  where the package has no changelog" lacks "$work/told" apps/one
check "  and taken" test "$status" -eq 0
fresh
echo 1.1.0 >VERSION
runs dh_container_app
refused "another VERSION" "[version-changelog]"

# Files of others where units go.
unit=usr/lib/systemd/system/port-one.service
for command in true dh_installsystemd; do
  fresh
  printf '[Service]\nExecStart=/bin/true\n' >debian/port-one.service
  "$command"
  runs dh_container_app
  refused "debian/port-one.service after $command" \
    "error: debian/port-one.service: the unit port-one.service is made from the definition" \
    "dh_container_app -Xport-one.service"
  runs dh_container_app -Xport-one.service
  check "  but not when ours is left out" test "$status" -eq 0
done
fresh
printf '[Service]\nExecStart=/bin/true\n' >debian/service
runs dh_container_app
refused "debian/service, which is the main package's" "error: debian/service: the unit port-one.service"
for path in "lib/systemd/system/port-one-watcher-harbour.path" "$unit" \
  "etc/systemd/system/port-one-recover.service"; do
  fresh
  install -D /dev/null "debian/port-one/$path"
  runs dh_container_app
  refused "a file at /$path" "error: debian/port-one/$path: the unit ${path##*/} is made"
done
fresh
dh_container_app
runs dh_container_app
check "what an earlier run has installed is not refused" test "$status" -eq 0
check "  nor without acting" dh_container_app --no-act
echo '# mine' >>"debian/port-one/$unit"
runs dh_container_app
refused "a unit that was changed since" "error: debian/port-one/$unit: the unit"
fresh
install -D apps/one/metadata.yaml debian/port-one/lib/systemd/system/port-one.service
dh_container_app >/dev/null 2>&1
cp -a debian/port-one "$work/source/kept"
runs dh_container_app
refused "a unit in /lib beside ours" "debian/port-one/lib/systemd/system/port-one.service"

fresh
runs dh_container_app apps/one
refused "an argument" "the argument 'apps/one' is not expected"
runs DH_COMPAT=11 dh_container_app
refused "level 11" "needs compat level 12"

# stand_in LINE…: a program container-app that is not quite the one of this tree.
stand_in() {
  mkdir -p "$work/bin"
  { echo '#!/bin/sh'; printf '%s\n' "$@"; } >"$work/bin/container-app"
  chmod +x "$work/bin/container-app"
}
other=PATH=$work/bin:$PATH
real=/tool/bin/container-app
fresh
mkdir "$work/none"
ln -s "$(command -v dh_container_app)" /usr/bin/perl /usr/bin/env "$work/none/"
runs PATH="$work/none" dh_container_app
refused "no container-app" "the program container-app cannot be run" "install the package container-app"
stand_in "shift; $real draw \"\$@\""
runs "$other" dh_container_app
refused "a container-app without the verb" "container-app does not know 'render'"
stand_in "$real \"\$@\" | sed 's/\"format\":1/\"format\":2/'"
runs "$other" dh_container_app
refused "a container-app that is newer" "container-app writes format 2, and dh_container_app reads format 1"
stand_in "$real \"\$@\" >/dev/null"
runs "$other" dh_container_app
refused "one that answers nothing" "container-app writes format none"
stand_in "$real \"\$@\"; kill -SEGV \$\$"
runs "$other" dh_container_app
refused "one that dies" "container-app was ended by signal 11"

# An end from outside, while the files are made.
stand_in "$real \"\$@\"; touch $work/made; exec sleep 600"
state_of_debian >"$work/before"
env "$other" dh_container_app >"$work/told" 2>&1 &
while [ ! -e "$work/made" ] && kill -0 $!; do sleep 0.05; done
check "the files are there when all are made" test -d debian/.debhelper/generated/_source/container-app/port-two
kill -TERM $!
wait $!
status=$?
state_of_debian >"$work/after"
check "a signal ends it" test "$status" -eq 1
check "  and debian/ is as it was" diff "$work/before" "$work/after"
check "  and container-app has ended, too" sh -c '! pgrep -x sleep'
mkdir -p debian/.debhelper/generated/_source/container-app/port-one
runs dh_container_app
check "what a killed run has left does not matter" test "$status" -eq 0
check "  and is gone" test ! -e debian/.debhelper/generated/_source
finish

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# See debhelper-options_test.sh.
set -u
# shellcheck source=tests/package/debhelper/common.sh
. "$(dirname "$0")/common.sh"

rs=$'\x1e'
mkdir -p "$work/mix/debian" && cd "$work/mix" || exit 1
cat >debian/control <<'EOF'
# A comment before everything
Source: mix
Section: net
Maintainer: Jane Doe <jane@example.org>
Build-Depends: debhelper-compat (= 13),
# a comment in a field
               dh-sequence-container-app

Package: mix-a
Architecture: all
Description: first

Package: mix-b
Architecture: any
Description: second

Package: mix-c
Architecture: all
Build-Profiles: <!nodoc> <extra !stage1>
Description: third

Package: mix-d
Architecture: hurd-any
Description: fourth

Package: mix-e
Architecture: linux-any
Description: fifth
EOF
changelog mix 1.0 >debian/changelog
for letter in a b c d e; do
  app "apps/$letter" "mix-$letter"
  echo "apps/$letter" >"debian/mix-$letter.container-app"
done

tidy() {
  rm -rf debian/.debhelper debian/mix-[a-e] elsewhere debian/*.debhelper debian/*.debhelper.log \
    debian/*.substvars
}

# acted COMMAND: the packages it has worked on.
acted() {
  local package folder=usr/lib/systemd/system
  [ "$1" = dh_container_app ] || folder=usr/share/doc
  for package in debian/mix-? elsewhere; do
    [ ! -d "$package/$folder" ] ||
      find "$package/$folder" -mindepth 1 -maxdepth 1 -printf '%f\n' | grep -o '^mix-.' | sort -u
  done
}

# outcome COMMAND [NAME=VALUE…] -- ARGUMENT…: what can be compared, the command's own name aside.
outcome() {
  local command=$1 status=0 settings=() acted logged
  shift
  while [ "$1" != -- ]; do settings+=("$1") && shift; done
  shift
  [ -n "${KEEP:-}" ] || tidy
  env "${settings[@]}" "$command" "$@" >"$work/stdout" 2>"$work/stderr" || status=$?
  {
    echo "status $status"
    [[ " ${settings[*]} $* " =~ \ (-v|--verbose|DH_VERBOSE=1)\  ]] || cat "$work/stdout"
    cat "$work/stderr"
    acted=$(acted "$command" | paste -sd ' ')
    logged=$(grep -lx "$command" debian/*.debhelper.log 2>/dev/null | paste -sd ' ')
    echo "acted on: ${acted:-nothing}"
    echo "logged: ${logged:-nothing}"
  } | sed "s/\b$command\b/COMMAND/g"
}

# gives NAME EXPECTED [NAME=VALUE…] -- ARGUMENT…: both commands do the same, and EXPECTED is in it.
gives() {
  local name=$1 expected=$2
  shift 2
  outcome dh_installchangelogs "$@" >"$work/theirs"
  outcome dh_container_app "$@" >"$work/ours"
  if ! diff "$work/theirs" "$work/ours" >"$work/diff"; then
    check "$name" cat "$work/diff" /nonexistent
  else
    check "$name" holds "$work/ours" "$expected"
  fi
}
same() { gives "$1" "" "${@:2}"; }

everything() {
  gives "$1no options" "acted on: mix-a mix-b mix-c mix-e" "${settings[@]}" --
  gives "$1-i" "acted on: mix-a mix-c" "${settings[@]}" -- -i
  gives "$1-a" "acted on: mix-b mix-e" "${settings[@]}" -- -a
  gives "$1-p" "acted on: mix-b" "${settings[@]}" -- -pmix-b
  gives "$1-N" "acted on: mix-b mix-c mix-e" "${settings[@]}" -- -Nmix-a
  gives "$1a profile" "acted on: mix-a mix-b mix-e" "${settings[@]}" DEB_BUILD_PROFILES=nodoc --
  gives "$1another architecture" "acted on: mix-a mix-b mix-c mix-d" "${settings[@]}" DEB_HOST_ARCH=hurd-i386 --
  gives "$1DH_INTERNAL_OPTIONS" "acted on: mix-a mix-c" "${settings[@]}" DH_INTERNAL_OPTIONS=-i --
  gives "$1-P" "acted on: mix-a" "${settings[@]}" -- -pmix-a -Pelsewhere
  gives "$1--no-act" "acted on: nothing" "${settings[@]}" -- --no-act
  gives "$1an unknown option" "error: unknown option or error during option parsing" "${settings[@]}" -- --nope
}
for level in $(amount 13 "13 12 14"); do
  settings=("DH_COMPAT=$level")
  everything "level $level: "
done

gives "-a -i" "acted on: mix-a mix-b mix-c mix-e" -- -a -i
same "--indep" -- --indep
same "--arch" -- --arch
gives "-s is gone" "status 25" -- -s
same "--package=" -- --package=mix-b
same "--package and a blank" -- --package mix-b
gives "-p of several" "acted on: mix-a mix-c" -- -pmix-c -pmix-a
same "-p the same twice" -- -pmix-b -pmix-b
gives "-p of an unknown package" "error: Requested unknown package nope" -- -pnope
gives "-p of a package for another system" "All requested packages have been excluded" -- -pmix-d
same "-p of such a package and of another" -- -pmix-d -pmix-a
same "-p of a package without its profile" DEB_BUILD_PROFILES=nodoc -- -pmix-c
same "a second list of profiles" "DEB_BUILD_PROFILES=nodoc extra" --
same "its negated term" "DEB_BUILD_PROFILES=nodoc extra stage1" --
same "-N of an unknown package" -- -Nnope
gives "-N of all packages" "No packages to build" -- -Nmix-a -Nmix-b -Nmix-c -Nmix-e
same "-p and -N of the same package" -- -pmix-a -Nmix-a
gives "-P and several packages" "multiple packages would be acted on" -- -Pelsewhere
same "--tmpdir" -- --tmpdir=elsewhere -pmix-a
same "-h" -- -h
same "-v" -- -v
same "DH_VERBOSE" DH_VERBOSE=1 --
same "DH_NO_ACT" DH_NO_ACT=1 --
gives "-O with a known option" "acted on: mix-a mix-c" -- -O-i
gives "-O with an unknown one" "status 0" -- -O--nope
same "DH_OPTIONS" DH_OPTIONS=-pmix-a --
gives "an unknown word in DH_OPTIONS" "ignored unknown options in DH_OPTIONS" "DH_OPTIONS=--nope -i" --
gives "DH_INTERNAL_OPTIONS and -p of another" "All requested packages have been excluded" \
  DH_INTERNAL_OPTIONS=-i -- -pmix-b
same "DH_INTERNAL_OPTIONS of an -arch override" \
  "DH_INTERNAL_OPTIONS=-O-Nmix-a${rs}-Nmix-a${rs}-Nmix-c${rs}-a" --
same "all three sources" DH_INTERNAL_OPTIONS=-i DH_OPTIONS=-d -- -Nmix-a
gives "in an override target, what was done is logged" \
  "logged: debian/mix-a.debhelper.log debian/mix-c.debhelper.log" DH_INTERNAL_OVERRIDE=COMMAND -- -i
gives "but not with --no-act" "logged: nothing" DH_INTERNAL_OVERRIDE=COMMAND -- -i --no-act

# remaining: both commands, each after a run for mix-a in an override target.
for command in dh_installchangelogs dh_container_app; do
  tidy
  env DH_INTERNAL_OVERRIDE="$command" "$command" -pmix-a
  rm -rf debian/mix-a
  KEEP=1 outcome "$command" DH_INTERNAL_OVERRIDE="$command" -- --remaining-packages >"$work/$command"
done
check "--remaining-packages" diff "$work/dh_installchangelogs" "$work/dh_container_app"
check "  are the others" holds "$work/dh_container_app" "acted on: mix-b mix-c mix-e"

# What is this command's own business.
units=usr/lib/systemd/system
tidy
state_of_debian >"$work/before"
dh_container_app -v --no-act >"$work/verbose"
state_of_debian >"$work/after"
check "--no-act writes nothing" diff "$work/before" "$work/after"
check "  and tells with -v what would be done" holds "$work/verbose" \
  "debian/mix-a/$units/mix-a.service"

dh_container_app -pmix-a -n
check "-n installs files" test -e "debian/mix-a/$units/mix-a.service"
check "  and dependencies" grep -q '^container-app:Depends=.' debian/mix-a.substvars
check "  and leaves the scripts alone" sh -c '! ls debian/*.debhelper'
tidy
dh_container_app -pmix-a -o
check "-o installs no file" test ! -e debian/mix-a
check "  and changes the scripts" grep -q "enable 'mix-a.service'" debian/mix-a.postinst.debhelper
tidy
dh_container_app -pmix-a -Xwatcher-harbour.service -Xconfig.yml
check "-X leaves files out" test -z "$(find debian/mix-a -name '*harbour.service' -o -name config.yml)"
check "  those that links point to like the links" test ! -L debian/mix-a/var/lib/container-apps/mix-a/config.yml
check "  and no others" test -e "debian/mix-a/$units/mix-a-watcher-harbour.path"
check "  and a unit out of the scripts" grep -q "'mix-a-watcher-harbour.path' 'mix-a.service'" \
  debian/mix-a.prerm.debhelper
tidy
DH_ALWAYS_EXCLUDE=.service:.path dh_container_app -pmix-a
check "DH_ALWAYS_EXCLUDE leaves out, too" test ! -e "debian/mix-a/$units"
check "  and without units nothing is done about them" sh -c '! grep -l deb-systemd debian/mix-a.*.debhelper'
tidy

mv debian/mix-a.container-app debian/mix-a.harbour.container-app
dh_container_app -pmix-a --name=harbour
check "--name" test -e "debian/mix-a/$units/mix-a.service"
mv debian/mix-a.harbour.container-app debian/container-app
tidy
dh_container_app
check "debian/container-app is that of the main package" test -e "debian/mix-a/$units/mix-a.service"
mv debian/container-app debian/mix-a.container-app
tidy
echo apps/nowhere >debian/mix-b.container-app
echo apps/b >"debian/mix-b.container-app.$(dpkg-architecture -qDEB_HOST_ARCH)"
dh_container_app -pmix-b
check "a file for one architecture goes first" test -e "debian/mix-b/$units/mix-b.service"
tidy

# Docker Compose is asked, unless the builder wants no checks.
mkdir "$work/compose"
cat >"$work/compose/docker-compose" <<'EOF'
#!/bin/sh
[ "$1" != version ] || { echo 2.26.1; exit; }
echo 'no more berths' >&2
exit 15
EOF
chmod 0755 "$work/compose/docker-compose"
# asked [NAME=VALUE…]
asked() {
  tidy
  ! env PATH="$work/compose:$PATH" DEB_BUILD_OPTIONS= "$@" dh_container_app -pmix-a 2>"$work/said" &&
    grep -F 'refuses the files: no more berths' "$work/said" && [ ! -e debian/mix-a ]
}
not_asked() { tidy && env PATH="$work/compose:$PATH" "$@" dh_container_app -pmix-a && [ -e debian/mix-a ]; }
check "what Docker Compose refuses is not installed" asked
check "  nor with other options" asked DEB_BUILD_OPTIONS='noopt parallel=2' DEB_BUILD_PROFILES=nodoc
check "DEB_BUILD_OPTIONS=nocheck: it is not asked" not_asked DEB_BUILD_OPTIONS='parallel=2 nocheck'
check "DEB_BUILD_PROFILES=nocheck: it is not asked" not_asked DEB_BUILD_OPTIONS= DEB_BUILD_PROFILES='nodoc nocheck'
tidy

# What `make install` has made, and what else it has.
mkdir -p debian/tmp/apps && app debian/tmp/apps/a mix-a && echo debian/tmp/apps/a >debian/mix-a.container-app
: >debian/tmp/forgotten
dh_container_app -pmix-a
dh_missing --list-missing >"$work/missing" 2>&1
check "dh_missing knows what was taken from debian/tmp" lacks "$work/missing" metadata.yaml
check "  and what was not" holds "$work/missing" forgotten
finish

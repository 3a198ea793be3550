# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # REPO, SCRATCH, SYSTEM come from harness.sh
# Small apps, packaged with the program under test, for tests on a booted system. Their image is the
# busybox of import_image.

BUILD=${CONTAINER_APP_BUILD:-$REPO/build/test}

# The program as dh finds it when it is installed.
prepare_tool() {
  [[ -x $BUILD/container-app ]] || { echo "no $BUILD/container-app: build first" >&2; exit 1; }
  TOOL=$SCRATCH/tool
  mkdir -p "$TOOL/bin" "$TOOL/perl/Debian/Debhelper/Sequence"
  ln -sf "$BUILD/container-app" "$TOOL/bin/container-app"
  ln -sf "$REPO/plugin/debhelper/dh_container_app" "$TOOL/bin/dh_container_app"
  cp "$REPO/plugin/debhelper/container_app.pm" "$TOOL/perl/Debian/Debhelper/Sequence/"
  export CONTAINER_APP_DATA_DIR=$REPO PATH="$TOOL/bin:$PATH" PERL5LIB="$TOOL/perl"
  export DH_AUTOSCRIPTDIR=$REPO/plugin/debhelper
}

# define_app FOLDER APP_ID VERSION IMAGE [COMMAND]: a definition of one service.
define_app() {
  mkdir -p "$1"
  cat >"$1/metadata.yaml" <<YAML
name: Test $2
app_id: $2
version: "$3"
description: Small app for tests of the package
long_description: It does nothing but run.
maintainer: Test <test@example.org>
license: MIT
tags: [role::container-app]
debian_section: net
architecture: all
default_config: {GREETING: hello}
YAML
  cat >"$1/docker-compose.yml" <<YAML
services:
  main:
    image: $4
    network_mode: none
    command: ${5:-sleep 86400}
    environment:
      GREETING: \${GREETING}
    volumes:
      - \${CONTAINER_DATA_ROOT}/state:/state
YAML
  cat >"$1/config.yml" <<'YAML'
version: "1.0"
groups:
  - id: app
    label: App
    fields:
      - {id: GREETING, label: Greeting, type: string, default: hello, required: false}
YAML
}

# hook FOLDER: standard input becomes the app's prestart.sh.
hook() {
  { echo '#!/bin/bash'; cat; } >"$1/prestart.sh"
  chmod +x "$1/prestart.sh"
}

# breakable FOLDER: its start fails as long as it is broken (break_it, fix_it).
breakable() {
  hook "$1" <<'SH'
[ ! -e "$CONTAINER_DATA_ROOT/broken" ] || exit 9
SH
}
break_it() { touch "$SYSTEM$(data_of "$1")/broken"; }
fix_it() { rm -f "$SYSTEM$(data_of "$1")/broken"; }

# For an app that runs well as long as there is a file `well` in its state.
well() { mkdir -p "$SYSTEM$(data_of "$1")/state" && touch "$SYSTEM$(data_of "$1")/state/well"; }
unwell() { rm -f "$SYSTEM$(data_of "$1")/state/well"; }

# What systemd says of an APP.
unit() { echo "$1-container.service"; }
property() { inside systemctl show --property="$2" --value "$(unit "$1")"; }
is() { state_is "$(unit "$1")" "$2"; }
in_pause() { [[ $(property "$1" SubState) == auto-restart ]]; } # Between two attempts of systemd.
all_are() { # STATE APP…
  local state=$1 app
  shift
  for app; do is "$app" "$state" || return 1; done
}

# build_apps [--change FUNCTION] OUT FOLDER…: one source package of all definitions, changed by
# FUNCTION TREE before it is built; their .debs go to OUT.
build_apps() {
  local change=: out work tree
  if [[ $1 == --change ]]; then change=$2 && shift 2; fi
  out=$1
  shift
  work=$(mktemp -d "$SCRATCH/build.XXXXXX")
  mkdir -p "$out"
  tree=$(container-app source "$@" -o "$work" --source test-apps --maintainer 'Test <test@example.org>') || return 1
  "$change" "$tree"
  if ! (cd "$tree" && dpkg-buildpackage -us -uc -b -d) >"$work/log" 2>&1; then
    cat "$work/log" >&2
    return 1
  fi
  find "$work" -name '*.deb' -exec cp -t "$out" {} +
}

# refuse_removal DEB…: their own prerm calls a removal off, unless there is /root/may-go.
refuse_removal() {
  local deb
  for deb; do
    dpkg-deb --raw-extract "$deb" "$deb.d"
    # shellcheck disable=SC2016 # for the script
    echo '[ "$1" != remove ] || [ -e /root/may-go ] || exit 1' >>"$deb.d/DEBIAN/prerm"
    dpkg-deb --root-owner-group --build "$deb.d" "$deb" >/dev/null
    rm -r "$deb.d"
  done
}

# runtime_deb [VERSION [FUNCTION]]: prints the file of container-app-runtime, as this tree has it or
# with another version and changed by FUNCTION TREE. Without either, one build serves all tests.
# shellcheck disable=SC2120 # tests pass them
runtime_deb() {
  local version=${1:-} change=${2:-:} parts=(LICENSE VERSION debian doc examples plugin runtime) target lock
  target=$(cache_folder)/runtime-$(cd "$REPO" && tar --sort=name --mtime=@0 --owner=0 --group=0 \
    --mode=go=u,go-w -c "${parts[@]}" | sha256sum | cut -c1-12).deb
  if [[ -n $version || $change != : ]]; then
    target=$SCRATCH/runtime-$version${change#:}.deb
  else
    mkdir -p "$(cache_folder)"
    exec {lock}>"$(cache_folder)/runtime.lock"
    flock "$lock"
  fi
  [[ -e $target ]] || build_runtime "$target" "$version" "$change" || return 1
  [[ -z ${lock:-} ]] || exec {lock}>&-
  printf '%s\n' "$target"
}

build_runtime() { # FILE VERSION FUNCTION
  local work
  work=$(mktemp -d "$SCRATCH/runtime.XXXXXX")
  mkdir "$work/tree"
  (cd "$REPO" && tar -c "${parts[@]}") | tar -x -C "$work/tree"
  [[ -z $2 ]] || sed -i "1s/(.*)/($2)/" "$work/tree/debian/changelog"
  "$3" "$work/tree" || return 1
  if ! (cd "$work/tree" && DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage -us -uc -A -d) >"$work/log" 2>&1; then
    cat "$work/log" >&2
    return 1
  fi
  find "$(cache_folder)" -maxdepth 1 -name 'runtime-*.deb' -mmin +240 -delete
  mv "$work"/container-app-runtime_*.deb "$1.part" && mv "$1.part" "$1"
  rm -rf "$work"
}

# install_runtime [FILE]: what all packages of apps depend on; in $SYSTEM, which runs.
install_runtime() {
  cp "${1:-$(runtime_deb)}" "$SYSTEM/root/container-app-runtime.deb" &&
    inside dpkg -i /root/container-app-runtime.deb
}

# apt_install FILE…: within the system; prints apt's output, its status is the function's.
apt_install() {
  inside env DEBIAN_FRONTEND=noninteractive apt-get install -y --allow-downgrades "$@" 2>&1
}

# state_of UNIT: its ActiveState.
state_of() { inside systemctl show --property=ActiveState --value "$1"; }

state_is() { [[ $(state_of "$1") == "$2" ]]; }

# units_are STATE UNIT…: all of them, asked for at once.
units_are() {
  local state=$1
  shift
  (($(inside systemctl show --property=ActiveState --value "$@" | grep -cx "$state") == $#))
}

# tune APP DIRECTIVE…: an administrator's drop-in; StartLimit directives go where they belong.
tune() {
  local folder=$SYSTEM/etc/systemd/system/$1-container.service.d
  shift
  mkdir -p "$folder"
  {
    echo '[Unit]'
    printf '%s\n' "$@" | grep '^StartLimit'
    echo '[Service]'
    printf '%s\n' "$@" | grep -v '^StartLimit'
  } >"$folder/test.conf"
}

# listing: what packages have installed and left in $SYSTEM; not what systemd, dpkg and Docker keep for
# themselves.
listing() {
  inside find /etc /usr /var /run \( -path /var/lib/docker -o -path /var/lib/containerd -o -path /run/docker \
    -o -path /run/containerd -o -path /run/systemd -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache \
    -o -path /var/log -o -path /run/log \) -prune -o -print | sort
}

# data_of APP: where its data is within the system.
data_of() { echo "/var/lib/container-apps/$1-container/data"; }

# install_program: the program under test in $SYSTEM, with its templates and the libraries it was linked
# with: the system may be of another suite.
install_program() {
  local to=/opt/container-app libraries loader
  libraries=$(ldd "$BUILD/container-app" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p')
  loader=$(ldd "$BUILD/container-app" | sed -n 's/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p')
  mkdir -p "$SYSTEM$to"
  # shellcheck disable=SC2086 # one word each
  cp -Lt "$SYSTEM$to" "$BUILD/container-app" $libraries
  cp -L "$loader" "$SYSTEM$to/loader"
  cp -r "$REPO/templates" "$SYSTEM$to/"
  printf '#!/bin/sh\nCONTAINER_APP_DATA_DIR=%s exec %s/loader --library-path %s %s/container-app "$@"\n' \
    $to $to $to $to >"$SYSTEM/usr/local/bin/container-app"
  chmod 0755 "$SYSTEM/usr/local/bin/container-app"
}

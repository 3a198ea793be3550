#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `container-app pin` with Debian's docker-registry on the loopback: the digests are those of the
# registry, a tag that moves is found, and what fails leaves everything as it was.
set -u
# shellcheck source=tests/package/pin-lib.sh
. "$(dirname "$0")/pin-lib.sh"

start_registry plain || exit 1
app=$address/team/app:1.0
db=$address/team/db:5
first=$(push "$app" one amd64 arm64)
single=$(push "$db" data arm64)

# compose APP DB: a Compose file with the two images.
compose() {
  cat <<YAML
services:
  app: {image: "$1", user: "1000:1000", read_only: true}
  twin: {image: "$1", user: "1000:1000", read_only: true}
  db: {image: "$2", user: "1000:1000", read_only: true}
YAML
}
pin() { (cd "$folder" && "$program" pin "$@"); }
# gives STATUS COMMAND…: it ends with this status; what it prints stays in $folder/said.
gives() {
  local status=0
  "${@:2}" >"$folder/said" 2>&1 || status=$?
  cat "$folder/said"
  ((status == $1))
}
says() { cat "$folder/said" && grep -qF -- "$1" "$folder/said"; }
silent() { [[ -z $("$@" 2>&1 | tee /dev/stderr) ]]; } # COMMAND…
# locked DIR IMAGE: the digest in images.lock.
locked() { python3 -c '
import sys, yaml
images = yaml.safe_load(open(sys.argv[1]))["images"]
print(next(one["digest"] for one in images if one["image"] == sys.argv[2]))' "$folder/$1/images.lock" "$2"; }
checks() { (cd "$folder" && "$program" check --no-compose "$@"); }

define ledger < <(compose "$app" "$db")
check 'a definition is pinned' gives 0 pin ledger
check 'each image is told with its platforms' says "ledger: $app: none -> $first (linux/amd64, linux/arm64)"
check 'an image alone too' says "ledger: $db: none -> $single (linux/arm64)"
check 'the digest is that of the whole index' is "$first" locked ledger "$app"
check 'and the registry says the same' is "$first" skopeo inspect --tls-verify=false \
  --format '{{.Digest}}' --override-arch amd64 --override-os linux "docker://$app"
check 'there is nothing to be said about it' silent checks ledger
cp "$folder/ledger/images.lock" "$folder/lock-before"
rm "$folder/ledger/images.lock"
check 'a second time' gives 0 pin ledger
check 'gives the same bytes' cmp "$folder/lock-before" "$folder/ledger/images.lock"

shown() { (cd "$folder" && "$program" show ledger compose.container-app.yml); }
check 'the generated Compose file has the digest' eval "shown | grep -F 'image: \"$app@$first\"'"

# A tag that moves.
second=$(push "$app" two amd64 arm64)
check 'pin alone keeps what fits' gives 0 pin ledger
check 'and says so' says 'ledger: no change'
check '--check finds a tag that has moved' gives 5 pin --check ledger
check 'and tells both digests' says "ledger: $app: $first -> $second"
check 'and writes nothing' cmp "$folder/lock-before" "$folder/ledger/images.lock"
check '--update moves the digest' gives 5 pin --update ledger
check 'and tells both, too' says "ledger: $app: $first -> $second"
check 'which is in the lock' is "$second" locked ledger "$app"
check 'then nothing moves any more' gives 0 pin --update ledger
check 'nor is there anything to move' gives 0 pin --check ledger

# A Compose file that changes; the advice of `check` is done.
newer=$address/team/app:2.0
push "$newer" three amd64 arm64 >/dev/null
define ledger < <(compose "$newer" "$db")
check 'a lock that no longer fits is an error' gives 1 checks ledger
check 'with the image and the one before' says \
  "images.lock has no digest of the image '$newer', but one of '$app'"
check 'and the advice' says 'run container-app pin ledger'
check 'which helps' gives 0 pin ledger
check 'and tells what goes' says "ledger: $app: $second -> none, since no service has it"
check 'then nothing is to be said' silent checks ledger

# Several definitions: all or none.
define other < <(compose "$app" "$address/team/absent:1")
rm "$folder/ledger/images.lock"
check 'an image that is not there' gives 1 pin ledger other
check 'is named with its place' says "other/docker-compose.yml:4:15: error: $address/team/absent:1:"
check 'and what to do' says 'name an image and a tag in docker-compose.yml that the registry has'
check 'nothing is written for the others' test ! -e "$folder/ledger/images.lock"
define other < <(compose "$app" "$db")
check 'when it is right' gives 0 pin ledger other
mkdir "$folder/pinned"
mv "$folder"/{ledger,other}/images.lock "$folder/pinned/" 2>/dev/null
rm -f "$folder"/{ledger,other}/images.lock
ln -s /dev/null "$folder/other/images.lock"
check 'a lock that is a link' gives 1 pin ledger other
check 'is refused' says definition-symlink
check 'and again nothing is written' test ! -e "$folder/ledger/images.lock"
rm "$folder/other/images.lock"

# Variables.
define ledger <<YAML
services:
  free: {image: "$address/team/app:\${TAG:-1.0}", user: "1000:1000", read_only: true}
  set: {image: "$address/team/app:\${TIDE_UNITS}", user: "1000:1000", read_only: true}
  built: {build: ., read_only: true}
  fixed: {image: "$app@$first", read_only: true}
YAML
check 'images with variables' gives 0 pin ledger
check 'are pinned where the digest is that of the default' says "ledger: $app: none -> $second"
check 'else it is said' says "'set' gets no digest: its image depends on the variable TIDE_UNITS"
check 'and of what is built' says "'built' gets no digest: it is built on the device"
check 'and of a digest in the Compose file' says "'fixed' has its digest in docker-compose.yml"
check 'the digest is part of the default' eval \
  "shown | grep -F 'image: \"$address/team/app:\${TAG:-1.0@$second}\"'"
check 'check says it, too' eval 'checks ledger 2>&1 | grep image-lock-variable'

# A registry that asks for a login, as docker-registry does.
printf 'ada:%s\n' "$(perl -e 'print crypt("tide", q($2b$05$abcdefghijklmnopqrstuu))')" >"$folder/users"
start_registry closed "auth: {htpasswd: {realm: harbour, path: $folder/users}}" || exit 1
check 'a login' skopeo login --tls-verify=false --authfile "$folder/auth.json" -u ada -p tide "$address"
authfile=$folder/auth.json
closed=$(push "$address/closed:1" closed amd64)
define ledger < <(compose "$address/closed:1" "$db")
rm -f "$folder/ledger/images.lock"
check 'a registry that asks for a login' gives 1 pin ledger
check 'is named with what to do' says "run docker login $address or skopeo login $address"
check 'and nothing is written' test ! -e "$folder/ledger/images.lock"
check '--authfile gives the login' gives 0 pin --authfile "$folder/auth.json" ledger
check 'and the digest' is "$closed" locked ledger "$address/closed:1"
rm "$folder/ledger/images.lock"
mkdir -p "$folder/.docker"
cp "$folder/auth.json" "$folder/.docker/config.json"
check 'so does a login of Docker' gives 0 pin ledger
rm -r "$folder/.docker"

# Registries with faults: bounded in time, named, nothing written or lost.
start_faulty
cp "$folder/ledger/images.lock" "$folder/lock-before"
fault() { # NAME WORDS TIMEOUT
  local began=$SECONDS
  define ledger < <(compose "$faulty/$1:1" "$db")
  check "$1: it is refused" gives 1 pin --timeout "$3" ledger
  check "$1: with the image" says "docker-compose.yml:2:16: error: $faulty/$1:1: "
  check "$1: and what is wrong" says "$2"
  check "$1: the lock stays" cmp "$folder/lock-before" "$folder/ledger/images.lock"
  check "$1: within the time" test $((SECONDS - began)) -lt 120
}
fault hang 'did not answer within 3 s' 3s
fault slow 'did not answer within 3 s' 3s
fault huge 'exceeded maximum allowed size of 4194304 bytes' 2min
fault page 'has something that is no image' 2min
fault old 'which Docker does not take any more' 2min
fault empty 'an index without an image for any platform' 2min
fault lying 'gives something else for the digest sha256:' 2min
define ledger < <(compose "$faulty/hang:1" "$faulty/hang:2")
check 'a registry that hangs is waited for once' gives 1 pin --timeout 3s ledger
check 'and that is said' says "$faulty/hang:2: $faulty was not asked again"
define ledger < <(compose 127.0.0.1:9/app:1 "$db")
check 'a registry that is away' gives 1 pin ledger
check 'is named' says '127.0.0.1:9/app:1: pinging container registry 127.0.0.1:9'
check 'and what to do' says 'run it again when the registry can be reached'

# One that is not known to be on this machine is asked with TLS; the advice is done.
plain=0.0.0.0:${app#*:}
plain=${plain%%/*}
define ledger < <(compose "$plain/team/app:1.0" "$db")
check 'a registry without TLS' gives 1 pin ledger
check 'is refused with the option' says "--insecure-registry $plain"
check 'which helps' gives 0 pin --insecure-registry "$plain" ledger
check 'and gives the same digest' is "$second" locked ledger "$plain/team/app:1.0"

# Calls that are wrong.
check 'a wrong time' gives 2 pin --timeout 0 ledger
check '--check and --update exclude each other' gives 2 pin --check --update ledger
check 'no definition' gives 3 pin "$folder/absent"
mkdir "$folder/bin"
ln -s "$(command -v env)" "$folder/bin/"
define ledger < <(compose "$newer" "$db")
check 'without skopeo' gives 1 env PATH="$folder/bin" "$program" pin "$folder/ledger"
check 'the package is named' says 'skopeo cannot be run; install it: apt install skopeo [pin-skopeo]'
exit "$failures"

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # variables are for the tests
# For tests with registries on this machine's loopback: Debian's docker-registry, and one with faults.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build/test}/container-app")
folder=$(mktemp -d)
servers=()
end_servers() {
  ((${#servers[@]} == 0)) || kill "${servers[@]}" 2>/dev/null
  rm -rf "$folder"
}
trap end_servers EXIT
trap 'exit 130' INT TERM HUP
# No logins and no mirrors of whoever runs the tests.
export HOME=$folder XDG_RUNTIME_DIR=$folder CONTAINER_APP_DATA_DIR=$top LC_ALL=C
unset REGISTRY_AUTH_FILE CONTAINERS_REGISTRIES_CONF DOCKER_CONFIG
failures=0

check() {
  local name=$1
  shift
  if "$@" >"$folder/out" 2>&1; then
    echo "ok - $name"
  else
    echo "not ok - $name"
    sed 's/^/# /' "$folder/out" | tail -n 20
    failures=1
  fi
}
is() { diff <(printf '%s\n' "$1") <("${@:2}" 2>&1); } # EXPECTED COMMAND…: what it prints.

# start_registry NAME [LINE…]: docker-registry with these lines of configuration; $address is then where.
start_registry() {
  local tries
  printf '%s\n' 'version: 0.1' "storage: {filesystem: {rootdirectory: $folder/$1.data}}" \
    'http: {addr: "127.0.0.1:0"}' "${@:2}" >"$folder/$1.yml"
  docker-registry serve "$folder/$1.yml" >"$folder/$1.log" 2>&1 &
  servers+=($!)
  for ((tries = 0; tries < 600; tries++)); do
    address=$(sed -n 's/.*listening on \(127[0-9.:]*\).*/\1/p' "$folder/$1.log")
    [[ -z $address ]] || return 0
    sleep 0.1
  done
  cat "$folder/$1.log"
  return 1
}

# start_faulty: the registry with faults; $faulty is then where.
start_faulty() {
  local port
  coproc FAULTY { exec python3 "$here/pin-faulty.py"; }
  # shellcheck disable=SC2154 # set by coproc
  servers+=("$FAULTY_PID")
  read -r port <&"${FAULTY[0]}"
  faulty=127.0.0.1:$port
}

# push REFERENCE TEXT ARCHITECTURE…: makes the image and pushes it; its digest is printed.
push() {
  local reference=$1 layout
  shift
  layout=$(mktemp -d "$folder/layout.XXXXXX")
  python3 "$here/pin-image.py" "$layout" "$@"
  skopeo copy --quiet --all --preserve-digests --dest-tls-verify=false ${authfile:+--authfile "$authfile"} \
    "oci:$layout:it" "docker://$reference" >&2
}

# define NAME: a definition with the Compose file on standard input.
define() {
  mkdir -p "$folder/$1"
  cp "$top"/tests/support/base-definition/* "$folder/$1/"
  cat >"$folder/$1/docker-compose.yml"
}

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # SYSTEM and LIB come from harness.sh
# A registry of images on the device's loopback, as slow as a test wants, or silent. The image
# 127.0.0.1:5000/NAME:1 is busybox and BYTES of noise.

# prepare_registry: before the boot; systemd starts a server for each connection.
prepare_registry() {
  install -D -m 0755 "$LIB/registry-server" "$SYSTEM/usr/local/lib/registry-server"
  printf '[Socket]\nListenStream=127.0.0.1:5000\nAccept=yes\nMaxConnections=100\n' \
    >"$SYSTEM/etc/systemd/system/registry.socket"
  printf '[Service]\nExecStart=-/usr/local/lib/registry-server\nStandardInput=socket\n' \
    >"$SYSTEM/etc/systemd/system/registry@.service"
}

# publish_image NAME BYTES: in the registry of the booted $SYSTEM, which is started.
publish_image() {
  inside sh -s -- "$1" "$2" <<'SCRIPT'
set -eu
mkdir -p /srv/registry
work=$(mktemp -d)
cd "$work"
mkdir layer
head -c "$2" /dev/urandom >layer/noise
cp /bin/busybox layer/
tar -C layer -c . >layer.tar
keep() { # FILE: under its digest, which is printed
  digest=sha256:$(sha256sum "$1" | cut -d ' ' -f 1)
  cp "$1" "/srv/registry/$digest"
  echo "$digest"
}
layer=$(keep layer.tar)
type=application/vnd.docker
cat >config <<JSON
{"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": ["$layer"]},
 "config": {"Entrypoint": ["/busybox"], "Cmd": ["sleep", "86400"]}}
JSON
config=$(keep config)
cat >manifest <<JSON
{"schemaVersion": 2, "mediaType": "$type.distribution.manifest.v2+json",
 "config": {"mediaType": "$type.container.image.v1+json", "size": $(stat -c %s config),
            "digest": "$config"},
 "layers": [{"mediaType": "$type.image.rootfs.diff.tar", "size": $(stat -c %s layer.tar),
             "digest": "$layer"}]}
JSON
keep manifest >"/srv/registry/$1.digest"
rm -rf "$work"
systemctl start registry.socket
SCRIPT
}

# registry_rate BYTES|all|none: what it sends in a second; none: it takes requests and never answers.
registry_rate() { inside sh -c 'echo "$1" >/srv/registry/rate' - "$1"; }

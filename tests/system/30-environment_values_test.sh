#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A thousand values of default_config that break what is not careful are the same for systemd, for
# dash and bash that source the file, and in the container Compose passes them to.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=lib/harness.sh
. "$(dirname "$0")/lib/harness.sh"
# shellcheck source-path=SCRIPTDIR source=lib/apps.sh
. "$(dirname "$0")/lib/apps.sh"

prepare_tool
COUNT=1000
APP=$SCRATCH/values
define_app "$APP" values 1.0.0 test/app:1 \
  '["sh", "-c", "env -0 >/state/seen.new && mv /state/seen.new /state/seen; exec sleep 86400"]'
# Replaces default_config and environment: the values are in meant, NAME=value ended by NUL each.
expect "the definition has $COUNT values" "$BUILD/tests/hostile" --values "$COUNT" "$APP" "$SCRATCH/meant"
hook "$APP" <<'SH'
env -0 >/root/seen-by-systemd.new
mv /root/seen-by-systemd.new /root/seen-by-systemd
SH
expect 'it builds' build_apps "$SCRATCH/debs" "$APP"
[[ -n $(ls "$SCRATCH/debs") ]] || exit 1

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
LIB=/var/lib/container-apps/values-container
ETC=/etc/container-apps/values-container
expect 'apt installs it' apt_install /root/values-container_1.0.0_all.deb
expect_soon 'the container tells what it sees' 60 test -s "$SYSTEM$LIB/data/state/seen"
for shell in dash bash; do
  # shellcheck disable=SC2016  # for the shell within
  inside env -i PATH=/usr/bin:/bin "$shell" -c 'set -a; . "$1"; exec env -0' "$shell" \
    "$ETC/env.defaults" >"$SCRATCH/seen-by-$shell"
done
cp "$SYSTEM/root/seen-by-systemd" "$SCRATCH/seen-by-systemd"
cp "$SYSTEM$LIB/data/state/seen" "$SCRATCH/seen-by-container"

LC_ALL=C sort -z "$SCRATCH/meant" >"$SCRATCH/meant.sorted"
expect_eq 'values meant' "$COUNT" "$(tr -cd '\0' <"$SCRATCH/meant" | wc -c)"
for reader in systemd dash bash container; do
  LC_ALL=C sort -z "$SCRATCH/seen-by-$reader" >"$SCRATCH/seen.sorted"
  LC_ALL=C comm -z -12 "$SCRATCH/meant.sorted" "$SCRATCH/seen.sorted" >"$SCRATCH/same"
  same=$(tr -cd '\0' <"$SCRATCH/same" | wc -c)
  table_row "$reader" "$same of $COUNT values as meant"
  expect_eq "$reader sees what was meant" "$COUNT" "$same"
  LC_ALL=C comm -z -23 "$SCRATCH/meant.sorted" "$SCRATCH/seen.sorted" | tr '\0' '\n' | head -n 5
done

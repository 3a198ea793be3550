#!/bin/bash
# Runs before each start, with the settings in the environment. A failure here fails the start, and
# the journal names this step.
set -euo pipefail

if ((BEACON_PORT < 1024)); then
  echo "BEACON_PORT is $BEACON_PORT; the server is not root and needs 1024 or more" >&2
  exit 1
fi

# The greeting changes with the setting, the page around it is the owner's.
printf '%s, %s\n' "$BEACON_GREETING" "$(uname -n)" >"$CONTAINER_DATA_ROOT/www/greeting.txt"

# What is appended here is in the environment of this start only.
echo "BEACON_STARTED_AT=$(date --utc +%FT%TZ)" >>"$RUNTIME_ENV"

#!/bin/bash
# Works out the calibration from what the meter wrote to the journal: lines "TIME reading VALUE" in
# the file that STATE_INPUT_CALIBRATION names. The app reads the sum and the number of them.
set -euo pipefail

awk '$2 == "reading" && $3 ~ /^[0-9]+$/ { sum += $3; ++count } END { printf "%d %d\n", sum, count }' \
  "$STATE_INPUT_CALIBRATION" | write_durably "$CONTAINER_DATA_ROOT/meter/calibration"
echo "calibration of $(<"$CONTAINER_DATA_ROOT/meter/calibration") (sum, readings)"

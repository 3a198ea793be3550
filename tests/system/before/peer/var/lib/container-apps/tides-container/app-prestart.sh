#!/bin/bash
echo "FROM_HOOK=$(cat "$(dirname "${BASH_SOURCE[0]}")/assets/rules.txt")" >>"$RUNTIME_ENV"
exit 0

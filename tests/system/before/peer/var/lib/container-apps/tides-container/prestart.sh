#!/bin/bash
set -e
RUNTIME_ENV=/run/container-apps/tides-container/runtime.env
mkdir -p "$(dirname "$RUNTIME_ENV")"
(umask 077 && : >"$RUNTIME_ENV")
set -a
[ ! -f /etc/container-apps/tides-container/env.defaults ] || . /etc/container-apps/tides-container/env.defaults
[ ! -f /etc/container-apps/tides-container/env ] || . /etc/container-apps/tides-container/env
set +a
if [ -f /var/lib/container-apps/tides-container/app-prestart.sh ]; then
	. /var/lib/container-apps/tides-container/app-prestart.sh
fi

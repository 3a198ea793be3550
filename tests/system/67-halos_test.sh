#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The integration with HaLOS on a device: stand-ins for the programs that Debian does not have, a real
# proxy that is configured from the labels, and what a start, a stop, an upgrade and a removal do.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
for part in harness apps before; do
  # shellcheck source=/dev/null
  . "$(dirname "$0")/lib/$part.sh"
done

prepare_tool
# define_routed FOLDER APP_ID VERSION: answers on port 8080 of its container with what it was told.
define_routed() {
  define_app "$@" test/app:1 '["sh", "-c", "env >/www/env; exec httpd -f -p 8080 -h /www"]'
  sed -i '/network_mode: none/d' "$1/docker-compose.yml"
  cat >>"$1/docker-compose.yml" <<'YAML'
      - ${CONTAINER_DATA_ROOT}/www:/www
    expose: ["8080"]
YAML
}
define_routed "$SCRATCH/sso" sso 1.0
for variable in SECRET ISSUER RETURN OUTER HOMARR_URL; do
  sed -i "s/^      GREETING: .*/&\n      $variable: \${$variable}/" "$SCRATCH/sso/docker-compose.yml"
done
cat >>"$SCRATCH/sso/metadata.yaml" <<'YAML'
web_ui: {enabled: true, port: 8080, visible: true}
layout: {priority: 20, width: 2, x_offset: 1, y_offset: 3}
routing:
  port: 8080
  mdns: [{type: _sso-test._tcp, port: 8080}]
  auth:
    mode: oidc
    oidc:
      client_id: single-sign-on
      client_name: Single sign-on
      redirect: {style: port, path: /login/return}
      env: {SECRET: secret, ISSUER: issuer, RETURN: redirect, OUTER: external_port}
YAML
hook "$SCRATCH/sso" <<'SH'
# Hooks find what single sign-on has made.
cp /etc/halos/oidc-clients.d/single-sign-on.yml "$CONTAINER_DATA_ROOT/seen-by-hook"
[ -s "$OIDC_SECRET_FILE" ] && [ "$EXTERNAL_PORT" -ge 4430 ]
SH
define_app "$SCRATCH/plain" plain 1.0 test/app:1
# Two that replace packages of the peer: one as before, one without its keys.
define_routed "$SCRATCH/kept" kept 2.0
printf 'web_ui: {enabled: true, port: 8080}\nrouting: {port: 8080}\n' >>"$SCRATCH/kept/metadata.yaml"
define_app "$SCRATCH/lost" lost 2.0 test/app:1
with_files_of_halos() { # TREE: of the peer
  local app
  app=$(sed -n 's/^Package: \(.*\)-container/\1/p' "$1/DEBIAN/control")
  mkdir -p "$1/etc/halos/routing.d" "$1/etc/halos/webapps.d"
  echo "app_id: $app" >"$1/etc/halos/routing.d/$app.yml"
  printf 'name = "Old"\nurl = "/old/"\n' >"$1/etc/halos/webapps.d/$app-container.toml"
  printf '%s\n' "/etc/halos/routing.d/$app.yml" "/etc/halos/webapps.d/$app-container.toml" >>"$1/DEBIAN/conffiles"
}
expect 'they build' build_apps "$SCRATCH/debs" "$SCRATCH"/{sso,plain,kept,lost}
for app in kept lost; do
  expect "$app: packed as by the peer" pack_before peer $app "$SCRATCH/old/$app.deb" 1.0 with_files_of_halos
done
deb=$SCRATCH/debs/sso-container_1.0_all.deb
expect_match 'the package asks for core' 'halos-core-containers \(>= 0.8.0\)' "$(dpkg-deb -f "$deb" Depends)"
expect_match 'and breaks what cannot read its card' 'homarr-container-adapter \(<< 0.4.6\)' \
  "$(dpkg-deb -f "$deb" Breaks)"
expect_eq 'an app without these keys has nothing of it' '' \
  "$(dpkg-deb --raw-extract "$SCRATCH"/debs/plain-*.deb "$SCRATCH/plain.d" && grep -ril halos "$SCRATCH/plain.d")"

new_system device
# Core: the network and the domain are there when its units have run.
core=$SCRATCH/core
mkdir -p "$core/DEBIAN" "$core/usr/bin" "$core/usr/lib/systemd/system"
printf '%s\n' 'Package: halos-core-containers' 'Version: 0.8.0' 'Architecture: all' 'Description: stand-in' \
  'Maintainer: Test <test@example.org>' >"$core/DEBIAN/control"
cp "$LIB/halos-router" "$core/usr/bin/configure-container-routing"
once() { printf '[Unit]\nAfter=docker.service\n[Service]\nType=oneshot\nRemainAfterExit=yes\n'; }
units=$core/usr/lib/systemd/system
{
  once
  echo 'ExecStart=docker network create halos-proxy-network'
  echo 'ExecStop=docker network rm --force halos-proxy-network'
} >"$units/halos-core-containers.service"
{
  once
  echo 'ExecStart=sh -c "mkdir -p /run/halos; echo HALOS_DOMAIN=boat.local >/run/halos/domain.env"'
} >"$units/halos-resolve-domain.service"
dpkg-deb --root-owner-group --build "$core" "$SYSTEM/root/core.deb" >/dev/null
cp "$SCRATCH"/debs/*.deb "$SCRATCH"/old/*.deb "$SYSTEM/root/"
tune sso RestartSec=1s
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
expect_fail 'the app does not install without core' inside apt-get install -y /root/sso-container_1.0_all.deb
expect 'apt installs both' apt_install /root/core.deb /root/sso-container_1.0_all.deb
expect_soon 'the app runs' 40 is sso active

# Routed: the proxy is configured from the labels, and answers for the app.
label() { inside docker inspect --format "{{index .Config.Labels \"$1\"}}" sso-container-main-1; }
address() {
  inside docker inspect --format '{{(index .NetworkSettings.Networks "halos-proxy-network").IPAddress}}' \
    sso-container-main-1
}
merged() { [[ $(label traefik.http.services.sso.loadbalancer.server.port) == 8080 ]]; }
expect_soon 'Compose has merged what core has written' 20 merged
cat >"$SYSTEM/etc/haproxy/haproxy.cfg" <<END
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
frontend all
  bind 127.0.0.1:80
  use_backend sso if { path_beg /sso/ }
backend sso
  http-request replace-path /sso/(.*) /\1
  server sso $(address):$(label traefik.http.services.sso.loadbalancer.server.port)
END
expect 'the proxy starts' inside systemctl restart haproxy
answer() { inside curl --silent --fail http://127.0.0.1/sso/env >"$SCRATCH/answer"; }
expect_soon 'the app answers through the proxy' 10 answer
expect_eq 'and has its own network beside' 'halos-proxy-network sso-container_default' \
  "$(inside docker inspect --format '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}' \
    sso-container-main-1 | xargs -n 1 | sort | xargs)"

# Single sign-on.
secret=$(inside cat "$(data_of sso)/oidc-secret")
expect_match 'there is a secret' '^[0-9a-f]{64}$' "$secret"
expect_eq 'for root alone' '600 root' "$(inside stat -c '%a %U' "$(data_of sso)/oidc-secret")"
for line in "SECRET=$secret" ISSUER=https://boat.local/sso RETURN=https://boat.local:4430/login/return OUTER=4430 \
  HOMARR_URL=http://boat.local:8080; do
  expect "the app got ${line%%=*}" grep -qxF "$line" "$SCRATCH/answer"
done
client=/etc/halos/oidc-clients.d/single-sign-on.yml
expect_eq 'the client is known' "client_id: single-sign-on
client_name: Single sign-on
client_secret_file: $(data_of sso)/oidc-secret
redirect_uris:
  - 'https://\${HALOS_DOMAIN}:4430/login/return'
scopes: [openid, profile, email, groups]
consent_mode: implicit
token_endpoint_auth_method: client_secret_basic" "$(inside cat $client)"
expect 'since before the hooks' inside cmp "$(data_of sso)/seen-by-hook" $client
expect 'it is announced' inside test -e /etc/avahi/services/halos-sso.service

# A settings page has rewritten the settings, and somebody the secret.
inside sh -c "chmod 0644 /etc/container-apps/sso-container/env; rm $client"
inside systemctl restart sso-container
expect_soon 'it runs again' 40 is sso active
expect_eq 'its settings are for root alone again' 600 "$(inside stat -c %a /etc/container-apps/sso-container/env)"
expect_eq 'the client is written at each start, the secret once' "$secret" \
  "$(inside sh -c "test -e $client && cat $(data_of sso)/oidc-secret")"

inside systemctl stop sso-container
expect_fail 'a stop withdraws what is announced' inside test -e /etc/avahi/services/halos-sso.service

# What may be missing at a start.
journal() { inside journalctl --no-pager -o cat -u sso-container.service; }
start_fails() { inside systemctl reset-failed sso-container; ! inside systemctl start sso-container; }
inside mv /usr/bin/configure-container-routing /usr/bin/away
expect 'without the program of core a start fails' start_fails
expect_match 'and says which package has it' 'configure-container-routing is missing.*halos-core-containers' \
  "$(journal)"
inside mv /usr/bin/away /usr/bin/configure-container-routing
inside sh -c 'sed -i s/=.*/=many/ /etc/halos/port-registry'
expect 'with a port that is none a start fails' start_fails
expect_match 'and says so' "port-registry has no port for sso \('many'\)" "$(journal)"
inside rm /etc/halos/port-registry
inside sh -c ': >/run/halos/domain.env'
expect 'without a domain a start fails' start_fails
expect_match 'and says what to look at' 'systemctl status halos-resolve-domain.service' "$(journal)"
inside sh -c 'systemctl restart halos-resolve-domain'
inside sh -c 'systemctl stop sso-container halos-core-containers; systemctl mask --quiet halos-core-containers'
inside systemctl start --no-block sso-container
says_waits() { journal | grep -q 'waiting for the network halos-proxy-network'; }
expect_soon 'it waits for a network that is not there' 20 says_waits
inside sh -c 'systemctl unmask --quiet halos-core-containers; systemctl start halos-core-containers'
expect_soon 'and runs when it comes' 40 is sso active

reboot_system
expect_soon 'after a boot it runs' 60 is sso active

# Removal: nothing shows the app any more; the settings stay as they are.
inside sh -c 'echo "# mine" >>/etc/halos/webapps.d/sso-container.toml'
expect 'it is removed' inside apt-get remove -y sso-container
left() { inside sh -c 'ls /etc/halos/*.d /etc/avahi/services' | grep -v '\.removed$' | grep sso; }
expect_eq 'nothing is left that others read' '' "$(left)"
install() { inside env DEBIAN_FRONTEND=noninteractive apt-get install -y /root/"$1"-container_1.0_all.deb; }
expect 'it is installed again' install sso
expect_match 'what was changed is there again' '# mine' "$(inside cat /etc/halos/webapps.d/sso-container.toml)"
expect_soon 'and it runs' 40 is sso active
expect 'it is purged' inside apt-get purge -y sso-container
expect_eq 'nothing of it is left in /etc/halos' '' \
  "$(inside sh -c 'find /etc/halos /etc/avahi/services -name "*sso*" -o -name "single*"')"

# Packages of the peer are replaced.
expect 'those of the peer install' apt_install /root/kept.deb /root/lost.deb
inside sh -c 'echo "# mine" >>/etc/halos/webapps.d/lost-container.toml'
for app in kept lost; do
  expect "$app: today's replaces it" apt_install -o Dpkg::Options::=--force-confdef \
    "/root/$app-container_2.0_all.deb"
done
obsolete() { inside dpkg-query -W -f '${Conffiles}\n' "$1-container" |
  awk '$3 == "obsolete" { print $1 }' | xargs -r ls; }
expect_eq 'kept: no conffile is obsolete' '' "$(obsolete kept 2>/dev/null)"
expect_match 'its card is that of today' 'url = "/kept/"' "$(inside cat /etc/halos/webapps.d/kept-container.toml)"
expect_match 'and its route' 'port: 8080' "$(inside cat /etc/halos/routing.d/kept.yml)"
expect_soon 'it runs' 40 is kept active
expect_eq 'lost: nothing is left that others read' '' \
  "$(inside sh -c 'ls /etc/halos/routing.d /etc/halos/webapps.d | grep "lost.*\(yml\|toml\)$"')"
expect_match 'what was changed is kept beside' '# mine' \
  "$(inside cat /etc/halos/webapps.d/lost-container.toml.dpkg-bak)"

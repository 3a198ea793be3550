# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # package, value and root are those of settings.sh
# The integration with HaLOS: stages that run before the hooks.
router=/usr/bin/configure-container-routing

# route_app ID LABELS [NETWORK]: core writes what its proxy reads, and the registry of ports.
route_app() {
	if [[ ! -x $router ]]; then
		echo "$router is missing, without which nobody can reach the app: install halos-core-containers" >&2
		return 1
	fi
	"$router" "$1"
	if [[ ! -e $2 ]]; then
		echo "$router $1 has not written $2: look at its lines above" >&2
		return 1
	fi
	[[ -z ${3-} ]] || wait_for_network "$3"
}

# wait_for_network NAME: it belongs to the proxy. Whoever makes it here takes it away from there.
wait_for_network() {
	local left=30 said=''
	until timeout 10 docker network inspect "$1" >/dev/null 2>&1; do
		[[ -n $said ]] || echo "waiting for the network $1"
		said=yes
		left=$((left - 1))
		if ((left <= 0)); then
			echo "there is no network $1: is halos-core-containers.service running?" >&2
			return 1
		fi
		sleep 1
	done
}

# tell_address: HOMARR_URL, for apps that show their own address.
tell_address() {
	local port=${value[Port]} variable=${value[PortVariable]-}
	[[ -z $variable || -z ${!variable-} ]] || port=${!variable}
	echo "HOMARR_URL=\"${value[Protocol]}://${HALOS_DOMAIN-}:$port${value[Path]-}\"" >>"$RUNTIME_ENV"
}

# read_external_port APP: sets `external_port`.
read_external_port() {
	local line registry=/etc/halos/port-registry
	external_port=''
	if [[ -r $registry ]]; then
		while read -r line; do
			case $line in "$1"=*) external_port=${line#*=} ;; esac
		done <"$registry"
	fi
	if ! [[ $external_port =~ ^[1-9][0-9]{0,4}$ ]]; then
		echo "$registry has no port for $1 ('$external_port'): is halos-core-containers up to date?" >&2
		return 1
	fi
}

# tell_client VARIABLE…: makes the app known to single sign-on; each `NAME SOURCE` is a variable of it.
tell_client() {
	local port='' item text
	if ! [[ ${HALOS_DOMAIN-} =~ ^[A-Za-z0-9.-]+$ ]]; then
		echo "the name of this device is not known (HALOS_DOMAIN='${HALOS_DOMAIN-}'), so nobody could log" \
			"in: systemctl status halos-resolve-domain.service shows why" >&2
		return 1
	fi
	if [[ ${value[Style]} == port ]]; then
		read_external_port "${value[App]}"
		port=:$external_port
	fi
	make_secret "${value[Secret]}" 64 hex
	for item; do
		case ${item#* } in
		secret) text=$(<"${value[Secret]}") ;;
		issuer) text=https://$HALOS_DOMAIN/sso ;;
		redirect) text=https://$HALOS_DOMAIN$port${value[Redirect]} ;;
		external_port) text=$external_port ;;
		client_id) text=${value[Id]} ;;
		*) return 1 ;;
		esac
		echo "${item%% *}=$text" >>"$RUNTIME_ENV"
	done
	write_client "https://\${HALOS_DOMAIN}$port${value[Redirect]}"
}

# share_client: what hooks of such apps rely on.
share_client() {
	export OIDC_SECRET_FILE=${value[Secret]}
	[[ ${value[Style]} != port ]] || read_external_port "${value[App]}" || return
	export EXTERNAL_PORT=${external_port-}
}

# write_client REDIRECT: at each start, since the provider takes a new secret only with a new file.
write_client() {
	local file=/etc/halos/oidc-clients.d/${value[Id]}.yml
	mkdir -p "${file%/*}"
	cat >"$file.new" <<-END
		client_id: ${value[Id]}
		client_name: ${value[Name]}
		client_secret_file: ${value[Secret]}
		redirect_uris:
		  - '$1'
		scopes: ${value[Scopes]}
		consent_mode: ${value[Consent]}
		token_endpoint_auth_method: ${value[Method]}
	END
	mv -f "$file.new" "$file"
}

# forget_conffiles: files for the proxy and the dashboard that an earlier packaging of the app had and
# this one has not. What somebody has changed is kept beside.
forget_conffiles() {
	local path sum flag
	[[ -d $root/etc/halos ]] || return 0
	while read -r path sum flag; do
		case $path in /etc/halos/routing.d/* | /etc/halos/webapps.d/*) ;; *) continue ;; esac
		[[ $flag == obsolete && -e $root$path ]] || continue
		if [[ $(md5sum <"$root$path") == "$sum "* ]]; then
			rm -f "$root$path"
		else
			mv -f "$root$path" "$root$path.dpkg-bak"
			echo "$path is kept as $path.dpkg-bak: $package does not use it any more"
		fi
	done < <(dpkg-query -W -f '${Conffiles}\n' "$package" 2>/dev/null)
}

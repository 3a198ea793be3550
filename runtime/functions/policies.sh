# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034,SC2154  # the caller reads what is set; lib is that of settings.sh
# Restart policies that Compose files beside those of the package give to services. By them Docker
# would start a container again that systemd has not started: after a power cut, for example, before
# the prestart. Where systemd supervises, a last Compose file switches them off.

# read_config FILES: what Compose makes of these files, in `config`, line by line; what it has to say
# is in `complaint`.
read_config() {
	mapfile -t config < <(COMPOSE_FILE=$1 docker compose --project-directory "$lib" config \
		2>"$run/complaint")
	wait $!
	local status=$?
	complaint=$(<"$run/complaint")
	return "$status"
}

# read_policies: sets policies[SERVICE] for each service in `config` that Docker would start again.
# Compose writes the keys of a service behind four blanks in their order, and all below behind more.
read_policies() {
	local line section='' service='' key=''
	declare -gA policies=()
	for line in "${config[@]}"; do
		case $line in
		'    restart: no' | '    restart: "no"') ;;
		'    restart: '*)
			[[ $section != services: ]] || policies[$service]+="${policies[$service]:+ and }'${line#    }'"
			;;
		'      restart_policy:'*)
			[[ $section/$key != services:/deploy: ]] || policies[$service]="'deploy.restart_policy'"
			;;
		'    '[!\ ]*) key=${line#    } ;;
		'  '[!\ ]*)
			service=${line#  }
			service=${service%:}
			service=${service//\"/}
			;;
		[!\ ]*) section=$line ;;
		esac
	done
}

# systemd_supervises: whether the end of a container is the end of the unit. An administrator can
# change that (systemctl edit), so the unit that is loaded counts.
systemd_supervises() {
	[[ $(systemctl show --property=ExecStart --value "$unit") == *--abort-on-container-exit* ]]
}

# tell_policies: of containers that a start finds. `docker update`, for example, has given them one.
tell_policies() {
	local name policy containers
	containers=$(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$lib")
	[[ -n $containers ]] || return 0
	# shellcheck disable=SC2086 # One word each.
	docker inspect --format '{{.Name}} {{.HostConfig.RestartPolicy.Name}}' $containers |
		while read -r name policy; do
			if [[ $policy == no ]] || ! systemd_supervises; then continue; fi
			echo "<4>the container ${name#/} has the restart policy '$policy', which is not from the app:" \
				'Docker may have started it before this start. It is replaced.' \
				'See RESTART POLICIES in container-app-runtime(7).'
		done
}

# switch_policies_off FROM: adds the last Compose file to this start, and says which service of the
# Compose files FROM is concerned.
switch_policies_off() {
	local service file=$run/compose.no-restart.yml
	{
		echo 'services:'
		for service in "${!policies[@]}"; do
			printf '  "%s":\n    restart: "no"\n' "$service"
			[[ ${policies[$service]} != *deploy* ]] || printf '    deploy: {restart_policy: !reset null}\n'
		done
	} >"$file"
	for service in "${!policies[@]}"; do
		printf "<4>%s: %s of the service %s is switched off: systemd starts the app again. %s\n" "$1" \
			"${policies[$service]}" "$service" 'See RESTART POLICIES in container-app-runtime(7).'
	done
	printf 'COMPOSE_FILE="%s:%s"\n' "$COMPOSE_FILE" "$file" >>"$run/runtime.env"
}

# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154,SC2016 # for the shell within; SYSTEM and others are of harness.sh
# How the steps of a random walk are done on the device. They wait for nothing but their own end, and
# may fail: what comes of a sequence is looked at when it is over.

has() { touch "$SYSTEM$(data_of "$1")/$2"; } # APP FILE
has_not() { rm -f "$SYSTEM$(data_of "$1")/$2"; }
systemctl_in() { inside timeout 60 systemctl "$@"; }
container_of() { echo "$1-container-main-1"; }
dpkg_in() { inside env DEBIAN_FRONTEND=noninteractive timeout 120 dpkg "$@"; }
deb_of() { echo "/root/$2/$1-container_$2.0_all.deb"; } # APP RELEASE
main_process() { systemctl_in show --property=MainPID --value "$(unit "$1")"; }

kill_main() { # APP
  systemctl_in kill --kill-whom=main --signal=KILL "$(unit "$1")"
}

do_step() { # STEP [APP]
  if [[ $# -eq 1 ]]; then do_device_step "$1"; else do_app_step "$1" "$2"; fi
}

do_app_step() { # STEP APP
  local app=$2
  case $1 in
    crash) inside sh -c 'kill -9 "$(docker inspect --format "{{.State.Pid}}" "$1")"' - "$(container_of "$app")" ;;
    end-by-hand) inside timeout 60 docker stop "$(container_of "$app")" ;;
    kill-by-hand) inside timeout 60 docker kill "$(container_of "$app")" ;;
    down-by-hand) inside timeout 60 docker compose --project-name "$app-container" down ;;
    kill-compose) inside pkill -KILL -P "$(main_process "$app")" -x docker ;;
    kill-main) kill_main "$app" ;;
    kill-watcher) inside pkill -KILL -P "$(main_process "$app")" -f container-app/run ;;
    # These matter at its next start.
    break | hang) has "$app" "$1" && kill_main "$app" ;;
    fix) has_not "$app" break && has_not "$app" hang ;;
    sick) has_not "$app" state/well ;;
    well) has "$app" state/well ;;
    upgrade) dpkg_in -i "$(deb_of "$app" 2)" ;;
    downgrade | install) dpkg_in -i "$(deb_of "$app" 1)" ;;
    reinstall) dpkg_in -i "$(deb_of "$app" "${RELEASE[$app]}")" ;;
    call-off) dpkg_in --remove "$app-container" ;;
    remove | purge) remove_package "$1" "$app" ;;
    mask-now) systemctl_in mask --now "$(unit "$app")" ;;
    *) systemctl_in "$1" "$(unit "$app")" ;;
  esac
}

remove_package() { # remove|purge APP
  inside touch /root/may-go
  dpkg_in "--$1" "$2-container"
  inside rm /root/may-go
}

do_device_step() { # STEP
  case $1 in
    docker-stop) systemctl_in stop docker.service docker.socket ;;
    docker-start) systemctl_in start docker.socket docker.service ;;
    docker-restart) systemctl_in restart docker.service ;;
    docker-kill) inside pkill -KILL -x dockerd ;;
    socket-stop) systemctl_in stop docker.socket ;;
    reboot) reboot_system ;;
    power-cut) power_cut && boot ;;
    daemon-reload) systemctl_in daemon-reload ;;
    registry-down) systemctl_in stop registry.socket ;;
    registry-hangs) registry_rate none ;;
    registry-up) registry_up ;;
  esac
}

registry_up() {
  registry_rate all
  # Connections that were accepted while it was silent.
  systemctl_in stop 'registry@*.service'
  systemctl_in start registry.socket
}

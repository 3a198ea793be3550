#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Hostile texts in every place of a definition are refused or come out inert. The program makes and
# judges tens of thousands of definitions; here the real readers read what it rendered: systemd,
# dash and bash (which also run the scripts), xmllint, dpkg's modules and docker compose.
set -u

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
# shellcheck source=tests/support/amount.sh
. "$top/tests/support/amount.sh"
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build}/tests/hostile")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
marker=$folder/marker
out=$folder/out
failures=0

# report NAME: by the status of the last command; its output is in $folder/log.
report() {
  if [[ $? -eq 0 ]]; then
    echo "ok - $1"
  else
    echo "not ok - $1"
    head -n 20 "$folder/log" | cut -c 1-300 | sed 's/^/# /'
    failures=1
  fi
}

[[ -x $program ]] || {
  echo "not ok - $program is not built"
  exit 1
}
"$program" "$here/hostile_base" "$marker" "$out" "$(amount 6 1)" || failures=1

# Units stand alone here: that a program or a unit is not on this machine says nothing.
units() { find "$out/service" "$out/watch" "$out/path" -type f; }
number=0
mkdir "$folder/units"
while read -r unit; do
  cp "$unit" "$folder/units/h$((++number)).${unit##*.}"
done < <(units)
# A path unit starts the service of its name where the one it names is missing here.
systemd-analyze verify --man=no "$folder"/units/* >"$folder/verify" 2>&1
# systemd 252 does not know what came with 254, and says so.
newer='RestartSteps|RestartMaxDelaySec'
(($(systemctl --version | sed -n 's/^systemd \([0-9]*\).*/\1/p') < 254)) || newer=-
expected="is not executable: No such file|Failed to add dependency|Unit [^ ]+ not found"
grep -vE "$expected|Unknown key '($newer)'|^\$" \
  "$folder/verify" | grep -E "$folder/units|Unknown|Failed to parse|Invalid|ignor" >"$folder/log"
[[ ! -s $folder/log && $number -gt 200 ]]
report "systemd reads $number units without a word"

find "$out/xml" -name '*.xml' -print0 | xargs -0 xmllint --nonet --noout >"$folder/log" 2>&1
report 'xmllint reads every AppStream file'

# The proxy's program reads its file line by line, the others read YAML and TOML.
python3 - "$out" >"$folder/log" 2>&1 <<'PYTHON'
import glob, re, sys, tomllib, yaml
keys = 'app_id|package_name|    service|  *port|- type|  *type|    scheme|  mode|  *join_proxy_network'
line = re.compile(rf'(#.*|({keys}): '
                  r'("[^"\\\\]*"|[a-z0-9_.]+|- .*)|(routing|  backend|auth|network|mdns):|- type: .*)')
def shape(value):
    if isinstance(value, dict): return {key: shape(below) for key, below in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else type(value)
for kind, read in ('card', lambda text: tomllib.loads(text)), ('route', yaml.safe_load):
    tame = shape(read(open(f'{sys.argv[1]}/{kind}.tame').read()))
    files = glob.glob(f'{sys.argv[1]}/{kind}/*')
    for name in files:
        text = open(name).read()
        try:
            if not shape(read(text)).keys() <= tame.keys(): print(name, 'has other keys')
            if kind == 'route':
                for one in text.splitlines():
                    if not line.fullmatch(one): print(name, 'has the line', one)
        except Exception as error:
            print(name, error)
    if len(files) < 3: print(f'{len(files)} files of {kind}')
PYTHON
[[ $? -eq 0 && ! -s $folder/log ]]
report 'proxy and dashboard read their files'

perl "$here/hostile_control.pl" "$out" >"$folder/log" 2>&1
report 'dpkg reads the same fields in every source package'

for shell in dash bash; do
  env -i PATH="$PATH" "$shell" -c '
    for file; do (
      set -a
      . "$file"
      exec env -0 >"$file.$0"
    ) || exit 1; done' "$shell" "$out"/env/*.env >"$folder/log" 2>&1
  report "$shell reads every environment file"
  wanted=0
  for file in "$out"/env/*.env; do
    # Beside what was wanted: PATH, and PWD, OLDPWD, SHLVL and _ of the shell.
    LC_ALL=C comm -z -23 <(LC_ALL=C sort -z "$file.want") <(LC_ALL=C sort -z "$file.$shell") |
      tr '\0' '\n' >>"$folder/log"
    ((++wanted))
  done
  [[ ! -s $folder/log && $wanted -gt 100 ]]
  report "$shell has the meant values of $wanted files"
done

# The scripts run for real, and the runtime with each app.conf, as root of a mount namespace where
# only $folder and scratch file systems can be written.
cat >"$folder/run" <<'SH'
mkdir -p "$folder/usr" "$folder/work"
mount -t tmpfs none "$folder/usr" && mkdir "$folder/usr/upper" "$folder/usr/work" || exit 125
mount -t overlay none -o "lowerdir=/usr,upperdir=$folder/usr/upper,workdir=$folder/usr/work" /usr || exit 125
mount --bind "$folder" "$folder" && mount -o remount,bind,ro / || exit 125
for place in /etc /var/lib /run; do mount -t tmpfs none "$place" || exit 125; done
package=tide-ledger-container
share=/usr/share/container-apps/$package
mkdir -p /run/systemd/system /etc/container-apps "$share/default-data/ledger" "$share/assets" \
  /var/lib/container-apps/$package
cp -r "$top/runtime" /usr/lib/container-app
echo A=b | tee "$share/env.template" >"$share/env.user-template"
for hook in "$top"/tests/package/hostile_base/prestart.d/*; do
  cp "$hook" "$share/app-prestart-${hook##*/}"
done
cp "$out/conf.tame" "$share/app.conf"
# The program of the proxy, and what is known of the device.
printf '#!/bin/sh\nmkdir -p /run/halos/routing-labels\n: >"/run/halos/routing-labels/$1.yml"\n' \
  >/usr/bin/configure-container-routing
chmod +x /usr/bin/configure-container-routing
export HALOS_DOMAIN=boat.local
cd "$folder"
ran=0
for script in "$out"/script/*; do
  for action in configure purge upgrade; do
    dash -c 'set -- "$2" "1.0"; . "$0"' "$script" x "$action" >>ran.log 2>&1
  done
  dash -n "$script" || echo "$script: dash -n"
  [ ! -e "$marker" ] || { echo "$script made the marker"; rm -f "$marker"; }
  ran=$((ran + 1))
done
for conf in "$out"/conf/*; do
  cp "$conf" "$share/app.conf"
  /usr/lib/container-app/configure $package '' >>ran.log 2>&1 || :
  rm -rf /run/container-apps/$package
  /usr/lib/container-app/prestart $package >>ran.log 2>&1 </dev/null || :
  [ ! -e "$marker" ] || { echo "$conf made the marker"; rm -f "$marker"; }
  ran=$((ran + 1))
done
echo "$ran" >ran
[ -e /run/container-apps/$package/runtime.env ] || echo 'no prestart came to its end'
SH
# No service manager and no Docker here, and nobody to give files to.
mkdir "$folder/bin"
for name in systemctl systemd-run deb-systemd-invoke chown docker journalctl; do
  printf '#!/bin/sh\nexit 0\n' >"$folder/bin/$name"
  chmod +x "$folder/bin/$name"
done
printf '#!/bin/sh\necho ActiveState=active\n' >"$folder/bin/systemctl"
env -i PATH="$folder/bin:$PATH" folder="$folder" out="$out" marker="$marker" top="$top" \
  unshare --mount --propagation private sh "$folder/run" >"$folder/log" 2>&1
[[ $? -eq 0 && ! -s $folder/log && $(cat "$folder/ran") -gt 100 ]]
report "$(cat "$folder/ran" 2>/dev/null || echo no) scripts and starts run without the hostile text"

# That it is made, the first time, is told.
"$here/../support/in-root.sh" trixie-system true >"$folder/log" 2>&1 </dev/null
"$here/../support/in-root.sh" --rw-bind "$out/compose:/compose" --chdir /compose trixie-system \
  bash -c '
    services() {
      env -i PATH="$PATH" HOME=/root TIDE_UNITS=metres TIDE_KEY=key CONTAINER_DATA_ROOT=/data \
        /usr/libexec/docker/cli-plugins/docker-compose "$@" --profile "*" config --services 2>/dev/null |
        sort
    }
    for number in *; do
      cd "/compose/$number" || exit 1
      own=$(services -f docker-compose.yml)
      both=$(services -f docker-compose.yml -f compose.container-app.yml)
      [ -n "$own" ] || echo "$number" >>/compose/refused
      [ "$own" = "$both" ] || printf "%s: %s\n" "$number" "$both"
    done' >"$folder/log" 2>&1 </dev/null
[[ $? -eq 0 && ! -s $folder/log &&
  $(find "$out/compose" -name compose.container-app.yml | wc -l) -gt $(amount 2 10) &&
  $(cat "$out/compose/refused" 2>/dev/null | wc -l) -lt 5 ]]
report 'docker compose has the same services with every generated file'

[[ ! -e $marker ]]
report 'no hostile text ran'
exit "$failures"

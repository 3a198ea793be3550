#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Secrets that a device makes: when, who can read them, how long they live, and what happens when one is
# lost.
# in the long form, beside the others: it waits most of the time.
set -uo pipefail
for part in harness apps; do
  # shellcheck source=/dev/null
  . "$(dirname "$0")/lib/$part.sh"
done

prepare_tool
# define_vault FOLDER VERSION: the service of user 1000 gets a secret as variable and one as file, and
# shows what it has got; one of another user tries to read the file.
define_vault() {
  define_app "$1" vault "$2" test/app:1 \
    '["sh", "-c", "env >/state/env; cat /run/secrets/key >/state/key; exec sleep 86400"]'
  sed -i -e 's/^    network_mode: none/&\n    user: "1000:1000"\n    secrets: [key]/' \
    -e 's/^      GREETING: .*/&\n      WORD: ${WORD}/' "$1/docker-compose.yml"
  cat >>"$1/docker-compose.yml" <<'YAML'
  peer:
    image: test/app:1
    network_mode: none
    user: "1001"
    secrets: [key]
    command: ["sh", "-c", "cat /run/secrets/key >/state/key 2>&1; exec sleep 86400"]
    volumes:
      - ${CONTAINER_DATA_ROOT}/peer:/state
secrets:
  key: {file: "${CONTAINER_SECRETS_ROOT}/KEY"}
YAML
  cat >>"$1/metadata.yaml" <<'YAML'
generated_secrets:
  - {name: WORD}
  - {name: KEY, length: 64, alphabet: hex, as: file, owner: 1000}
YAML
  hook "$1" <<'SH'
printf '%s\n' "$WORD ${KEY:-none}" >"$CONTAINER_DATA_ROOT/seen-by-hook"
SH
}
define_vault "$SCRATCH/1" 1.0
define_vault "$SCRATCH/2" 2.0
echo '  - {name: ADDED, as: both, alphabet: digits, length: 12, owner: 1000}' >>"$SCRATCH/2/metadata.yaml"
sed -i 's/^      WORD: .*/&\n      ADDED: ${ADDED}/' "$SCRATCH/2/docker-compose.yml"
expect_eq 'the definition has nothing to complain of' '' \
  "$(container-app check --strict --no-compose "$SCRATCH/2" 2>&1)"
expect 'they build' build_apps "$SCRATCH/debs" "$SCRATCH/1"
expect 'the second version, too' build_apps "$SCRATCH/debs" "$SCRATCH/2"

new_system device
cp "$SCRATCH"/debs/*.deb "$SYSTEM/root/"
tune vault RestartSec=1s
boot
import_image test/app:1
expect 'the runtime installs' install_runtime
install() { apt_install "/root/vault-container_$1.0_all.deb"; }
folder=/etc/container-apps/vault-container/secrets
secret() { inside cat "$folder/$1"; }
state() { inside cat "$(data_of vault)/$1"; }
journal() { inside journalctl --no-pager -o cat -u vault-container.service; }
runs() { is vault active && [[ -n $(state state/env 2>/dev/null) ]]; }
# forget: what the app shows from now on is that of its next start.
forget() { inside sh -c "rm -f $(data_of vault)/state/env"; }
restart() { forget; inside systemctl restart vault-container; }

# Masked, so that it does not start: what the configuration alone makes.
inside systemctl mask --quiet vault-container.service
expect 'it installs' install 1
expect_match 'a secret is there when the package is configured' '^[A-Za-z0-9]{32}$' "$(secret WORD)"
expect_match 'and one that is a file' '^[0-9a-f]{64}$' "$(secret KEY)"
expect_eq 'root alone can read the one, root and the user of the service the other' \
  '600 0:0 600 1000:0 700 0:0' "$(inside stat -c '%a %u:%g' $folder/WORD $folder/KEY $folder | xargs)"
expect_fail 'another user of the device cannot' inside setpriv --reuid 1001 --clear-groups cat $folder/KEY
word=$(secret WORD)
key=$(secret KEY)
inside systemctl unmask --quiet vault-container.service
inside systemctl start vault-container
expect_soon 'it runs' 40 runs
expect_match 'the app has the variable' "(^|
)WORD=$word(
|\$)" "$(state state/env)"
expect_eq 'and the file' "$key" "$(state state/key)"
expect_match 'which a service of another user cannot read' 'Permission denied' "$(state peer/key)"
expect_eq 'hooks have the variable, and not the file' "$word none" "$(state seen-by-hook)"
for text in "$word" "$key"; do
  expect_fail 'no value is in the journal' inside sh -c "journalctl --no-pager -o export | grep -q '$text'"
done
expect_fail 'nor in the settings' inside grep -rq "$word" /etc/container-apps/vault-container/env \
  /etc/container-apps/vault-container/env.defaults
expect 'docker compose works by hand' inside sh -c 'cd /var/lib/container-apps/vault-container && docker compose ps'

# They stay.
kept() { [[ $(secret WORD) == "$word" && $(secret KEY) == "$key" ]]; }
restart
expect_soon 'it runs again' 40 runs
expect 'a restart keeps them' kept
forget
expect 'it is upgraded' install 2
expect_soon 'and runs' 40 runs
expect 'an upgrade keeps them' kept
expect_match 'and makes what the new version adds' '^[0-9]{12}$' "$(secret ADDED)"
expect_match 'for the app' "ADDED=$(secret ADDED)" "$(state state/env)"
forget
expect 'it is installed again' apt_install --reinstall /root/vault-container_2.0_all.deb
expect_soon 'and runs' 40 runs
expect 'with the same' kept
expect 'it is removed' inside apt-get remove -y vault-container
expect 'which keeps them' kept
forget
expect 'it comes back' install 2
expect_soon 'and runs' 40 runs
expect 'with the same secrets' kept
forget
reboot_system
expect_soon 'after a boot it runs' 60 runs
expect 'with the same' kept

# The administrator's word, and a settings page that has rewritten the file.
inside sh -c 'echo "WORD=\"mine\"" >>/etc/container-apps/vault-container/env'
inside chmod 0644 $folder/WORD
restart
expect_soon 'with a value in the settings it runs' 40 runs
expect_match 'and has that' 'WORD=mine' "$(state state/env)"
expect_match 'which is said' \
  "WORD has a value in the settings \(/etc/container-apps/vault-container/env\), which is used" "$(journal)"
expect_eq 'hooks have it' 'mine none' "$(state seen-by-hook)"
expect 'the secret stays' kept
inside sed -i 's/^WORD=.*/WORD=""/' /etc/container-apps/vault-container/env
restart
expect_soon 'with an empty one it runs' 40 runs
expect_match 'and has the secret' "WORD=$word" "$(state state/env)"
expect_eq 'which is closed again' 600 "$(inside stat -c %a $folder/WORD)"

# Lost.
inside cp -a $folder /root/backup
inside rm $folder/WORD
inside systemctl stop vault-container
expect_fail 'without a secret that it had a start fails' inside systemctl start vault-container
expect_match 'and says so' "the secret WORD is lost: $folder/WORD is gone or empty" "$(journal)"
expect_match 'and what to do' \
  'rm /var/lib/container-apps/vault-container/secrets-made/WORD && systemctl restart vault-container' "$(journal)"
OUTPUT=$(apt_install /root/vault-container_1.0_all.deb)
expect_eq 'an upgrade does not fail for it' 0 $?
expect_match 'and says it, too' "the secret WORD is lost: .*; the next start says what to do" "$OUTPUT"
expect_fail 'no other is made' inside test -e $folder/WORD
inside cp -a /root/backup/WORD $folder/
inside systemctl reset-failed vault-container
restart
expect_soon 'from a backup it runs' 40 runs
expect 'with the same' kept
inside rm $folder/WORD
inside systemctl stop vault-container
inside sh -c 'rm /var/lib/container-apps/vault-container/secrets-made/WORD && systemctl restart vault-container'
expect_soon 'with the command that was shown it runs' 40 is vault active
expect_match 'with a new one' '^[A-Za-z0-9]{32}$' "$(secret WORD)"
expect_fail 'another one' kept

# A system that is configured from outside, and becomes an image for many devices.
inside sh -c 'mkdir -p /image/usr/share /image/etc && cp -a /usr/share/container-apps /image/usr/share/ &&
  DPKG_ROOT=/image /usr/lib/container-app/configure vault-container'
expect 'it is configured' inside test -e /image/etc/container-apps/vault-container/env
expect_eq 'and has no secret: each device makes its own' '' "$(inside find /image -path '*secrets*')"

# Purged.
expect 'it is purged' inside sh -c 'apt-get purge -y vault-container >/root/purge 2>&1'
expect_fail 'the secrets are gone' inside test -e /etc/container-apps/vault-container
expect_match 'and that is said beside the data that stays' 'its generated secrets are removed' \
  "$(inside cat /root/purge)"
expect 'it is installed over data of before' install 2
failed() { journal | grep -q 'the secret KEY is lost' && is vault failed || in_pause vault; }
expect_soon 'with which a new secret may not fit: that is said' 40 failed
expect_fail 'and none is made' inside test -s $folder/KEY
inside sh -c 'systemctl stop vault-container; rm -r /var/lib/container-apps/vault-container/data'
inside systemctl reset-failed vault-container
inside systemctl start vault-container
expect_soon 'without the data it starts anew' 40 runs
expect_match 'with new secrets' '^[0-9a-f]{64}$' "$(secret KEY)"
expect_match 'which is said' 'KEY is lost: .*; a new one is made, since no data of the app is left' "$(journal)"
inside systemctl stop vault-container
inside rm -r /var/lib/container-apps/vault-container/data
expect 'it is purged without data' inside apt-get purge -y vault-container
expect_eq 'nothing is left' '' "$(inside find /etc/container-apps /var/lib/container-apps -name '*vault*' 2>/dev/null)"

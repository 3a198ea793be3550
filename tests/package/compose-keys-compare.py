#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""compose-keys-compare.py FOLDER PROGRAM: compares what Compose said of FOLDER/N.yml
(N.yml.accepted, N.yml.error) with what `PROGRAM check` says of a definition with this file."""
import collections
import glob
import json
import os
import re
import subprocess
import sys

# What `check` refuses and Compose does not, by rule and a part of the message.
REASONS = (
    ('file-missing', '', 'Docker refuses the start, or makes a folder of the name'),
    ('image-reference', '', 'Docker refuses the start'),
    ('container-name', '', 'Docker refuses the start'),
    ('network-shared-key', '', 'Docker refuses the start'),
    ('host-port-twice', '', 'Docker refuses the start'),
    ('compose-port', '', 'Docker refuses the start'),
    ('compose-volume', '', 'Docker refuses the start'),
    ('compose-extends', '', 'the other file is not in the package'),
    ('compose-include', '', 'what it names, if anything, is not in the package'),
    ('value-after-variables', "of '(configs|secrets)'", 'a file of no name becomes a folder in the container'),
    ('compose-type', 'is a date', 'a date in such a place is a mistake'),
)
METADATA = '''name: Case {0}
app_id: case-{0}
version: 1.0-1
description: A case
long_description: One key with one value.
maintainer: Ada Pilot <ada@harbour.example>
license: MIT
tags: ["role::container-app"]
debian_section: misc
architecture: all
'''


def check(folder, program, names):
    """Errors of each file."""
    for name in names:
        definition = f'{folder}/definitions/{name}'
        os.makedirs(definition)
        with open(f'{folder}/{name}.yml', encoding='utf-8') as file:
            text = file.read()
        for path, content in (('docker-compose.yml', text), ('metadata.yaml', METADATA.format(name)),
                              ('config.yml', 'version: "1.0"\ngroups: []\n')):
            with open(f'{definition}/{path}', 'w', encoding='utf-8') as file:
                file.write(content)
    errors = collections.defaultdict(list)
    for start in range(0, len(names), 500):
        folders = [f'{folder}/definitions/{name}' for name in names[start:start + 500]]
        said = subprocess.run([program, 'check', '--json', *folders], check=False, capture_output=True,
                              text=True)
        if said.returncode not in (0, 1):
            sys.exit(f'not ok - check ended with {said.returncode}: {said.stderr}')
        for line in said.stdout.splitlines():
            finding = json.loads(line)
            if finding['severity'] == 'error':
                name = finding['file'].removeprefix(f'{folder}/definitions/').split('/')[0]
                errors[name].append((finding['rule'], finding['message']))
    return errors


def is_meant(error):
    """A difference with a reason."""
    return any(error[0] == rule and re.search(part, error[1]) for rule, part, _ in REASONS)


def main():
    """Prints what differs."""
    folder, program, part = sys.argv[1:]
    numerator, of = map(int, part.split('/'))
    names = sorted((os.path.basename(path)[:-4] for path in glob.glob(f'{folder}/*.yml')), key=int)
    errors = check(folder, program, names)
    accepted = {name for name in names if os.path.exists(f'{folder}/{name}.yml.accepted')}
    silent = [name for name in names if name not in accepted and not errors[name]]
    refused = [name for name in accepted if errors[name] and not all(map(is_meant, errors[name]))]
    for name in silent:
        with open(f'{folder}/{name}.yml.error', encoding='utf-8') as file:
            show(folder, name, f'Compose refuses it: {file.read().strip()}')
    for name in refused:
        show(folder, name, f'check refuses it: {errors[name]}')
    enough = len(names) * of > 7000 * numerator and len(accepted) * of > 1500 * numerator
    good = enough and not silent and not refused
    print(f'# {len(names)} files: {len(accepted)} accepted by Compose; accepted by check alone: {len(silent)}; '
          f'refused by check alone without a reason: {len(refused)}')
    print('ok' if good else 'not ok', '- Compose and check accept the same keys and values')
    sys.exit(not good)


def show(folder, name, why):
    """The file as a comment."""
    with open(f'{folder}/{name}.yml', encoding='utf-8') as file:
        print('#', why)
        print('\n'.join('#   ' + line for line in file.read().splitlines()))


main()

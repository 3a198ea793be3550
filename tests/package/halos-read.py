#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""halos-read.py FOLDER DEFINITION...: reads FOLDER/stage/PACKAGE as the programs of HaLOS do, and
FOLDER/merged/PACKAGE.json, and judges the lines `# route:`, `# card:` and `# merged:` in the
definitions: PATH = VALUE, with dots in the path and JSON as the value."""
import json
import os
import re
import sys
import tomllib

import yaml

ROUTE_LINE = re.compile(
    r'#.*|[a-z]\w*:|(  |    )[a-z]\w*:|      [\w-]+: "[^"\\]*"|- type: \S+'
    r'|( |  |    |)*[a-z]\w*: ("[^"\\]*"|[a-z0-9][\w.]*)')


def at(value, path):
    """The value below, or None."""
    for name in re.split(r'(?<!\\)\.', path):
        name = name.replace('\\.', '.')
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, dict):
            value = value.get(name)
        else:
            return None
    return value


def judge_lines(name, text):
    """The proxy's program takes the file line by line."""
    return [f'{name} has the line {line!r}' for line in text.splitlines() if not ROUTE_LINE.fullmatch(line)]


def read(stage, package, merged):
    """What there is: route, card, merged; and what is wrong with it."""
    found, wrong = {'route': None, 'card': None, 'merged': None}, []
    halos = f'{stage}/{package}/etc/halos'
    for folder, kind in (('routing.d', 'route'), ('webapps.d', 'card')):
        if not os.path.isdir(f'{halos}/{folder}'):
            continue
        for name in os.listdir(f'{halos}/{folder}'):
            with open(f'{halos}/{folder}/{name}', encoding='utf-8') as file:
                text = file.read()
            found[kind] = yaml.safe_load(text) if kind == 'route' else tomllib.loads(text)
            if kind == 'route':
                wrong += judge_lines(name, text)
    if os.path.exists(merged) and os.path.getsize(merged):
        with open(merged, encoding='utf-8') as file:
            found['merged'] = json.load(file)
    else:
        with open(merged.replace('.json', '.error'), encoding='utf-8') as file:
            wrong.append(f'it is not merged: {file.read().strip()}')
    return found, wrong


def judge_kind(found):
    """What holds for every app."""
    route, card, merged = found['route'], found['card'], found['merged'] or {'services': {}}
    wrong = []
    for name, service in merged['services'].items():
        joins = 'halos-proxy-network' in (service.get('networks') or {})
        backend = bool(route) and name == route['routing']['backend']['service']
        if joins != (backend and route['network']['join_proxy_network']):
            wrong.append(f'{name} joins the network of the proxy: {joins}')
        labels = [label for label in service.get('labels') or {} if label.startswith('traefik.')]
        if bool(labels) != backend:
            wrong.append(f'{name} has labels of the proxy: {labels}')
    if route and not isinstance(route['routing']['backend']['port'], int):
        wrong.append('the port is no number')
    if card and not re.match(r'/[^/]|https?://', card['url']):
        wrong.append(f'the dashboard refuses {card["url"]}')
    if card and card['layout']['height'] > 255:
        wrong.append('the dashboard refuses a height above 255')
    return wrong


def judge_expectations(definition, found):
    """Those that the definition has itself."""
    wrong, number = [], 0
    for name in ('metadata.yaml', 'docker-compose.yml'):
        with open(f'{definition}/{name}', encoding='utf-8') as file:
            for match in re.finditer(r'^# (route|card|merged): (\S+) = (.*)$', file.read(), re.M):
                kind, path, value = match.groups()
                number += 1
                seen = at(found[kind], path)
                if seen != json.loads(value):
                    wrong.append(f'{kind}: {path} is {json.dumps(seen)}, not {value}')
    return wrong, number


def main():
    """Judges all, and says so in the form of the other tests."""
    folder, definitions = sys.argv[1], sys.argv[2:]
    own = os.path.dirname(os.path.abspath(__file__)) + '/halos/'
    failed = False
    for definition in definitions:
        with open(f'{definition}/metadata.yaml', encoding='utf-8') as file:
            package = yaml.safe_load(file)['app_id'] + '-container'
        found, wrong = read(f'{folder}/stage', package, f'{folder}/merged/{package}.json')
        wrong += judge_kind(found)
        expected, number = judge_expectations(definition, found)
        wrong += expected
        if definition.startswith(own) and not number:
            wrong.append('it asserts nothing')
        print('not ok' if wrong else 'ok', '-', package, 'is read and merged')
        for line in wrong:
            print('#', line)
        failed = failed or bool(wrong)
    if not definitions:
        print('not ok - there is no definition')
    sys.exit(failed or not definitions)


main()

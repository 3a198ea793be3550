#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The JSON schemas judge as `check` does. python3-jsonschema says of each metadata.yaml and config.yml of
# the cases and examples whether it fits: none that the key tables accept is refused, and of those that
# they refuse all are, but for what a schema cannot say.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath -m "${CONTAINER_APP_BUILD:-$here/../../build/test}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for file in metadata.yaml config.yml; do
  "$build/container-app" schema "$file" >"$work/$file.json"
  # What is installed is what the verb prints.
  if cmp "$work/$file.json" "$build/doc/$file.json"; then
    echo "ok - the installed schema of $file is the one that is printed"
  else
    echo "not ok - the installed schema of $file is the one that is printed"
  fi
done
"$build/tests/schema" >"$work/cases"

# What `init` writes names a schema that is installed, and fits it.
"$build/container-app" init --no-compose "$work/fresh-app" >"$work/said"
DESTDIR=$work/root cmake --install "$build" >"$work/installed"
for file in metadata.yaml config.yml; do
  # shellcheck disable=SC2016
  named=$(sed -n '1s/^# yaml-language-server: \$schema=//p' "$work/fresh-app/$file")
  if [[ -n $named ]] && cmp "$work/$file.json" "$work/root$named"; then
    echo "ok - the first line of $file names the schema that is installed"
  else
    echo "not ok - the first line of $file names the schema that is installed"
  fi
done

python3 - "$work" <<'PYTHON'
import json, sys
import jsonschema
import yaml

WORK = sys.argv[1]
# The limits of a time span, and characters that JSON shows otherwise, are for `check` alone.
BEYOND = {"time-span"}
schemas = {}
for name in ("metadata.yaml", "config.yml"):
    with open(f"{WORK}/{name}.json", encoding="utf-8") as file:
        schemas[name] = json.load(file)
    jsonschema.Draft7Validator.check_schema(schemas[name])

count = {"good": 0, "bad": 0, "beyond": 0}
wrong = []
for line in open(f"{WORK}/cases", encoding="utf-8"):
    case = json.loads(line)
    found = list(jsonschema.Draft7Validator(schemas[case["target"]]).iter_errors(case["document"]))
    if not case["errors"]:
        count["good"] += 1
        if found:
            wrong.append(f"{case['file']}: refused: {found[0].message} at {list(found[0].path)}")
    elif found:
        count["bad"] += 1
    elif set(case["errors"]) <= BEYOND:
        count["beyond"] += 1
    else:
        wrong.append(f"{case['file']}: accepted, but check says {case['errors']}")


def report(name, faults):
    print(("not ok - " if faults else "ok - ") + name)
    for fault in faults:
        print("#   " + fault)


report("the schemas judge as check does", wrong)
report(f"there are files to judge: {count}",
       [] if count["good"] > 100 and count["bad"] > 60 else ["too few"])


for name, schema in schemas.items():
    with open(f"{WORK}/fresh-app/{name}", encoding="utf-8") as file:
        faults = [fault.message for fault in jsonschema.Draft7Validator(schema).iter_errors(yaml.safe_load(file))]
    report(f"what init writes into {name} fits the schema", faults)
    wrong += faults


def keys(schema):
    for name, value in schema.get("properties", {}).items():
        yield name, value
        for part in [value] + value.get("anyOf", []):
            yield from keys(part)
            yield from keys(part.get("items", {}))


report("each key has a sentence", [f"{name} has none" for schema in schemas.values()
                                   for name, value in keys(schema) if not value.get("description")])
sys.exit(bool(wrong))
PYTHON

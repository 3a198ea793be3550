#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The reports of `check` for forges and code scanning say what `check --json` says, of paths and texts
# with all that their formats escape, and have the form that their readers ask for.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
export CONTAINER_APP_DATA_DIR=${here%/tests/package}
build=$(realpath -m "${CONTAINER_APP_BUILD:-$here/../../build/test}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

good=$CONTAINER_APP_DATA_DIR/examples/hello-beacon
odd=$'odd: 100%, ü "a"\r\nb'
cp -r "$good" "$odd"
printf 'one: 1\ntow: 2\nthree::x: 3\n"li\\nne": 4\n' >>"$odd/metadata.yaml"
cp -r "$good" many
printf 'services:\n  a: {image: a, colour: x}\n  b: {image: b, colour: x}\n' >many/docker-compose.yml
cp -r "$good" latin
printf 'long_description: "\xe9"\n' >>latin/metadata.yaml
echo '?' >many/stray.txt

ask() { CA_FORMAT=$1; shift; "$build/container-app" check --no-compose "$@" "./$odd" many latin missing "$good" \
  >"$CA_FORMAT" 2>"$CA_FORMAT.err" || printf '%s' "$?" >"$CA_FORMAT.status"; }
ask json --json
for format in github gitlab sarif; do ask "$format" --format "$format"; done
"$build/container-app" check --no-compose --format sarif "$good" >none-sarif
"$build/container-app" check --no-compose --format gitlab "$good" >none-gitlab
"$build/container-app" check --no-compose --format github "$good" >none-github

exec python3 - <<'PYTHON'
import json, re, sys, urllib.parse
import jsonschema

failed = False


def report(name, good, why=""):
    global failed
    failed |= not good
    print(("ok - " if good else "not ok - ") + name)
    if not good:
        print(f"#   {why}")


def read(name):
    return open(name, encoding="utf-8", newline="").read()


def bare(path):
    return path[2:] if path.startswith("./") else path


wanted = []
for line in read("json").splitlines():
    finding = json.loads(line)
    text = finding["message"] + ("; " + finding["fix"] if finding["fix"] else "")
    wanted.append((bare(finding["file"]), finding["line"], finding["column"], finding["severity"],
                   finding["rule"], text))
report("there are findings of all kinds", len(wanted) > 6 and {w[3] for w in wanted} == {"error", "warning"}
       and any(not w[1] for w in wanted), wanted)
for name in ("github", "gitlab", "sarif"):
    report(f"the exit status with {name} is that with --json", read(f"{name}.status") == read("json.status"))
    report(f"nothing is told beside the report for {name}", not read(f"{name}.err"), read(f"{name}.err"))


def plain(text, property):
    for code, character in ([("%3A", ":"), ("%2C", ",")] if property else []) + [
            ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]:
        text = text.replace(code, character)
    return text


# https://docs.github.com: workflow commands; a command is a line.
found = []
for line in read("github").removesuffix("\n").split("\n"):
    match = re.fullmatch(r"::(error|warning) ([^:\r]*)::([^\r]*)", line)
    report("a workflow command is well formed", bool(match), line)
    values = dict(pair.split("=", 1) for pair in match[2].split(","))
    found.append((plain(values.get("file", ""), True), int(values.get("line", 0)), int(values.get("col", 0)),
                  match[1], plain(values["title"], True), plain(match[3], False)))
report("GitHub gets what --json says", found == wanted, (found, wanted))

GITLAB = {"type": "array", "items": {
    "type": "object", "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string", "minLength": 1}, "check_name": {"type": "string"},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]+$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {"type": "object", "required": ["path", "lines"], "properties": {
            "path": {"type": "string", "pattern": "^(?!\\./)"},
            "lines": {"type": "object", "required": ["begin"],
                      "properties": {"begin": {"type": "integer", "minimum": 1}}}}}}}}
gitlab = json.loads(read("gitlab"))
jsonschema.validate(gitlab, GITLAB)
report("GitLab gets what --json says", [
    (g["location"]["path"], g["location"]["lines"]["begin"], g["severity"], g["check_name"], g["description"])
    for g in gitlab] == [(w[0], max(w[1], 1), "critical" if w[3] == "error" else "minor", w[4], w[5])
                         for w in wanted])
report("GitLab's fingerprints differ", len({g["fingerprint"] for g in gitlab}) == len(gitlab))

# The members of SARIF 2.1.0 (OASIS) that have to be there, and the forms of those that are.
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF = {"type": "object", "required": ["version", "runs"], "properties": {
    "version": {"const": "2.1.0"}, "runs": {"type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["tool", "results"], "properties": {
            "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {
                "type": "object", "required": ["name", "version"], "properties": {"rules": {
                    "type": "array", "uniqueItems": True, "items": {
                        "type": "object", "required": ["id", "shortDescription"], "properties": {
                            "shortDescription": MESSAGE,
                            "defaultConfiguration": {"properties": {"level": LEVEL}}}}}}}}},
            "results": {"type": "array", "items": {"type": "object", "required": ["message"], "properties": {
                "message": MESSAGE, "level": LEVEL, "ruleIndex": {"type": "integer", "minimum": 0},
                "locations": {"type": "array", "items": {"properties": {"physicalLocation": {
                    "required": ["artifactLocation"], "properties": {
                        "artifactLocation": {"properties": {"uri": {
                            "type": "string", "pattern": "^[A-Za-z0-9._~/%:-]+$"}}},
                        "region": {"properties": {"startLine": {"type": "integer", "minimum": 1},
                                                  "startColumn": {"type": "integer", "minimum": 1}}}}}}}},
                "partialFingerprints": {"additionalProperties": {"type": "string"}}}}}}}}}}
sarif = json.loads(read("sarif"))
jsonschema.validate(sarif, SARIF)
run = sarif["runs"][0]
found = []
for result in run["results"]:
    place = result["locations"][0]["physicalLocation"]
    uri = urllib.parse.unquote(place["artifactLocation"]["uri"])
    region = place.get("region", {})
    report("a result names its rule",
           run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"])
    found.append((uri, region.get("startLine", 0), region.get("startColumn", 0), result["level"],
                  result["ruleId"], result["message"]["text"]))
report("readers of SARIF get what --json says", found == wanted, (found, wanted))
for name, empty in (("gitlab", []), ("sarif", [])):
    document = json.loads(read(f"none-{name}"))
    report(f"without findings {name} is an empty report",
           (document if name == "gitlab" else document["runs"][0]["results"]) == empty)
report("without findings GitHub gets nothing", not read("none-github"))
sys.exit(failed)
PYTHON

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Our reader and Python's C loader agree on what is YAML, and on each text in it: on the definitions of
# this repository, and on thousands of copies with one edit each. The loader is libyaml, of which the
# reader of Docker Compose is a port.
set -u

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
program=$(realpath -m "${CONTAINER_APP_BUILD:-$top/build}/tests/yaml-verdicts")
[[ -x $program ]] || {
  echo "not ok - $program is not built"
  exit 1
}
cd "$top" || exit 1
exec python3 - "$program" "${1:-12000}" <<'PYTHON'
import collections, glob, json, random, subprocess, sys
import yaml

PROGRAM, COUNT = sys.argv[1], int(sys.argv[2])
# Refused by rules of ours, though it is YAML.
OURS = {"yaml-alias-cycle", "yaml-alias-explosion", "yaml-control-character", "yaml-duplicate-key",
        "yaml-key-not-scalar", "yaml-merge", "yaml-tag", "yaml-too-deep", "yaml-too-large"}
PIECES = list(" \t\n:-?,[]{}#&*!|>'\"%@`~<=a0.\\/é") + [
    "\n\n", "  ", "- ", ": ", " #", "\n...\n", "\n---\n", "&a ", "*a ", "!!str ", "? ", "null",
    "|\n", ">-\n", "\\n", "\\x4", "''"]


def edit(text, dice):
    """The text with one edit: a character, a piece or a line is removed, put in or moved."""
    at, kind = dice.randrange(len(text) + 1), dice.randrange(7)
    if kind == 0:
        return text[:at] + text[at + 1:]
    if kind == 1:
        return text[:at] + dice.choice(PIECES) + text[at:]
    if kind == 2:
        return text[:at] + dice.choice(PIECES) + text[at + 1:]
    lines = text.split("\n")
    row = dice.randrange(len(lines))
    if kind == 3:
        del lines[row]
    elif kind == 4:
        lines.insert(row, dice.choice(lines))
    elif kind == 5:
        width = dice.randrange(1, 5)
        lines[row] = dice.choice([" " * width + lines[row], lines[row][width:]])
    else:
        lines[row:] = [lines[row][:dice.randrange(len(lines[row]) + 1)]]
    return "\n".join(lines)


def texts_of(node):
    if isinstance(node, yaml.ScalarNode):
        return [node.value]
    if isinstance(node, yaml.SequenceNode):
        return [text for item in node.value for text in texts_of(item)]
    return [text for pair in node.value for item in pair for text in texts_of(item)]


def loader(data):
    """The texts, or None where the loader refuses. A cycle has no end: ours are refused."""
    try:
        node = yaml.compose(data, Loader=yaml.CLoader)
        return [""] if node is None else texts_of(node)
    except yaml.YAMLError:
        return None
    except RecursionError:
        return []


def ours(documents):
    given = b"".join(b"%d\n" % len(data) + data for data in documents)
    done = subprocess.run([PROGRAM], input=given, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def compare(documents):
    kinds = collections.defaultdict(list)
    for data, verdict in zip(documents, ours(documents), strict=True):
        theirs = loader(data)
        kinds["refused" if theirs is None else "accepted"].append(data)
        if "texts" in verdict:
            if theirs is None:
                kinds["lenient"].append(data)
            elif theirs != verdict["texts"]:
                kinds["different"].append(data)
        elif theirs is not None and not OURS.issuperset(verdict["rules"]):
            kinds["strict"].append(data)
    return kinds


def report(good, what, documents=()):
    print(("ok - " if good else "not ok - ") + what)
    for data in documents[:5] if not good else []:
        print("# " + repr(data[:2000]))
    return good


names = [name for pattern in ("tests/cases/**/*.y*ml", "tests/support/**/*.y*ml", "examples/**/*.y*ml")
         for name in sorted(glob.glob(pattern, recursive=True))]
files = [open(name, "rb").read() for name in names]
found = compare(files)
good = report(len(files) > 100, f"there are definitions to compare ({len(files)})")
for kind, what in (("lenient", "refused by the loader and accepted by us"),
                   ("strict", "accepted by the loader and no YAML to us"),
                   ("different", "read with other texts")):
    good &= report(not found[kind], f"no file is {what}", found[kind])

dice = random.Random(1)
texts = [data.decode() for data in files if 0 < len(data) < 50000 and data.isascii()]
found = compare([edit(dice.choice(texts), dice).encode() for _ in range(COUNT)])
refused, accepted = len(found["refused"]), len(found["accepted"])
good &= report(refused > COUNT / 10 and accepted > COUNT / 10,
               f"the edits make good and bad files: {accepted} and {refused}")
good &= report(len(found["lenient"]) * 200 <= refused,
               f"of the bad we accept no more than 0.5 %: {len(found['lenient'])}", found["lenient"])
good &= report(len(found["strict"]) * 200 <= accepted,
               f"of the good we refuse no more than 0.5 %: {len(found['strict'])}", found["strict"])
good &= report(not found["different"], "no text differs", found["different"])
sys.exit(not good)
PYTHON

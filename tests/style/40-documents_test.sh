#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the documents say is what the program does: verbs, options, keys and rules, both ways.
set -uo pipefail
. "$(dirname "$0")/lib/style.sh"
page=$CONTAINER_APP_BUILD/doc/container-app-definition.5

# The options of a manual page: `.It Fl h , Fl \-help`, and of its synopsis those after `.Cm VERB`.
manual_options() { grep '^\.It Fl' "$1" | grep -oE 'Fl \\-[a-z\\-]+' | plain; }
synopsis_options() {
  awk -v verb="$2" '/^\.Sh /{on = $2 == "SYNOPSIS"; next} !on{next}
    /^\.Nm/{now = ""} /^\.Cm/{now = $2} now == verb' "$1" |
    grep -oE 'Fl \\?[a-z\\-]+' | plain
}
# The items of the list below `.Ss Verbs`, not those of lists in it.
manual_verbs() {
  awk '/^\.S[hs] /{on = $2 == "Verbs"} /^\.Bl/{depth++} /^\.El/{depth--}
    on && depth == 1 && /^\.It Cm/{print $3}' "$1"
}
plain() { sed 's/^Fl //; s/\\-/-/g; s/^-*/--/' | sort -u; }

# compare_with_program PAGE [WORD]: of the program, or of its verb WORD that has verbs of its own.
compare_with_program() {
  local page=$1 verb all
  shift
  report "$page has each verb" "$(same "$(verbs "$@" | sort)" \
    "$(manual_verbs "$page" | sort -u)")"
  all=$({ options_of "$@"; for verb in $(verbs "$@"); do options_of "$@" "$verb"; done; } | sort -u)
  report "$page has each option" "$(same "$all" "$(manual_options "$page")")"
  for verb in $(verbs "$@"); do
    report "the synopsis of $* $verb has its options" "$(same \
      "$(options_of "$@" "$verb" | grep -vx -e --help -e --output)" \
      "$(synopsis_options "$page" "$verb" | grep -vx -e --o)")"
    report "README.md or a manual shows $* $verb" \
      "$(grep -qE "container-app $* ?$verb" README.md doc/*.[1-8] plugin/debhelper/dh_container_app ||
        echo "no example of $verb")"
  done
}

# Of container-app-release(1): fields of the policy, as in the code, and rules.
release_fields() {
  same "$({ grep -oE '^    \{"[A-Z][A-Za-z-]+"' plugin/release/release_policy.cc
    grep -oE 'field\.name == "[A-Z][a-z]+"' plugin/release/release_policy.cc; } |
    cut -d'"' -f2 | sort)" \
    "$(sed -n '/^\.Sh POLICY/,/^\.Sh FINDINGS/s/^\.It Ic //p' doc/container-app-release.1 |
      tr -s ' ,' '\n' | sort)"
}
report 'container-app-release(1) has each field of the policy' "$(release_fields)"
# release_rules: as roff, as in the manual.
release_rules() {
  "$program" --list-rules | awk '$3 == "release" || $1 == "io-error"' |
    sed -E 's/^([a-z-]+) +([a-z]+) +[a-z]+ +(.*)/.It Sy \1\n\3/; s/`//g' | sed '/^\.It/s/-/\\-/g'
}
release_findings() {
  same "$(release_rules)" \
    "$(sed -n '/^\.Sh FINDINGS/,/^\.El/p' doc/container-app-release.1 | sed '1,/^\.Bl/d; /^\.El/d')"
}

# Each row of the worked cases is a case, with its answer.
worked_cases() {
  local name answer action version asserted
  grep -E '^\| [a-z-]+--[a-z-]+ \|' doc/release-policy.md | sed 's/^| *//; s/ *|$//' |
    awk -F ' [|] ' '{print $1 "|" $NF}' | while IFS='|' read -r name answer; do
      asserted=tests/cases/release/$name.release
      [[ -f $asserted ]] || { printf '%s: there is no such case\n' "$name"; continue; }
      read -r action version <<<"$answer"
      [[ $action != refused: ]] || { grep -q "^## assert-error $version " "$asserted" && continue; }
      grep -qx "## assert-action $action" "$asserted" &&
        grep -qxE "## assert-(version|changelog) ${version:-.*}" "$asserted" ||
        printf '%s: the case does not say %s\n' "$name" "$answer"
    done
}
report 'the worked cases of doc/release-policy.md are cases' "$(worked_cases)"
report 'doc/release-policy.md has worked cases' \
  "$([[ $(grep -cE '^\| [a-z-]+--[a-z-]+ \|' doc/release-policy.md) -ge 40 ]] || echo 'fewer than 40')"

# The patterns that are ignored without `Ignore`, both ways.
ignored_patterns() {
  same "$(sed -n '/kIgnored = {/,/};/p' plugin/release/release_policy.cc | grep -oE '"[^"]+"' |
    tr -d '"!' | sort)" \
    "$(sed -n '/^## What affects/,/^## Worked/p' doc/release-policy.md | grep '^|' |
      grep -oE '`[^`]+`' | tr -d '`' | sort)"
}
report 'doc/release-policy.md has each pattern that is ignored' "$(ignored_patterns)"

lint_pages() {
  local page
  for page in doc/*.[1-8] "$@"; do
    ! command -v mandoc >/dev/null || mandoc -Tlint -W warning "$page"
    ! command -v groff >/dev/null ||
      { man --warnings -E UTF-8 -l -Tutf8 -Z "$page" >/dev/null; } 2>&1
  done
}

# dh_container_app(1) is in the program, and made by pod2man when the package is.
lint_pod() {
  local pod=plugin/debhelper/dh_container_app
  podchecker -warnings -warnings "$pod" 2>&1 | grep -v 'pod syntax OK'
  ! command -v groff >/dev/null ||
    { pod2man --utf8 --section=1 "$pod" | man --warnings -E UTF-8 -l -Tutf8 -Z - >/dev/null; } 2>&1
}
if needs 'dh_container_app(1) is well formed' podchecker pod2man; then
  report 'dh_container_app(1) is well formed' "$(lint_pod)"
fi

# Pages of ours that another of ours refers to: there is such a page, in this section.
unknown_pages() {
  local name section
  {
    sed -n 's/^\.Xr \([a-z_-]*\) \([1-8]\).*/\1 \2/p' doc/*.[1-8] doc/*.in
    grep -ohE 'L<[a-z_-]+\([1-8]\)>' plugin/debhelper/dh_container_app | tr '<>()' ' ' | sed 's/^L //'
    grep -ohE '`man [a-z_-]+`' README.md | tr -d '`' | sed 's/^man \(.*\)/\1 [1-8]/'
  } | grep -E '^(container-app|dh_container)' | sort -u | while read -r name section; do
    [[ "$name $section" =~ ^dh_container_app\ (1|\[1-8\])$ ]] || compgen -G "doc/$name.$section" >/dev/null ||
      compgen -G "doc/$name.$section.in" >/dev/null || printf 'there is no %s(%s)\n' "$name" "$section"
  done
}
report 'manuals refer to pages there are' "$(unknown_pages)"

# The examples' scripts as they are installed; dpkg's part stands around the steps.
check_rendered() {
  local example script
  export CONTAINER_APP_DATA_DIR=$REPO
  for example in examples/*/metadata.yaml; do
    example=${example%/*}
    for script in preinst postinst prerm postrm; do
      { echo '#!/bin/sh'; echo 'set -e'
        "$program" show "$example" "$script"
      } | shellcheck --format=gcc --shell=sh - 2>&1 | sed "s/^-/$script/"
    done
  done
}

# The complete definition that container-app-definition(5) begins with: its first three examples are files.
example_findings() {
  local scratch
  scratch=$(mktemp -d)
  awk -v folder="$scratch" '
    /^\.Bd/ { file = folder "/" ARGV[++n + 1]; next }
    /^\.Ed/ { file = ""; if (n == 3) exit; next }
    file { gsub(/\\\(dq/, "\""); print >file }
    BEGIN { ARGC = 2 }' doc/container-app-definition.5.in metadata.yaml docker-compose.yml config.yml
  "$program" check --strict --no-compose "$scratch" 2>&1 || echo "exit status $?"
  rm -rf "$scratch"
}

if [[ -x $program ]]; then
  report 'the example of container-app-definition(5) has no finding' "$(example_findings)"
  compare_with_program doc/container-app.1
  compare_with_program doc/container-app-release.1 release
  report 'container-app-release(1) has each rule' "$(release_findings)"
  if needs 'rendered scripts pass shellcheck' shellcheck; then
    report 'rendered scripts pass shellcheck' "$(check_rendered)"
  fi
else
  skip 'documents and program agree' "$program is not built"
fi
if [[ -e $page ]]; then
  report 'manual pages are well formed' "$(lint_pages "$page")"
else
  skip 'container-app-definition(5) is well formed' "$page is not built"
  report 'manual pages are well formed' "$(lint_pages)"
fi

# Commands README.md tells to type: `./run VERB` and files of the tree.
readme_commands() {
  local word
  grep -hoE '\./run [a-z]+' README.md CONTRIBUTING.md | cut -d' ' -f2 | sort -u |
    while read -r word; do
      ./run help | grep -q "\./run $word" || printf './run %s\n' "$word"
    done
  grep -hoE '\]\([a-z][a-zA-Z0-9_./-]*\)' README.md CONTRIBUTING.md doc/*.md | tr -d '()]' |
    while read -r word; do
      [[ -e $word || -e doc/$word ]] || printf 'no file %s\n' "$word"
    done
}
report 'README.md and CONTRIBUTING.md name what there is' "$(readme_commands)"

# What CI does is .ci/run, on each host the same, and on the whole history.
ci_files() {
  local file
  for file in .github/workflows/ci.yml .gitlab-ci.yml; do
    grep -qE '^ *- (run: )?\.ci/run$' "$file" || printf '%s does not run .ci/run\n' "$file"
    ! grep -nE '(^|[ /])(run test|tests/|cmake|dpkg-buildpackage)' "$file" || printf '%s does more\n' "$file"
    grep -qE '^ *(fetch-depth|GIT_DEPTH): 0$' "$file" || printf '%s has not all the history\n' "$file"
  done
}
report 'CI runs .ci/run' "$(ci_files)"

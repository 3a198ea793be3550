#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Form of the code, as far as a program can tell.
set -uo pipefail
. "$(dirname "$0")/lib/style.sh"

# Lines from the line of a function's name to its closing brace, by ctags. A function that is a list
# of data says so in a comment above it: `// A table: …`.
long_functions() {
  local found
  listed_functions | while IFS= read -r found; do
    IFS=: read -r file line _ <<<"$found"
    [[ $(sed -n "$((line - 1))p" "$file") == '// A table:'* ]] || printf '%s\n' "$found"
  done
}

listed_functions() {
  sources | ctags --options=NONE -L - -f - --fields=+ne --languages=C++ --c++-kinds=f 2>/dev/null |
    awk -F '\t' '!/^!/ {
      first = last = 0
      for (i = 4; i <= NF; ++i) {
        if ($i ~ /^line:/) first = substr($i, 6)
        if ($i ~ /^end:/) last = substr($i, 5)
      }
      if (last - first + 1 > 50) printf "%s:%d: %s has %d lines\n", $2, first, $1, last - first + 1
    }'
}
if needs 'functions have at most 50 lines' ctags; then
  report 'functions have at most 50 lines' "$(long_functions)"
fi

# The same for shell and Perl: from the line with the name to the brace at the first column.
long_script_functions() {
  { scripts; files '*.pl' '*.pm' '*/dh_*'; } | sort -u | tr '\n' '\0' | xargs -0 awk '
    FNR == 1 {first = 0}
    /^[A-Za-z_]+\(\) *[{(]$/ || /^sub +[A-Za-z_]+ *{$/ {
      name = $1 == "sub" ? $2 : $1
      first = FNR
    }
    /^[})]/ && first {
      if (FNR - first + 1 > 50) printf "%s:%d: %s has %d lines\n", FILENAME, first, name, FNR - first + 1
      first = 0
    }'
}
report 'functions of shell and Perl have at most 50 lines' "$(long_script_functions)"

# Six lines that are somewhere else as well, indentation, comments and lines of mere brackets aside,
# are a function that nobody has written yet.
duplicates() {
  files 'plugin/*.cc' 'plugin/*.h' 'plugin/debhelper/*' 'runtime/*' | sort -u | tr '\n' '\0' |
    xargs -0 awk '
      FNR == 1 {count = 0}
      {line = $0; gsub(/^[ \t]+|[ \t]+$/, "", line)}
      line !~ /[A-Za-z0-9]/ || line ~ /^(\/\/|#|namespace |using |} *\/\/)/ {next}
      {
        for (i = 1; i < 6; ++i) {text[i] = text[i + 1]; at[i] = at[i + 1]}
        text[6] = line
        at[6] = FNR
        if (++count < 6) next
        block = ""
        for (i = 1; i <= 6; ++i) block = block text[i] "\n"
        if (block in seen) printf "%s:%d: six lines as in %s\n", FILENAME, at[1], seen[block]
        else seen[block] = FILENAME ":" at[1]
      }'
}
report 'no six lines are in two places' "$(duplicates)"

# A source without a header of its name begins, after its licence, with a line that names the header
# which declares its functions: `// Implements ROOM/NAME.h`. It includes that header, and the header
# is in its own folder. Sources of one program's main() have none.
without_header() {
  local source first header
  files 'plugin/*.cc' 'tests/support/*.cc' | while IFS= read -r source; do
    [[ ! -f ${source%.cc}.h && $source != */main.cc ]] || continue
    first=$(sed -n 2p "$source")
    if [[ ! $first =~ ^//\ Implements\ ([a-z_/]+\.h)[.:] ]]; then
      printf '%s:2: has no header of its name, and does not say which one it implements\n' "$source"
      continue
    fi
    header=${BASH_REMATCH[1]}
    [[ ${source%/*} == */"${header%/*}" && -f ${source%/*}/${header##*/} ]] ||
      printf '%s:2: there is no %s in its folder\n' "$source" "$header"
    grep -qxF "#include \"$header\"" "$source" ||
      printf '%s:2: does not include %s\n' "$source" "$header"
  done
}
report 'each source has a header of its name, or says which one it implements' "$(without_header)"

# clang-format's versions differ in details; 14, bookworm's, is the one that counts.
name='C++ is formatted'
if needs "$name" clang-format; then
  version=$(clang-format --version | sed -n 's/.*version \([0-9]*\).*/\1/p')
  if [[ $version == 14 ]]; then
    report "$name" "$(sources | xargs clang-format --dry-run -Werror 2>&1 | grep 'error:' |
      cut -d: -f1 | sort | uniq -c | sed 's/^ *\([0-9]*\) \(.*\)/\2: \1 places/')"
  else
    # Not a skip: what can be compared here is that the file is one clang-format reads.
    report "$name (configuration only: version $version)" \
      "$(clang-format --dump-config 2>&1 >/dev/null)"
  fi
fi

# Warnings count: they would be those of every build.
name='Perl is well formed'
if needs "$name" perl dh; then
  report "$name" "$(files '*.pl' '*.pm' '*/dh_*' | xargs -d '\n' -n 1 perl -wc 2>&1 |
    grep -v ' syntax OK$')"
fi

name='shell scripts pass shellcheck'
if needs "$name" shellcheck; then
  report "$name" "$(scripts | tr '\n' '\0' |
    xargs -0 shellcheck --format=gcc --severity=warning -x -P SCRIPTDIR 2>&1)"
fi

bad_syntax() {
  local file
  scripts | while IFS= read -r file; do
    bash -n "$file" 2>&1
  done
}
report 'shell scripts are well formed' "$(bad_syntax)"

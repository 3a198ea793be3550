#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Form of the files: licence, length, width, ends of lines, and what the tree may not speak of.
set -uo pipefail
. "$(dirname "$0")/lib/style.sh"

# Every file with comments says its licence at the top; in scripts that is after the `#!`.
scripts_without_suffix='^(run|\.ci/run)$|run-all$|^runtime/[a-z-]+$|^plugin/debhelper/dh_container_app$'
scripts_without_suffix+='|^debian/[a-z-]*\.(post|pre)(inst|rm)$|^debian/tests/(build-|device)'
licence_missing() {
  texts | grep -E "\.(cc|h|sh|pl|pm|cmake|[1-8]|in)\$|CMakeLists\.txt\$|$scripts_without_suffix" |
    grep -v '^examples/' | tr '\n' '\0' | xargs -0 perl -e 'for (@ARGV) {
      open my $file, "<", $_ or die "$_: $!";
      my $top = join "", grep { defined } scalar <$file>, scalar <$file>;
      print "$_:1: no SPDX line\n" unless $top =~ /SPDX-License-Identifier: GPL-2\.0-or-later/;
    }'
}
report 'sources begin with their licence' "$(licence_missing)"

too_long() {
  texts | grep -E "\.(cc|h|sh|pl|pm|cmake|mustache)\$|CMakeLists\.txt\$|$scripts_without_suffix" |
    tr '\n' '\0' | xargs -0 awk '
      FNR == 1 {lines = manual = 0}
      /^=[a-z]/ {manual = 1} # A program'"'"'s manual (POD) aside.
      !manual && ++lines == 301 {print FILENAME ": more than 300 lines"}
      /^=cut/ {manual = 0}'
}
report 'files have at most 300 lines' "$(too_long)"

# wider_than COLUMNS: of the files named on standard input.
wider_than() {
  tr '\n' '\0' | xargs -0 grep -nE "^.{$(($1 + 1)),}" /dev/null | grep -v 'https\?://' |
    cut -d: -f1,2
}
report 'lines of C++ have at most 100 columns' "$(sources | wider_than 100)"
report 'other lines have at most 120 columns' \
  "$(texts | grep -vE '^(templates|doc|debian|examples)/|\.(md|cc|h)$' | wider_than 120)"

blanks_at_end() {
  texts | grep -vE '^tests/' | tr '\n' '\0' | xargs -0 grep -nE '[[:blank:]]+$|'$'\r''$' /dev/null
}
report 'no blanks at the end of lines' "$(blanks_at_end)"

no_newline() {
  texts | tr '\n' '\0' | xargs -0 perl -e 'for (@ARGV) {
    next unless -s;
    open my $file, "<", $_ or die "$_: $!";
    seek $file, -1, 2;
    print "$_\n" unless <$file> eq "\n";
  }'
}
report 'files end with a newline' "$(no_newline)"

tabs() { sources | tr '\n' '\0' | xargs -0 grep -nP '\t' /dev/null; }
report 'C++ is indented with blanks' "$(tabs)"

# The project speaks of itself alone: no folder of a machine it was written on, no place packages
# come from. The words are put together here, so that this file does not hold them.
forbidden() {
  local words=("/wo""rk/" "deb.deb""ian.org" "dock""er.io/" "ghcr"".io" "github""usercontent")
  local expression
  expression=$(printf '%s|' "${words[@]}")
  texts | tr '\n' '\0' | xargs -0 grep -nE "${expression%|}" /dev/null
}
report 'no machine and no registry is named' "$(forbidden)"

# What is left to be done belongs in the tracker.
report 'nothing is marked as unfinished' "$(sources | tr '\n' '\0' |
  xargs -0 grep -nwE 'TO''DO|FIX''ME|XX''X' /dev/null)"

# The English is plain: no word of lib/words, each of which has an everyday one in its place. Names
# of tests are read as well.
uncommon_words() {
  local list=tests/style/lib/words word plain
  while IFS=$'\t' read -r word plain; do
    { texts | grep -vxF -e "$list" -e debian/changelog; files 'tests/*_test.cc' 'tests/cases/*'; } |
      sort -u | tr '\n' '\0' | xargs -0 grep -InwiE "$word" /dev/null | sed "s/\$/   (write: $plain)/"
  done < <(grep -v '^#' "$list")
}
report 'the English is plain' "$(uncommon_words)"

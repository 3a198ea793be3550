# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of container-app(1) for fish. Verbs, options and the words that they take are read from
# `container-app VERB --help`.

# Of the help of a verb: `verb NAME SENTENCE`, `option NAME TAKES-A-VALUE WORDS SENTENCE` and
# `word NAME WORDS`, with tabs between them; WORDS are all words that are taken, if they are known.
function __container_app_help
    command container-app $argv --help 2>/dev/null | awk -v OFS='\t' '
        /^[A-Za-z]+:$/ {part = tolower($1); next}
        !/^  [-A-Za-z]/ {next}
        {
            sentence = $0
            if (!sub(/^  .*[^ ]   */, "", sentence)) sentence = ""
            words = match($0, /\{[^}]*\}/) ? substr($0, RSTART + 1, RLENGTH - 2) : ""
            gsub(/,/, " ", words)
        }
        part == "subcommands:" {print "verb", $1, sentence}
        part == "positionals:" {print "word", $1, words}
        part == "options:" && match($0, /--[a-z-]+/) {
            name = substr($0, RSTART, RLENGTH)
            print "option", name, substr($0, RSTART + RLENGTH) ~ /^ [^ ]/ ? "value" : "-", words, sentence
        }'
end

# Prints what can stand at the cursor.
function __container_app_words
    set -l words (commandline --tokenize --cut-at-cursor --current-process)[2..]
    set -l current (commandline --current-token --cut-at-cursor)
    set -l verb
    for word in $words
        string match --quiet --regex '^[a-z]' -- $word; or continue
        set --append verb $word
        test $word = release; or break
    end
    set -l help (__container_app_help $verb)
    # Words that are neither options nor their values.
    set -l value
    set -l given
    for word in $words
        if set --query value[1]
            set value
        else if string match --quiet -- '-*' $word
            set -l name (string replace --regex '^-o$' -- '--output' $word)
            set value (string match --regex -- "^option\t$name\tvalue\t.*" $help)
        else if not contains -- $word $verb
            set --append given $word
        end
    end
    if set --query value[1]
        set -l choices (string split \t -- $value)[4]
        test -n "$choices"; and string split ' ' -- $choices; or __fish_complete_path $current
        return
    end
    if string match --quiet -- '-*' $current
        string replace --filter --regex '^option\t([^\t]*)\t[^\t]*\t[^\t]*\t(.*)' '$1\t$2' -- $help
        return
    end
    if string match --quiet -- 'verb*' $help
        string replace --filter --regex '^verb\t' '' -- $help
        return
    end
    __container_app_word "$verb[1]" $current (count $given) $given $help
end

# Prints the words for a place that is not an option's: VERB CURRENT HOW-MANY GIVEN… HELP….
function __container_app_word
    set -l verb $argv[1]
    set -l current $argv[2]
    set -l count $argv[3]
    set -l places (string match --regex -- '^word\t.*' $argv)
    set -l at (math min $count + 1, (count $places))
    test $at -gt 0; or return
    set -l place (string split \t -- $places[$at])
    if test -n "$place[3]"
        string split ' ' -- $place[3]
    else if contains -- $verb status wait
        for app in /var/lib/container-apps/*/metadata.yaml
            basename (dirname $app)
        end
    else if test "$verb $place[2]" = 'show FILE'
        printf '%s\n' preinst postinst prerm postrm
        command container-app show $argv[4] 2>/dev/null |
            string replace --filter --regex '^0[0-7]+ .*/([^/ ]+)( .*)?$' '$1'
    else if test "$place[2]" = DIR
        __fish_complete_directories $current
    else
        __fish_complete_path $current
    end
end

complete --command container-app --no-files --arguments '(__container_app_words)'

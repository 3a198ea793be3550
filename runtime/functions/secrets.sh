# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154  # package, value and others are those of settings.sh
# Secrets that a device makes once for an app: [Secret] in app.conf, a file of ETC/secrets each. That
# one was made is noted in LIB/secrets-made, an empty file with its name: data beside it may need it.
# A value is never an argument of a program, and is in the environment of hooks and of Compose only.

# print_random LENGTH ALPHABET: bytes that are not of the alphabet are passed over, so that all
# characters are equally likely. Of 64 KiB some 2,500 are digits, the rarest.
print_random() {
	local set
	case $2 in
	alphanumeric) set=A-Za-z0-9 ;;
	hex) set=0-9a-f ;;
	digits) set=0-9 ;;
	base64)
		head -c "$1" /dev/urandom | base64 --wrap=0
		return
		;;
	*)
		echo "$package needs a newer container-app-runtime: upgrade it (Alphabet=$2)" >&2
		return 1
		;;
	esac
	head -c 65536 /dev/urandom | LC_ALL=C tr -dc "$set" 2>/dev/null | head -c "$1"
}

# make_secret FILE LENGTH ALPHABET: for root alone, unless it is there; its folder is. It appears whole and on the
# disk, or not at all; of two programs that make it at once, one does.
make_secret() {
	[[ ! -s $1 ]] || return 0
	(
		umask 077
		exec {lock}<"${1%/*}"
		flock "$lock"
		[[ ! -s $1 ]] || exit 0
		length=$2
		groups=$(((length + 2) / 3))
		[[ $3 != base64 ]] || length=$((groups * 4))
		if print_random "$2" "$3" >"$1.new" && [[ $(wc -c <"$1.new") -eq $length ]] &&
			sync -- "$1.new" && mv -fT -- "$1.new" "$1" && sync -- "${1%/*}"; then
			exit 0
		fi
		rm -f -- "$1.new"
		echo "$1 cannot be written" >&2
		exit 1
	)
}

# keeps_data: whether the app has data that may need its secrets, as far as can be seen.
keeps_data() {
	[[ -n ${app[DataElsewhere]-} || -n $(find "$root$lib/data" ! -type d -print -quit 2>/dev/null) ]]
}

# find_secret: sets `secret` to the file of this [Secret] and `made` to the note of it.
find_secret() {
	secret=$root$etc/secrets/${value[Name]}
	made=$root$lib/secrets-made/${value[Name]}
}

# keep_secret: makes the secret where the app has never had it. False where that fails, or with `why`
# where the secret is lost.
keep_secret() {
	why=''
	find_secret
	mkdir -p "${secret%/*}" && chmod 0700 -- "${secret%/*}" || return
	if [[ ! -s $secret ]]; then
		if [[ -e $made ]]; then
			why="the secret ${value[Name]} is lost: $etc/secrets/${value[Name]} is gone or empty"
			! keeps_data || return 1
			echo "$why; a new one is made, since no data of the app is left"
		fi
		make_secret "$secret" "${value[Length]}" "${value[Alphabet]}" || return
		why=''
	fi
	if [[ ! -L $secret ]]; then # A link is somebody else's.
		chmod 0600 -- "$secret" && chown "${value[Owner]}:0" -- "$secret" || return
	fi
	[[ -e $made ]] || { mkdir -p "${made%/*}" && : >"$made" && sync -- "${made%/*}"; }
}

# may_begin: where the system does not run, no secret is made: what an image for many devices has in it
# is none. Each device makes its own at the first start.
may_begin() {
	[[ -z $root && -d /run/systemd/system ]]
}

# begin_secret: when the package is configured. What goes wrong is for the start to end with.
begin_secret() {
	! may_begin || keep_secret || [[ -z $why ]] || echo "$why; the next start says what to do"
}

# read_secret: sets `text` to the value. One that is a variable is a line of text.
read_secret() {
	local controls
	text=$(<"$secret") || return
	controls=$(LC_ALL=C tr -dc '\000-\011\013-\037\177' <"$secret" | wc -c)
	if [[ -z $text || $text == *$'\n'* || $controls -gt 0 ]] ||
		! iconv -f UTF-8 -t UTF-8 "$secret" >/dev/null 2>&1; then
		echo "$secret is not one line of text: write the secret into it, without control characters" >&2
		return 1
	fi
}

is_variable() {
	[[ ${value[As]} != file ]]
}

# is_overridden: by what systemd has given this program, that is by the settings.
is_overridden() {
	is_variable && LC_ALL=C grep -qzsa "^${value[Name]}=." "/proc/$$/environ"
}

# tell_secret: the stage of a start.
tell_secret() {
	local text
	if is_overridden; then
		find_secret
		echo "${value[Name]} has a value in the settings ($etc/env), which is used and not that of $secret"
		[[ ${value[As]} == both ]] || return 0
	fi
	if ! keep_secret; then
		[[ -n $why ]] || return 1
		cat >&2 <<-END
			$why
			data of the app may be encrypted with it, or expect it: put it back from a backup
			or, to go on with a new one: rm $made && systemctl restart $unit
		END
		return 1
	fi
	is_variable && ! is_overridden || return 0
	read_secret
	text=${text//\\/\\\\}
	text=${text//\"/\\\"}
	text=${text//\$/\\\$}
	text=${text//\`/\\\`}
	echo "${value[Name]}=\"$text\"" >>"$RUNTIME_ENV"
}

# share_secret: for the hooks.
share_secret() {
	local text
	is_variable && ! is_overridden || return 0
	find_secret
	read_secret || return
	secrets+=("${value[Name]}=$text")
}

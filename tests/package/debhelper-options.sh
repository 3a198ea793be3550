# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# For debhelper-options_test.sh: a folder for debian/control, and what compares Dh_Lib with us there.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ours=${CONTAINER_APP_BUILD:-$here/../../build}/tests/debhelper-options
ours=$(realpath -m "$ours")
theirs=$here/debhelper-options.pl
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
mkdir debian theirs ours
failures=0

[ -x "$ours" ] || {
	echo "not ok - $ours is not built"
	exit 1
}

# Nothing of the caller's build may reach the cases.
unset DH_OPTIONS DH_INTERNAL_OPTIONS DH_INTERNAL_OVERRIDE DH_VERBOSE DH_QUIET DH_NO_ACT DH_COMPAT
unset DH_ALWAYS_EXCLUDE DEB_BUILD_OPTIONS DEB_BUILD_PROFILES DEB_HOST_ARCH DEB_HOST_ARCH_OS
export LC_ALL=C NO_COLOR=1 DH_COLORS=never DPKG_COLORS=never

control() { cat >debian/control; }

# run FOLDER PROGRAM [VAR=VALUE…] -- ARGUMENT…
run() {
	local out=$1 program=$2 settings=()
	shift 2
	while [ "$1" != -- ]; do
		settings+=("$1")
		shift
	done
	shift
	if env "${settings[@]}" "$program" "$@" >"$out/stdout" 2>"$out/stderr"; then
		echo success >"$out/status"
	else
		# An error is told in other words, and sooner or later; that there is one is what counts.
		echo failure | tee "$out/status" >"$out/stdout"
		: >"$out/stderr"
	fi
}

# same NAME [VAR=VALUE…] -- ARGUMENT…
same() {
	local name=$1 file
	shift
	run theirs "$theirs" "$@"
	run ours "$ours" "$@"
	for file in status stdout stderr; do
		if ! cmp -s theirs/$file ours/$file; then
			echo "not ok - $name"
			diff -u --label Dh_Lib --label ours theirs/$file ours/$file | sed 's/^/# /'
			failures=$((failures + 1))
			return
		fi
	done
	echo "ok - $name"
}

# gives NAME EXPECTED [VAR=VALUE…] -- ARGUMENT…: both agree, and what they agree on is this. Without a
# few of these two programs that fail alike would pass.
gives() {
	local name=$1 expected=$2
	shift 2
	same "$name" "$@"
	if cat ours/status ours/stdout ours/stderr | grep -qF -- "$expected"; then
		echo "ok - $name: $expected"
	else
		echo "not ok - $name: $expected"
		cat ours/status ours/stdout ours/stderr | sed 's/^/# /'
		failures=$((failures + 1))
	fi
}

#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What Dh_Lib makes of options, environment and debian/control, and what we make of it: the same, on
# whichever debhelper is installed. Standard output, warnings and success are compared.
set -u

# shellcheck source-path=SCRIPTDIR source=debhelper-options.sh
. "$(dirname "$0")/debhelper-options.sh"

rs=$'\x1e'

control <<'EOF'
# A comment before everything
Source: mix
Section: net
Maintainer: Jane Doe <jane@example.org>
Build-Depends: debhelper-compat (= 13),
# a comment in a field
               dh-sequence-container-app
   # an indented comment

Package: mix-a
Architecture: all
Description: first
 Text.

Package: mix-b
Architecture: any
Description: second
# a comment after a field
Package-Type: deb
  
Package: mix-c
Architecture: all
Build-Profiles: <!nodoc> <extra !stage1>
Description: third

Package: mix-d
Architecture: hurd-any
Description: fourth

Package: mix-e
Architecture: linux-any
Description: fifth
EOF

gives "no options select every package that is built" "DOPACKAGES: <mix-a> <mix-b> <mix-c> <mix-e>" --
gives "-i" "DOPACKAGES: <mix-a> <mix-c>" -- -i
gives "-a" "DOPACKAGES: <mix-b> <mix-e>" -- -a
same "--indep" -- --indep
same "--arch" -- --arch
gives "-a -i keeps the order of the options" "DOPACKAGES: <mix-b> <mix-e> <mix-a> <mix-c>" -- -a -i
gives "-s is gone" failure -- -s
same "--same-arch is gone" -- --same-arch
gives "-p" "DOPACKAGES: <mix-b>" -- -pmix-b
same "-p with a blank" -- -p mix-b
same "--package=" -- --package=mix-b
same "--package and a blank" -- --package mix-b
same "-p twice, reversed" -- -pmix-b -pmix-a
same "-p the same twice" -- -pmix-b -pmix-b
same "-p and -i" -- -pmix-b -i
gives "-p of an unknown package" failure -- -pnope
same "-p=PKG takes the sign for a part of the name" -- -p=mix-a
same "-p without a value" -- -p
same "--package= with an empty value" -- --package=
gives "-p of a package for another system" "All requested packages have been excluded" -- -pmix-d
same "-p of such a package and of another" -- -pmix-d -pmix-a
gives "-p of a package without its profile" "All requested packages have been excluded" \
	DEB_BUILD_PROFILES=nodoc -- -pmix-c
gives "a profile leaves a package out" "DOPACKAGES: <mix-a> <mix-b> <mix-e>" \
	DEB_BUILD_PROFILES=nodoc --
gives "the second list of profiles brings it back" "DOPACKAGES: <mix-a> <mix-b> <mix-c> <mix-e>" \
	"DEB_BUILD_PROFILES=nodoc extra" --
same "a negated term of the second list" "DEB_BUILD_PROFILES=nodoc extra stage1" --
gives "-N" "DOPACKAGES: <mix-b> <mix-c> <mix-e>" -- -Nmix-a
same "--no-package" -- --no-package=mix-a --no-package mix-b
same "-N of an unknown package" -- -Nnope
gives "-N of all packages" "No packages to build. Possible architecture mismatch: amd64, want: all any" \
	DEB_HOST_ARCH=amd64 -- -Nmix-a -Nmix-b -Nmix-c -Nmix-e
same "-p and -N of the same package" -- -pmix-a -Nmix-a
same "-a and -N of its packages" -- -a -Nmix-b -Nmix-e
gives "another host architecture" "DOPACKAGES: <mix-a> <mix-b> <mix-c> <mix-d>" \
	DEB_HOST_ARCH=hurd-i386 --
same "an empty DEB_HOST_ARCH is no architecture" DEB_HOST_ARCH= --
same "-a elsewhere" DEB_HOST_ARCH=kfreebsd-amd64 -- -a

gives "-v" "VERBOSE: 1" -- -v
same "--verbose" -- --verbose
gives "--no-act" "NO_ACT: 1" -- --no-act
same "-n" -- -n
same "--noscripts" -- --noscripts
same "--no-scripts" -- --no-scripts
same "-o" -- -o
same "--onlyscripts" -- --onlyscripts
same "--only-scripts" -- --only-scripts
same "-A" -- -A
same "--all" -- --all
same "-d" -- -d
gives "-X" "EXCLUDE: <.svn> <CVS>" -- -X.svn -X CVS
same "--exclude" -- --exclude=a --exclude b
same "DH_ALWAYS_EXCLUDE" DH_ALWAYS_EXCLUDE=CVS:.svn:: -- -Xone
same "-P" -- -Pdebian/elsewhere -pmix-a
gives "-P and several packages" failure -- -Pdebian/elsewhere
same "--tmpdir" -- --tmpdir=debian/elsewhere -pmix-a
same "--mainpackage" -- --mainpackage=mix-c
same "--name" -- --name=other
same "--name with a blank" -- --name other
same "--error-handler" -- --error-handler=true
same "--dbg-package" -- --dbg-package=mix-b
gives "a bundle" "EXCLUDE: <q>" -- -inXq
same "a bundle that ends in -p" -- -vpmix-a
same "-V without a value" -- -V
same "-V with a value" -- -Vfoo
same "-V takes the next word" -- -V foo
same "-V leaves the next option alone" -- -V -v
same "-V takes a lone hyphen" -- -V -
same "-u" -- "-ufirst second"
gives "what follows two hyphens is a parameter" "U_PARAMS: <-v> <x>" -- -i -- -v x
same "parameters of -u and after two hyphens" -- -uone -- two
same "positional arguments" -- one -v two
same "a positional argument alone" -- one
same "a positional argument and two hyphens" -- -v one -- two
same "a lone hyphen is positional" -- -v -
gives "an unknown long option" failure -- --nope
same "an unknown short option" -- -z
same "an unknown letter in a bundle" -- -vz
same "a flag with a value" -- --verbose=1
same "a long option as a bundle" -- -verbose
same "a one-letter name after two hyphens" -- --v
same "a plus starts an option once there is another one" -- -i +v
same "a plus alone is positional" -- +v
same "an unknown option after a plus" -- -i +nope
gives "no abbreviations" failure -- --verb
same "no abbreviation of --package" -- --pack=mix-a
same "upper case" -- --VERBOSE
same "-h" -- -h
same "an empty argument" -- -v ""

gives "-O with a known option" "VERBOSE: 1" -- -O-v
gives "-O with an unknown option is ignored" "VERBOSE: 0" -- -O--nope
same "-O with a value" -- -O--exclude=x
same "-O with a bundle that is not wholly known" -- -O-vz
same "-O with -X" -- -O-Xbaz -O--foo=bar -O-v
same "-O with -N" -- -O-Nmix-b
gives "-O with an unknown package goes on" success -- -O-pnope
same "-O=-v is positional" -- -O=-v
same "-O with --parallel" -- -O--no-parallel
same "-O of -O" -- -O-O-v
same "-O with a blank" -- -O -v
same "-O comes after the rest" -- -O-i -a
same "-O without a value for -p" -- -O-p
same "-O with -s" -- -O-s
same "-O with -h" -- -O-h

same "DH_OPTIONS" DH_OPTIONS=-v --
same "DH_OPTIONS with several words" "DH_OPTIONS=  -v  -pmix-a " --
gives "an unknown word in DH_OPTIONS" "ignored unknown options in DH_OPTIONS" \
	"DH_OPTIONS=--nope -v" --
same "DH_OPTIONS with an unknown package" DH_OPTIONS=-pnope --
same "DH_OPTIONS with two hyphens" "DH_OPTIONS=-v -- one two" -- -i -- three
same "DH_OPTIONS of blanks" "DH_OPTIONS=   " --
same "empty DH_OPTIONS" DH_OPTIONS= -- -i
same "DH_OPTIONS with a positional word" DH_OPTIONS=word --

gives "DH_INTERNAL_OPTIONS select by exclusion" "DOPACKAGES: <mix-a> <mix-c>" \
	DH_INTERNAL_OPTIONS=-i --
same "DH_INTERNAL_OPTIONS and -p within" DH_INTERNAL_OPTIONS=-i -- -pmix-a
gives "DH_INTERNAL_OPTIONS and -p without" "All requested packages have been excluded" \
	DH_INTERNAL_OPTIONS=-i -- -pmix-b
same "DH_INTERNAL_OPTIONS with several" "DH_INTERNAL_OPTIONS=-Nmix-b${rs}-i" --
same "DH_INTERNAL_OPTIONS of an -arch override" \
	"DH_INTERNAL_OPTIONS=-O-Nmix-a${rs}-Nmix-a${rs}-Nmix-c${rs}-a" --
same "DH_INTERNAL_OPTIONS with -v" DH_INTERNAL_OPTIONS=-v --
same "DH_INTERNAL_OPTIONS that select nothing" DH_INTERNAL_OPTIONS=-a DEB_BUILD_PROFILES=nodoc \
	-- -i
same "empty DH_INTERNAL_OPTIONS" DH_INTERNAL_OPTIONS= -- -a
same "DH_INTERNAL_OPTIONS with an unknown option" DH_INTERNAL_OPTIONS=--nope --
same "DH_INTERNAL_OPTIONS with an unknown package" DH_INTERNAL_OPTIONS=-pnope --
same "DH_INTERNAL_OPTIONS with a package that is not built" DH_INTERNAL_OPTIONS=-pmix-d --
same "DH_INTERNAL_OPTIONS with a blank in a word" "DH_INTERNAL_OPTIONS=-X a b${rs}-v" --
same "all three sources" DH_INTERNAL_OPTIONS=-i DH_OPTIONS=-v -- -Nmix-a

same "DH_VERBOSE" DH_VERBOSE=1 --
same "empty DH_VERBOSE" DH_VERBOSE= --
gives "DH_QUIET" "QUIET: 1" DH_QUIET=1 --
same "DH_VERBOSE wins over DH_QUIET" DH_VERBOSE=1 DH_QUIET=1 --
same "terse" "DEB_BUILD_OPTIONS=parallel=2 terse" --
same "no other build option" "DEB_BUILD_OPTIONS=nocheck" --
same "DH_NO_ACT" DH_NO_ACT=1 --
same "empty DH_NO_ACT" DH_NO_ACT= --
gives "DH_COMPAT" "COMPAT: 12" DH_COMPAT=12 --
same "DH_COMPAT that is no number" DH_COMPAT=x --

echo dh_container_app >debian/mix-a.debhelper.log
gives "--remaining-packages" "DOPACKAGES: <mix-b> <mix-c> <mix-e>" -- --remaining-packages
same "--remaining-packages and -p of a logged one" -- -pmix-a --remaining-packages
echo dh_install >debian/mix-a.debhelper.log
same "--remaining-packages with another command's log" -- --remaining-packages
rm debian/mix-a.debhelper.log

# In level 12 long options may still be abbreviated.
for word in --verb --pack=mix-a --no --no-p=mix-a --noscr --al --he --no-act --m=mix-b --o +verb \
	-O--verb; do
	same "level 12: $word" DH_COMPAT=12 -- -i "$word"
done

control <<'EOF'
Source: only-all
Build-Depends: debhelper-compat (= 14)

Package: only-all
Architecture: all
Description: one
EOF
gives "-a without such a package" "You asked that all arch in(dep) packages be built" -- -a
same "-a without such a package, and -v" -- -a -v
same "DH_INTERNAL_OPTIONS=-a without such a package" DH_INTERNAL_OPTIONS=-a --
same "-a -pPKG" -- -a -ponly-all
[ "$(perl -MDebian::Debhelper::Dh_Lib -e 'print Debian::Debhelper::Dh_Lib::MAX_COMPAT_LEVEL')" -ge 14 ] &&
	gives "level 14" "COMPAT: 14" -- -i

control <<'EOF'
Source: none
Build-Depends: debhelper-compat (= 13)

Package: none
Architecture: hurd-any s390x
Description: one
EOF
same "nothing for this architecture" --
gives "nothing for this architecture, and an option" "want: hurd-any s390x" DEB_HOST_ARCH=amd64 -- -v
same "one of several architectures" DEB_HOST_ARCH=s390x -- -v

control <<'EOF'
Source: old
Build-Depends: debhelper (>= 12)

Package: old
Architecture: any
Description: one
EOF
echo 12 >debian/compat
gives "debian/compat" "COMPAT: 12" -- -v
printf 'x\n' >debian/compat
same "debian/compat that is no number" -- -v
printf ' 13 \n' >debian/compat
same "debian/compat with blanks" -- -v
echo 13 >debian/compat
sed -i 's/debhelper (>= 12)/debhelper-compat (= 13)/' debian/control
same "the level twice" -- -v
rm debian/compat

# broken NAME CONTROL: both refuse.
broken() {
	printf '%b' "$2" | control
	gives "$1" failure -- -v
}
head='Source: aa\nBuild-Depends: debhelper-compat (= 13)\n\n'
broken "a package twice" "${head}Package: bb\nArchitecture: all\n\nPackage: bb\nArchitecture: any\n"
broken "a field twice" "${head}Package: bb\nArchitecture: all\narchitecture: any\n"
broken "a stanza without Package" "${head}Architecture: all\n"
broken "a name that is none" "${head}Package: B_b\nArchitecture: all\n"
broken "a line that is no field" "${head}Package: bb\nnonsense\n"
broken "no source stanza" "Package: bb\nArchitecture: all\n"
broken "a level with a revision" \
	"Source: aa\nBuild-Depends: debhelper-compat (= 13~)\n\nPackage: bb\nArchitecture: all\n"
broken "a level with >=" \
	"Source: aa\nBuild-Depends: debhelper-compat (>= 13)\n\nPackage: bb\nArchitecture: all\n"
broken "a level in Build-Depends-Indep" \
	"Source: aa\nBuild-Depends-Indep: debhelper-compat (= 13)\n\nPackage: bb\nArchitecture: all\n"
rm debian/control
same "no debian/control" -- -v

[ "$failures" -eq 0 ]

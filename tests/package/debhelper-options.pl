#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints what Dh_Lib makes of its arguments, environment and debian/ folder.
use strict;
use warnings;

# Dh_Lib takes the name of the command from here.
BEGIN { $0 = 'dh_container_app'; }
use Debian::Debhelper::Dh_Lib;

init(inhibit_log => 1);

sub show {
	my ($name, @values) = @_;
	print "$name:", (map { " <$_>" } grep { defined } @values), "\n";
}

for my $flag (qw(VERBOSE QUIET NO_ACT NOSCRIPTS ONLYSCRIPTS PARAMS_ALL D_FLAG)) {
	print "$flag: ", ($dh{$flag} ? 1 : 0), "\n";
}
show('EXCLUDE', @{$dh{EXCLUDE} // []});
show($_, $dh{$_} // undef) for qw(TMPDIR MAINPACKAGE NAME ERROR_HANDLER DEBUGPACKAGE V_FLAG);
show('U_PARAMS', @{$dh{U_PARAMS} // []});
show('ARGV', @ARGV);
show('DOPACKAGES', @{$dh{DOPACKAGES}});
my $level = 0;
$level++ while not compat($level, 1);
print "COMPAT: $level\n";

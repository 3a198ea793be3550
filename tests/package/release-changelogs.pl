# SPDX-License-Identifier: GPL-2.0-or-later
# release-changelogs.pl FOLDER COUNT: what dpkg-parsechangelog reads in the first COUNT of NAME.added
# and NAME.extended is what was meant. It is run in processes that have its modules loaded already.
use strict;
use warnings;
use Dpkg::Changelog::Parse;
use Dpkg::Getopt;

my ($folder, $most) = @ARGV;
defined $most or die "usage: release-changelogs.pl FOLDER COUNT\n";
my $program = '/usr/bin/dpkg-parsechangelog';

# The output of dpkg-parsechangelog; it warns of some old entries, as it ever did.
sub parsed {
    my ($file, @options) = @_;
    my $child = open(my $output, '-|') // die "fork: $!";
    if ($child == 0) {
        open(STDERR, '>', '/dev/null');
        @ARGV = ("-l$file", '--format', 'rfc822', @options);
        $0 = $program;
        do $program;
        exit($@ ? 1 : 0);
    }
    local $/;
    my $text = <$output>;
    close($output) or return "dpkg-parsechangelog fails on $file\n";
    return $text;
}

# The value of a field of the first entry.
sub field { my ($text, $name) = @_; return $text =~ /^$name: (.*)$/m ? $1 : '' }

my ($count, $wrong) = (0, 0);
sub expect {
    my ($file, $what, $is, $wanted) = @_;
    return if $is eq $wanted;
    print "# $file: $what is '" . substr($is, 0, 80) . "', not '" . substr($wanted, 0, 80) . "'\n";
    $wrong++;
}

sub expect_top {
    my ($file, $text, $old) = @_;
    expect($file, 'Source', field($text, 'Source'), field($old, 'Source'));
    expect($file, 'Version', field($text, 'Version'), field($old, 'Version') . '+z1');
    expect($file, 'Distribution', field($text, 'Distribution'), 'experimental');
    expect($file, 'Urgency', field($text, 'Urgency'), 'low');
    expect($file, 'Maintainer', field($text, 'Maintainer'), 'Bo Deckhand <bo@x.example>');
    expect($file, 'the bullet', $text =~ /^   \* Ring the bell at noon\.$/m ? 1 : 0, 1);
}

for my $old (sort glob("$folder/*.old")) {
    (my $base = $old) =~ s/\.old$//;
    last if $count == $most;
    next unless -e "$base.added" && -e "$base.extended";
    my $below = parsed($old, '--all');
    my $added = parsed("$base.added", '--all');
    expect_top("$base.added", $added, $below);
    expect("$base.added", 'what follows', substr($added, -length($below)), $below);
    my $extended = parsed("$base.extended", '--all');
    expect_top("$base.extended", $extended, $below);
    # The entries below are those that were below.
    my ($rest) = $below =~ /\n\n(.*)/s;
    expect("$base.extended", 'what follows', substr($extended, -length($rest)), $rest)
        if defined $rest;
    $count++;
}
print "$count $wrong\n";

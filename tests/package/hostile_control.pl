# SPDX-License-Identifier: GPL-2.0-or-later
# hostile_control.pl FOLDER: reads the control, copyright and changelog files, the relations and the
# tags below FOLDER with dpkg's own modules. Prints what has other fields than the tame file.
use strict;
use warnings;
use Dpkg::Changelog::Debian;
use Dpkg::Control;
use Dpkg::Control::Info;
use Dpkg::Deps;

my ($folder) = @ARGV;
my $wrong = 0;

sub wrong {
    print "# @_\n";
    $wrong++;
}

sub control_shape {
    my $info = Dpkg::Control::Info->new($_[0]);
    my @shape;
    for my $stanza ($info->get_source(), $info->get_packages()) {
        push @shape, join ' ', sort keys %$stanza;
        # What dpkg-gencontrol would put in the place of a variable, or warn of.
        (my $plain = $stanza->{Description} // '') =~ s/\$\{\}//g;
        wrong("$_[0]: a variable in Description") if $plain =~ /\$\{[^}]*\}/;
    }
    return join ' / ', @shape;
}

sub copyright_shape {
    my ($path) = @_;
    open(my $file, '<', $path) or die "$path: $!";
    my %fields;
    my $stanzas = 0;
    while (1) {
        my $stanza = Dpkg::Control->new(type => CTRL_UNKNOWN);
        last unless $stanza->parse($file, $path);
        $fields{$_} = 1 for keys %$stanza;
        $stanzas++;
    }
    return join(' ', sort keys %fields) . " in $stanzas";
}

sub changelog_shape {
    my $log = Dpkg::Changelog::Debian->new(verbose => 0);
    $log->load($_[0]);
    return join(' ', scalar @$log, map { $_->get_source() } @$log) . ' ' . $log->get_parse_errors();
}

my %shape_of = (
    control => \&control_shape, copyright => \&copyright_shape, changelog => \&changelog_shape);
for my $kind (sort keys %shape_of) {
    my @files = glob("$folder/$kind/*");
    my %allowed;
    my $tame = $shape_of{$kind}->("$folder/$kind.tame");
    for my $path (@files) {
        my $shape = eval { $shape_of{$kind}->($path) };
        wrong("$path: $@"), next unless defined $shape;
        my %tame = map { $_ => 1 } split ' ', $tame;
        if ($kind eq 'changelog') {
            # The name of the package may differ, nothing else.
            wrong("$path: $shape") unless $shape =~ /^1 [a-z0-9][a-z0-9.+-]+ $/;
            next;
        }
        for my $word (split ' ', $shape) {
            wrong("$path: $word in $shape") unless $tame{$word} || $word =~ /^\d$/;
        }
        wrong("$path: other stanzas")
            if $kind eq 'control' && ($shape =~ tr{/}{}) != ($tame =~ tr{/}{});
    }
    wrong("no files $kind") unless @files > 50;
}

my $relations = 0;
open(my $file, '<', "$folder/relation/0.relation") or die $!;
while (my $line = <$file>) {
    chomp $line;
    $relations++;
    # Variables are the maintainer's own, as in any debian/control.
    (my $filled = $line) =~ s/\$\{[^}]*\}/variable/g;
    my $read = deps_parse($filled, tests_dep => 0);
    wrong("relation $line") unless defined $read && $read->get_deps() == 1;
}
wrong('no relations') unless $relations > 3;

my $tags = 0;
open($file, '<', "$folder/tag/0.tag") or die $!;
while (my $line = <$file>) {
    chomp $line;
    $tags++;
    (my $plain = $line) =~ s/\$\{\}//g;
    wrong("tag $line") if $plain =~ /\$\{[^}]*\}|,/ || $line !~ /^[\w.+:-]+::\S/;
}
wrong('no tags') unless $tags > 50;
exit($wrong ? 1 : 0);

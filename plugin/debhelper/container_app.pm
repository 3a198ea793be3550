# SPDX-License-Identifier: GPL-2.0-or-later
# The debhelper add-on "container-app".
use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;

# After dh_installsystemd, so that it never sees our units: the "deb-systemd-invoke restart" it would
# write waits for the end of an app's start, and dpkg with it. dh_container_app writes the blocks that
# enable, stop and purge the units itself. Nothing but insert_* here: the other calls are refused
# when the add-on is in Build-Depends-Indep.
insert_after('dh_installsystemd', 'dh_container_app');

1;

# SPDX-License-Identifier: GPL-2.0-or-later
# Where everything goes on the system. Included from the top, after the program.
include(GNUInstallDirs)

install(TARGETS container-app RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# debhelper calls its commands by name; the program looks at the name it is called by.
install(CODE "file(MAKE_DIRECTORY \"\$ENV{DESTDIR}${CMAKE_INSTALL_FULL_BINDIR}\")
file(CREATE_LINK container-app
     \"\$ENV{DESTDIR}${CMAKE_INSTALL_FULL_BINDIR}/dh_container_app\" SYMBOLIC)")

# Perl's vendor folder, where dh looks for add-ons; it has no version in it for plain modules.
install(FILES plugin/debhelper/container_app.pm
        DESTINATION ${CMAKE_INSTALL_DATADIR}/perl5/Debian/Debhelper/Sequence)

install(DIRECTORY templates hooks DESTINATION ${CONTAINER_APP_DATA_DIR}
        FILES_MATCHING PATTERN "*.mustache" PATTERN "*.sh")

if(EXISTS ${PROJECT_SOURCE_DIR}/completions/container-app)
  install(FILES completions/container-app
          DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
endif()

# Set by doc/CMakeLists.txt.
foreach(page ${CONTAINER_APP_MANUAL_PAGES})
  string(REGEX REPLACE ".*\\." "" section ${page})
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()

# SPDX-License-Identifier: GPL-2.0-or-later
# Where what is built goes on the system: all of the package container-app. The other two packages are
# files of this tree as they are; debian/*.install says where they go.
include(GNUInstallDirs)

install(TARGETS container-app RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY templates DESTINATION ${CONTAINER_APP_DATA_DIR}
        FILES_MATCHING PATTERN "*.mustache")
install(FILES ${CONTAINER_APP_SCHEMAS} DESTINATION ${CONTAINER_APP_DATA_DIR}/schema)
install(FILES completions/container-app
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES completions/_container-app
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES completions/container-app.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# Set by doc/CMakeLists.txt.
foreach(page ${CONTAINER_APP_MANUAL_PAGES})
  string(REGEX REPLACE ".*\\." "" section ${page})
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()

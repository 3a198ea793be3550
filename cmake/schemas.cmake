# SPDX-License-Identifier: GPL-2.0-or-later
# The JSON schemas for editors, which the program makes from its key tables.
set(CONTAINER_APP_SCHEMAS)
foreach(file metadata.yaml config.yml)
  set(schema ${PROJECT_BINARY_DIR}/doc/${file}.json)
  add_custom_command(
    OUTPUT ${schema}
    COMMAND sh -c "\"$1\" schema \"$2\" >\"$3\"" sh $<TARGET_FILE:container-app> ${file} ${schema}
    DEPENDS container-app
    COMMENT "Making the schema of ${file}"
    VERBATIM)
  list(APPEND CONTAINER_APP_SCHEMAS ${schema})
endforeach()
add_custom_target(schemas ALL DEPENDS ${CONTAINER_APP_SCHEMAS})

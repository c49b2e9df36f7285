# SPDX-License-Identifier: Apache-2.0
# Debian ships Little CMS with a pkg-config file only.
find_path(LittleCMS_INCLUDE_DIR lcms2.h)
find_library(LittleCMS_LIBRARY NAMES lcms2 liblcms2)

if(LittleCMS_INCLUDE_DIR)
  file(STRINGS "${LittleCMS_INCLUDE_DIR}/lcms2.h" line REGEX "#define LCMS_VERSION +[0-9]+")
  string(REGEX REPLACE "[^0-9]*2?.*LCMS_VERSION +([0-9]+).*" "\\1" number "${line}")
  math(EXPR major "${number} / 1000")
  math(EXPR minor "(${number} % 1000) / 10")
  set(LittleCMS_VERSION "${major}.${minor}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LittleCMS
  REQUIRED_VARS LittleCMS_LIBRARY LittleCMS_INCLUDE_DIR VERSION_VAR LittleCMS_VERSION
  REASON_FAILURE_MESSAGE "On Debian: apt-get install liblcms2-dev")
mark_as_advanced(LittleCMS_INCLUDE_DIR LittleCMS_LIBRARY)

if(LittleCMS_FOUND AND NOT TARGET LittleCMS::LittleCMS)
  add_library(LittleCMS::LittleCMS UNKNOWN IMPORTED)
  set_target_properties(LittleCMS::LittleCMS PROPERTIES
    IMPORTED_LOCATION "${LittleCMS_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${LittleCMS_INCLUDE_DIR}")
endif()

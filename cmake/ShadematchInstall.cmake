# SPDX-License-Identifier: Apache-2.0
# Libraries, headers, CMake package (components core, calibration) and pkg-config files; all of COMPONENT development,
# so that a Python wheel, which takes COMPONENT python, holds none of it.
include(CMakePackageConfigHelpers)
set(shadematch_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/shadematch")

set(shadematch_layers core)
if(SHADEMATCH_BUILD_CALIBRATION)
  list(APPEND shadematch_layers calibration)
endif()
foreach(layer IN LISTS shadematch_layers)
  install(TARGETS shadematch_${layer} EXPORT shadematch-${layer}
    LIBRARY COMPONENT development ARCHIVE COMPONENT development RUNTIME COMPONENT development
    FILE_SET HEADERS COMPONENT development)
  install(EXPORT shadematch-${layer} NAMESPACE shadematch:: DESTINATION "${shadematch_cmake_dir}"
    COMPONENT development)
endforeach()

# What a static library leaves to its user to link. An unset BUILD_SHARED_LIBS means static.
get_target_property(shadematch_type shadematch_core TYPE)
if(shadematch_type STREQUAL STATIC_LIBRARY)
  set(shadematch_static ON)
  set(private "")
else()
  set(shadematch_static OFF)
  set(private ".private")
endif()

set(highway_library "")
if(SHADEMATCH_WITH_HIGHWAY)
  set(highway_library "-lhwy")
endif()

# Tables of CIE and chart colors are compiled in: their notice goes where the libraries go.
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE"
  "${PROJECT_SOURCE_DIR}/calibration/shadematch/chart/data/LICENSE-colour-science.txt"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}/licenses" COMPONENT development)

set(in "${CMAKE_CURRENT_LIST_DIR}")
set(out "${PROJECT_BINARY_DIR}/package")
configure_package_config_file("${in}/shadematch-config.cmake.in" "${out}/shadematch-config.cmake"
  INSTALL_DESTINATION "${shadematch_cmake_dir}" NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${out}/shadematch-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${out}/shadematch-config.cmake" "${out}/shadematch-config-version.cmake"
  DESTINATION "${shadematch_cmake_dir}" COMPONENT development)
if(SHADEMATCH_BUILD_CALIBRATION AND shadematch_static)
  install(FILES "${in}/FindOpenCVCoreImgproc.cmake" "${in}/FindLittleCMS.cmake"
    DESTINATION "${shadematch_cmake_dir}" COMPONENT development)
endif()

# The prefix is found from where the .pc file lies: `cmake --install --prefix` and a moved tree stay right.
set(pkgconfig_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}/${pkgconfig_dir}"
  OUTPUT_VARIABLE up_to_prefix)
set(file_of_core shadematch)
set(file_of_calibration shadematch-calibration)
foreach(layer IN LISTS shadematch_layers)
  configure_file("${in}/${file_of_${layer}}.pc.in" "${out}/${file_of_${layer}}.pc" @ONLY)
  install(FILES "${out}/${file_of_${layer}}.pc" DESTINATION "${pkgconfig_dir}" COMPONENT development)
endforeach()

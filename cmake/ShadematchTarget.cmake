# SPDX-License-Identifier: Apache-2.0
# What every shadematch library target shares: C++20, hidden symbols, its own folder as the only include path.
include_guard(GLOBAL)

function(shadematch_add_layer layer)
  add_library(shadematch_${layer})
  add_library(shadematch::${layer} ALIAS shadematch_${layer})
  target_compile_features(shadematch_${layer} PUBLIC cxx_std_20)
  target_include_directories(shadematch_${layer} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_sources(shadematch_${layer} PUBLIC FILE_SET HEADERS BASE_DIRS "${CMAKE_CURRENT_SOURCE_DIR}")
  set_target_properties(shadematch_${layer} PROPERTIES
    EXPORT_NAME ${layer}
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    DEFINE_SYMBOL ""  # static and shared objects are the same: one ccache entry serves both
    POSITION_INDEPENDENT_CODE ON
    VERIFY_INTERFACE_HEADER_SETS ON
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
endfunction()

# shadematch_embed(target NAME name BASE folder FILES paths...): data files become one source file of the target, so
# that an installed library needs no data path. Read them as core/shadematch/text/embedded.hpp shows.
function(shadematch_embed target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;BASE" "FILES")
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded_${arg_NAME}.cpp")
  list(TRANSFORM arg_FILES PREPEND "${arg_BASE}/" OUTPUT_VARIABLE paths)
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" -DNAME=${arg_NAME} "-DBASE=${arg_BASE}" "-DFILES=${arg_FILES}" "-DOUTPUT=${output}"
            -P "${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake"
    DEPENDS ${paths} "${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake"
    COMMENT "Embedding ${arg_NAME} data" VERBATIM)
  # The rule belongs to this directory, the target often to the one above: a custom target carries it there.
  add_custom_target(shadematch_embed_${arg_NAME} DEPENDS "${output}")
  add_dependencies(${target} shadematch_embed_${arg_NAME})
  target_sources(${target} PRIVATE "${output}")
endfunction()

# shadematch_use_highway(target): vectors with a choice of the SIMD target at run time. Link-only for whoever uses the
# installed library: no public header names it. Vectors of unknown size (SVE, RVV) cannot be members of a struct.
function(shadematch_use_highway target)
  find_package(hwy 1.0.3 CONFIG REQUIRED)
  target_link_libraries(${target} PRIVATE hwy::hwy)
  target_compile_definitions(${target} PRIVATE
    "HWY_DISABLED_TARGETS=(HWY_SVE|HWY_SVE2|HWY_SVE_256|HWY_SVE2_128|HWY_RVV)")
endfunction()

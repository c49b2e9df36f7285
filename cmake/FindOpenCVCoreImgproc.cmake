# SPDX-License-Identifier: Apache-2.0
# OpenCV's core and imgproc without the rest: OpenCVConfig.cmake comes only with the full development package
# (1.1 GB on Debian), these two libraries with their own small ones.
find_path(OpenCVCoreImgproc_INCLUDE_DIR opencv2/imgproc.hpp PATH_SUFFIXES opencv4)
find_library(OpenCVCoreImgproc_core_LIBRARY opencv_core)
find_library(OpenCVCoreImgproc_imgproc_LIBRARY opencv_imgproc)

if(OpenCVCoreImgproc_INCLUDE_DIR)
  file(STRINGS "${OpenCVCoreImgproc_INCLUDE_DIR}/opencv2/core/version.hpp" lines
       REGEX "#define CV_VERSION_(MAJOR|MINOR|REVISION)")
  string(REGEX REPLACE "[^0-9;]" "" numbers "${lines}")
  string(REPLACE ";" "." OpenCVCoreImgproc_VERSION "${numbers}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVCoreImgproc
  REQUIRED_VARS OpenCVCoreImgproc_imgproc_LIBRARY OpenCVCoreImgproc_core_LIBRARY OpenCVCoreImgproc_INCLUDE_DIR
  VERSION_VAR OpenCVCoreImgproc_VERSION
  REASON_FAILURE_MESSAGE "On Debian: apt-get install libopencv-core-dev libopencv-imgproc-dev")
mark_as_advanced(OpenCVCoreImgproc_INCLUDE_DIR OpenCVCoreImgproc_core_LIBRARY OpenCVCoreImgproc_imgproc_LIBRARY)

if(OpenCVCoreImgproc_FOUND AND NOT TARGET OpenCVCoreImgproc::imgproc)
  foreach(module core imgproc)
    add_library(OpenCVCoreImgproc::${module} UNKNOWN IMPORTED)
    set_target_properties(OpenCVCoreImgproc::${module} PROPERTIES
      IMPORTED_LOCATION "${OpenCVCoreImgproc_${module}_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${OpenCVCoreImgproc_INCLUDE_DIR}")
  endforeach()
  target_link_libraries(OpenCVCoreImgproc::imgproc INTERFACE OpenCVCoreImgproc::core)
endif()

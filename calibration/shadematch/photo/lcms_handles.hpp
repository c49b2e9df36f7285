// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <lcms2.h>
#include <memory>
#include <type_traits>

namespace shadematch::inline v0 {

template <auto Close>
struct CloseWith {
  template <typename T>
  void operator()(T* handle) const {
    Close(handle);
  }
};

/// Own context: nothing is shared with other users of Little CMS in the process, and nothing is printed.
using LcmsContext = std::unique_ptr<std::remove_pointer_t<cmsContext>, CloseWith<cmsDeleteContext>>;
using LcmsProfile = std::unique_ptr<void, CloseWith<cmsCloseProfile>>;
using LcmsTransform = std::unique_ptr<void, CloseWith<cmsDeleteTransform>>;
using LcmsIt8 = std::unique_ptr<void, CloseWith<cmsIT8Free>>;
using LcmsCurve = std::unique_ptr<cmsToneCurve, CloseWith<cmsFreeToneCurve>>;

}  // namespace shadematch::inline v0

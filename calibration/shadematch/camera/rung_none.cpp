// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/rungs.hpp>

namespace shadematch::inline v0 {

CameraMap fit_none(const TrainingSet& /*patches*/, ColorTrail& /*trail*/) {
  return {};
}

}  // namespace shadematch::inline v0

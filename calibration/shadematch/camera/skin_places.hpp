// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <vector>

#include <shadematch/camera/spectral_fit.hpp>
#include <shadematch/light/skin.hpp>

namespace shadematch::inline v0 {

/// The smooth places of a photograph that look like bare skin through a first fit to the chart, chart and its shadow
/// left out.
[[nodiscard]] std::vector<SkinSample> skin_places(const Chart& chart, const LightFrame& frame,
                                                  const CaptureModel& first);

}  // namespace shadematch::inline v0

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <shadematch/chart/chart.hpp>
#include <shadematch/export.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

/// Blur of the photograph at the chart: median width, from 10 to 90 % in linear light, of the patches' edges, in
/// pixels; across rows or across columns, whichever is blurred more, so that a shaken photograph shows. A Gaussian blur
/// of standard deviation s makes 2.56 s. Where patches are larger than 40 px, the width is what it would be if they
/// were 40 px large: more pixels than a measurement needs must not make a photograph worse. In very blurred photographs
/// of small charts, where edges run into each other, it is a lower bound. Nothing if fewer than 4 edges stand out.
[[nodiscard]] SHADEMATCH_API std::optional<double> edge_width(const Photo& photo, const Chart& chart);

}  // namespace shadematch::inline v0

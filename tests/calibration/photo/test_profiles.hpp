// SPDX-License-Identifier: Apache-2.0
// Profiles made by Little CMS at test time, and its own answer about them.
#pragma once

#include <array>
#include <string>
#include <vector>

#include <shadematch/photo/color_encoding.hpp>

namespace shadematch::test {

/// Matrix profile: "srgb", "p3", "adobe", or "tabulated" (P3 primaries, a curve of 1024 16-bit values).
IccProfile matrix_icc(const std::string& name);

/// The same color space as a table of 33 x 33 x 33 Lab values.
IccProfile table_icc(const std::string& name);

IccProfile gray_icc(double exponent);

/// sRGB primaries with each colorant scaled, and values that run linearly from `black` to `white` light. Class: input.
IccProfile camera_icc(const std::array<double, 3>& scale, double black, double white);

/// Second opinion: device values to linear sRGB by one float transform of Little CMS.
std::vector<float> lcms_linear_srgb(const IccProfile& icc, const std::vector<float>& device);

}  // namespace shadematch::test

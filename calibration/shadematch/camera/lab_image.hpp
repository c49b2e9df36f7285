// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <shadematch/export.hpp>
#include <shadematch/photo/lazy_pixels.hpp>
#include <shadematch/photo/photo.hpp>

namespace shadematch::inline v0 {

class Calibration;
class LabReader;

/// A photograph in CIE Lab (D50, 2 degrees). Immutable; copies share the pixels.
struct LabImage {
  int width = 0;
  int height = 0;
  /// height x width x 3, row by row: L*, a*, b*. Clipped pixels hold what the fit says of their codes; see
  /// photo.clipping. Made when they are first looked at: measure() converts the pixels of its region alone.
  LazyPixels lab;
  Photo photo;                                     ///< shares its pixels with the photograph that was converted
  std::shared_ptr<const Calibration> calibration;  ///< tells the uncertainty of a region
  std::shared_ptr<const LabReader> reader;         ///< converts; empty where `lab` was given
  int threads = 0;  ///< that convert it, or a large region of it; see Calibration::to_lab
};

}  // namespace shadematch::inline v0

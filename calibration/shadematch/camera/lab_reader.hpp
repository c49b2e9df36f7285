// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <memory>
#include <optional>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/spectral_pixels.hpp>
#include <shadematch/pixels/lab_rows.hpp>

namespace shadematch::inline v0 {

/// Pixels of photographs as Lab by both ways of a calibration: the ladder, and its blend with the spectral answer.
/// Any thread may use it; a pixel's Lab does not depend on the span that it comes in.
class LabReader {
 public:
  explicit LabReader(const Calibration::State& state);

  /// @param rgb  linear, as in Photo::rgb, count x 3. @param lab  the same size, not the same place.
  void read(const float* rgb, const PixelSpan& span, float* lab) const;

  /// The whole photo. @param threads  as ThreadPool.
  [[nodiscard]] LazyPixels::Pointer read_all(const Photo& photo, int threads) const;

  [[nodiscard]] const PixelMap& ladder() const { return ladder_; }
  [[nodiscard]] bool is_spectral() const { return spectral_.has_value(); }

 private:
  PixelMap ladder_;
  std::optional<SpectralPixels> spectral_;
};

/// Lab of some pixels of an image: from where they lie, or converted for this call into `buffer`.
/// @param rgb  of the same pixels.
[[nodiscard]] const float* lab_span(const LabImage& image, const PixelSpan& span, const float* rgb,
                                    std::vector<float>& buffer);

}  // namespace shadematch::inline v0

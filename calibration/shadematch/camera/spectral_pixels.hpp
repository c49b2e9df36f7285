// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <array>
#include <memory>

#include <shadematch/camera/spectral_lattice.hpp>
#include <shadematch/camera/spectral_map.hpp>
#include <shadematch/pixels/lab_rows.hpp>
#include <shadematch/pixels/lattice_places.hpp>

namespace shadematch::inline v0 {

/// SpectralMap for whole pictures: its tone curve as a table, its regression as a SpectralLattice.
class SpectralPixels {
 public:
  explicit SpectralPixels(const std::shared_ptr<const SpectralMap>& map);

  /// Part of a row of pixels: the ladder's answer blended with the spectral one by the trust in that. The ladder is not
  /// asked where trust is whole. @param rgb  count x 3. @param lab  the same size, not the same place.
  void read(const PixelMap& ladder, const float* rgb, const PixelSpan& span, float* lab) const;

 private:
  /// Pixels that go through each step together, and the cells of those that lie in the lattice.
  struct Block {
    LatticePlaces places;
    std::array<TangentCell, LatticePlaces::kMost> cells;
    std::array<int, LatticePlaces::kMost> of;  ///< the pixel of each cell
    std::array<float, std::size_t{4} * LatticePlaces::kMost> answers;
  };

  [[nodiscard]] float light_of(double value) const;
  /// A parabola in x, as LightFrame::terms are.
  [[nodiscard]] RowLight light_of_row(int y) const;
  /// @return how many.
  [[nodiscard]] int find_cells(const float* rgb, const PixelSpan& span, const RowLight& light, Block& block) const;
  /// The cell of a pixel beyond the tone table; false for other ones.
  [[nodiscard]] bool find_bright(const float* rgb, const RowLight& light, int x, TangentCell& cell) const;

  LightFrame frame_;
  Eigen::Vector3d light_;
  CaptureTone curve_;
  SpectralLattice lattice_;
  LatticeMap map_;
};

}  // namespace shadematch::inline v0

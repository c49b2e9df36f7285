// SPDX-License-Identifier: Apache-2.0
// Private.
#pragma once

#include <Eigen/Core>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include <shadematch/camera/spectral_map.hpp>
#include <shadematch/pixels/lattice_places.hpp>
#include <shadematch/pixels/tangent_blend.hpp>

namespace shadematch::inline v0 {

/// The regression of a ScalpMap on a lattice of z around the model's skin and hair. Between the nodes their tangents
/// are blended trilinearly, which follows the curvature that a blend of values would cut. A node is computed when a
/// pixel needs it first, 20 us each, of which a picture needs a part and a region few; any thread may ask.
class SpectralLattice {
 public:
  explicit SpectralLattice(std::shared_ptr<const SpectralMap> map);

  static constexpr float kStep = 0.025F;  ///< between nodes, in z

  /// The cell around z for blend_tangents(), whose values are L*, a*, b* and the trust in them (see trust_at).
  /// @return false where a node of the cell is far from every surface: there is no trust.
  [[nodiscard]] bool find(const float* z, TangentCell& cell) const;
  /// Only its corners. @param lowest  number of the lowest one, as LatticePlaces has it.
  [[nodiscard]] bool corners(std::size_t lowest, TangentCell& cell) const;

  /// Where the nodes are; the camera's part is not set.
  [[nodiscard]] LatticeMap map() const;

  [[nodiscard]] int computed() const { return used_; }

 private:
  using Index = Eigen::Vector3i;

  /// What `places_` holds instead of a place among `nodes_`.
  enum : int { kFar = -1, kWanted = -2 };

  [[nodiscard]] std::size_t index_of(const Index& at) const;
  [[nodiscard]] int compute(std::size_t index) const;
  [[nodiscard]] bool compute_corners(const std::array<std::size_t, 8>& corners, std::array<int, 8>& places) const;

  std::shared_ptr<const SpectralMap> map_;
  Eigen::Vector3f first_;  ///< z of node 0
  Index count_;
  std::unique_ptr<std::atomic<int>[]> places_;  ///< of the lattice's nodes
  std::unique_ptr<TangentNode[]> nodes_;        ///< the trust has no slopes
  mutable std::mutex mutex_;                    ///< of used_
  mutable int used_ = 0;
};

}  // namespace shadematch::inline v0

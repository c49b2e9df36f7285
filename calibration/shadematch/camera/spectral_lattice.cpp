// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <shadematch/camera/spectral_lattice.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kReach = 4;  // nodes around a model surface that can be asked for

}  // namespace

SpectralLattice::SpectralLattice(std::shared_ptr<const SpectralMap> map) : map_(std::move(map)) {
  const auto& surfaces = map_->scalp().surfaces();
  first_ = surfaces.colwise().minCoeff().transpose().cast<float>().array() - kStep * (kReach + 1);
  const Eigen::Vector3f last = surfaces.colwise().maxCoeff().transpose().cast<float>().array() + kStep * (kReach + 2);
  count_ = ((last - first_) / kStep).cast<int>().array() + 1;
  const auto size = static_cast<std::size_t>(count_.prod());
  places_ = std::make_unique<std::atomic<int>[]>(size);
  for (std::size_t i = 0; i < size; ++i) places_[i].store(kFar, std::memory_order_relaxed);
  std::size_t wanted = 0;
  for (Eigen::Index row = 0; row < surfaces.rows(); ++row) {
    const Index middle = ((surfaces.row(row).transpose().cast<float>() - first_) / kStep).cast<int>();
    for (int i = 1 - kReach; i <= kReach; ++i) {
      for (int j = 1 - kReach; j <= kReach; ++j) {
        for (int k = 1 - kReach; k <= kReach; ++k) {
          const bool first =
              places_[index_of(middle + Index(i, j, k))].exchange(kWanted, std::memory_order_relaxed) == kFar;
          wanted += first ? 1 : 0;
        }
      }
    }
  }
  nodes_ = std::make_unique<TangentNode[]>(wanted);
}

std::size_t SpectralLattice::index_of(const Index& at) const {
  const Eigen::Index row = Eigen::Index{at(0)} * count_(1) + at(1);
  return static_cast<std::size_t>(row * count_(2) + at(2));
}

int SpectralLattice::place_of(std::size_t index) const {
  const int place = places_[index].load(std::memory_order_acquire);
  return place == kWanted ? compute(index) : place;
}

int SpectralLattice::compute(std::size_t index) const {
  const auto rest = static_cast<int>(index) / count_(2);
  const Index node(rest / count_(1), rest % count_(1), static_cast<int>(index) % count_(2));
  const Eigen::Vector3f z = first_ + kStep * node.cast<float>();
  const ScalpMap::Answer answer = map_->scalp().at(z.cast<double>());
  const std::lock_guard lock(mutex_);
  const int known = places_[index].load(std::memory_order_relaxed);
  if (known != kWanted) return known;  // another thread was faster, with the same numbers
  const int place = used_++;
  const Eigen::Vector4d value(answer.lab.L, answer.lab.a, answer.lab.b, trust_at(answer.distance));
  TangentNode& out = nodes_[static_cast<std::size_t>(place)];
  Eigen::Map<Eigen::Vector4f>(out.value) = value.cast<float>();
  for (int k = 0; k < 3; ++k) Eigen::Map<Eigen::Vector4f>(out.slope[k]) << answer.slopes.col(k).cast<float>(), 0.0F;
  places_[index].store(place, std::memory_order_release);
  return place;
}

bool SpectralLattice::find(const float* z, TangentCell& cell) const {
  std::size_t corner = 0;
  for (Eigen::Index k = 0; k < 3; ++k) {
    const float place = (z[k] - first_(k)) * (1.0F / kStep);
    if (!(place >= 0.0F) || !(place < static_cast<float>(count_(k) - 1))) return false;
    const auto node = static_cast<int>(place);
    cell.share[k] = place - static_cast<float>(node);
    corner = corner * static_cast<std::size_t>(count_(k)) + static_cast<std::size_t>(node);
  }
  const auto row = static_cast<std::size_t>(count_(2)), sheet = row * static_cast<std::size_t>(count_(1));
  for (unsigned i = 0; i < 8; ++i) {
    const int place = place_of(corner + (i >> 2U) * sheet + ((i >> 1U) & 1U) * row + (i & 1U));
    if (place < 0) return false;
    cell.corner[i] = &nodes_[static_cast<std::size_t>(place)];
  }
  return true;
}

}  // namespace shadematch::inline v0

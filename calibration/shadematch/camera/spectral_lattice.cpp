// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <shadematch/camera/spectral_lattice.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr float kStep = 0.025F;  // of the lattice, in z
constexpr int kReach = 4;        // nodes around a model surface that can be asked for

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
  nodes_ = std::make_unique<Node[]>(wanted);
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
  const Eigen::Vector4d value(answer.lab.L, answer.lab.a, answer.lab.b, trust_at(answer.distance));
  const std::lock_guard lock(mutex_);
  const int known = places_[index].load(std::memory_order_relaxed);
  if (known != kWanted) return known;  // another thread was faster, with the same numbers
  const int place = used_++;
  Node& out = nodes_[static_cast<std::size_t>(place)];
  out.value = value.cast<float>();
  for (int k = 0; k < 3; ++k) out.slope[k] << answer.slopes.col(k).cast<float>(), 0.0F;
  places_[index].store(place, std::memory_order_release);
  return place;
}

SpectralLattice::Answer SpectralLattice::at(const float* z) const {
  const Eigen::Array3f place = (Eigen::Map<const Eigen::Array3f>(z) - first_.array()) * (1.0F / kStep);
  if (!(place.minCoeff() >= 0.0F) || !(place < (count_.array() - 1).cast<float>()).all()) return Answer::Zero();
  const Index cell = place.cast<int>();
  const Eigen::Array3f share = place - cell.array().cast<float>();
  const std::size_t corner = index_of(cell);
  const auto row = static_cast<std::size_t>(count_(2)), sheet = row * static_cast<std::size_t>(count_(1));
  Answer sum = Answer::Zero();
  for (unsigned i = 0; i < 8; ++i) {
    const unsigned up[] = {i >> 2U, (i >> 1U) & 1U, i & 1U};
    const int at = place_of(corner + up[0] * sheet + up[1] * row + up[2]);
    if (at < 0) return Answer::Zero();
    const Node& node = nodes_[static_cast<std::size_t>(at)];
    float weight = 1.0F;
    Answer value = node.value;
    for (int k = 0; k < 3; ++k) {
      weight *= up[k] != 0 ? share(k) : 1.0F - share(k);
      value += (kStep * (share(k) - static_cast<float>(up[k]))) * node.slope[k];
    }
    sum += weight * value;
  }
  return sum;
}

}  // namespace shadematch::inline v0

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>
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
  std::vector<char> wanted(static_cast<std::size_t>(count_.prod()), 0);
  for (Eigen::Index row = 0; row < surfaces.rows(); ++row) {
    const Index middle = ((surfaces.row(row).transpose().cast<float>() - first_) / kStep).cast<int>();
    for (int i = 1 - kReach; i <= kReach; ++i) {
      for (int j = 1 - kReach; j <= kReach; ++j) {
        std::memset(wanted.data() + index_of(middle + Index(i, j, 1 - kReach)), 1, std::size_t{2} * kReach);
      }
    }
  }
  places_ = std::make_unique<std::atomic<int>[]>(wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    places_[i].store(wanted[i] != 0 ? kWanted : kFar, std::memory_order_relaxed);
  }
  nodes_ = std::make_unique<TangentNode[]>(static_cast<std::size_t>(std::count(wanted.begin(), wanted.end(), 1)));
}

LatticeMap SpectralLattice::map() const {
  LatticeMap map;
  for (std::size_t k = 0; k < 3; ++k) {
    map.first[k] = first_(static_cast<Eigen::Index>(k));
    map.nodes[k] = count_(static_cast<Eigen::Index>(k));
  }
  map.step = kStep;
  return map;
}

std::size_t SpectralLattice::index_of(const Index& at) const {
  const Eigen::Index row = Eigen::Index{at(0)} * count_(1) + at(1);
  return static_cast<std::size_t>(row * count_(2) + at(2));
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
  std::size_t lowest = 0;
  for (Eigen::Index k = 0; k < 3; ++k) {
    const float place = (z[k] - first_(k)) * (1.0F / kStep);
    if (!(place >= 0.0F) || !(place < static_cast<float>(count_(k) - 1))) return false;
    const auto node = static_cast<int>(place);
    cell.share[k] = place - static_cast<float>(node);
    lowest = lowest * static_cast<std::size_t>(count_(k)) + static_cast<std::size_t>(node);
  }
  return corners(lowest, cell);
}

bool SpectralLattice::corners(std::size_t lowest, TangentCell& cell) const {
  const auto row = static_cast<std::size_t>(count_(2)), sheet = row * static_cast<std::size_t>(count_(1));
  const std::array<std::size_t, 8> at{
      lowest,         lowest + 1,         lowest + row,         lowest + row + 1,
      lowest + sheet, lowest + sheet + 1, lowest + sheet + row, lowest + sheet + row + 1};
  std::array<int, 8> places;
  int signs = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    places[i] = places_[at[i]].load(std::memory_order_acquire);
    signs |= places[i];
  }
  if (signs < 0 && !compute_corners(at, places)) return false;
  for (std::size_t i = 0; i < 8; ++i) cell.corner[i] = nodes_.get() + places[i];
  return true;
}

bool SpectralLattice::compute_corners(const std::array<std::size_t, 8>& corners, std::array<int, 8>& places) const {
  if (std::count(places.begin(), places.end(), int{kFar}) > 0) return false;
  for (std::size_t i = 0; i < 8; ++i) {
    if (places[i] == kWanted) places[i] = compute(corners[i]);
  }
  return true;
}

}  // namespace shadematch::inline v0

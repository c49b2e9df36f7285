// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2_shim.hpp>
#include <cmath>
#include <random>
#include <vector>

#include <shadematch/pixels/tangent_blend.hpp>

#ifdef SHADEMATCH_WITH_HIGHWAY
#include <hwy/targets.h>
#endif

using namespace shadematch;

namespace {

constexpr float kStep = 0.025F;

/// The definition, in double.
double blended(const TangentCell& cell, int c) {
  double sum = 0.0;
  for (unsigned i = 0; i < 8; ++i) {
    const double up[] = {static_cast<double>(i >> 2U), static_cast<double>((i >> 1U) & 1U),
                         static_cast<double>(i & 1U)};
    double weight = 1.0, value = static_cast<double>(cell.corner[i]->value[c]);
    for (int k = 0; k < 3; ++k) {
      const auto share = static_cast<double>(cell.share[k]);
      weight *= up[k] > 0 ? share : 1.0 - share;
      value += static_cast<double>(kStep) * (share - up[k]) * static_cast<double>(cell.corner[i]->slope[k][c]);
    }
    sum += weight * value;
  }
  return sum;
}

struct Made {
  std::array<TangentNode, 40> nodes{};
  std::vector<TangentCell> cells;

  Made() {
    std::mt19937 random(3);
    std::uniform_real_distribution<float> share(0.0F, 1.0F), value(-100.0F, 100.0F), slope(-300.0F, 300.0F);
    for (TangentNode& node : nodes) {
      for (float& each : node.value) each = value(random);
      for (auto& row : node.slope) {
        for (float& each : row) each = slope(random);
      }
    }
    for (std::size_t n = 0; n < 101; ++n) {
      TangentCell cell{};
      for (std::size_t i = 0; i < 8; ++i) cell.corner[i] = &nodes[(7 * n + 3 * i) % nodes.size()];
      for (float& each : cell.share) each = n == 0 ? 0.0F : share(random);
      cells.push_back(cell);
    }
  }
};

template <typename Blend>
void check(const Made& made, Blend blend) {
  std::vector<float> out(4 * made.cells.size());
  blend(made.cells.data(), static_cast<int>(made.cells.size()), kStep, out.data());
  for (std::size_t n = 0; n < made.cells.size(); ++n) {
    for (int c = 0; c < 4; ++c) {
      CHECK(static_cast<double>(out[4 * n + static_cast<std::size_t>(c)]) ==
            Approx(blended(made.cells[n], c)).margin(2e-4));
    }
  }
}

}  // namespace

TEST_CASE("tangents are blended as defined, on every target of this machine") {
  const Made made;
  check(made, blend_tangents_plain);
#ifdef SHADEMATCH_WITH_HIGHWAY
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    CAPTURE(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    check(made, blend_tangents);
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
#else
  check(made, blend_tangents);
#endif
}

TEST_CASE("at a node a blend is the node's value") {
  const Made made;
  float out[4];
  blend_tangents(made.cells.data(), 1, kStep, out);
  for (int c = 0; c < 4; ++c) CHECK(out[c] == made.cells[0].corner[0]->value[c]);
}

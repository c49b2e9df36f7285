// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cstring>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <shadematch/pixels/cube_roots.hpp>
#include <shadematch/pixels/lab_rows.hpp>

#include "made_maps.hpp"
#ifdef SHADEMATCH_WITH_HIGHWAY
#include <hwy/highway.h>
#include <hwy/targets.h>
#endif

using namespace shadematch;
using namespace shadematch::test;

namespace {

constexpr double kPromised = 5e-4;  // CIE76
constexpr int kCount = 4099;        // no multiple of a vector or a block

/// Both ways to convert.
struct Way {
  std::string name;
  void (*values)(const PixelMap&, const float*, const PixelSpan&, float*);
  void (*codes)(const CodeMap&, const std::uint8_t*, const PixelSpan&, float*);
};

/// Once per SIMD target that this machine can run, and once without Highway.
void on_every_target(const std::function<void(const Way&)>& test) {
  test({"plain", &lab_from_values_plain, &lab_from_codes_plain});
#ifdef SHADEMATCH_WITH_HIGHWAY
  const auto targets = hwy::SupportedAndGeneratedTargets();
  REQUIRE(targets.size() > 1);
  for (const auto target : targets) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    test({hwy::TargetName(target), &lab_from_values, &lab_from_codes});
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
#else
  test({"without Highway", &lab_from_values, &lab_from_codes});
#endif
}

/// From below 0 to far above white, a fifth of them near black where the cube root has its tangent.
std::vector<float> random_values() {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<float> uniform(-0.05F, 1.3F);
  std::vector<float> values(std::size_t{3} * kCount);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = uniform(random) * (i % 5 == 0 ? 0.01F : 1.0F);
  return values;
}

double worst_of_values(const Way& way, const PixelMap& map) {
  const std::vector<float> values = random_values();
  std::vector<float> lab(values.size());
  way.values(map, values.data(), {11, 60, kCount}, lab.data());
  double worst = 0.0;
  for (int i = 0; i < kCount; ++i) {
    const Lab expected = lab_of_values(map, values.data() + 3 * i, 11 + i, 60);
    worst = std::max(worst, delta_e_76(expected, lab.data() + 3 * i));
  }
  return worst;
}

CodeLight made_light() {
  CodeLight light;
  for (std::size_t c = 0; c < 3; ++c) {
    const float gamma = 2.0F + 0.2F * static_cast<float>(c);
    for (int i = 0; i < 256; ++i) light[c].push_back(std::pow(static_cast<float>(i) / 255.0F, gamma));
  }
  return light;
}

double worst_of_codes(const Way& way, const PixelMap& map) {
  std::mt19937 random(3);
  std::vector<std::uint8_t> codes(std::size_t{3} * kCount);
  for (auto& code : codes) code = static_cast<std::uint8_t>(random());
  const CodeLight light = made_light();
  std::vector<float> lab(codes.size());
  way.codes(CodeMap(map, light), codes.data(), {5, 9, kCount}, lab.data());
  double worst = 0.0;
  for (int i = 0; i < kCount; ++i) {
    std::array<double, 3> pixel{};
    for (std::size_t c = 0; c < 3; ++c) pixel[c] = light[c][codes[static_cast<std::size_t>(3 * i) + c]];
    worst = std::max(worst, delta_e_76(lab_of_light(map, pixel, 5 + i, 9), lab.data() + 3 * i));
  }
  return worst;
}

}  // namespace

TEST_CASE("rows of values are the formula's Lab within 5e-4 on every target") {
  const std::vector<PixelMap> maps = {matrix_map(),         rooted_map(),         shaded(matrix_map()),
                                      shaded(rooted_map()), curved(matrix_map()), curved(shaded(rooted_map()))};
  on_every_target([&](const Way& way) {
    for (std::size_t i = 0; i < maps.size(); ++i) {
      INFO(way.name << ", map " << i);
      CHECK(worst_of_values(way, maps[i]) < kPromised);
    }
  });
}

TEST_CASE("rows of 8-bit codes are the formula's Lab within 5e-4 on every target") {
  const std::vector<PixelMap> maps = {matrix_map(), rooted_map(), shaded(matrix_map()), shaded(rooted_map())};
  on_every_target([&](const Way& way) {
    for (std::size_t i = 0; i < maps.size(); ++i) {
      INFO(way.name << ", map " << i);
      CHECK(worst_of_codes(way, maps[i]) < kPromised);
    }
  });
}

TEST_CASE("the plain form, which fuses nothing, loses no more to terms that cancel") {
  const Way plain{"plain", &lab_from_values_plain, &lab_from_codes_plain};
  CHECK(worst_of_values(plain, canceling_map()) < kPromised);
  CHECK(worst_of_codes(plain, canceling_map()) < kPromised);
}

TEST_CASE("a pixel's Lab does not depend on the span that it comes in") {
  const std::vector<float> values = random_values();
  const PixelMap map = curved(shaded(rooted_map()));
  const CodeMap codes(map, made_light());
  std::vector<std::uint8_t> bytes(values.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 37);
  on_every_target([&](const Way& way) {
    INFO(way.name);
    std::vector<float> whole(values.size()), parts(values.size());
    way.values(map, values.data(), {0, 3, kCount}, whole.data());
    for (int x = 0, count = 1; x < kCount; x += count, ++count) {
      count = std::min(count, kCount - x);
      way.values(map, values.data() + 3 * x, {x, 3, count}, parts.data() + 3 * x);
    }
    CHECK(std::memcmp(whole.data(), parts.data(), whole.size() * sizeof(float)) == 0);
    way.codes(codes, bytes.data(), {0, 3, kCount}, whole.data());
    for (int x = 0, count = 1; x < kCount; x += count, ++count) {
      count = std::min(count, kCount - x);
      way.codes(codes, bytes.data() + 3 * x, {x, 3, count}, parts.data() + 3 * x);
    }
    CHECK(std::memcmp(whole.data(), parts.data(), whole.size() * sizeof(float)) == 0);
  });
}

TEST_CASE("a row may be converted in its own place, and nothing beside it is written") {
  on_every_target([](const Way& way) {
    INFO(way.name);
    std::vector<float> values = random_values(), lab(values.size() + 3, -1.0F);
    way.values(rooted_map(), values.data(), {0, 0, kCount}, lab.data());
    CHECK(lab[values.size()] == -1.0F);
    CHECK(lab[values.size() + 2] == -1.0F);
    way.values(rooted_map(), values.data(), {0, 0, kCount}, values.data());
    CHECK(std::memcmp(values.data(), lab.data(), values.size() * sizeof(float)) == 0);
    way.values(rooted_map(), values.data(), {0, 0, 0}, nullptr);
  });
}

TEST_CASE("NaN passes through every map and leaves its neighbors alone") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  on_every_target([&](const Way& way) {
    for (const PixelMap& map : {matrix_map(), rooted_map(), curved(shaded(rooted_map()))}) {
      INFO(way.name);
      std::vector<float> values(std::size_t{3} * 33, 0.3F), lab(values.size());
      values[3 * 32 + 1] = values[3 * 5] = nan;
      way.values(map, values.data(), {0, 0, 33}, lab.data());
      CHECK(std::isnan(lab[3 * 5 + 1]));
      CHECK(std::isnan(lab[3 * 32]));
      CHECK(std::isnan(lab[3 * 32 + 2]));
      CHECK(delta_e_76(lab_of_values(map, values.data() + 3 * 31, 31, 0), lab.data() + 3 * 31) < kPromised);
    }
  });
}

TEST_CASE("signed cube roots keep sign, NaN and their place on every target") {
  std::vector<float> values;
  for (float x = 1e-9F; x < 1e6F; x *= 1.037F) values.insert(values.end(), {x, -x});
  values.insert(values.end(), {0.0F, std::numeric_limits<float>::quiet_NaN(), 8.0F});
  on_every_target([&](const Way& way) {
    INFO(way.name);
    std::vector<float> roots = values;
    signed_cube_roots(roots.data(), static_cast<int>(roots.size()));
    for (std::size_t i = 0; i + 3 < values.size(); ++i) CHECK(roots[i] == Approx(std::cbrt(values[i])).epsilon(3e-7));
    CHECK(roots[values.size() - 3] == Approx(1e-3));
    CHECK(std::isnan(roots[values.size() - 2]));
    CHECK(roots[values.size() - 1] == Approx(2.0).epsilon(3e-7));
  });
}

TEST_CASE("white of the map is L* 100 and gray, black is 0, and light far above white keeps its hue") {
  on_every_target([](const Way& way) {
    INFO(way.name);
    const float rgb[] = {1, 1, 1, 0, 0, 0, 1000, 1000, 1000};
    float lab[9];
    way.values(matrix_map(), rgb, {0, 0, 3}, lab);
    CHECK(lab[0] == Approx(100.0).margin(2e-4));
    CHECK(lab[1] == Approx(0.0).margin(5e-4));
    CHECK(lab[3] == Approx(0.0).margin(1e-5));
    CHECK(lab[6] == Approx(1144.0).epsilon(1e-6));
    CHECK(lab[8] == Approx(0.0).margin(5e-3));
  });
}

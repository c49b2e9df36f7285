// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <shadematch/response/tone_table.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kKnots = CaptureTone::kKnots;
constexpr auto& kAt = CaptureTone::kKnotAt;
constexpr double kSmall = 0.05;  // below it a series of six terms is nearer than what cancels

struct Integrals {
  double plain = 1;   ///< of exp(z u) over u in [0, 1]
  double rising = 0;  ///< of u exp(z u)
};

Integrals integrals(double z) {
  if (std::abs(z) < kSmall) {
    return {1 + z * (1.0 / 2 + z * (1.0 / 6 + z * (1.0 / 24 + z * (1.0 / 120 + z * (1.0 / 720 + z / 5040))))),
            1.0 / 2 + z * (1.0 / 3 + z * (1.0 / 8 + z * (1.0 / 30 + z * (1.0 / 144 + z * (1.0 / 840 + z / 5760)))))};
  }
  const double rise = std::expm1(z);
  const double plain = rise / z;
  return {plain, (rise + 1.0 - plain) / z};
}

}  // namespace

TonePlace tone_place(double ln_value) {
  const double t = ln_value - CaptureTone::kLnMiddle;
  std::size_t from = CaptureTone::kMiddleKnot;
  if (t >= 0.0) {
    while (from + 1 < kKnots && t > kAt[from + 1]) ++from;
    if (from + 1 == kKnots) return {from, from, t - kAt[from], 0.0};
    return {from, from + 1, t - kAt[from], (t - kAt[from]) / (kAt[from + 1] - kAt[from])};
  }
  while (from > 0 && t < kAt[from - 1]) --from;
  if (from == 0) return {from, from, t - kAt[from], 0.0};
  return {from, from - 1, t - kAt[from], (kAt[from] - t) / (kAt[from] - kAt[from - 1])};
}

ToneTable::ToneTable(const CaptureTone& tone) : ln_slope_(tone.ln_slope) {
  for (std::size_t i = 0; i < kKnots; ++i) slope_[i] = std::exp(ln_slope_[i]);
  ln_light_[CaptureTone::kMiddleKnot] = CaptureTone::kLnMiddle;
  const auto reach = [this](std::size_t from, std::size_t to) {
    const Value value = at({from, to, kAt[to] - kAt[from], 1.0});
    ln_light_[to] = value.ln_light;
    by_slope_[to] = by_slope_[from];
    by_slope_[to][from] += value.by_from;
    by_slope_[to][to] += value.by_to;
  };
  for (std::size_t i = CaptureTone::kMiddleKnot; i + 1 < kKnots; ++i) reach(i, i + 1);
  for (std::size_t i = CaptureTone::kMiddleKnot; i > 0; --i) reach(i, i - 1);
}

ToneTable::Value ToneTable::at(const TonePlace& place) const {
  const double rise = place.share * (ln_slope_[place.to] - ln_slope_[place.from]);
  const Integrals part = integrals(rise);
  const double along = slope_[place.from] * place.way;
  const double by_to = along * place.share * part.rising;
  return {ln_light_[place.from] + along * part.plain, ln_slope_[place.from] + rise, along * part.plain - by_to, by_to};
}

void ToneTable::add(const TonePlace& place, const Value& value, double by_light, double by_slope) {
  at_knots_[place.from] += by_light;
  here_[place.from] += by_light * value.by_from + by_slope * (1.0 - place.share);
  here_[place.to] += by_light * value.by_to + by_slope * place.share;
}

ToneTable::Slopes ToneTable::gradient() const {
  Slopes out = here_;
  for (std::size_t knot = 0; knot < kKnots; ++knot) {
    for (std::size_t i = 0; i < kKnots; ++i) out[i] += at_knots_[knot] * by_slope_[knot][i];
  }
  return out;
}

}  // namespace shadematch::inline v0

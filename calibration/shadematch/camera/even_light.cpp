// SPDX-License-Identifier: Apache-2.0
#include <shadematch/camera/even_light.hpp>
#include <shadematch/camera/shot.hpp>

namespace shadematch::inline v0 {
namespace {

/// Each round leaves about a tenth of the disagreement: the light changes little along the gray row against its range.
constexpr int kRounds = 4;

}  // namespace

EvenLight even_light(const Photo& photo, const LightEvidence& evidence,
                     const std::function<Chart(const Photo&)>& find) {
  LightField field = fit_light_field(evidence);
  const Chart first = find(flatten(photo, field));
  for (int round = 0; round < kRounds; ++round) field = fit_light_field(evidence, response_under(first, field));
  EvenLight out;
  out.photo = flatten(photo, field);
  out.chart = find(out.photo);
  return out;
}

}  // namespace shadematch::inline v0

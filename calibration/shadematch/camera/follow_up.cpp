// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <shadematch/camera/follow_up.hpp>
#include <shadematch/error.hpp>

namespace shadematch::inline v0 {
namespace {

void expect_same(const char* code, const std::string& who, const std::string& what, const std::string& then,
                 const std::string& now) {
  if (then == now) return;
  throw MeasurementRefused(code, who + ": expected the " + what + " of the baseline, " + then + ", got " + now,
                           "Measure both visits alike; a difference between unlike ways is no change of color");
}

std::string development(const std::string& sha256) {
  return sha256.empty() ? "the file's own" : "SHA-256 " + sha256.substr(0, 12);
}

/// One name may stand for other values: charts and editions of one's own are files that change.
void expect_same_values(const Calibration::State& now, const Calibration::State& baseline, const std::string& who) {
  for (const PatchRecord& patch : now.patches) {
    const auto then = std::find_if(baseline.patches.begin(), baseline.patches.end(),
                                   [&](const PatchRecord& each) { return each.id == patch.id; });
    const Lab& lab = patch.reference;
    if (then != baseline.patches.end() && then->reference.L == lab.L && then->reference.a == lab.a &&
        then->reference.b == lab.b)
      continue;
    throw MeasurementRefused(
        "baseline_edition",
        who + ": expected the values of the baseline for '" + now.edition + "', got others at patch " +
            std::to_string(patch.id),
        "Measure both visits with one chart file; values that changed are an edition of their own");
  }
}

const PatchRecord* valid_patch(const std::vector<PatchRecord>& patches, int id) {
  const auto found =
      std::find_if(patches.begin(), patches.end(), [id](const PatchRecord& p) { return p.id == id && p.valid; });
  return found == patches.end() || !(found->rgb.minCoeff() > 0.0) ? nullptr : &*found;
}

}  // namespace

std::string rung_of_follow_up(const Calibration::State& now, const std::string& wanted,
                              const Calibration::State& baseline, const std::string& who) {
  expect_same("baseline_chart", who, "chart", baseline.chart_id, now.chart_id);
  expect_same("baseline_edition", who, "edition", baseline.edition, now.edition);
  expect_same("baseline_profile", who, "profile", development(baseline.profile_sha256),
              development(now.profile_sha256));
  if (wanted != "auto" && wanted != "follow-up") expect_same("baseline_rung", who, "rung", baseline.rung, wanted);
  return baseline.rung;
}

FollowUp follow_up(const Calibration::State& now, const Calibration::State& baseline,
                   const std::vector<int>& neutrals) {
  expect_same_values(now, baseline, "calibrate");
  Eigen::Vector3d ln_gain(0, 0, 0);
  double shift = 0;
  int count = 0;
  for (const int id : neutrals) {
    const PatchRecord *here = valid_patch(now.patches, id), *then = valid_patch(baseline.patches, id);
    if (here == nullptr || then == nullptr) continue;
    ln_gain += (here->rgb.array() / then->rgb.array()).log().matrix();
    shift += here->fitted.L - then->fitted.L;
    ++count;
  }
  if (count == 0) {
    throw MeasurementRefused("baseline_neutrals",
                             "calibrate: expected a gray patch that both photographs show, got none",
                             "Take the photograph again with the gray row uncovered and not clipped");
  }
  return {baseline.photo_sha256, (ln_gain / count).array().exp().matrix(), shift / count};
}

std::vector<std::string> flags_of(const FollowUp& moved) {
  std::vector<std::string> flags;
  const Eigen::Array3d ln_gain = moved.gain.array().log();
  if (std::abs(ln_gain.mean()) > kExposureMoved) flags.emplace_back("exposure_moved");
  if ((ln_gain - ln_gain.mean()).abs().maxCoeff() > kWhiteBalanceMoved) flags.emplace_back("white_balance_moved");
  if (std::abs(moved.lightness_shift) > kNeutralsMoved) flags.emplace_back("neutrals_moved");
  return flags;
}

void expect_same_way(const Calibration& now, const Calibration& baseline, const std::string& who) {
  (void)rung_of_follow_up(now.state(), now.rung(), baseline.state(), who);
  expect_same_values(now.state(), baseline.state(), who);
}

}  // namespace shadematch::inline v0

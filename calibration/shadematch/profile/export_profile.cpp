// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/profile/export_profile.hpp>
#include <shadematch/profile/profile_gate.hpp>
#include <shadematch/profile/profile_tables.hpp>

namespace shadematch::inline v0 {
namespace {

std::string describe(const Calibration::State& state, const FileCodes& codes) {
  const std::string photo = state.photo_sha256.empty() ? "" : ", photo " + state.photo_sha256.substr(0, 12);
  // Programs show the beginning only.
  std::string text = "shadematch " + state.rung + " for files in " + codes.decoder().description() + ", " +
                     state.chart_id + " " + state.edition + photo;
  for (char& c : text) c = c >= ' ' && c <= '~' ? c : '?';
  return text;
}

}  // namespace

ExportedProfile export_profile(const Calibration& calibration, const ColorEncoding& file,
                               const ProfileOptions& options) {
  const FileCodes codes(file);
  ExportedProfile profile;
  profile.description = describe(calibration.state(), codes);
  profile.bytes = options.kind == ProfileKind::kMatrix
                      ? write_icc(shaper_tables(calibration, codes), profile.description)
                      : write_icc(clut_tables(calibration, codes), profile.description);
  pass_profile_gate(calibration, codes, options, profile);
  return profile;
}

ExportedProfile export_profile(const Calibration& calibration, const Photo& photo, const ProfileOptions& options) {
  if (photo.encoding) return export_profile(calibration, *photo.encoding, options);
  throw std::invalid_argument("export_profile: expected a photo that was decoded from codes, got one of light alone");
}

}  // namespace shadematch::inline v0

// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/camera/calibration_state.hpp>
#include <shadematch/camera/lab_reader.hpp>
#include <shadematch/camera/uncertainty.hpp>
#include <shadematch/light/flatten.hpp>
#include <shadematch/parallel/thread_pool.hpp>

namespace shadematch::inline v0 {
namespace {

void expect_pixels(const Photo& photo) {
  const auto pixels = static_cast<std::size_t>(photo.width) * static_cast<std::size_t>(photo.height);
  if (photo.width > 0 && photo.height > 0 && photo.rgb.size() == 3 * pixels) return;
  throw std::invalid_argument("to_lab: expected a photo with width x height x 3 values, got " +
                              std::to_string(photo.width) + " x " + std::to_string(photo.height) + " with " +
                              std::to_string(photo.rgb.size()));
}

void expect_size(const Photo& photo, const Calibration::State& state) {
  if (state.photo_width == 0 || (photo.width == state.photo_width && photo.height == state.photo_height)) return;
  throw std::invalid_argument("to_lab: expected a photo of " + std::to_string(state.photo_width) + " x " +
                              std::to_string(state.photo_height) + " pixels like the one with the chart, got " +
                              std::to_string(photo.width) + " x " + std::to_string(photo.height) +
                              "; convert the whole photo and measure a region of it");
}

void expect_development(const Photo& photo, const Calibration::State& state) {
  const std::string &with = state.profile_sha256, &got = photo.metadata.profile_sha256;
  if (got == with) return;
  const auto name = [](const std::string& sha256) {
    return sha256.empty() ? std::string("its own profile") : "the profile with SHA-256 " + sha256.substr(0, 12);
  };
  throw std::invalid_argument("to_lab: expected a photo developed with " + name(with) +
                              " like the one with the chart, got one with " + name(got));
}

void expect_light(const Photo& photo, const Calibration::State& state) {
  if (same_light(photo.flattened_by.get(), state.shot.light.get())) return;
  const std::string expected = state.shot.light ? "by the light field of the photograph with the chart" : "by none";
  const std::string got = photo.flattened_by ? "another field" : "a photo as it was taken";
  throw std::invalid_argument("to_lab: expected a photo flattened " + expected + ", got " + got +
                              "; Calibration.flatten makes one that fits");
}

/// Both ways to one color. Where they disagree, the doubt is which of them holds.
MeasuredLab blend(const MeasuredLab& ladder, const MeasuredLab& spectral, double trust) {
  if (!(trust > 0.0)) return ladder;  // far from every model surface the spectral answer may be no number
  const Eigen::Vector3d a(ladder.lab.L, ladder.lab.a, ladder.lab.b);
  const Eigen::Vector3d b(spectral.lab.L, spectral.lab.a, spectral.lab.b);
  const Eigen::Vector3d lab = a + trust * (b - a);
  const Eigen::Matrix3d apart = trust * (1.0 - trust) * (b - a) * (b - a).transpose();
  return {{lab(0), lab(1), lab(2)}, (1.0 - trust) * ladder.covariance + trust * spectral.covariance + apart};
}

/// One color by one way, with all of its uncertainty and with what another visit draws anew.
Calibration::Measured with_uncertainty(const Lab& lab, const UncertaintyParts& parts) {
  return {{lab, parts.total()}, parts.visit()};
}

/// One color by both ways.
Calibration::Measured read_color(const Calibration::State& state, const Eigen::Vector3d& rgb,
                                 const Eigen::Vector2d& position) {
  const Lab by_ladder = state.map.lab(rgb, state.frame.place(position));
  Calibration::Measured ladder = with_uncertainty(by_ladder, uncertainty(state, rgb, position));
  if (!state.spectral) return ladder;
  const SpectralMap::Answer answer = state.spectral->at(rgb, position);
  const Calibration::Measured spectral = with_uncertainty(answer.lab, spectral_uncertainty(state, rgb, position));
  const MeasuredLab visit =
      blend({by_ladder, ladder.visit_covariance}, {answer.lab, spectral.visit_covariance}, answer.trust);
  return {blend(ladder.color, spectral.color, answer.trust), visit.covariance};
}

}  // namespace

struct Calibration::Reader {
  std::once_flag once;
  std::shared_ptr<const LabReader> made;

  const std::shared_ptr<const LabReader>& get(const State& state) {
    std::call_once(once, [&] { made = std::make_shared<const LabReader>(state); });
    return made;
  }
};

Calibration::Calibration(std::shared_ptr<const State> state)
    : state_(std::move(state)), reader_(std::make_shared<Reader>()) {
  if (!state_) throw std::invalid_argument("Calibration: expected a state, got none");
}

const std::string& Calibration::rung() const {
  return state_->rung;
}
const HeldOutError& Calibration::held_out() const {
  return state_->held_out;
}
const std::vector<std::string>& Calibration::flags() const {
  return state_->flags;
}

LabImage Calibration::to_lab(const Photo& photo, int threads) const {
  expect_threads(threads, "to_lab");
  expect_pixels(photo);
  expect_size(photo, *state_);
  expect_development(photo, *state_);
  expect_light(photo, *state_);
  const auto reader = reader_->get(*state_);
  auto lab = LazyPixels::later([reader, photo, threads] { return reader->read_all(photo, threads); });
  return {photo.width, photo.height, std::move(lab), photo, std::make_shared<const Calibration>(*this),
          reader,      threads};
}

Lab Calibration::lab(const Eigen::Vector3d& rgb, const Eigen::Vector2d& position) const {
  const Lab ladder = state_->map.lab(rgb, state_->frame.place(position));
  if (!state_->spectral) return ladder;
  const SpectralMap::Answer answer = state_->spectral->at(rgb, position);
  return blend({ladder, Eigen::Matrix3d::Zero()}, {answer.lab, Eigen::Matrix3d::Zero()}, answer.trust).lab;
}

Eigen::Vector2d Calibration::chart_center() const {
  if (state_->shot.second) return state_->shot.chart_center;  // every pixel counts as the center
  const auto& from_pixels = state_->frame.from_pixels;
  return -(from_pixels.leftCols<2>().inverse() * from_pixels.col(2));
}

Calibration::Measured Calibration::measure_for_visits(const Eigen::Vector3d& rgb,
                                                      const Eigen::Vector2d& position) const {
  Measured read = read_color(*state_, rgb, position);
  const Eigen::Matrix3d second_shot = second_shot_covariance(state_->shot, read.color.lab);
  read.color.covariance += second_shot;
  read.visit_covariance += second_shot;
  return read;
}

MeasuredLab Calibration::measure(const Eigen::Vector3d& rgb, const Eigen::Vector2d& position) const {
  return measure_for_visits(rgb, position).color;
}

Eigen::Matrix3d Calibration::visit_covariance(const Eigen::Vector3d& rgb, const Eigen::Vector2d& position) const {
  return measure_for_visits(rgb, position).visit_covariance;
}

Photo Calibration::flatten(const Photo& photo) const {
  return state_->shot.light ? shadematch::flatten(photo, *state_->shot.light) : photo;
}

}  // namespace shadematch::inline v0

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>
#include <string>
#include <vector>

#include <shadematch/export.hpp>
#include <shadematch/light/light_field.hpp>
#include <shadematch/photo/photo.hpp>
#include <shadematch/region/region.hpp>

namespace shadematch::inline v0 {

/// What a photograph says of its light: decoded values of one surface at many places.
struct LightEvidence {
  struct Sample {
    Eigen::Vector2d pixel{0, 0};
    Eigen::Vector3d ln_value{0, 0, 0};  ///< median over the pixels around, natural logarithm
  };
  std::string kind;  ///< "flat" or "paper"
  int width = 0;     ///< of the photograph, pixels
  int height = 0;    ///< same
  std::vector<Sample> samples;
  std::string source_sha256;
};

/// Limits of light_from_flat; start values, to be validated on photographs of cards.
struct FlatOptions {
  double max_clipped_share = 0.002;  ///< of the pixels; more: "flat_clipped"
  double min_level = 0.08;           ///< median linear value; less: "flat_dark"
  double max_chroma = 0.35;          ///< ln of a channel against the mean of all; more: "flat_colored". Not for raw.
  double max_texture = 0.04;         ///< sd of ln value inside a block; more: "flat_texture"
};

/// Light as a white or gray card shows it that fills the frame: same camera, light and zoom as the photograph to
/// measure. Another exposure does no harm as long as nothing is clipped.
/// @throws MeasurementRefused "flat_gray", "flat_clipped", "flat_dark", "flat_colored", "flat_texture";
///         std::invalid_argument for an empty photo.
[[nodiscard]] SHADEMATCH_API LightEvidence light_from_flat(const Photo& flat, const FlatOptions& options = {});

/// Limits of light_from_paper; start values.
struct PaperOptions {
  int min_pixels = 64;              ///< fewer: "paper_small"
  double max_clipped_share = 0.01;  ///< more: "paper_clipped"
  double min_level = 0.08;          ///< median linear value; less: "paper_dark"
  double max_texture = 0.08;        ///< sd of ln value inside an area; more: "paper_texture"
  double max_chroma_step = 0.10;    ///< ln of a channel against the mean, area against area; more: "paper_differs"
};

/// Light as three or more areas of one white paper show it, in the photograph itself.
/// @throws MeasurementRefused "paper_few" and those of PaperOptions; std::invalid_argument for a region outside.
[[nodiscard]] SHADEMATCH_API LightEvidence light_from_paper(const Photo& photo, std::span<const Region> areas,
                                                            const PaperOptions& options = {});

/// The light field behind the evidence. Flat: fourth degree, robust. Paper: the law of a small lamp (inverse square)
/// bent by a free quadratic form, with priors, so that three areas give a plane and what they leave open stays
/// uncertain.
/// @param response  of the camera; the default takes decoded values for light.
/// @throws MeasurementRefused "flat_edges" (something lies on the card, or it does not fill the frame), "flat_uneven"
///         (more than 8 : 1), "paper_disagrees" (one area is another paper, in shade or bent).
[[nodiscard]] SHADEMATCH_API LightField fit_light_field(const LightEvidence& evidence,
                                                        const LightResponse& response = {});

}  // namespace shadematch::inline v0

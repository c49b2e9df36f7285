// SPDX-License-Identifier: Apache-2.0
// A photograph of a card that fills the frame, cut into blocks.
#include <algorithm>
#include <cmath>
#include <string>

#include <shadematch/error.hpp>
#include <shadematch/light/evidence.hpp>
#include <shadematch/light/picture_area.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr int kBlocksAlong = 48;     // of the longer side
constexpr int kPixelsPerBlock = 20;  // along each side that are looked at

const std::string kWho = "light_from_flat";

[[noreturn]] void refuse(const std::string& code, const std::string& expected, const std::string& got,
                         const std::string& advice) {
  throw MeasurementRefused(code, kWho + ": expected " + expected + ", got " + got, advice);
}

double middle_of(std::vector<double> values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  return *half;
}

struct Blocks {
  std::vector<AreaSample> areas;

  template <typename Of>
  [[nodiscard]] double middle(Of of) const {
    std::vector<double> values;
    for (const AreaSample& area : areas) values.push_back(of(area));
    return middle_of(std::move(values));
  }
  [[nodiscard]] double clipped_share() const {
    double clipped = 0.0, pixels = 0.0;
    for (const AreaSample& area : areas) {
      clipped += area.clipped_share * area.pixels;
      pixels += area.pixels;
    }
    return clipped / std::max(pixels, 1.0);
  }
};

Blocks cut(const Photo& flat) {
  const int side = std::max(4, (std::max(flat.width, flat.height) + kBlocksAlong - 1) / kBlocksAlong);
  const int stride = std::max(1, side / kPixelsPerBlock);
  Blocks blocks;
  for (int y = 0; y + side <= flat.height; y += side) {
    for (int x = 0; x + side <= flat.width; x += side) {
      blocks.areas.push_back(sample_square(flat, x, y, side, stride));
    }
  }
  return blocks;
}

void expect_card(const Photo& flat, const Blocks& blocks, const FlatOptions& options) {
  const double clipped = blocks.clipped_share();
  if (clipped > options.max_clipped_share) {
    refuse("flat_clipped", "a card without clipped pixels", short_number(100.0 * clipped) + " % of them",
           "Photograph the card again with less exposure");
  }
  const double level = blocks.middle([](const AreaSample& area) { return area.value.mean(); });
  const bool black = std::any_of(blocks.areas.begin(), blocks.areas.end(),
                                 [](const AreaSample& area) { return !(area.value.minCoeff() > 0.0); });
  if (!(level >= options.min_level) || black) {
    refuse("flat_dark", "a card of at least " + short_number(options.min_level) + " of full scale everywhere",
           short_number(level) + (black ? " with black places" : ""),
           "Photograph a white or gray card that fills the frame, as bright as the photograph to measure");
  }
  const double chroma =
      blocks.middle([](const AreaSample& area) { return ln_chroma(area.ln_value()).cwiseAbs().maxCoeff(); });
  if (flat.metadata.format != "raw" && chroma > options.max_chroma) {
    refuse("flat_colored", "a white or gray card", "one whose channels differ by " + short_number(chroma) + " in ln",
           "Use a white or gray card, and the white balance of the photograph to measure");
  }
  const double texture = blocks.middle([](const AreaSample& area) { return area.texture; });
  if (texture > options.max_texture) {
    refuse("flat_texture", "a plain card", "a texture of " + short_number(100.0 * texture) + " %",
           "Use smooth matte cardboard or paper without pattern");
  }
}

}  // namespace

LightEvidence light_from_flat(const Photo& flat, const FlatOptions& options) {
  expect_pixels(flat, kWho);
  const Blocks blocks = cut(flat);
  if (blocks.areas.size() < 64) {
    throw std::invalid_argument(kWho + ": expected a photo that is at most 12 times as long as wide, got " +
                                std::to_string(flat.width) + " x " + std::to_string(flat.height));
  }
  const bool gray = std::all_of(blocks.areas.begin(), blocks.areas.end(), [](const AreaSample& area) {
    return area.value(0) == area.value(1) && area.value(1) == area.value(2);
  });
  if (gray && std::any_of(flat.warnings.begin(), flat.warnings.end(),
                          [](const PhotoWarning& warning) { return warning.code == "grayscale"; })) {
    refuse("flat_gray", "a color photograph", "one channel of gray", "Take the photograph of the card in color");
  }
  expect_card(flat, blocks, options);
  LightEvidence evidence{"flat", flat.width, flat.height, {}, flat.metadata.sha256};
  for (const AreaSample& area : blocks.areas) evidence.samples.push_back({area.center, area.ln_value()});
  return evidence;
}

}  // namespace shadematch::inline v0

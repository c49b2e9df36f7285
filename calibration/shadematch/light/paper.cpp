// SPDX-License-Identifier: Apache-2.0
// Areas of white paper around the chart.
#include <cmath>
#include <string>

#include <shadematch/error.hpp>
#include <shadematch/light/evidence.hpp>
#include <shadematch/light/picture_area.hpp>

namespace shadematch::inline v0 {
namespace {

constexpr std::size_t kLeastAreas = 3;

const std::string kWho = "light_from_paper";

class Check {
 public:
  explicit Check(std::size_t number) : name_("area " + std::to_string(number + 1)) {}

  void refuse_if(bool bad, const std::string& code, const std::string& expected, const std::string& got,
                 const std::string& advice) const {
    if (bad) throw MeasurementRefused(code, kWho + ": " + name_ + ": expected " + expected + ", got " + got, advice);
  }

 private:
  std::string name_;
};

void expect_paper(const AreaSample& area, const Check& check, const PaperOptions& options) {
  check.refuse_if(area.pixels < options.min_pixels, "paper_small",
                  "at least " + std::to_string(options.min_pixels) + " pixels", std::to_string(area.pixels),
                  "Mark a larger area of the paper");
  check.refuse_if(area.clipped_share > options.max_clipped_share, "paper_clipped", "paper without clipped pixels",
                  short_number(100.0 * area.clipped_share) + " % of them",
                  "Take the photograph again with less exposure");
  check.refuse_if(!(area.value.minCoeff() > 0.0) || area.value.mean() < options.min_level, "paper_dark",
                  "paper of at least " + short_number(options.min_level) + " of full scale",
                  short_number(area.value.mean()), "Mark white paper, outside of shadows");
  check.refuse_if(area.texture > options.max_texture, "paper_texture", "plain paper",
                  "a texture of " + short_number(100.0 * area.texture) + " %",
                  "Mark an area that lies wholly on plain paper");
}

}  // namespace

LightEvidence light_from_paper(const Photo& photo, std::span<const Region> areas, const PaperOptions& options) {
  if (areas.size() < kLeastAreas) {
    throw MeasurementRefused("paper_few",
                             kWho + ": expected at least 3 areas of paper, got " + std::to_string(areas.size()),
                             "Lay white paper on three sides of chart and scalp, and mark each");
  }
  LightEvidence evidence{"paper", photo.width, photo.height, {}, photo.metadata.sha256};
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const AreaSample area = sample_region(photo, areas[i], kWho);
    const Check check(i);
    expect_paper(area, check, options);
    evidence.samples.push_back({area.center, area.ln_value()});
    const Eigen::Vector3d step =
        ln_chroma(evidence.samples.back().ln_value) - ln_chroma(evidence.samples.front().ln_value);
    const double most = step.cwiseAbs().maxCoeff();
    check.refuse_if(most > options.max_chroma_step, "paper_differs", "the color of area 1",
                    "channels that differ by " + short_number(most) + " in ln",
                    "Use one kind of white paper, and no second light of another color");
  }
  return evidence;
}

}  // namespace shadematch::inline v0

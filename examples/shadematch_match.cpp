// SPDX-License-Identifier: Apache-2.0
// From a photograph to a ranking without Python: what a program that embeds the library costs at least.
//   shadematch-match PHOTO CATALOGUE.json x,y,w,h(hair) x,y,w,h(scalp)
// Prints one line for each of the ten nearest mixes: id, CIEDE2000, its 95 % interval. Exit codes as `shadematch`.
#include <array>
#include <cstdio>
#include <exception>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/chart/find_chart.hpp>
#include <shadematch/error.hpp>
#include <shadematch/match/match.hpp>
#include <shadematch/photo/read_photo.hpp>
#include <shadematch/pigment/catalogue_json.hpp>
#include <shadematch/quality/assess_capture.hpp>
#include <shadematch/region/measure.hpp>

namespace {

namespace sm = shadematch;

sm::Catalogue read_catalogue(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw std::runtime_error(path + ": expected a catalogue that can be read");
  return sm::read_catalogue_json(text.str(), path);
}

sm::Region region_of(const char* text, const sm::Photo& photo) {
  double x = 0, y = 0, width = 0, height = 0;
  char rest = 0;
  if (std::sscanf(text, "%lf,%lf,%lf,%lf%c", &x, &y, &width, &height, &rest) != 4) {
    throw std::invalid_argument(std::string("expected a region x,y,w,h, got ") + text);
  }
  return sm::region_from_rectangle(x, y, width, height, photo.width, photo.height);
}

void run(char** arguments) {
  const sm::Photo photo = sm::read_photo(arguments[1]);
  const sm::Chart chart = sm::find_chart(photo, sm::chart_definition("colorchecker-classic"));
  const sm::Calibration calibration = sm::calibrate(chart);
  const sm::LabImage lab = calibration.to_lab(photo);
  const std::array regions = {
      sm::AssessedRegion{"hair", sm::measure(lab, region_of(arguments[3], photo)), {}},
      sm::AssessedRegion{"scalp", sm::measure(lab, region_of(arguments[4], photo)), {}},
  };
  sm::assess_capture(photo, chart, calibration, regions).refuse_red();
  sm::MatchTarget target;
  target.color = {regions[0].reading.lab, regions[0].reading.covariance};
  target.scalp = {regions[1].reading.lab, regions[1].reading.covariance};
  for (const sm::Match& match : sm::match(read_catalogue(arguments[2]), target).matches) {
    std::printf("%s %.6f %.6f %.6f\n", match.mix_id.c_str(), match.delta_e, match.delta_e_low, match.delta_e_high);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) {
    std::fprintf(stderr, "usage: shadematch-match PHOTO CATALOGUE.json HAIR SCALP, regions as x,y,w,h\n");
    return 2;
  }
  try {
    run(arguments);
    return 0;
  } catch (const sm::MeasurementRefused& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 4;
  }
}

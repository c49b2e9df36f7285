// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include <shadematch/camera/calibration.hpp>
#include <shadematch/chart/find_chart.hpp>
#include <shadematch/photo/read_photo.hpp>
#include <shadematch/region/measure.hpp>

int main(int, char** arguments) {
  const auto photo = shadematch::read_photo(arguments[1]);
  const auto chart = shadematch::find_chart(photo, shadematch::chart_definition("colorchecker-classic"));
  const auto lab = shadematch::calibrate(chart).to_lab(photo);
  const auto scalp = shadematch::region_from_rectangle(834, 888, 326, 240, photo.width, photo.height);
  const auto reading = shadematch::measure(lab, scalp);
  const auto [L, a, b] = reading.lab;
  const auto se = reading.lab_se();
  std::printf("%.1f ± %.1f\n%.1f ± %.1f\n%.1f ± %.1f\n", L, se.L, a, se.a, b, se.b);
}

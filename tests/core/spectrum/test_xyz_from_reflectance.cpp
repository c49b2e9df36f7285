// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <limits>

#include <shadematch/spectrum/xyz_from_reflectance.hpp>

#include "../golden_table.hpp"

using namespace shadematch;

namespace {

/// Grey oil paint, zinc white with bone black 90.4 : 9.6, over a white card.
Reflectance sample_07D() {
  const CsvTable table = golden_table("reflectance_07D.csv");
  std::vector<double> values;
  for (std::size_t row = 0; row < table.rows.size(); ++row) values.push_back(table.number(row, table.column("R")));
  return reflectance_from_spectrum(Spectrum(table.number(0, table.column("nm")), 10, values));
}

}  // namespace

TEST_CASE("a measured grey paint has the known Lab under daylight and lamp light") {
  const Reflectance paint = sample_07D();
  const Lab day = lab_from_reflectance(paint, colorimetric_weights(illuminant("D65"), observer(2)));
  CHECK(day.L == Approx(53.265).margin(6e-4));
  CHECK(day.a == Approx(0.282).margin(6e-4));
  CHECK(day.b == Approx(-6.369).margin(6e-4));
  const Lab lamp = lab_from_reflectance(paint, colorimetric_weights(illuminant("A"), observer(2)));
  CHECK(lamp.L == Approx(52.870).margin(6e-4));
  CHECK(lamp.a == Approx(-1.889).margin(6e-4));
  CHECK(lamp.b == Approx(-6.514).margin(6e-4));
}

TEST_CASE("a flat reflectance is a neutral of the same Y under every light and for both observers") {
  for (const auto& name : illuminant_names()) {
    for (const int degrees : {2, 10}) {
      INFO(name << " / " << degrees);
      const auto weights = colorimetric_weights(illuminant(name), observer(degrees));
      CHECK(xyz_from_reflectance(flat_reflectance(0.18), weights).Y == Approx(0.18).epsilon(1e-12));
      const Lab lab = lab_from_reflectance(flat_reflectance(0.18), weights);
      CHECK(lab.a == Approx(0.0).margin(1e-10));
      CHECK(lab.b == Approx(0.0).margin(1e-10));
    }
  }
}

TEST_CASE("a table gives the same numbers as its rows one by one") {
  const auto weights = colorimetric_weights(illuminant("LED-B3"), observer(10));
  const Reflectance paint = sample_07D();
  ReflectanceTable table(3, static_cast<Eigen::Index>(kBandCount));
  for (Eigen::Index band = 0; band < table.cols(); ++band) {
    const double R = paint.R[static_cast<std::size_t>(band)];
    table.col(band) << R, 1.0, std::numeric_limits<double>::quiet_NaN();
  }
  const LabTable lab = lab_from_reflectance(table, weights);
  const Lab single = lab_from_reflectance(paint, weights);
  CHECK(lab(0, 0) == Approx(single.L).epsilon(1e-14));
  CHECK(lab(0, 1) == Approx(single.a).epsilon(1e-12));
  CHECK(lab(0, 2) == Approx(single.b).epsilon(1e-12));
  CHECK(lab(1, 0) == Approx(100.0).epsilon(1e-14));
  CHECK(lab.row(2).isNaN().all());
}

// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <string>

#include <shadematch/spectrum/colorimetric_weights.hpp>
#include <shadematch/spectrum/planckian_illuminant.hpp>
#include <shadematch/spectrum/xyz_from_reflectance.hpp>

using namespace shadematch;

TEST_CASE("the white points of the CIE illuminants are the published ones to the last digit of the check values") {
  struct Row {
    const char* illuminant;
    int observer;
    double X, Z;
  };
  // Computed once from the 1 nm tables over 380..780 nm; within 2e-4 of the rounded ones of CIE 015:2018.
  for (const Row& row :
       {Row{"D65", 2, 0.950423, 1.088610}, Row{"A", 2, 1.098488, 0.355815}, Row{"D50", 2, 0.964215, 0.825017},
        Row{"D65", 10, 0.948107, 1.073040}, Row{"LED-B3", 2, 1.008619, 0.676339}}) {
    INFO(row.illuminant << " / " << row.observer);
    const XYZ white = white_point(illuminant(row.illuminant), observer(row.observer));
    CHECK(white.X == Approx(row.X).margin(6e-7));
    CHECK(white.Y == Approx(1.0).margin(1e-12));
    CHECK(white.Z == Approx(row.Z).margin(6e-7));
  }
}

TEST_CASE("collapsing onto the bands equals summing the linearly interpolated reflectance at 1 nm") {
  Reflectance reflectance;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    reflectance.R[band] = 0.1 + 0.02 * static_cast<double>(band) + (band % 3 == 0 ? 0.05 : 0.0);
  }
  const Spectrum R(kFirstBandNm, kBandStepNm, {reflectance.R.begin(), reflectance.R.end()});
  const Illuminant light = illuminant("FL11");
  const Observer eye = observer(10);
  double X = 0, Y = 0, Z = 0, white_Y = 0;
  for (int nm = 380; nm <= 780; ++nm) {
    const double power = light.power.at(nm);
    X += R.at(nm) * power * eye.x.at(nm);
    Y += R.at(nm) * power * eye.y.at(nm);
    Z += R.at(nm) * power * eye.z.at(nm);
    white_Y += power * eye.y.at(nm);
  }
  const XYZ xyz = xyz_from_reflectance(reflectance, colorimetric_weights(light, eye));
  CHECK(xyz.X == Approx(X / white_Y).epsilon(1e-12));
  CHECK(xyz.Y == Approx(Y / white_Y).epsilon(1e-12));
  CHECK(xyz.Z == Approx(Z / white_Y).epsilon(1e-12));
}

TEST_CASE("the scale of a light does not change its weights") {
  const Illuminant dim = planckian_illuminant(3000);
  std::vector<double> brighter = dim.power.values();
  for (double& value : brighter) value *= 1e4;
  const Illuminant bright{"bright", Spectrum(dim.power.first_nm(), dim.power.step_nm(), brighter)};
  const XYZTable difference = colorimetric_weights(dim, observer(2)).w - colorimetric_weights(bright, observer(2)).w;
  CHECK(difference.abs().maxCoeff() < 1e-15);
}

TEST_CASE("a light with negative power is refused with the place") {
  const Illuminant light{"mine", Spectrum(380, 400, {1.0, -1.0})};
  CHECK_THROWS_WITH(colorimetric_weights(light, observer(2)),
                    "colorimetric_weights: expected power >= 0, got -0.005000 at 581 nm in illuminant 'mine'");
}

TEST_CASE("a light that the observer does not see is refused") {
  const Illuminant light{"dark", Spectrum(380, 400, {0.0, 0.0})};
  CHECK_THROWS_WITH(colorimetric_weights(light, observer(2)),
                    "colorimetric_weights: expected some power between 380 and 780 nm, got none in illuminant 'dark'");
}

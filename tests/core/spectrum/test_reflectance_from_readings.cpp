// SPDX-License-Identifier: Apache-2.0
#include <catch2_shim.hpp>
#include <cmath>
#include <vector>

#include <shadematch/spectrum/reflectance_from_readings.hpp>

using namespace shadematch;

namespace {

std::string refused(std::vector<double> nm, std::vector<double> R) {
  try {
    (void)reflectance_from_readings(nm, R);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

struct Readings {
  std::vector<double> nm, R;
};

Readings every_20_nm() {
  Readings out;
  for (double nm = 400; nm <= 700; nm += 20) {
    out.nm.push_back(nm);
    out.R.push_back(nm / 1000);
  }
  return out;
}

}  // namespace

TEST_CASE("readings are joined by straight lines, the ends are held") {
  const Readings given = every_20_nm();
  const Reflectance bands = reflectance_from_readings(given.nm, given.R);
  CHECK(bands.R[0] == Approx(.4));
  CHECK(bands.R[2] == Approx(.4));
  CHECK(bands.R[3] == Approx(.41));
  CHECK(bands.R[20] == Approx(.58));
  CHECK(bands.R[35] == Approx(.7));
}

TEST_CASE("readings with gaps, out of order, out of range or too few are refused, naming them") {
  const Readings good = every_20_nm();
  Readings bad = good;
  bad.nm.erase(bad.nm.begin() + 5);
  bad.R.erase(bad.R.begin() + 5);
  CHECK(refused(bad.nm, bad.R) ==
        "reflectance_from_readings: expected readings at most 20 nm apart; measure the gap again, got 480.000000 nm "
        "before 520.000000 nm");
  bad = good;
  std::swap(bad.nm[3], bad.nm[4]);
  CHECK(refused(bad.nm, bad.R).find("wavelengths in rising order") != std::string::npos);
  bad = good;
  bad.R[2] = 1.21;
  CHECK(refused(bad.nm, bad.R) ==
        "reflectance_from_readings: expected readings in 0..1.2 (are they in percent?), got 1.210000 at 440.000000 nm");
  bad.R[2] = -.01;
  CHECK(refused(bad.nm, bad.R).find("got -0.010000") != std::string::npos);
  bad.R[2] = std::nan("");
  CHECK(refused(bad.nm, bad.R).find("readings in 0..1.2") != std::string::npos);
  bad = good;
  bad.R.pop_back();
  CHECK(refused(bad.nm, bad.R).find("as many readings as wavelengths") != std::string::npos);
  bad.nm.pop_back();
  CHECK(refused(bad.nm, bad.R).find("from 400 nm or less to 700 nm or more") != std::string::npos);
  CHECK_FALSE(refused({}, {}).empty());
}

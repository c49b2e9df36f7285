// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2_shim.hpp>
#include <cmath>
#include <random>
#include <vector>

#include <shadematch/film/film_reflectance.hpp>
#include <shadematch/film/film_table.hpp>
#include <shadematch/film/kubelka_munk.hpp>
#include <shadematch/skin/adding_doubling.hpp>
#include <shadematch/skin/layer.hpp>
#include <shadematch/skin/surface.hpp>

using namespace shadematch;

namespace {

FilmCoefficients flat(double K, double S) {
  FilmCoefficients film;
  film.K.fill(K);
  film.S.fill(S);
  return film;
}

double film_on(double K, double S, double background, const FilmSurface& surface) {
  return film_reflectance(flat(K, S), 1.0, flat_reflectance(background), surface).R[10];
}

/// The same film solved without the table: the ground is a matte reflector, all of it adding and doubling.
double solved(double K, double S, double X, double Rg, double n) {
  const Quadrature quadrature = tissue_quadrature(8, n);
  const StreamVector flux = quadrature.weight.cwiseProduct(quadrature.mu);
  const StreamMatrix ground = 2.0 * Rg * StreamVector::Ones(8) * flux.transpose();
  const LayerOperators film = homogeneous_layer({K / 2.0, 4.0 / 3.0 * S}, X, quadrature);
  return reflectance_through_surface(add_on_top(film, ground), quadrature, n, Illumination::kNormal);
}

}  // namespace

TEST_CASE("the film table agrees with the solver over its whole range") {
  std::mt19937 draw(7);
  std::uniform_real_distribution<double> log_K(-5, 5);
  std::uniform_real_distribution<double> log_S(-2, 3);
  std::uniform_real_distribution<double> ground(0, 1);
  for (const double n : {1.15, 1.5}) {
    const FilmTable& table = film_table(n);
    for (int i = 0; i < 200; ++i) {
      const double K = std::exp(log_K(draw));
      const double S = std::exp(log_S(draw));
      const double Rg = ground(draw);
      INFO(K << ' ' << S << ' ' << Rg << ' ' << n);
      CHECK(table.at(K, S, 1.0).over(Rg) == Approx(solved(K, S, 1.0, Rg, n)).margin(1e-4));
    }
  }
}

TEST_CASE("the film table knows its own derivatives") {
  const FilmTable& table = film_table(1.5);
  std::mt19937 draw(8);
  std::uniform_real_distribution<double> log_value(-2, 2);
  for (int i = 0; i < 50; ++i) {
    const double K = std::exp(log_value(draw));
    const double S = std::exp(log_value(draw));
    const std::array<double, 3> d = table.at(K, S, 1.0).d_over(.6);
    const double h = 1e-6;
    CHECK(d[0] ==
          Approx((table.at(K * (1 + h), S, 1).over(.6) - table.at(K * (1 - h), S, 1).over(.6)) / (2 * h)).margin(1e-6));
    CHECK(d[1] ==
          Approx((table.at(K, S * (1 + h), 1).over(.6) - table.at(K, S * (1 - h), 1).over(.6)) / (2 * h)).margin(1e-6));
    CHECK(d[2] == Approx((table.at(K, S, 1 + h).over(.6) - table.at(K, S, 1 - h).over(.6)) / (2 * h)).margin(1e-6));
  }
}

TEST_CASE("a film without absorption on a perfect ground returns all light that enters") {
  CHECK(film_table(1.5).at(1e-9, 3.0, 1.0).over(1.0) ==
        Approx(1.0 - specular_reflectance(1.5)).margin(5e-3));  // the table ends at K/S 1e-4
}

TEST_CASE("a thin clear film reads like the bare card") {
  const FilmSurface surface{1.5, .02};
  for (const double card : {.06, .4, .86}) CHECK(film_on(1e-6, 1e-3, card, surface) == Approx(card).margin(.02));
}

TEST_CASE("a film without a surface is nearly that of Kubelka and Munk where it scatters much") {
  const FilmSurface open{1.01, 0.0};
  CHECK(film_on(.02, 20, .5, open) == Approx(kubelka_munk_reflectance(.02, 20, 1, .5)).margin(.02));
}

TEST_CASE("a strongly absorbing film is darker than Kubelka and Munk say") {
  const FilmSurface open{1.01, 0.0};
  CHECK(film_on(20, 1, .5, open) < .95 * kubelka_munk_reflectance(20, 1, 1, .5));
}

TEST_CASE("thickness and coefficients are one product") {
  FilmCoefficients half = flat(.5, 1);
  CHECK(film_reflectance(half, 2.0, flat_reflectance(.3)).R[0] ==
        Approx(film_reflectance(flat(1, 2), 1.0, flat_reflectance(.3)).R[0]).margin(1e-12));
}

TEST_CASE("the inside of a surface gives the reading back") {
  const FilmSurface surface{1.5, .02};
  const double k1 = .04;
  const double k2 = .5963;
  const double inside = inside_surface(flat_reflectance(.5), surface).R[0];
  CHECK(.02 + (1 - k1) * (1 - k2) * inside / (1 - k2 * inside) == Approx(.5).margin(1e-3));
}

TEST_CASE("film reflectance names what it cannot use") {
  using Catch::Matchers::Contains;
  CHECK_THROWS_WITH(film_reflectance(flat(-1, 1), 1, flat_reflectance(.5)), Contains("K >= 0 at 380 nm"));
  CHECK_THROWS_WITH(film_reflectance(flat(1, 0), 1, flat_reflectance(.5)), Contains("S > 0"));
  CHECK_THROWS_WITH(film_reflectance(flat(1, NAN), 1, flat_reflectance(.5)), Contains("S > 0"));
  CHECK_THROWS_WITH(film_reflectance(flat(1, 1), 0, flat_reflectance(.5)), Contains("thickness"));
  CHECK_THROWS_WITH(film_reflectance(flat(1, 1), 1, flat_reflectance(1.5)), Contains("background in 0..1"));
  CHECK_THROWS_WITH(film_reflectance(flat(1, 1), 1, flat_reflectance(.5), {3.0, 0}), Contains("refractive index"));
  CHECK_THROWS_WITH(film_reflectance(flat(1, 1), 1, flat_reflectance(.5), {1.5, .2}), Contains("mirrored"));
}

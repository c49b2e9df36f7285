// SPDX-License-Identifier: Apache-2.0
#include <pybind11/eigen.h>
#include <pybind11/stl.h>

#include <shadematch/film/film_fit.hpp>
#include <shadematch/film/film_prediction.hpp>
#include <shadematch/film/film_reflectance.hpp>
#include <shadematch/film/kubelka_munk.hpp>
#include <shadematch/film/saunderson.hpp>

#include "bindings.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace shadematch::python {
namespace {

void bind_values(py::module_& film) {
  static const FilmSurface s;
  py::class_<FilmSurface>(film, "FilmSurface")
      .def(py::init([](double n, double mirrored) {
             return FilmSurface{n, mirrored};
           }),
           py::kw_only(), "refractive_index"_a = s.refractive_index, "mirrored"_a = s.mirrored)
      .def_readonly("refractive_index", &FilmSurface::refractive_index)
      .def_readonly("mirrored", &FilmSurface::mirrored);
  py::class_<Drawdown>(film, "Drawdown")
      .def(py::init([](std::string name, std::vector<double> fractions, const Bands& reading, const Bands& background,
                       double doubt) {
             return Drawdown{std::move(name), std::move(fractions), {reading}, {background}, doubt};
           }),
           py::kw_only(), "name"_a, "fractions"_a, "film"_a, "background"_a, "doubt"_a = 1.0)
      .def_readonly("name", &Drawdown::name)
      .def_readonly("fractions", &Drawdown::fractions)
      .def_readonly("doubt", &Drawdown::doubt)
      .def_property_readonly("film", [](const Drawdown& self) { return self.film.R; })
      .def_property_readonly("background", [](const Drawdown& self) { return self.background.R; });
  static const FilmFitOptions o;
  py::class_<FilmFitOptions>(film, "FilmFitOptions")
      .def(py::init([](const FilmSurface& surface, double noise, double smoothness, int most_steps,
                       std::vector<std::size_t> reported) {
             return FilmFitOptions{surface, noise, smoothness, most_steps, std::move(reported)};
           }),
           py::kw_only(), "surface"_a = s, "noise"_a = o.noise, "smoothness"_a = o.smoothness,
           "most_steps"_a = o.most_steps, "reported"_a = o.reported)
      .def_readonly("surface", &FilmFitOptions::surface)
      .def_readonly("noise", &FilmFitOptions::noise)
      .def_readonly("smoothness", &FilmFitOptions::smoothness)
      .def_readonly("most_steps", &FilmFitOptions::most_steps)
      .def_readonly("reported", &FilmFitOptions::reported);
}

void bind_results(py::module_& film) {
  py::class_<FilmCoefficients>(film, "FilmCoefficients")
      .def(py::init([](const Bands& K, const Bands& S) {
             return FilmCoefficients{K, S};
           }),
           py::kw_only(), "K"_a, "S"_a)
      .def_readonly("K", &FilmCoefficients::K)
      .def_readonly("S", &FilmCoefficients::S);
  py::class_<FilmFit>(film, "FilmFit")
      .def_readonly("surface", &FilmFit::surface)
      .def_readonly("stocks", &FilmFit::stocks)
      .def_readonly("covariance", &FilmFit::covariance)
      .def_readonly("residuals", &FilmFit::residuals)
      .def_readonly("noise", &FilmFit::noise)
      .def_readonly("steps", &FilmFit::steps)
      .def_readonly("converged", &FilmFit::converged);
  py::class_<FilmPrediction>(film, "FilmPrediction")
      .def_property_readonly("reflectance", [](const FilmPrediction& self) { return self.reflectance.R; })
      .def_property_readonly(
          "lab", [](const FilmPrediction& self) { return py::make_tuple(self.lab.L, self.lab.a, self.lab.b); })
      .def_readonly("covariance", &FilmPrediction::covariance);
}

}  // namespace

void bind_film(py::module_& module) {
  auto film = module.def_submodule("film");
  bind_values(film);
  bind_drawdowns(film);
  bind_results(film);
  using release = py::call_guard<py::gil_scoped_release>;
  film.def(
      "fit_film",
      [](const std::vector<Drawdown>& drawdowns, const FilmFitOptions& options) {
        return fit_film(drawdowns, options);
      },
      "drawdowns"_a, "options"_a = FilmFitOptions{}, release());
  film.def(
      "mixed_film", [](const FilmFit& fit, const std::vector<double>& fractions) { return mixed_film(fit, fractions); },
      "fit"_a, "fractions"_a, release());
  film.def(
      "predict_film",
      [](const FilmFit& fit, const std::vector<double>& fractions, const Bands& background,
         const ColorimetricWeights& weights) { return predict_film(fit, fractions, {background}, weights); },
      "fit"_a, "fractions"_a, "background"_a, "weights"_a, release());
  film.def(
      "film_reflectance",
      [](const FilmCoefficients& coefficients, double thickness, const Bands& background, const FilmSurface& surface) {
        return film_reflectance(coefficients, thickness, {background}, surface).R;
      },
      "film"_a, "thickness"_a, "background"_a, "surface"_a, release());
  film.def("kubelka_munk_reflectance", py::vectorize(&kubelka_munk_reflectance), "K"_a, "S"_a, "X"_a, "Rg"_a);
  film.def("opaque_reflectance", py::vectorize(&opaque_reflectance), "k_over_s"_a);
  film.def("k_over_s", py::vectorize(&k_over_s), "opaque_reflectance"_a);
  film.def("inside_reflectance", py::vectorize([](double measured, double k1, double k2, int j) {
             return inside_reflectance(measured, Saunderson{k1, k2, j});
           }),
           "measured"_a, "k1"_a, "k2"_a, "j"_a);
  film.def("measured_reflectance", py::vectorize([](double inside, double k1, double k2, int j) {
             return measured_reflectance(inside, Saunderson{k1, k2, j});
           }),
           "inside"_a, "k1"_a, "k2"_a, "j"_a);
}

}  // namespace shadematch::python

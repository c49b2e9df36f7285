# SPDX-License-Identifier: Apache-2.0
"""What other programs do, on the same chart samples: each fits some colors and predicts others.

A published method runs in the library that people use: root-polynomials and Cheung's polynomials in
colour-science, the correction matrices of OpenCV in OpenCV (`shadematch.bench.opencv_ccm`). The plain matrix
and PlantCV's affine map are least squares and written here.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from shadematch.bench.opencv_ccm import OpenCVCorrection

if TYPE_CHECKING:
    from shadematch.chart import Chart

HIGH = 7
"""Bits of `Photo.clipping` of a channel that is blown."""
Floats = npt.NDArray[np.float64]
Fit = Callable[[Floats, Floats, Floats], Floats]
"""Linear sRGB (n, 3) and Lab (n, 3) of patches, linear sRGB (m, 3) of other colors -> Lab (D50) of these."""


@dataclass(frozen=True)
class Peers:
    """Ways to fit a chart, by name; `missing` names the libraries that are not installed."""

    fits: Mapping[str, Fit]
    missing: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What the reader of a row must know."""
        return "; ".join(f"{name} not installed" for name in self.missing)


@contextmanager
def peers() -> Iterator[Peers]:
    """All that are installed. OpenCV answers from a process of its own, which ends with the block."""
    fits: dict[str, Fit] = {
        "assume sRGB": lambda _rgb, _lab, query: assume_srgb(query),
        "3x3": matrix,
        "PlantCV affine": affine_on_codes,
    }
    missing = []
    try:
        fits |= {f"root-polynomial {degree}": root_polynomial(degree) for degree in (2, 3)}
        fits["Cheung 11"] = cheung(11)
    except ImportError:
        missing.append("colour-science")
    with OpenCVCorrection() as opencv:
        if opencv.installed:
            fits |= {f"OpenCV {shape}": opencv.fit(shape) for shape in ("3x3", "4x3")}
        else:
            missing.append("OpenCV ccm")
        yield Peers(fits, tuple(missing))


def assume_srgb(rgb: npt.ArrayLike) -> Floats:
    """Lab (D50) of linear sRGB (..., 3) taken at its word."""
    from shadematch.color import lab_from_xyz, xyz_from_linear_srgb

    return np.asarray(lab_from_xyz(xyz_from_linear_srgb(np.asarray(rgb, dtype=float))))


def matrix(rgb: Floats, lab: Floats, query: Floats) -> Floats:
    """Least-squares 3 x 3 from linear RGB to XYZ (D50)."""
    from shadematch.color import lab_from_xyz, xyz_from_lab

    fitted = np.linalg.lstsq(rgb, np.asarray(xyz_from_lab(lab)), rcond=None)[0]
    return np.asarray(lab_from_xyz(query @ fitted))


def affine_on_codes(rgb: Floats, lab: Floats, query: Floats) -> Floats:
    """Least-squares 3 x 4 from codes to codes, both sRGB and without a decoding in between.

    The method of PlantCV's ``transform.affine_color_correction`` [gehan2017]; its clipping to 8 bits is left
    out, in its favor.
    """
    from shadematch.color import linear_srgb_from_xyz, xyz_from_lab

    def with_one(codes: Floats) -> Floats:
        return np.column_stack([codes, np.ones(len(codes))])

    wanted = codes_of(linear_srgb_from_xyz(xyz_from_lab(lab)))
    fitted = np.linalg.lstsq(with_one(codes_of(rgb)), wanted, rcond=None)[0]
    return assume_srgb(light_of(with_one(codes_of(query)) @ fitted))


def root_polynomial(degree: int) -> Fit:
    """Root-polynomial of a degree [finlayson2015] as colour-science fits it, linear RGB to XYZ."""
    colour = _colour_science()

    def fit(rgb: Floats, lab: Floats, query: Floats) -> Floats:
        from shadematch.color import lab_from_xyz, xyz_from_lab

        fitted = colour.matrix_colour_correction_Finlayson2015(rgb, xyz_from_lab(lab), degree, True)
        return np.asarray(
            lab_from_xyz(colour.apply_matrix_colour_correction_Finlayson2015(query, fitted, degree, True))
        )

    return fit


def cheung(terms: int) -> Fit:
    """Polynomial of so many terms [cheung2004] as colour-science fits it, linear RGB to XYZ."""
    colour = _colour_science()

    def fit(rgb: Floats, lab: Floats, query: Floats) -> Floats:
        from shadematch.color import lab_from_xyz, xyz_from_lab

        fitted = colour.matrix_colour_correction_Cheung2004(rgb, xyz_from_lab(lab), terms)
        return np.asarray(
            lab_from_xyz(colour.apply_matrix_colour_correction_Cheung2004(query, fitted, terms))
        )

    return fit


def _colour_science() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names the optional packages that it misses
        return import_module("colour.characterisation")


def codes_of(light: npt.ArrayLike) -> Floats:
    """Codes of linear sRGB by its transfer curve [iec61966], odd below 0."""
    light = np.asarray(light, dtype=float)
    high = 1.055 * np.abs(light) ** (1 / 2.4) - 0.055
    return np.asarray(np.sign(light) * np.where(np.abs(light) <= 0.0031308, 12.92 * np.abs(light), high))


def light_of(codes: npt.ArrayLike) -> Floats:
    """Linear sRGB of codes: the inverse of `codes_of`."""
    codes = np.asarray(codes, dtype=float)
    high = ((np.abs(codes) + 0.055) / 1.055) ** 2.4
    return np.asarray(np.sign(codes) * np.where(np.abs(codes) <= 0.04045, np.abs(codes) / 12.92, high))


def patches(chart: "Chart") -> tuple[Floats, Floats]:
    """Linear RGB (n, 3) and reference Lab (n, 3) of the valid patches."""
    valid = [index for index, patch in enumerate(chart.patches) if patch.valid]
    rgb = np.array([chart.patches[index].rgb for index in valid], dtype=float)
    lab = np.asarray(chart.definition.edition(chart.edition).lab, dtype=float)[valid]
    return rgb, lab


def left_out(fit: Fit, chart: "Chart") -> Floats:
    """CIEDE2000 of each valid patch, predicted by a fit to the others."""
    from shadematch.difference import delta_e_ciede2000

    rgb, lab = patches(chart)
    predicted = np.empty_like(lab)
    for index in range(len(rgb)):
        rest = np.arange(len(rgb)) != index
        predicted[index] = fit(rgb[rest], lab[rest], rgb[index : index + 1])[0]
    return np.asarray(delta_e_ciede2000(lab, predicted))


def body_pixels(lab: npt.NDArray[np.float32], clipping: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Which pixels (n, 3) of a region `shadematch.measure` takes: neither glare nor blown.

    The rule of ``calibration/shadematch/region/glare.hpp`` [shafer1985], so that all see the same pixels.
    """
    lightness = lab[:, 0].astype(float)
    chroma = np.hypot(lab[:, 1], lab[:, 2]).astype(float)
    middle = np.median(lightness)
    below = middle - lightness[lightness <= middle]
    bright = lightness > middle + max(8.0, 4 * 1.4826 * float(np.median(below)))
    body = np.median(chroma / np.maximum(lightness + 16.0, 1.0)) * (lightness + 16.0)
    glare = bright & (chroma < np.maximum(0.8 * body, 4.0))
    return np.asarray(~glare & (clipping & HIGH == 0))

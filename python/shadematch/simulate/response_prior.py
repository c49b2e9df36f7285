# SPDX-License-Identifier: Apache-2.0
"""Program of the data behind the spectral rung: ``python -m shadematch.simulate.response_prior FOLDER``.

It draws cameras under lights of the prior's half of the split, measured ones and a smooth family around them,
and writes mean and main components of their effective responses; and reflectances of skin and hair drawn from
the layered model. The drawn cameras are wider than any one maker's: no telephone has been measured in public.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from shadematch._broadcast import Floats
from shadematch.color import linear_srgb_from_xyz
from shadematch.simulate.camera import render_matrix, saturation_matrix
from shadematch.simulate.chart_spectra import chart_spectra
from shadematch.simulate.light import draw_black_body, draw_phosphor_led, light_power
from shadematch.simulate.split import PRIOR_LIGHTS, PRIOR_MAKERS, cameras_of
from shadematch.simulate.tables import camera_sensitivities
from shadematch.skin import HairParameters, SkinParameters, hair_reflectance, skin_reflectance
from shadematch.spectrum import BAND_NM, xyz_from_reflectance

SEED = 20261121
DRAWS = 3000
COMPONENTS = 32
SPECTRA = 160
LIGHT_KINDS = ("daylight", "tungsten", "led", "fluorescent")
_COSINES = np.stack([np.cos(np.pi * k * (BAND_NM - 380.0) / 350.0) for k in range(6)])
_FLUORESCENT = ("FL2", "FL7", "FL11")
_LED = tuple(name for name in PRIOR_LIGHTS if name.startswith("LED"))


def _smooth(rng: np.random.Generator, sd: float, cosines: int, columns: int = 1) -> Floats:
    factor: Floats = np.exp(_COSINES[:cosines].T @ rng.normal(0.0, sd, (cosines, columns)))
    return factor


def _family_camera(rng: np.random.Generator) -> Floats:
    """Sensitivity (36, 3) of smooth lobes with cross-talk between the edges of the filters."""
    peaks = rng.normal((602.0, 538.0, 458.0), (9.0, 8.0, 8.0))
    right = rng.uniform((28.0, 32.0, 24.0), (48.0, 50.0, 40.0))
    left = rng.uniform((22.0, 32.0, 20.0), (40.0, 48.0, 34.0))
    offset = BAND_NM[:, None] - peaks
    lobes = np.exp(-0.5 * (offset / np.where(offset > 0, right, left)) ** 2)
    talk = rng.uniform(0.0, 0.12, (3, 3)) * (1.0 - np.eye(3))
    lobes = lobes + np.exp(-0.5 * (offset / 38.0) ** 2) @ talk
    blue_edge = 1.0 + np.exp(-(BAND_NM - rng.uniform(398, 422)) / rng.uniform(4, 9))
    red_edge = 1.0 + np.exp((BAND_NM - rng.uniform(655, 720)) / rng.uniform(6, 16))
    camera: Floats = lobes / (blue_edge * red_edge)[:, None] * _smooth(rng, 0.02, 6, 3)
    return camera


def _camera(rng: np.random.Generator) -> Floats:
    if rng.random() < 0.5:
        return _family_camera(rng)
    measured = camera_sensitivities()[str(rng.choice(cameras_of(PRIOR_MAKERS)))]
    return measured * _smooth(rng, 0.03, 4, 3)


def _light(rng: np.random.Generator, kind: str) -> Floats:
    if kind == "fluorescent":
        return light_power({"name": str(rng.choice(_FLUORESCENT))}) * _smooth(rng, 0.02, 4)[:, 0]
    if kind == "led":
        table = rng.random() < 0.3
        return light_power({"name": str(rng.choice(_LED))} if table else draw_phosphor_led(rng))
    if kind == "daylight" and rng.random() < 0.3:
        return light_power({"name": str(rng.choice(("D55", "D75")))})
    low, high = (4000, 7500) if kind == "daylight" else (2500, 4000)
    black_body = draw_black_body(rng) | {"kelvin": float(rng.uniform(low, high))}
    return light_power(black_body) * _smooth(rng, 0.03, 4)[:, 0]


def draw_response(rng: np.random.Generator, kind: str, *, rendered: bool = True) -> Floats:
    """Effective response (36, 3) of one camera under one light, every channel 1 for the perfect diffuser.

    Rendered: also the color matrix of the camera, with a wrong white balance before it and more or less
    saturation after it.
    """
    response = _camera(rng) * _light(rng, kind)[:, None]
    response /= response.sum(axis=0)
    if not rendered:
        return response
    chart = chart_spectra("after-2014")
    matrix = render_matrix(chart @ response, linear_srgb_from_xyz(xyz_from_reflectance(chart)))
    matrix = saturation_matrix(float(rng.uniform(0.9, 1.25))) @ matrix
    response = (response * np.exp(rng.normal(0.0, 0.15, 3))) @ matrix.T
    normalized: Floats = response / response.sum(axis=0)
    return normalized


def gaussian_field(kinds: Iterable[str], *, rendered: bool = True) -> tuple[Floats, Floats]:
    """Mean (108,) and components (k, 108), scaled by their spread, of responses stacked by channel."""
    rng = np.random.default_rng(SEED)
    names = list(kinds)
    weights = np.array(
        [{"daylight": 0.35, "tungsten": 0.2, "led": 0.35, "fluorescent": 0.1}[k] for k in names]
    )
    drawn = rng.choice(names, size=DRAWS, p=weights / weights.sum())
    responses = np.stack([draw_response(rng, str(kind), rendered=rendered).T.ravel() for kind in drawn])
    values, vectors = np.linalg.eigh(np.cov(responses.T))
    order = np.argsort(values)[::-1][:COMPONENTS]
    return responses.mean(axis=0), (vectors[:, order] * np.sqrt(np.maximum(values[order], 0.0))).T


def draw_skin(rng: np.random.Generator) -> Floats:
    """Reflectance (36,) of layered skin over the whole range of its parameters."""
    return skin_reflectance(
        SkinParameters(
            melanosome_fraction=float(np.exp(rng.uniform(np.log(0.002), np.log(0.35)))),
            blood_fraction=float(np.exp(rng.uniform(np.log(0.002), np.log(0.07)))),
            oxygen_saturation=float(rng.uniform(0.4, 0.95)),
            scattering_A=float(rng.uniform(30, 68)),
            scattering_b=float(rng.uniform(0.8, 1.8)),
            epidermis_thickness_mm=float(rng.uniform(0.06, 0.10)),
            vessel_diameter_mm=float(rng.uniform(0.0, 0.1)),
            carotenoid_absorption=float(rng.uniform(0.0, 3.0)),
        )
    )


def draw_hair(rng: np.random.Generator) -> Floats:
    """Reflectance (36,) of a dense lock, from white over red to black, half of them without gray."""
    return hair_reflectance(
        HairParameters(
            melanin=float(np.exp(rng.uniform(np.log(0.5), np.log(300)))),
            pheomelanin_share=float(rng.uniform(0.0, 1.0)),
            gray_share=float(rng.choice([0.0, rng.uniform()])),
        )
    )


def _write(path: Path, about: str, header: list[str], rows: Iterable[list[str]]) -> None:
    notes = [about, "source: computed by python -m shadematch.simulate.response_prior", "licence: Apache-2.0"]
    lines = [f"# {note}" for note in notes] + [",".join(header)] + [",".join(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _prior_rows() -> Iterable[list[str]]:
    fields = {"rendered": gaussian_field(LIGHT_KINDS), "raw": gaussian_field(LIGHT_KINDS, rendered=False)}
    fields |= {kind: gaussian_field([kind]) for kind in LIGHT_KINDS}
    for name, (mean, components) in fields.items():
        for part, values in (("mean", mean), *((str(i + 1), row) for i, row in enumerate(components))):
            yield [name, part, *(f"{value:.6f}" for value in values)]


def main(folder: Path) -> None:
    """Write both tables."""
    bands = [f"{nm:.0f}" for nm in BAND_NM]
    stacked = [f"{channel}{nm}" for channel in "RGB" for nm in bands]
    about = "effective response of camera channels under a light: mean and components of a Gaussian field"
    _write(folder / "response_prior.csv", about, ["prior", "part", *stacked], _prior_rows())
    rng = np.random.default_rng(SEED)
    spectra = [["skin", *(f"{r:.6f}" for r in draw_skin(rng))] for _ in range(SPECTRA)]
    spectra += [["hair", *(f"{r:.6f}" for r in draw_hair(rng))] for _ in range(SPECTRA)]
    _write(
        folder / "scalp_reflectances.csv", "reflectances of model skin and hair", ["kind", *bands], spectra
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

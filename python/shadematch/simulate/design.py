# SPDX-License-Identifier: Apache-2.0
"""What one simulated photograph shows: every parameter, drawn from documented ranges by a seeded design."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np

from shadematch.simulate.chart_spectra import EDITIONS
from shadematch.simulate.encode import ENCODINGS
from shadematch.simulate.light import Light, draw_light
from shadematch.simulate.split import TEST_MAKERS, cameras_of
from shadematch.simulate.tables import camera_sensitivities

HAIR_CLASSES: dict[str, tuple[float, float, float]] = {
    "black": (200.0, 0.1, 0.0),
    "dark brown": (33.0, 0.3, 0.0),
    "brown": (12.0, 0.3, 0.0),
    "red": (6.0, 0.95, 0.0),
    "dark blond": (4.0, 0.3, 0.0),
    "blond": (1.5, 0.3, 0.0),
    "dark gray": (100.0, 0.1, 0.25),
    "light gray": (100.0, 0.1, 0.7),
}
"""Melanin, pheomelanin share and gray share of each class (see `shadematch.simulate.client.client_hair`)."""

ITA_RANGE = (-50.0, 60.0)


@dataclass(frozen=True)
class SceneDesign:
    """All parameters of a scene. Lengths in pixels of the photograph unless the name has a unit.

    `skin_drift` is the standard deviation of the change of ln melanin and of ln blood from the middle of the
    picture to each border. 0 unless it is asked for: an assumption without measurements behind it.
    """

    seed: int
    index: int
    width: int
    height: int
    encoding: str
    ita_target: float
    blood_fraction: float
    oxygen: float
    scattering: float
    rayleigh: float
    carotene: float
    unexplained_sd: float
    hair_class: str
    melanin: float
    pheomelanin_share: float
    gray_share: float
    px_per_mm: float
    stubble_per_mm2: float
    stubble_length_mm: float
    hair_diameter_mm: float
    redness: bool
    scar: bool
    skin_drift: float
    glare_spots: int
    chart_on_left: bool
    edition: str
    chart_scatter_sd: float
    chart_pitch: float
    chart_rotation_deg: float
    chart_tilt: tuple[float, float]
    light: Light
    camera: str
    white_level: float
    gradient: tuple[float, float, float]
    flare: float
    white_balance_ln: tuple[float, float, float]
    saturation: float
    tone: tuple[float, float] | None
    shot_noise: float
    read_noise: float
    blur_sigma: float
    jpeg_quality: int
    subsampling: str

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)


def _rotation(rng: np.random.Generator) -> float:
    """Four of five charts lie roughly upright, the others on a side or upside down."""
    quarter = 0.0 if rng.random() < 0.8 else float(rng.choice([90.0, 180.0, 270.0]))
    return quarter + float(rng.uniform(-15, 15))


def _subject(rng: np.random.Generator, index: int) -> dict[str, Any]:
    """Skin and hair. The index walks the ITA range and the hair classes evenly (golden-ratio steps)."""
    start = rng.random(2)
    ita_at = (0.137 + 0.6180339887 * index + 0.02 * start[0]) % 1.0
    hair_class = list(HAIR_CLASSES)[int(8 * ((0.51 + 0.7548776662 * index + 0.02 * start[1]) % 1.0))]
    melanin, pheomelanin_share, gray_share = HAIR_CLASSES[hair_class]
    return {
        "ita_target": ITA_RANGE[0] + (ITA_RANGE[1] - ITA_RANGE[0]) * ita_at,
        "blood_fraction": float(rng.uniform(0.003, 0.012)),
        "oxygen": float(rng.uniform(0.6, 0.95)),
        "scattering": float(rng.uniform(1.4, 2.4)),
        "rayleigh": float(rng.uniform(0.0, 0.15)),
        "carotene": float(rng.uniform(1.0, 4.0)),
        "unexplained_sd": 0.01,
        "hair_class": hair_class,
        "melanin": melanin * float(np.exp(rng.normal(0, 0.12))),
        "pheomelanin_share": pheomelanin_share,
        "gray_share": gray_share,
        "px_per_mm": float(rng.uniform(7, 10)),
        "stubble_per_mm2": float(rng.uniform(1.4, 2.4)),
        "stubble_length_mm": float(rng.uniform(0.6, 1.6)),
        "hair_diameter_mm": float(rng.uniform(0.07, 0.13)),
        "redness": bool(rng.random() < 0.4),
        "scar": bool(rng.random() < 0.25),
        "skin_drift": 0.0,
        "glare_spots": int(rng.integers(0, 5)),
    }


def _chart(rng: np.random.Generator, width: int) -> dict[str, Any]:
    return {
        "chart_on_left": bool(rng.random() < 0.5),
        "edition": "after-2014",
        "chart_scatter_sd": 0.01,
        "chart_pitch": float(rng.uniform(0.034, 0.052)) * width,
        "chart_rotation_deg": _rotation(rng),
        "chart_tilt": (float(rng.uniform(-0.14, 0.14)), float(rng.uniform(-0.14, 0.14))),
    }


def _capture(rng: np.random.Generator, encoding: str) -> dict[str, Any]:
    phone = encoding == "phone"
    fall = float(rng.uniform(0.0, 0.25))
    direction = float(rng.uniform(0, 2 * np.pi))
    return {
        "light": draw_light(rng),
        "camera": str(rng.choice(cameras_of(TEST_MAKERS))),
        "white_level": float(rng.uniform(0.55, 0.85)),
        "gradient": (fall * np.cos(direction), fall * np.sin(direction), float(rng.uniform(-0.08, 0.02))),
        "flare": float(rng.uniform(0.0, 0.012)),
        "white_balance_ln": tuple(float(value) for value in rng.normal(0, 0.035, 3)),
        "saturation": float(rng.uniform(0.95, 1.2)),
        "tone": (float(rng.uniform(1.05, 1.3)), float(rng.uniform(0.8, 2.0))) if phone else None,
        "shot_noise": float(rng.uniform(1e-5, 8e-5)),
        "read_noise": float(rng.uniform(3e-4, 1.5e-3)),
        "blur_sigma": float(rng.uniform(0.5, 1.1)),
        "jpeg_quality": int(rng.integers(85, 96)),
        "subsampling": "4:2:0" if rng.random() < 0.8 else "4:4:4",
    }


def draw_design(
    seed: int, index: int = 0, *, width: int = 1600, height: int = 1200, **fixed: Any
) -> SceneDesign:
    """Draw the parameters of scene `index` of a series.

    Parameters
    ----------
    seed, index : int
        The same pair gives the same scene. Along the index, ITA walks evenly over -50 to 60 degrees, hair
        over its eight classes, and the encoding alternates.
    width, height : int
        Size of the photograph, at least 400 by 300.
    **fixed
        Parameters of `SceneDesign` that are not drawn.

    Raises
    ------
    ValueError
        For an unknown parameter, hair class, encoding, edition or camera, or a size that is too small.

    Examples
    --------
    >>> from shadematch.simulate import draw_design
    >>> draw_design(7, hair_class="blond").hair_class
    'blond'
    """
    if not (seed >= 0 and index >= 0 and width >= 400 and height >= 300):
        got = f"{seed}, {index}, {width} x {height}"
        msg = f"draw_design: expected seed, index >= 0 and at least 400 x 300 pixels, got {got}"
        raise ValueError(msg)
    rng = np.random.default_rng([seed, index])
    encoding = fixed.get("encoding", ENCODINGS[index % 2])
    drawn = _subject(rng, index) | _chart(rng, width) | _capture(rng, encoding)
    design = SceneDesign(seed=seed, index=index, width=width, height=height, encoding=encoding, **drawn)
    if "hair_class" in fixed and fixed["hair_class"] in HAIR_CLASSES:
        names = ("melanin", "pheomelanin_share", "gray_share")
        fixed = dict(zip(names, HAIR_CLASSES[fixed["hair_class"]], strict=True)) | fixed
    return replace(design, **_checked(fixed))


def _checked(fixed: dict[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(SceneDesign)}
    for name in fixed:
        if name not in known:
            msg = f"draw_design: expected a parameter of SceneDesign, got {name!r}"
            raise ValueError(msg)
    choices = {
        "hair_class": tuple(HAIR_CLASSES),
        "encoding": ENCODINGS,
        "edition": EDITIONS,
        "camera": tuple(camera_sensitivities()),
    }
    for name, allowed in choices.items():
        if name in fixed and fixed[name] not in allowed:
            msg = f"draw_design: expected {name} to be one of {allowed}, got {fixed[name]!r}"
            raise ValueError(msg)
    return fixed

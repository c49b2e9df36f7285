# SPDX-License-Identifier: Apache-2.0
"""Faults of capture, each one by itself in an otherwise good photograph, as strong as its severity says.

Severity 0 is the weakest fault that a gate must refuse, 1 one that nobody would overlook.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from shadematch._broadcast import Floats
from shadematch.color import lab_from_xyz, xyz_from_linear_srgb
from shadematch.simulate.design import SceneDesign, draw_design
from shadematch.simulate.layout import Layout, Polygon, project
from shadematch.simulate.light import light_power
from shadematch.simulate.raster import Plane, bump, polygon_mask, smooth_noise
from shadematch.simulate.scene import Hooks, Scene, render
from shadematch.simulate.tables import camera_sensitivities

CLEAN: Mapping[str, Any] = {"glare_spots": 0, "chart_tilt": (0.0, 0.0)}
"""What a good photograph has in common: a blotted scalp, a card tilted by no more than `MOST_TILT`."""

MOST_TILT = 12.0

_FINGER = np.array([0.45, 0.30, 0.24], np.float32)


def _between(low: float, high: float, severity: float) -> float:
    return low + (high - low) * severity


@dataclass(frozen=True)
class Fault:
    """One fault.

    Attributes
    ----------
    name : str
        In words.
    gates : tuple of str
        Gates whose red says what is wrong.
    refusals : tuple of str
        Codes of refusals before the gates that say it as well.
    fixed : callable
        Parameters of the design, from severity and a generator.
    hooks : callable
        Disturbance of the render, from severity and a generator.
    regions : callable
        Regions to measure, from the design and the scene's own; default: its scalp.
    third : bool
        Only the last of three photographs of one scalp has the fault.
    """

    name: str
    gates: tuple[str, ...]
    refusals: tuple[str, ...] = ()
    fixed: Callable[[float, np.random.Generator], dict[str, Any]] = lambda _, __: {}
    hooks: Callable[[float, np.random.Generator], Hooks] = lambda _, __: Hooks()
    regions: Callable[[SceneDesign, Mapping[str, Polygon]], dict[str, Polygon]] = field(
        default=lambda _, regions: {"scalp": regions["scalp"]}
    )
    third: bool = False


def _patch_polygon(layout: Layout, first: tuple[float, float], last: tuple[float, float]) -> Polygon:
    """Corners, in pixels, of a block of patches with the gaps around them."""
    (x0, y0), (x1, y1) = first, last
    corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], float) + np.array(
        [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]]
    )
    polygon: Polygon = project(layout.homography, corners).tolist()
    return polygon


def _finger(severity: float, rng: np.random.Generator) -> Hooks:
    """Lay a finger over 3 or 6 neighboring patches."""
    long, wide = 2, 0 if severity < 0.5 else 1
    columns, rows = (long, wide) if rng.random() < 0.5 else (wide, long)
    column, row = int(rng.integers(0, 6 - columns)), int(rng.integers(0, 4 - rows))

    def cover(design: SceneDesign, layout: Layout, raw: Plane, _: Plane) -> None:
        polygon = _patch_polygon(layout, (column, row), (column + columns, row + rows))
        raw[polygon_mask(polygon, design.width, design.height)] = _FINGER

    return Hooks(light=cover)


def _moved(design: SceneDesign, layout: Layout, shift: Floats) -> Layout:
    return replace(
        layout, homography=np.array([[1, 0, shift[0]], [0, 1, shift[1]], [0, 0, 1]]) @ layout.homography
    )


def _cut(severity: float, rng: np.random.Generator) -> Hooks:
    """One or two rows or columns of the chart beyond the edge of the picture."""
    beyond = _between(1.1, 2.2, severity)
    edge = int(rng.integers(0, 3))

    def move(design: SceneDesign, layout: Layout) -> Layout:
        lattice = np.array([[x, y] for x in (-0.5, 5.5) for y in (-0.5, 3.5)])
        corners = project(layout.homography, lattice)
        pitch = design.chart_pitch
        if edge == 0:
            return _moved(design, layout, np.array([0, -corners[:, 1].min() - beyond * pitch]))
        if edge == 1:
            return _moved(design, layout, np.array([0, design.height - corners[:, 1].max() + beyond * pitch]))
        x = -corners[:, 0].min() if design.chart_on_left else design.width - corners[:, 0].max()
        return _moved(design, layout, np.array([x - beyond * pitch * (1 if design.chart_on_left else -1), 0]))

    return Hooks(layout=move)


def _lattice(design: SceneDesign, layout: Layout) -> tuple[Floats, Floats]:
    """Chart coordinates (column, row) of every pixel."""
    columns, rows = np.meshgrid(np.arange(design.width), np.arange(design.height))
    place = np.stack([columns, rows, np.ones_like(columns)], axis=-1) @ np.linalg.inv(layout.homography).T
    return place[..., 0] / place[..., 2], place[..., 1] / place[..., 2]


def _ramp(design: SceneDesign, layout: Layout, angle: float, offset: float, width: float) -> Floats:
    """0 on one side of a straight line over the chart, 1 on the other; `width` in pitches."""
    u, v = _lattice(design, layout)
    along = (u - 2.5) * np.cos(angle) + (v - 1.5) * np.sin(angle) - offset
    ramp: Floats = np.clip(0.5 + along / width, 0, 1)
    return ramp


def _shadow(severity: float, rng: np.random.Generator) -> Hooks:
    """Draw the edge of a shadow across the card."""
    depth, angle = _between(0.33, 0.6, severity), float(rng.uniform(0, 2 * np.pi))
    offset, width = float(rng.uniform(-0.6, 0.6)), float(rng.uniform(0.3, 2.5))

    def darken(design: SceneDesign, layout: Layout, raw: Plane, _: Plane) -> None:
        raw *= (1 - depth * _ramp(design, layout, angle, offset, width)[..., None]).astype(np.float32)

    return Hooks(light=darken)


def _two_lights(severity: float, rng: np.random.Generator) -> Hooks:
    """Mix daylight from one side with a lamp from the other: a gray changes by 10 to 20 C* over the card."""
    chroma, angle = _between(10.0, 20.0, severity), float(rng.uniform(0, 2 * np.pi))

    def mix(design: SceneDesign, layout: Layout, raw: Plane, _: Plane) -> None:
        sensitivity = camera_sensitivities()[design.camera]
        first, other = (power / power.mean() for power in (light_power(design.light), _opposite(design)))
        gains = np.log(
            (sensitivity * other[:, None]).sum(axis=0) / (sensitivity * first[:, None]).sum(axis=0)
        )
        gains = _scaled(gains - gains.mean(), chroma)
        reach = 2.5 * abs(np.cos(angle)) + 1.5 * abs(np.sin(angle))
        ramp = _ramp(design, layout, angle, 0.0, 2 * reach)[..., None] - 0.5
        raw *= np.exp(ramp * gains).astype(np.float32)

    return Hooks(light=mix)


def _scaled(ln_gains: Floats, chroma: float) -> Floats:
    """Stretch `ln_gains` until they change a mid gray by `chroma` in a*, b*."""
    grays = np.linspace(0.02, 3.0, 300)[:, None] * ln_gains / np.abs(ln_gains).max()
    ends = lab_from_xyz(xyz_from_linear_srgb(0.4 * np.exp(np.stack([grays / 2, -grays / 2]))))
    apart = np.hypot(*(ends[0] - ends[1])[:, 1:].T)
    scaled: Floats = grays[int(np.argmax(apart >= chroma))]
    return scaled


def _opposite(design: SceneDesign) -> Floats:
    """Choose a lamp for a bluish light, daylight for a reddish one."""
    power = light_power(design.light)
    bluish = power[:10].mean() > 0.6 * power[-14:-4].mean()
    return light_power({"name": "planckian", "kelvin": 2700.0} if bluish else {"name": "D65"})


def _shaken(severity: float, rng: np.random.Generator) -> Hooks:
    """Motion blur along a straight line."""
    length, angle = _between(6.0, 11.0, severity), float(rng.uniform(0, np.pi))

    def smear(_: SceneDesign, __: Layout, raw: Plane, ___: Plane) -> None:
        count = int(np.ceil(2 * length))
        total = np.zeros_like(raw)
        for step in np.linspace(-0.5, 0.5, count):
            total += _shifted(raw, step * length * np.cos(angle), step * length * np.sin(angle))
        raw[:] = total / count

    return Hooks(light=smear)


def _shifted(picture: Plane, x: float, y: float) -> Plane:
    """Picture moved by (x, y) pixels, bilinear, edges repeated."""
    column, row = int(np.floor(x)), int(np.floor(y))
    u, v = np.float32(x - column), np.float32(y - row)
    pad = [(16, 16), (16, 16), (0, 0)]
    padded = np.pad(picture, pad, mode="edge")
    h, w = picture.shape[:2]

    def part(dx: int, dy: int) -> Plane:
        area: Plane = padded[16 - row - dy : 16 - row - dy + h, 16 - column - dx : 16 - column - dx + w]
        return area

    top = (1 - u) * part(0, 0) + u * part(1, 0)
    moved: Plane = ((1 - v) * top + v * ((1 - u) * part(0, 1) + u * part(1, 1))).astype(np.float32)
    return moved


def _shiny_scalp(severity: float, rng: np.random.Generator) -> Hooks:
    """Mirror images of lamps over 10 to 25 % of the scalp's region."""
    share = _between(0.10, 0.25, severity)
    places = rng.uniform(0.25, 0.75, (3, 2))
    strength = float(rng.uniform(0.35, 0.9))

    def shine(design: SceneDesign, layout: Layout, _: Plane, glare: Plane) -> None:
        (x0, y0), (x1, y1) = np.min(layout.regions["scalp"], axis=0), np.max(layout.regions["scalp"], axis=0)
        radius = float(np.sqrt(share * (x1 - x0) * (y1 - y0) / (3 * np.pi)))
        for across, down in places:
            center = (x0 + across * (x1 - x0), y0 + down * (y1 - y0))
            distance = bump(design.width, design.height, center, (radius, radius))
            glare += np.float32(strength) * np.clip(1.5 - distance / 0.8, 0, 1).astype(np.float32)

    return Hooks(light=shine)


def _shiny_chart(severity: float, rng: np.random.Generator) -> Hooks:
    """Mirror image of a window on the card, over 4 patches and more."""
    strength, radius = _between(0.25, 0.6, severity), _between(1.2, 1.7, severity)
    column, row = float(rng.uniform(1.0, 4.0)), float(rng.uniform(0.8, 2.2))

    def shine(design: SceneDesign, layout: Layout, _: Plane, glare: Plane) -> None:
        u, v = _lattice(design, layout)
        distance = np.maximum(np.abs(u - column), np.abs(v - row)) / radius
        glare += np.float32(strength) * np.clip(3 * (1 - distance), 0, 1).astype(np.float32)

    return Hooks(light=shine)


def _posed(design: SceneDesign, layout: Layout, tilt: float, rng: np.random.Generator) -> Layout:
    """Turn the card by `tilt` degrees out of the plane, before a lens of 24 to 35 mm (36 mm frame)."""
    axis, focal_px = float(rng.uniform(0, 2 * np.pi)), float(rng.uniform(24, 35)) / 36 * design.width
    about = np.array([np.cos(axis), np.sin(axis), 0])
    cross = np.array([[0, 0, about[1]], [0, 0, -about[0]], [-about[1], about[0], 0]])
    angle = np.deg2rad(tilt)
    rotation = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    turn = np.deg2rad(design.chart_rotation_deg)
    flat = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    pose = rotation @ flat
    center = project(layout.homography, np.array([[2.5, 1.5]]))[0]
    middle = np.array([design.width / 2, design.height / 2])
    distance = focal_px / design.chart_pitch
    at = np.array([*((center - middle) / design.chart_pitch), distance])
    plane = np.column_stack([pose[:, 0], pose[:, 1], at]) @ [[1, 0, -2.5], [0, 1, -1.5], [0, 0, 1]]
    lens = np.array([[focal_px, 0, middle[0]], [0, focal_px, middle[1]], [0, 0, 1]])
    return replace(layout, homography=lens @ plane)


def _tilted(severity: float, rng: np.random.Generator) -> Hooks:
    """Turn the card by 38 to 55 degrees out of the plane of the sensor."""
    tilt = _between(38, 55, severity)
    return Hooks(layout=lambda design, layout: _posed(design, layout, tilt, rng))


def _bumpy(severity: float, rng: np.random.Generator) -> Hooks:
    """Scars and bumps: the scalp's lightness varies by a median of 7.5 to 12 L* around its middle."""
    sd = _between(7.5, 12.0, severity) / 0.6745

    def roughen(design: SceneDesign, layout: Layout, raw: Plane, _: Plane) -> None:
        mask = polygon_mask(layout.regions["scalp"], design.width, design.height)
        cube_root = float(np.cbrt(raw[mask].mean()))
        noise = smooth_noise(rng, design.width, design.height, 6.0)
        noise = (noise - noise[mask].mean()) / noise[mask].std()
        # L* + 16 is 116 times the cube root of the light.
        factor = np.maximum(1 + sd / (116 * cube_root) * noise, 0.2) ** 3
        raw[mask] *= factor[mask][:, None]

    return Hooks(light=roughen)


def _shaded_scalp(severity: float, rng: np.random.Generator) -> Hooks:
    """Lay a shadow on the scalp that does not reach the card."""
    depth = _between(0.2, 0.4, severity)
    del rng

    def darken(design: SceneDesign, layout: Layout, raw: Plane, _: Plane) -> None:
        (x0, y0), (x1, y1) = np.min(layout.regions["scalp"], axis=0), np.max(layout.regions["scalp"], axis=0)
        center, half = ((x0 + x1) / 2, (y0 + y1) / 2), (x1 - x0, y1 - y0)
        distance = bump(design.width, design.height, center, half)
        raw *= (1 - depth * np.clip(2 - distance, 0, 1)[..., None]).astype(np.float32)

    return Hooks(light=darken)


def _small(design: SceneDesign, regions: Mapping[str, Polygon]) -> dict[str, Polygon]:
    x, y = np.mean(regions["scalp"], axis=0)
    side = 6.0 + 3.0 * (design.index % 4)
    return {"scalp": [[x, y], [x + side, y], [x + side, y + side], [x, y + side]]}


def _far(design: SceneDesign, regions: Mapping[str, Polygon]) -> dict[str, Polygon]:
    """Take the part of the scalp that is farthest from the chart."""
    x0, x1 = (0.9, 0.97) if design.chart_on_left else (0.03, 0.1)
    y = np.mean(regions["scalp"], axis=0)[1]
    w, h = design.width, 0.06 * design.height
    return {"scalp": [[x0 * w, y - h], [x1 * w, y - h], [x1 * w, y + h], [x0 * w, y + h]]}


_NO_CHART = ("chart_not_found",)
_LOST_PATCHES = (*_NO_CHART, "too_few_patches", "too_few_neutrals")
"""Before the gates, the fit refuses a chart that has lost patches; its advice names what covers them."""
FAULTS: tuple[Fault, ...] = (
    Fault("finger over 3 to 6 patches", ("valid_patches",), _LOST_PATCHES, hooks=_finger),
    Fault("chart partly outside", ("valid_patches",), _LOST_PATCHES, hooks=_cut),
    Fault(
        "chart too small",
        ("patch_side", "patch_pitch"),
        _NO_CHART,
        fixed=lambda s, _: {"chart_pitch": _between(13.0, 9.0, s)},
    ),
    Fault(
        "overexposed",
        ("white_bright", "clipped", "valid_patches"),
        (*_NO_CHART, "too_few_neutrals", "too_few_patches"),
        fixed=lambda s, _: {"white_level": _between(1.2, 2.0, s)},
    ),
    Fault(
        "underexposed",
        ("white_dark",),
        _NO_CHART,
        fixed=lambda s, _: {"white_level": _between(0.16, 0.05, s)},
    ),
    Fault("edge of a shadow on the card", ("evenness",), _NO_CHART, hooks=_shadow),
    Fault("two kinds of light", ("mixed_light",), hooks=_two_lights),
    Fault(
        "chart of other values",
        ("held_out_mean", "held_out_p95"),
        (*_NO_CHART, "no_fit"),
        fixed=lambda s, _: {"chart_scatter_sd": _between(0.085, 0.13, s)},
    ),
    Fault(
        "out of focus", ("edge_width",), _NO_CHART, fixed=lambda s, _: {"blur_sigma": _between(2.2, 4.0, s)}
    ),
    Fault("shaken", ("edge_width",), _NO_CHART, hooks=_shaken),
    Fault("shine in the region", ("glare", "clipped"), ("no_valid_pixels",), hooks=_shiny_scalp),
    Fault("shine on the card", ("valid_patches", "clipped", "evenness"), _LOST_PATCHES, hooks=_shiny_chart),
    Fault("card tilted", ("tilt",), _NO_CHART, hooks=_tilted),
    Fault("region too small", ("valid_pixels",), ("too_few_pixels",), regions=_small),
    Fault("bumpy region", ("texture",), hooks=_bumpy),
    Fault("region far from the card", ("distance",), fixed=lambda _, __: {"chart_pitch": 16.0}, regions=_far),
    Fault("repeats that differ", ("repeats",), hooks=_shaded_scalp, third=True),
)
"""Every fault that the bench injects."""


def _design(seed: int, index: int, fixed: dict[str, Any]) -> SceneDesign:
    """Draw a design; blur is drawn for 1600 pixels and shrinks with the picture."""
    design = draw_design(seed, index, **{**CLEAN, **fixed})
    if "blur_sigma" in fixed:
        return design
    return replace(design, blur_sigma=design.blur_sigma * design.width / 1600)


def _render(design: SceneDesign, hooks: Hooks) -> Scene:
    rng = np.random.default_rng([design.seed, design.index, 3])
    tilt = float(rng.uniform(0, MOST_TILT))
    return render(
        design,
        replace(hooks, layout=lambda design, layout: hooks.layout(design, _posed(design, layout, tilt, rng))),
    )


def faulty_scene(fault: Fault, seed: int, index: int, **options: Any) -> Scene:
    """Render scene `index` of a series with a fault, its severity walking evenly over 0 to 1."""
    rng = np.random.default_rng([seed, index, 2])
    severity = (0.5 + 0.6180339887 * index) % 1.0
    design = _design(seed, index, {**fault.fixed(severity, rng), **options})
    return _render(design, fault.hooks(severity, rng))


def clean_scene(seed: int, index: int, **options: Any) -> Scene:
    """Render the same scene without a fault."""
    return _render(_design(seed, index, options), Hooks())

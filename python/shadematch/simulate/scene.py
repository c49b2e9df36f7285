# SPDX-License-Identifier: Apache-2.0
"""One simulated photograph: from materials over the camera to 8-bit pixels, with its truth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats
from shadematch.color import linear_srgb_from_xyz
from shadematch.simulate.camera import Camera, camera_under_light
from shadematch.simulate.chart_spectra import chart_spectra, scattered_chart
from shadematch.simulate.client import client_hair
from shadematch.simulate.design import SceneDesign, draw_design
from shadematch.simulate.encode import encode_pixels, jpeg_bytes
from shadematch.simulate.layout import Layout, Polygon, lay_out, project
from shadematch.simulate.light import light_power
from shadematch.simulate.raster import Plane, blur
from shadematch.simulate.scalp import Cover, draw_cover, glare_field
from shadematch.simulate.skin_table import Materials, skin_table
from shadematch.simulate.tables import camera_sensitivities
from shadematch.simulate.truth import scene_truth
from shadematch.simulate.uneven import Lamp, lay_papers
from shadematch.spectrum import xyz_from_reflectance

BOARD_REFLECTANCE = 0.035
_PATCH_HALF = 0.40


def _as_designed(_: SceneDesign, layout: Layout) -> Layout:
    return layout


def _evenly_lit(_: SceneDesign, __: Layout, ___: Plane, ____: Plane) -> None:
    pass


@dataclass(frozen=True)
class Hooks:
    """Where a render may be disturbed; `shadematch.simulate.faults` does.

    Attributes
    ----------
    layout : callable
        Another layout for (design, layout): the chart elsewhere or otherwise tilted.
    light : callable
        Changes, in place, the sensor values `raw` (h, w, 3) of the surfaces, 1 for the perfect diffuser, and
        the shine `glare` (h, w): called with (design, layout, raw, glare) before the exposure.
    """

    layout: Callable[[SceneDesign, Layout], Layout] = _as_designed
    light: Callable[[SceneDesign, Layout, Plane, Plane], None] = _evenly_lit


_UNDISTURBED = Hooks()


@dataclass(frozen=True)
class Scene:
    """A simulated photograph: pixels (h, w, 3) as sRGB codes, the JPEG file, and what is true about it."""

    design: SceneDesign
    pixels: npt.NDArray[np.uint8]
    jpeg: bytes
    truth: dict[str, Any]


def _camera(design: SceneDesign) -> Camera:
    training = chart_spectra(design.edition)
    return camera_under_light(
        camera_sensitivities()[design.camera],
        light_power(design.light),
        training,
        linear_srgb_from_xyz(xyz_from_reflectance(training)),
        design.saturation,
    )


def _beyond_board(u: Floats, v: Floats) -> Floats:
    """Distance from the board in pitches, negative on it."""
    beyond: Floats = np.maximum(np.abs(u - 2.5) - 3.25, np.abs(v - 1.6) - 2.35)
    return beyond


def _lay_chart(raw: Plane, layout: Layout, patches: Floats) -> None:
    """Paint shadow, board and patches (24, 3) over the picture, edges shared between pixels; in place."""
    h, w = raw.shape[:2]
    corners = np.array([[-0.75, -0.75], [5.75, -0.75], [5.75, 3.95], [-0.75, 3.95]])
    x, y = project(layout.homography, corners).T
    margin = int(0.5 * np.hypot(*layout.homography[:2, 0]))
    x0, x1 = max(int(x.min()) - margin, 0), min(int(x.max()) + margin, w)
    y0, y1 = max(int(y.min()) - margin, 0), min(int(y.max()) + margin, h)
    columns, rows = np.meshgrid(np.arange(x0, x1), np.arange(y0, y1))
    lattice = np.stack([columns, rows, np.ones_like(columns)], axis=-1) @ np.linalg.inv(layout.homography).T
    u, v = lattice[..., 0] / lattice[..., 2], lattice[..., 1] / lattice[..., 2]
    pitch = float(np.sqrt(abs(np.linalg.det(layout.homography)))) * np.ones_like(u)
    shadow = 0.3 * np.clip(1.0 - _beyond_board(u - 0.08, v - 0.10) / 0.3, 0, 1)[..., None]
    board = np.clip(0.5 - _beyond_board(u, v) * pitch, 0, 1)[..., None]
    column, row = np.clip(np.rint(u), 0, 5).astype(int), np.clip(np.rint(v), 0, 3).astype(int)
    beyond_patch = np.maximum(np.abs(u - column), np.abs(v - row)) - _PATCH_HALF
    patch = np.clip(0.5 - beyond_patch * pitch, 0, 1)[..., None]
    painted = BOARD_REFLECTANCE * (1 - patch) + patches[6 * row + column] * patch
    area = raw[y0:y1, x0:x1]
    area *= (1.0 - shadow).astype(np.float32)
    area += (board * (painted - area)).astype(np.float32)


def _light_field(design: SceneDesign) -> Plane:
    """Light over the picture, 1 in the middle: exp of a plane and a bowl."""
    x = np.linspace(-1, 1, design.width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, design.height, dtype=np.float32)[:, None]
    slope_x, slope_y, bowl = design.gradient
    field: Plane = np.exp(0.5 * (slope_x * x + slope_y * y) + bowl * (x * x + y * y)).astype(np.float32)
    return field


def _expose(
    design: SceneDesign, raw: Plane, glare: Plane, rng: np.random.Generator, lamp: Lamp | None
) -> Plane:
    """Sensor values before the matrix: light, shine, blur, flare, noise, wrong white balance."""
    level = np.float32(design.white_level)
    field = _light_field(design) if lamp is None else lamp.field(design.width, design.height)
    light = blur((raw + glare[..., None]) * field[..., None] * level, design.blur_sigma)
    light += np.float32(design.flare) * level
    sd = np.sqrt(design.shot_noise * np.maximum(light, 0) + design.read_noise**2)
    light += sd * rng.standard_normal(light.shape, dtype=np.float32)
    gains = np.exp(np.array(design.white_balance_ln) - np.mean(design.white_balance_ln))
    exposed: Plane = np.minimum(light, 1.0) * gains.astype(np.float32)
    return exposed


def _materials(design: SceneDesign, rng: np.random.Generator) -> Materials:
    return Materials(
        skin_table(design, rng),
        client_hair(design.melanin, design.pheomelanin_share, design.gray_share),
        scattered_chart(design.edition, design.chart_scatter_sd, rng),
    )


def photograph(
    design: SceneDesign, raw: Plane, glare: Plane, rng: np.random.Generator, *, lamp: Lamp | None = None
) -> npt.NDArray[np.uint8]:
    """Codes (h, w, 3) that the camera of a design makes of sensor values in even light."""
    exposed = _expose(design, raw, glare, rng, lamp)
    return encode_pixels(exposed @ _camera(design).matrix.T.astype(np.float32), design.tone)


def render(
    design: SceneDesign,
    hooks: Hooks = _UNDISTURBED,
    *,
    lamp: Lamp | None = None,
    papers: Sequence[Polygon] = (),
) -> Scene:
    """Render a design. The same design gives the same pixels and truth.

    Parameters
    ----------
    design : SceneDesign
    hooks : Hooks
    lamp : Lamp, optional
        Lights the scene instead of the design's gradient.
    papers : sequence of polygons
        Pieces of white paper that lie over chart and scalp.
    """
    rng = np.random.default_rng([design.seed, design.index, 1])
    layout = hooks.layout(design, lay_out(design))
    materials = _materials(design, rng)
    cover: Cover = draw_cover(design, layout, rng)
    glare, shiny = glare_field(design, rng)
    camera = _camera(design)
    raw = cover.paint(materials.skin, materials.hair, camera.response)
    _lay_chart(raw, layout, camera.raw(materials.chart))
    lay_papers(raw, list(papers), np.random.default_rng([design.seed, design.index, 3]))
    hooks.light(design, layout, raw, glare)
    pixels = photograph(design, raw, glare, rng, lamp=lamp)
    truth = scene_truth(design, layout, cover, materials, shiny)
    return Scene(design, pixels, jpeg_bytes(pixels, design.jpeg_quality, design.subsampling), truth)


def simulate_scene(seed: int, *, index: int = 0, **options: Any) -> Scene:
    """Render one photograph of a simulated scalp with a ColorChecker Classic.

    Parameters
    ----------
    seed, index : int
        The same pair gives the same photograph and truth.
    **options
        Parameters of `SceneDesign` to fix, for example ``hair_class="black"``, ``ita_target=20.0``,
        ``encoding="phone"``, ``width=800, height=600``.

    Returns
    -------
    Scene
        `pixels` (h, w, 3) uint8, `jpeg` bytes, `truth` (see `shadematch.simulate.truth`).

    Raises
    ------
    ValueError
        For an option that is unknown or outside its range.

    Examples
    --------
    >>> from shadematch.simulate import simulate_scene
    >>> scene = simulate_scene(1, width=480, height=360, hair_class="black")
    >>> scene.pixels.shape, sorted(scene.truth["regions"])[:2]
    ((360, 480, 3), ['hair', ...])
    """
    return render(draw_design(seed, index, **options))

# SPDX-License-Identifier: Apache-2.0
"""The nearest mix of every color of a picture, beside a k-d tree on Lab, which takes another distance."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from shadematch.bench.row import Row, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shadematch.bench.speed import Timing

_ROW = "nearest of 1e5 mixes for each color of a picture, times scipy's k-d tree on Lab (inexact)"
_REPETITIONS = 9
_HEIGHT = 1000
_MIXES = 100_000


def rows(
    bench: str, seed: int, medians: "Callable[[Mapping[str, Callable[[], object]], int], dict[str, Timing]]"
) -> Iterator[Row]:
    """One row: per unique color, on one core, the search alone; the index is there, as is scipy's tree."""
    from shadematch._core.search import unique_colors
    from shadematch.color import lab_from_srgb
    from shadematch.search import ColorIndex

    target = Target(at_least=1.0)
    try:
        tree_of = import_module("scipy.spatial").cKDTree
    except ImportError:
        yield Row(bench, _ROW, None, "x", target=target, note="scipy is not installed")
        return
    rng = np.random.default_rng(seed)
    catalogue = _mixes(rng, _MIXES)
    codes, _ = unique_colors(_picture(rng))
    colors = np.asarray(lab_from_srgb(codes / 255.0))
    index, tree = ColorIndex(catalogue), tree_of(catalogue)
    timings = medians(
        {"ours": lambda: index.nearest(colors, 1), "scipy": lambda: tree.query(colors)}, _REPETITIONS
    )
    other = np.mean(index.nearest(colors, 1)[0][:, 0] != tree.query(colors)[1])
    spread = max(timing.spread for timing in timings.values())
    per_color = {f"{name} us": 1e6 * timing.median / len(colors) for name, timing in timings.items()}
    other_rows = f"{len(colors)} colors; scipy's answer is another row for {100 * other:.0f} %"
    note = f"{other_rows}; spread ±{100 * spread:.0f} %"
    value = timings["scipy"].median / timings["ours"].median
    yield Row(bench, _ROW, value, "x", per_color, target, len(colors), seed, note)


def _mixes(rng: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    """Colors of the shape of a catalogue of hair and skin mixes."""
    depth, warmth, red = rng.uniform(0, 1, (3, count))
    red *= rng.uniform(0, 1, count)
    return np.stack(
        [85 - 70 * depth + 6 * warmth, 2 + 22 * red + 8 * depth * (1 - depth), 4 + 30 * warmth * (1 - depth)],
        axis=-1,
    )


def _picture(rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Skin that the light falls off over, hair in it, noise of a camera: 1.5 megapixels."""
    y, x = np.mgrid[0 : 1 : 1j * _HEIGHT, 0 : 1 : 1.5j * _HEIGHT]
    light = (1.0 - 0.5 * x * x - 0.2 * y)[..., None]
    skin = np.array([205.0, 160, 130]) * light
    hair = np.array([70.0, 52, 42]) * light
    is_hair = (np.sin(40 * x + 9 * np.sin(13 * y)) > 0.4)[..., None]
    noisy = np.where(is_hair, hair, skin) + rng.normal(0, 3, (*x.shape, 3))
    picture: npt.NDArray[np.uint8] = np.clip(noisy.round(), 0, 255).astype(np.uint8)
    return picture

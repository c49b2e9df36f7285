# SPDX-License-Identifier: Apache-2.0
"""Perturbations that do what they say, and verdicts that can be false."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import shadematch as sm
from shadematch.bench import chart_perturbed, perturb
from shadematch.bench.chart_perturbed import Cell, judge, offset
from shadematch.bench.opencv_mcc import OpenCV
from shadematch.bench.perturb import Shot


@pytest.fixture
def shot() -> Shot:
    """A flat gray chart with patches of their own brightness, pitch 40, first center at (60, 50)."""
    pixels = np.full((240, 340, 3), 20, np.uint8)
    centers = np.array([(60 + 40 * (i % 6), 50 + 40 * (i // 6)) for i in range(24)], dtype=float)
    for i, (x, y) in enumerate(centers.astype(int)):
        pixels[y - 16 : y + 17, x - 16 : x + 17] = (10 * i, 240 - 10 * i, 60 + 5 * i)
    return Shot(pixels, centers)


def color_at(shot: Shot, patch: int) -> np.ndarray:
    x, y = np.rint(shot.centers[patch - 1]).astype(int)
    return shot.pixels[y - 2 : y + 3, x - 2 : x + 3].mean(axis=(0, 1))


@pytest.mark.parametrize(
    "move",
    [
        partial(perturb.turned, degrees=20),
        partial(perturb.turned, degrees=180),
        partial(perturb.tilted, amount=0.28),
        partial(perturb.filling, length=150),
        partial(perturb.in_large_frame, length=150, background=np.zeros((3, 4, 3), np.uint8)),
    ],
)
def test_centers_move_with_the_pixels(shot: Shot, move: perturb.Perturb) -> None:
    moved = move(shot, np.random.default_rng(4))
    for patch in (1, 6, 12, 19, 24):
        np.testing.assert_allclose(color_at(moved, patch), color_at(shot, patch), atol=3)


def test_a_chart_gets_the_length_that_was_asked_for(shot: Shot) -> None:
    rng = np.random.default_rng(0)
    assert perturb.filling(shot, rng, 100).length == pytest.approx(100, rel=0.02)
    frame = perturb.in_large_frame(shot, rng, 100, np.zeros((3, 4, 3), np.uint8))
    assert frame.length == pytest.approx(100, rel=0.02)
    assert frame.pixels.shape == (1500, 2000, 3)


def test_exposure_and_shading_scale_the_light(shot: Shot) -> None:
    rng = np.random.default_rng(0)
    light = perturb.linear(color_at(shot, 14))
    darker = perturb.linear(color_at(perturb.exposed(shot, rng, -1), 14))
    np.testing.assert_allclose(darker, light / 2, atol=0.004)
    shaded = perturb.linear(perturb.shaded(shot, rng, 0.75).pixels) / np.maximum(
        perturb.linear(shot.pixels), 1e-9
    )
    assert shaded[:, :, 1].min() == pytest.approx(0.25, abs=0.1)
    assert shaded[:, :, 1].max() == pytest.approx(1, abs=0.05)


def test_covers_are_told_unless_they_look_like_their_patch(shot: Shot) -> None:
    rng = np.random.default_rng(1)
    bright = replace(shot, pixels=np.where(shot.pixels == 20, 20, 128).astype(np.uint8))
    white = perturb.linear(128) / 0.9
    covered = perturb.covered(bright, rng, 3, (0.02, 0.02, 0.02))
    assert len(covered.hidden) == 3 and not covered.either
    same = perturb.covered(bright, rng, 2, [float(perturb.linear(128) / white)] * 3)
    assert len(same.either) == 2 and not same.hidden


def test_verdicts_can_be_false(shot: Shot) -> None:
    path = Path(__file__).parents[1] / "data/charts/mini_1.jpg"
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB"))
    found = sm.find_chart(sm.photo_from_array(pixels, encoding="srgb"))
    truth = Shot(pixels, np.array(found.centers))
    with OpenCV(Path("/no/such/python")) as nothing:
        right, wrong, missed = Cell(), Cell(), Cell()
        judge(truth, "a", right, nothing)
        judge(replace(truth, centers=truth.centers[::-1]), "a", wrong, nothing)
        judge(shot, "a", missed, nothing)
    assert (right.right, right.wrong, right.marked, right.opencv) == (1, 0, 1, 0)
    assert (wrong.right, wrong.wrong) == (0, 1)
    assert (missed.cases, missed.right, missed.wrong, len(missed.failed)) == (1, 0, 0, 1)
    assert offset(truth.centers + np.array([0, 0.1 * truth.pitch]), truth) == pytest.approx(0.1)
    assert chart_perturbed.marked(found, truth)
    assert not chart_perturbed.marked(found, replace(truth, hidden=frozenset({3})))
    assert chart_perturbed.marked(found, replace(truth, either=frozenset({3})))


def test_the_halves_share_no_cover_and_no_background() -> None:
    tuned, held_out = (
        {tuple(cover) for cover in perturb.COVERS[half]} for half in chart_perturbed.BACKGROUNDS
    )
    assert not tuned & held_out
    first, second = chart_perturbed.BACKGROUNDS.values()
    assert not set(first) & set(second)

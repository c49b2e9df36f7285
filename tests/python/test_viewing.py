# SPDX-License-Identifier: Apache-2.0
"""S-CIELAB: what is left of dots at a distance."""

import math

import numpy as np
import pytest

from shadematch.color import lab_from_xyz, xyz_from_lab
from shadematch.viewing import pixels_per_degree, s_cielab


def dotted(size=96, pitch=12, dot=4):
    image = np.full((size, size, 3), [60.0, 10.0, 15.0])
    rows, columns = (
        np.mgrid[:size, :size] + (pitch + dot) // 2
    ) % pitch  # centered: the mirrors go on evenly
    image[(rows < dot) & (columns < dot)] = [25.0, 2.0, 3.0]
    return image


@pytest.mark.parametrize("ppd", [5.0, 60.0, 900.0])
def test_a_uniform_image_stays_as_it_is(ppd):
    image = np.full((40, 30, 3), [55.0, 12.0, 17.0])
    np.testing.assert_allclose(s_cielab(image, pixels_per_degree=ppd), image, atol=1e-9)


@pytest.mark.parametrize("ppd", [20.0, 200.0])
def test_the_mean_light_of_an_image_is_kept(ppd):
    image = dotted(pitch=11)
    seen = s_cielab(image, pixels_per_degree=ppd)
    mean = xyz_from_lab(image).mean(axis=(0, 1))
    np.testing.assert_allclose(xyz_from_lab(seen).mean(axis=(0, 1)), mean, rtol=1e-9)


def test_dots_fade_with_distance_into_their_pooled_color():
    image = dotted()
    pooled = lab_from_xyz(xyz_from_lab(image).mean(axis=(0, 1)))
    spread = [s_cielab(image, pixels_per_degree=ppd)[..., 0].std() for ppd in (30, 120, 480)]
    assert spread[0] > spread[1] > spread[2]
    far = s_cielab(image, pixels_per_degree=1500)
    assert np.abs(far - pooled).max() < 0.2


def test_chroma_blurs_before_light_does():
    stripes = np.zeros((64, 64, 3))
    stripes[..., 0] = 60.0
    stripes[:, (np.arange(64) // 2) % 2 == 0, 1] = 20.0
    seen = s_cielab(stripes, pixels_per_degree=24)  # 6 cycles in a degree
    assert seen[..., 1].std() < 0.6 * stripes[..., 1].std()
    gray = np.zeros((64, 64, 3))
    gray[..., 0] = 50.0
    gray[:, (np.arange(64) // 2) % 2 == 0, 0] = 60.0
    kept = s_cielab(gray, pixels_per_degree=24)[..., 0].std() / gray[..., 0].std()
    assert kept > seen[..., 1].std() / stripes[..., 1].std()


# Zhang & Wandell 1996 [zhang1996]: opponent channel of XYZ, weights and spreads in degrees.
CHANNELS = {
    "light": ([0.279, 0.72, -0.107], [(0.921, 0.0283), (0.105, 0.133), (-0.108, 4.336)]),
    "red-green": ([-0.449, 0.29, -0.077], [(0.531, 0.0392), (0.330, 0.494)]),
    "blue-yellow": ([0.086, -0.59, 0.501], [(0.488, 0.0536), (0.371, 0.386)]),
}


@pytest.mark.parametrize("name", CHANNELS)
def test_an_edge_blurs_by_the_weights_and_spreads_of_the_paper(name):
    """The step response of a sum of Gaussians is the same sum of error functions."""
    channel, terms = CHANNELS[name]
    ppd, width = 250.0, 12000
    edge = np.full((1, width, 3), [50.0, -10.0, -20.0])
    edge[:, width // 2 :] = [60.0, 30.0, 40.0]
    low, high = (xyz_from_lab(edge[0, at]) @ channel for at in (0, -1))
    seen = (xyz_from_lab(s_cielab(edge, pixels_per_degree=ppd))[0] @ channel - low) / (high - low)
    total = sum(weight for weight, _ in terms)
    for offset in (-60, -8, 3, 12, 90):
        x = (offset + 0.5) / ppd
        response = sum(w / total * 0.5 * (1 + math.erf(x / s)) for w, s in terms)
        assert seen[width // 2 + offset] == pytest.approx(response, abs=1e-3)


def test_pixels_per_degree_grow_with_distance():
    assert pixels_per_degree(1.0, 600.0) == pytest.approx(10.47, abs=0.01)
    with pytest.raises(ValueError, match="pixels_per_degree: expected sizes over 0 mm, got 0 and 600"):
        pixels_per_degree(0, 600)


def test_images_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"s_cielab: expected an image of shape \(h, w, 3\), got \(4, 3\)"):
        s_cielab(np.zeros((4, 3)), pixels_per_degree=10)
    with pytest.raises(ValueError, match="s_cielab: expected pixels_per_degree over 0, got nan"):
        s_cielab(np.zeros((4, 4, 3)), pixels_per_degree=float("nan"))

# SPDX-License-Identifier: Apache-2.0
"""Color differences: published pairs, second opinion of colour-science, laws, shapes."""

import csv
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shadematch as sm
from second_opinion import colour

GOLDEN = Path(__file__).parents[1] / "golden"
FORMULAS = [formula.name for formula in sm.difference_formulas()]
SYMMETRIC = [formula.name for formula in sm.difference_formulas() if formula.symmetric]
COLOR = st.tuples(st.floats(0, 100), st.floats(-120, 120), st.floats(-120, 120)).map(np.array)


def golden_rows(name: str) -> list[dict[str, str]]:
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def pairs(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Half of them anywhere, half near each other; hues never exactly opposite."""
    random = np.random.default_rng(seed)
    low, high = [0, -100, -100], [100, 100, 100]
    lab1, lab2 = random.uniform(low, high, (2, n, 3))
    lab2[::2] = lab1[::2] + random.normal(0, 1, lab1[::2].shape)
    return lab1, lab2


def test_all_34_published_pairs_of_ciede2000_are_met_in_both_orders():
    rows = golden_rows("ciede2000_sharma.csv")
    assert len(rows) == 34
    lab1 = np.array([[float(row[k]) for k in ("L1", "a1", "b1")] for row in rows])
    lab2 = np.array([[float(row[k]) for k in ("L2", "a2", "b2")] for row in rows])
    published = np.array([float(row["delta_e"]) for row in rows])
    np.testing.assert_allclose(sm.delta_e_ciede2000(lab1, lab2), published, rtol=0, atol=1e-4)
    np.testing.assert_allclose(sm.delta_e_ciede2000(lab2, lab1), published, rtol=0, atol=1e-4)


def test_ciede2000_agrees_with_colour_science():
    lab1, lab2 = pairs(100_000, 1)
    ours = sm.delta_e_ciede2000(lab1, lab2)
    np.testing.assert_allclose(ours, colour.delta_E(lab1, lab2, method="CIE 2000"), rtol=0, atol=1e-9)


def test_ciede2000_for_textiles_agrees_with_colour_science():
    lab1, lab2 = pairs(1000, 2)
    expected = colour.delta_E(lab1, lab2, method="CIE 2000", textiles=True)
    np.testing.assert_allclose(sm.delta_e_ciede2000(lab1, lab2, k_L=2), expected, rtol=0, atol=1e-9)


@pytest.mark.parametrize(("ours", "theirs"), [("graphic_arts", False), ("textiles", True)])
def test_cie94_agrees_with_colour_science(ours, theirs):
    lab1, lab2 = pairs(10_000, 3)
    expected = colour.delta_E(lab1, lab2, method="CIE 1994", textiles=theirs)
    np.testing.assert_allclose(sm.delta_e_cie94(lab1, lab2, application=ours), expected, rtol=0, atol=1e-9)


@pytest.mark.parametrize(("l", "c"), [(2, 1), (1, 1)])
def test_cmc_agrees_with_colour_science(l, c):  # noqa: E741
    lab1, lab2 = pairs(10_000, 4)
    expected = colour.delta_E(lab1, lab2, method="CMC", l=l, c=c)
    np.testing.assert_allclose(sm.delta_e_cmc(lab1, lab2, l=l, c=c), expected, rtol=0, atol=1e-9)


def test_cie76_and_hyab_agree_with_colour_science():
    lab1, lab2 = pairs(10_000, 5)
    expected = colour.delta_E(lab1, lab2, method="CIE 1976")
    np.testing.assert_allclose(sm.delta_e_cie76(lab1, lab2), expected, rtol=1e-13)
    expected = colour.difference.delta_E_HyAB(lab1, lab2)
    np.testing.assert_allclose(sm.delta_e_hyab(lab1, lab2), expected, rtol=1e-13)


@pytest.mark.parametrize("surround", ["average", "dim", "dark"])
@pytest.mark.parametrize("luminance", [4.0, 63.66, 318.31])
def test_cam16_ucs_agrees_with_colour_science(surround, luminance):
    random = np.random.default_rng(6)
    xyz1, xyz2 = random.uniform(0.02, 0.9, (2, 500, 1)) * random.uniform(0.7, 1.1, (2, 500, 3))
    white = sm.white_point("LED-B3")

    def uniform(xyz):
        look = colour.XYZ_to_CAM16(
            100 * xyz, 100 * white, luminance, 20, colour.VIEWING_CONDITIONS_CAM16[surround.capitalize()]
        )
        return colour.JMh_CAM16_to_CAM16UCS(np.stack([look.J, look.M, look.h], axis=-1))

    expected = np.linalg.norm(uniform(xyz1) - uniform(xyz2), axis=-1)
    lab1, lab2 = sm.lab_from_xyz(xyz1, white=white), sm.lab_from_xyz(xyz2, white=white)
    ours = sm.delta_e_cam16_ucs(
        lab1, lab2, white=white, adapting_luminance_cd_m2=luminance, surround=surround
    )
    np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-9)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(SYMMETRIC), COLOR, COLOR)
def test_the_order_of_the_colors_does_not_matter(formula, lab1, lab2):
    there = sm.delta_e(lab1, lab2, formula=formula)
    back = sm.delta_e(lab2, lab1, formula=formula)
    if formula == "cam16_ucs" and np.isnan(there):  # one of them is imaginary
        assert np.isnan(back)
        assert min(sm.xyz_from_lab(lab1).min(), sm.xyz_from_lab(lab2).min()) < 0
        return
    assert abs(there - back) <= 1e-12
    assert there >= 0


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(FORMULAS), COLOR)
def test_equal_colors_differ_by_zero(formula, lab):
    delta_e = sm.delta_e(lab, lab, formula=formula)
    imaginary = formula == "cam16_ucs" and sm.xyz_from_lab(lab).min() < 0
    assert delta_e == 0 or (imaginary and np.isnan(delta_e))


@settings(max_examples=500, deadline=None)
@given(COLOR, COLOR)
def test_ciede2000_is_symmetric_to_1e_12(lab1, lab2):
    assert abs(sm.delta_e_ciede2000(lab1, lab2) - sm.delta_e_ciede2000(lab2, lab1)) <= 1e-12


NAMED = [
    sm.delta_e,
    sm.delta_e_ciede2000,
    sm.delta_e_cie94,
    sm.delta_e_cmc,
    sm.delta_e_cie76,
    sm.delta_e_hyab,
    sm.delta_e_cam16_ucs,
]


@pytest.mark.parametrize("function", NAMED)
def test_shapes_broadcast_and_two_colors_give_a_float(function):
    random = np.random.default_rng(7)
    image = random.uniform([40, -30, -30], [100, 30, 30], (4, 5, 3))
    target = np.array([50.0, 10.0, 20.0])
    one = function(target, image[1, 2])
    assert isinstance(one, float)
    from_one = function(target, image)
    assert from_one.shape == (4, 5)
    assert from_one[1, 2] == one
    to_one = function(image, target)
    assert to_one.shape == (4, 5)
    assert to_one[1, 2] == function(image[1, 2], target)
    table = image.reshape(-1, 3)
    every = function(table[:3, None], table[None, :])
    assert every.shape == (3, 20)
    assert every[2, 7] == function(table[2], table[7])
    assert function(target[None], table).shape == (20,)
    assert function(target, np.empty((0, 3))).shape == (0,)


@pytest.mark.parametrize("function", NAMED)
def test_shapes_that_do_not_broadcast_are_refused(function):
    name = function.__name__
    with pytest.raises(
        ValueError, match=rf"{name}: expected shapes that broadcast, got \(2, 3\) and \(3, 3\)"
    ):
        function(np.zeros((2, 3)), np.zeros((3, 3)))
    with pytest.raises(ValueError, match=rf"{name}: expected an array of shape \(\.\.\., 3\), got \(4,\)"):
        function(np.zeros(4), np.zeros(3))


def test_unknown_names_are_refused():
    with pytest.raises(ValueError, match=r"delta_e: expected a formula out of ciede2000, .*, got 'x'"):
        sm.delta_e([50, 0, 0], [50, 0, 0], formula="x")
    with pytest.raises(
        ValueError, match="delta_e_cie94: expected an application out of graphic_arts, textiles"
    ):
        sm.delta_e_cie94([50, 0, 0], [50, 0, 0], application="x")
    with pytest.raises(ValueError, match="delta_e_cam16_ucs: expected a surround out of average, dim, dark"):
        sm.delta_e_cam16_ucs([50, 0, 0], [50, 0, 0], surround="x")
    with pytest.raises(ValueError, match="cam16_from_xyz: expected a background Y > 0"):
        sm.delta_e_cam16_ucs([50, 0, 0], [50, 0, 0], background_Y=0)


IN_VECTORS = ["ciede2000", "cie94", "cmc", "cie76", "hyab"]


@pytest.mark.parametrize("name", IN_VECTORS)
def test_many_colors_at_once_agree_with_two_at_a_time(name):
    formula = getattr(sm, f"delta_e_{name}")
    lab1, lab2 = pairs(300, 20)
    alone = np.array([formula(one, two) for one, two in zip(lab1, lab2, strict=True)])
    np.testing.assert_allclose(formula(lab1, lab2), alone, rtol=0, atol=1e-12)
    from_one = np.array([formula(lab1[0], two) for two in lab2])
    np.testing.assert_allclose(formula(lab1[0], lab2), from_one, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", IN_VECTORS)
def test_single_precision_in_both_places_stays_single(name):
    formula = getattr(sm, f"delta_e_{name}")
    lab1, lab2 = (lab.astype(np.float32) for lab in pairs(300, 21))
    single = formula(lab1, lab2)
    assert single.dtype == np.float32
    double = formula(lab1.astype(np.float64), lab2.astype(np.float64))
    assert double.dtype == np.float64
    np.testing.assert_allclose(single, double, rtol=5e-6, atol=2e-6)
    one = formula(lab1[0], lab2.reshape(10, 30, 3))
    assert one.dtype == np.float32 and one.shape == (10, 30)
    assert formula(lab1, lab2[:, ::-1][:, ::-1]).tobytes() == single.tobytes()


def test_single_precision_beside_double_is_computed_in_double():
    lab1, lab2 = pairs(100, 22)
    mixed = sm.delta_e_ciede2000(lab1[0], lab2.astype(np.float32))
    assert mixed.dtype == np.float64
    np.testing.assert_array_equal(mixed, sm.delta_e_ciede2000(lab1[0], lab2.astype(np.float32).astype(float)))
    two = sm.delta_e_ciede2000(lab1[0].astype(np.float32), lab2[0].astype(np.float32))
    assert isinstance(two, float)
    assert sm.delta_e_cam16_ucs(lab1.astype(np.float32), lab2.astype(np.float32)).dtype == np.float64


def test_single_precision_of_a_wrong_shape_is_refused_like_any_other():
    three, four = np.zeros((5, 3), np.float32), np.zeros((5, 4), np.float32)
    with pytest.raises(
        ValueError, match=r"delta_e_hyab: expected an array of shape \(\.\.\., 3\), got \(5, 4\)"
    ):
        sm.delta_e_hyab(four, three)
    with pytest.raises(ValueError, match=r"delta_e_hyab: expected shapes that broadcast, got \(5, 3\) and"):
        sm.delta_e_hyab(three, np.zeros((4, 3), np.float32))
    assert sm.delta_e_hyab(three, np.zeros((1, 3), np.float32)).shape == (5,)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_contiguous_colors_are_not_copied(dtype):
    lab = np.zeros((1_000_000, 3), dtype)
    sm.delta_e_cie76(lab[0], lab)
    tracemalloc.start()
    result = sm.delta_e_cie76(lab[:1], lab)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.shape == (1_000_000,)
    assert peak < 1_000_000  # the result belongs to C++; a copy would be 12 or 24 MB of numpy's

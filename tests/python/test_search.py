# SPDX-License-Identifier: Apache-2.0
"""Nearest colors: against numpy's sort of the formula, shapes, refusals."""

import threading

import numpy as np
import pytest

import shadematch as sm
from shadematch.search import ColorIndex, ColorTable, nearest_colors

RANDOM = np.random.default_rng(1)
CATALOGUE = RANDOM.uniform([20, -10, -10], [90, 30, 40], (3000, 3))


def by_sorting(catalogue, target, k):
    delta_e = np.array([sm.delta_e_ciede2000(target, color) for color in catalogue])
    order = np.argsort(delta_e, kind="stable")[:k]
    return order, delta_e[order]


@pytest.mark.parametrize("target", [[50, 10, 15], [50, 0, 0], [20, -60, -60], [140, 5, 5]])
@pytest.mark.parametrize("k", [1, 10])
def test_table_and_index_find_what_sorting_finds(target, k):
    rows, delta_e = by_sorting(CATALOGUE, target, k)
    for found, found_delta_e in (
        nearest_colors(CATALOGUE, target, k),
        ColorIndex(CATALOGUE).nearest(target, k),
    ):
        np.testing.assert_array_equal(found, rows)
        np.testing.assert_array_equal(found_delta_e, delta_e)


def test_results_have_the_shape_of_the_targets():
    table, index = ColorTable(CATALOGUE), ColorIndex(CATALOGUE, threads=2)
    assert (len(table), len(index)) == (3000, 3000)
    assert index.nbytes <= 30 * 3000
    targets = CATALOGUE[:12].reshape(3, 4, 3)
    for found, delta_e in (nearest_colors(table, targets, 2), index.nearest(targets, 2, threads=2)):
        assert found.shape == delta_e.shape == (3, 4, 2)
        np.testing.assert_array_equal(found[..., 0].ravel(), np.arange(12))
        assert not delta_e[..., 0].any()
    assert ColorIndex(CATALOGUE[:5]).nearest(targets, 10)[0].shape == (3, 4, 5)
    assert nearest_colors(table, CATALOGUE[0], 10)[0].shape == (10,)
    assert nearest_colors(np.zeros((0, 3)), targets)[0].shape == (3, 4, 0)
    assert ColorIndex(np.zeros((0, 3))).nearest(targets)[1].shape == (3, 4, 0)


def test_an_index_comes_back_from_its_file(tmp_path):
    path = tmp_path / "catalogue.index"
    index = ColorIndex(CATALOGUE)
    index.save(path)
    loaded = ColorIndex.load(path)
    assert len(loaded) == 3000
    for found, expected in zip(loaded.nearest(CATALOGUE[:9]), index.nearest(CATALOGUE[:9]), strict=True):
        np.testing.assert_array_equal(found, expected)
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(sm.InvalidDocument, match=r"expected .* bytes, got") as error:
        ColorIndex.load(path)
    assert error.value.code == "truncated"
    with pytest.raises(sm.InvalidDocument, match="expected to write"):
        index.save(tmp_path / "nowhere" / "x")


@pytest.mark.parametrize("make", [ColorTable, ColorIndex])
def test_what_is_no_catalogue_is_refused(make):
    with pytest.raises(ValueError, match=r"expected an array of shape \(n, 3\), got \(5, 4\)"):
        make(np.zeros((5, 4)))
    bad = np.zeros((5, 3))
    bad[3, 1] = np.nan
    with pytest.raises(ValueError, match=r"expected finite numbers .* in row 3; leave such rows out"):
        make(bad)


def test_what_is_no_search_is_refused():
    for search, who in (
        (lambda *given: nearest_colors(CATALOGUE, *given), "nearest_colors"),
        (ColorIndex(CATALOGUE).nearest, "ColorIndex.nearest"),
    ):
        with pytest.raises(ValueError, match=rf"{who}: expected an array of shape \(..., 3\), got \(4,\)"):
            search(np.zeros(4))
        with pytest.raises(ValueError, match=f"{who}: expected k >= 1, got 0"):
            search([50, 0, 0], 0)
        with pytest.raises(ValueError, match=r"expected a target of finite numbers .* got nan"):
            search([np.nan, 0, 0])


def test_other_threads_run_while_a_search_does():
    index = ColorIndex(CATALOGUE)
    targets = np.tile(CATALOGUE, (20, 1))
    worker = threading.Thread(target=index.nearest, args=(targets,))
    worker.start()
    ticks = 0
    while worker.is_alive():
        ticks += 1
    assert ticks > 100


def test_uncertain_targets_rank_by_what_random_errors_say():
    index = ColorIndex(CATALOGUE)
    covariance = np.array([[2.0, 0.3, 0.1], [0.3, 0.8, 0.0], [0.1, 0.0, 0.5]])
    target = np.array([52.0, 10.0, 16.0])
    draws = np.random.default_rng(2).multivariate_normal(target, covariance, 4000)
    for by in ("expected", "probability"):
        best = index.nearest_expected(target, covariance, 5, tolerance=2.5, by=by)
        assert len(best) == 5
        for row in best:
            delta_e = sm.delta_e_ciede2000(draws, CATALOGUE[row.row])
            assert row.expected == pytest.approx(delta_e.mean(), abs=0.06)
            assert row.probability == pytest.approx((delta_e <= 2.5).mean(), abs=0.06)
    expected = [row.expected for row in index.nearest_expected(target, covariance)]
    assert expected == sorted(expected)


def test_what_is_no_uncertain_search_is_refused():
    search = ColorIndex(CATALOGUE).nearest_expected
    with pytest.raises(ValueError, match=r"expected a covariance of shape \(3, 3\), got \(3,\)"):
        search([50, 0, 0], np.ones(3))
    with pytest.raises(ValueError, match=r"expected target of shape \(3,\), got \(2, 3\)"):
        search(np.zeros((2, 3)), np.eye(3))
    with pytest.raises(ValueError, match="expected by out of expected, probability, got 'row'"):
        search([50, 0, 0], np.eye(3), by="row")
    with pytest.raises(ValueError, match="expected a finite, symmetric, positive semi-definite covariance"):
        search([50, 0, 0], -np.eye(3))
    with pytest.raises(ValueError, match="expected a tolerance above 0, got -1"):
        search([50, 0, 0], np.eye(3), tolerance=-1)
    with pytest.raises(ValueError, match="expected k >= 1, got 0"):
        search([50, 0, 0], np.eye(3), 0)


def test_a_map_has_the_nearest_row_of_every_pixel():
    index = ColorIndex(CATALOGUE)
    codes = np.random.default_rng(3).integers(60, 200, (12, 17, 3), dtype=np.uint8)
    codes[5:9] = codes[4]
    lab = sm.lab_from_srgb(codes / 255.0)
    expected = np.array([[by_sorting(CATALOGUE, color, 1)[0][0] for color in line] for line in lab[:, :5]])
    for threads in (1, 2):
        found, delta_e = index.nearest_map(
            codes, lambda given: sm.lab_from_srgb(given / 255.0), threads=threads
        )
        assert (found.shape, found.dtype, delta_e.dtype) == ((12, 17), np.int32, np.float32)
        np.testing.assert_array_equal(found[:, :5], expected)
        np.testing.assert_array_equal(found, index.nearest_map(lab)[0])
        np.testing.assert_allclose(delta_e, sm.delta_e_ciede2000(lab, CATALOGUE[found]), atol=1e-5)


def test_what_is_no_picture_is_refused():
    index = ColorIndex(CATALOGUE)
    with pytest.raises(ValueError, match=r"expected an array of shape \(h, w, 3\), got \(4, 3\)"):
        index.nearest_map(np.zeros((4, 3)))
    with pytest.raises(
        ValueError, match="expected uint8 codes with to_lab, or Lab without, got uint8 without"
    ):
        index.nearest_map(np.zeros((4, 4, 3), dtype=np.uint8))
    with pytest.raises(ValueError, match="or Lab without, got float64 with"):
        index.nearest_map(np.zeros((4, 4, 3)), lambda codes: codes)
    with pytest.raises(ValueError, match="expected an index with rows, got an empty one"):
        ColorIndex(np.zeros((0, 3))).nearest_map(np.zeros((4, 4, 3)))

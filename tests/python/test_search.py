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

# SPDX-License-Identifier: Apache-2.0
import zlib
from pathlib import Path

import numpy as np
import pytest

import shadematch as sm
from shadematch.bench.chart_perturbed import CHART, COUNT, largest, offset
from shadematch.bench.perturb import perturbations

CHARTS = Path(__file__).parents[1] / "data" / "charts"


@pytest.fixture(scope="module")
def photo() -> sm.Photo:
    return sm.read_photo(CHARTS / "mini_2.jpg")


def test_a_chart_carries_positions_and_samples_as_arrays(photo: sm.Photo) -> None:
    chart = sm.find_chart(photo, "colorchecker-mini", time_limit_s=60)
    assert chart.centers.shape == (24, 2)
    assert chart.corners.shape == (4, 2)
    np.testing.assert_allclose(chart.corners, chart.centers[[0, 5, 23, 18]])
    mapped = chart.homography @ [5, 3, 1]
    np.testing.assert_allclose(mapped[:2] / mapped[2], chart.centers[23])
    assert [patch.id for patch in chart.patches] == list(range(1, 25))
    assert all(patch.rgb.shape == (3,) for patch in chart.patches)
    assert chart.edition == "after-2014"
    assert chart.status == "found"
    assert 0.9 < chart.confidence <= 1


def test_a_chart_lies_where_it_lies_whether_or_not_somebody_has_looked_at_the_pixels(photo: sm.Photo) -> None:
    looked = sm.read_photo(CHARTS / "mini_2.jpg")
    assert looked.rgb.size == 3 * looked.width * looked.height
    one, other = (sm.find_chart(each, "colorchecker-mini", time_limit_s=60) for each in (photo, looked))
    np.testing.assert_array_equal(one.corners, other.corners)


def test_a_flat_chart_under_glare_is_not_taken_for_a_bent_one() -> None:
    # With these random numbers the spot pulls at the patches around it, which looked like a bend of .1 pitch.
    whole = dict(largest(COUNT))["mini_2"]
    (glare,) = perturbations("held out", [])["glare spot"]
    shot = glare(whole, np.random.default_rng(zlib.crc32(b"held out glare spot 0 mini_2 3")))
    chart = sm.find_chart(sm.photo_from_array(shot.pixels, encoding="srgb"), CHART, time_limit_s=60)
    assert chart.warnings == []
    assert offset(chart.centers, shot) < 0.2


def test_corners_by_hand_give_the_same_chart(photo: sm.Photo) -> None:
    chart = sm.find_chart(photo, "colorchecker-mini", time_limit_s=60)
    again = sm.chart_from_corners(photo, "colorchecker-mini", chart.corners + 3, edition="before-2014")
    np.testing.assert_allclose(again.centers, chart.centers, atol=0.05 * chart.pitch_px)
    assert again.warnings == ["corners_by_hand"]
    assert again.edition == "before-2014"


def test_a_refusal_carries_code_advice_patches_and_candidate() -> None:
    brick = sm.read_photo(CHARTS / "brick.png")
    with pytest.raises(sm.ChartNotFound) as refused:
        sm.find_chart(brick, time_limit_s=60)
    assert refused.value.code == "no_grid"
    assert refused.value.advice
    assert refused.value.patches == []
    assert refused.value.candidate is None


def test_a_candidate_comes_with_a_refusal_of_wrong_corners(photo: sm.Photo) -> None:
    corners = sm.find_chart(photo, "colorchecker-mini", time_limit_s=60).corners
    with pytest.raises(sm.ChartNotFound) as refused:
        sm.chart_from_corners(photo, "colorchecker-mini", corners[[2, 3, 0, 1]])
    assert isinstance(refused.value.candidate, sm.Chart)


def test_corners_of_another_shape_are_the_callers_error(photo: sm.Photo) -> None:
    with pytest.raises(ValueError, match=r"expected finite corners of shape \(4, 2\), got \(3, 2\)"):
        sm.chart_from_corners(photo, "colorchecker-mini", [(0, 0), (1, 0), (1, 1)])


def test_an_unknown_chart_names_the_ones_that_exist(photo: sm.Photo) -> None:
    with pytest.raises(ValueError, match="expected one of colorchecker-classic"):
        sm.find_chart(photo, "colour-checker")


def test_a_chart_file_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"id": "mine", "gird": [6, 4]}')
    with pytest.raises(sm.InvalidDocument, match="gird") as refused:
        sm.load_chart_definition(path)
    assert refused.value.code == "unknown_key"


@pytest.mark.parametrize(
    ("corners", "message"),
    [
        (
            [(2000, 500), (565, 457), (565, 688), (209, 725)],
            r"inside the photo of 1600 x 1200 pixels, got \(2000",
        ),
        ([(-10, 500), (565, 457), (565, 688), (209, 725)], "inside the photo"),
        ([(1599, 500), (565, 457), (565, 688), (209, 725)], "convex shape"),
        ([(1019, 323), (66, 20), (1300, 1094), (970, 875)], "convex shape"),
    ],
)
def test_corners_that_no_chart_can_have_are_refused(corners: list[tuple[float, float]], message: str) -> None:
    flat = sm.photo_from_array(np.full((1200, 1600, 3), 128, np.uint8))
    with pytest.raises(ValueError, match=message):
        sm.chart_from_corners(flat, "colorchecker-classic", corners)


def test_any_convex_corners_end_in_a_chart_or_a_refusal() -> None:
    random = np.random.default_rng(5)
    noise = sm.photo_from_array(random.integers(0, 255, (120, 160, 3), dtype=np.uint8))
    refused = 0
    for _ in range(60):
        corners = random.uniform((0, 0), (159, 119), (4, 2))
        try:
            sm.chart_from_corners(noise, "colorchecker-classic", corners)
        except (sm.ChartNotFound, ValueError):
            refused += 1
    assert refused == 60

# SPDX-License-Identifier: Apache-2.0
"""Left-out patches of real photographs: hidden from the fit, not merely from the sum."""

from typing import Any

import numpy as np
import pytest

import shadematch as sm
from shadematch.bench import hidden_patch, real_photos
from shadematch.demo import camera_photo


@pytest.fixture(scope="module")
def photo() -> Any:
    return sm.read_photo(camera_photo())


@pytest.fixture(scope="module")
def chart(photo: Any) -> Any:
    return sm.find_chart(photo)


@pytest.mark.parametrize("index", [0, 9, 23])
def test_a_hidden_patch_is_out_and_the_others_are_as_before(photo: Any, chart: Any, index: int) -> None:
    light, origin = hidden_patch._around(photo, chart)
    rest = hidden_patch._without_patch(light, origin, chart, index)
    part = sm.photo_from_array(light, encoding="linear-srgb")
    whole = sm.chart_from_corners(part, chart.definition, chart.corners - origin, edition=chart.edition)
    assert [patch.id for patch in rest.patches if not patch.valid] == [index + 1]
    kept = np.arange(24) != index
    before, after = (np.array([patch.rgb for patch in each.patches]) for each in (chart, rest))
    np.testing.assert_allclose(after[kept], before[kept], atol=2e-3)
    np.testing.assert_allclose(rest.centers, whole.centers, atol=0.02 * chart.pitch_px)


def test_a_hidden_patch_is_predicted_by_a_fit_that_did_not_see_it(photo: Any, chart: Any) -> None:
    hidden = next(hidden_patch.predict_hidden(photo, chart))
    light, origin = hidden_patch._around(photo, chart)
    rest = sm.calibrate(hidden_patch._without_patch(light, origin, chart, 0))
    seen, _ = sm.calibrate(chart).measure(chart.patches[0].rgb, chart.patches[0].center)
    lab, covariance = rest.measure(chart.patches[0].rgb, chart.patches[0].center - origin)
    assert hidden.id == 1
    np.testing.assert_allclose(hidden.reference, chart.definition.edition(chart.edition).lab[0])
    np.testing.assert_allclose(hidden.lab, lab, atol=1e-9)
    np.testing.assert_allclose(hidden.covariance, covariance, atol=1e-9)
    assert not np.allclose(hidden.lab, seen, atol=1e-3)


def test_rows_average_over_photographs_and_count_patches() -> None:
    one = real_photos.Errors((2.0, 4.0), (1.0, 3.0), {"3x3": (5.0, 9.0)}, [True, False])
    two = real_photos.Errors((3.0, 6.0), (2.0, 4.0), {"3x3": (6.0, 9.0)}, [True, True])
    mean = real_photos._row("mean", 0, [one, two], 2.8, "a note")
    assert mean.value == 2.5 and mean.met is True and mean.note == "a note"
    assert mean.against == {"as the calibration reports it": 1.5, "3x3": 5.5}
    assert real_photos._row("p95", 1, [one, two], 5.4, "").value == 5.0
    inside = real_photos._coverage([one, two])
    assert inside.value == 75 and inside.cases == 4 and inside.met is False
    assert real_photos._coverage([]).value is None

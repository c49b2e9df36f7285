# SPDX-License-Identifier: Apache-2.0
"""What a calibration is, its JSON is: to the last bit of every number, whatever the numbers are."""

import copy
import json
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from made_calibration import document, text
from shadematch.camera import Calibration

SHOT = json.loads(Calibration.from_json(text()).to_json())["shot"]
TERMS = {"linear": 3, "affine": 4, "root-polynomial": 6}
COLORS = np.random.default_rng(8).uniform(-0.1, 1.5, (12, 3))


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    """Doubles down to the smallest, minus zero among them."""
    return st.floats(low, high, allow_nan=False)


def rows(count: int, columns: int, limit: float) -> st.SearchStrategy[list[list[float]]]:
    row = st.lists(numbers(-limit, limit), min_size=columns, max_size=columns)
    return st.lists(row, min_size=count, max_size=count)


@st.composite
def maps(draw: st.DrawFn) -> dict[str, Any]:
    terms = draw(st.sampled_from(sorted(TERMS)))
    tone = st.tuples(numbers(-20, 20), numbers(-20, 20), numbers(0, 10), numbers(-2, 2)).map(list)
    return {
        "tone": [draw(tone) for _ in range(3)],
        "shading": [draw(numbers(-10, 10)) for _ in range(2)],
        "terms": terms,
        "matrix": draw(rows(3, TERMS[terms], 1e4)),
    }


@st.composite
def patches(draw: st.DrawFn) -> dict[str, Any]:
    lab = st.lists(numbers(-1000, 1000), min_size=3, max_size=3)
    return {
        "id": draw(st.integers(1, 10_000)),
        "valid": True,
        "reason": draw(st.text(max_size=20)),
        "clipped_share": draw(numbers(0, 1)),
        "reference": draw(lab),
        "center": [draw(numbers(-1e6, 1e6)) for _ in range(2)],
        "rgb": [draw(numbers(-1e6, 1e6)) for _ in range(3)],
        "fitted": draw(lab),
        "predicted": draw(lab),
        "expected_square": draw(numbers(0, 1e6)),
    }


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    made = copy.deepcopy(document())
    made["map"] = draw(maps())
    made["shot"] = SHOT | {
        "chart_center": [draw(numbers(-1e6, 1e6)) for _ in range(2)],
        "gray": draw(st.none() | st.lists(numbers(-20, 20), min_size=3, max_size=3)),
        "second": draw(st.booleans()),
        "gain_sd": draw(numbers(0, 10)),
    }
    if made["shot"]["second"]:
        made["frame"]["from_pixels"] = [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    gain = st.lists(numbers(1e-6, 1e6), min_size=3, max_size=3)
    made["follow_up"] = draw(
        st.none()
        | st.fixed_dictionaries(
            {"baseline_sha256": st.text("0123456789abcdef"), "gain": gain, "lightness_shift": numbers(-9, 9)}
        )
    )
    made["refits"] = draw(st.lists(maps(), min_size=2, max_size=4))
    made["patches"] = draw(st.lists(patches(), min_size=1, max_size=4))
    made["light_gradient"] = [draw(numbers(-10, 10)) for _ in range(2)]
    made["held_out"]["patch_ids"] = [patch["id"] for patch in made["patches"]]
    made["held_out"]["per_patch"] = [draw(numbers(0, 1000)) for _ in made["patches"]]
    made["held_out"]["mean"] = draw(numbers(0, 1000))
    made["chart"]["tolerance_delta_e"] = draw(numbers(0, 100))
    made["chart"]["photo_sha256"] = draw(st.text("0123456789abcdef", max_size=64))
    made["frame"]["half_size"] = [draw(numbers(1e-6, 1e6)) for _ in range(2)]
    made["flags"] = draw(st.lists(st.text(max_size=12), max_size=3))
    return made


def bits(value: Any) -> Any:
    """The document with its numbers as bits, so that -0.0 is not 0.0."""
    if isinstance(value, dict):
        return {key: bits(each) for key, each in value.items()}
    if isinstance(value, list):
        return [bits(each) for each in value]
    return value.hex() if isinstance(value, float) else value


@given(documents())
@settings(max_examples=150, deadline=None)
def test_every_number_of_a_calibration_survives_its_json_to_the_last_bit(made: dict[str, Any]) -> None:
    text = Calibration.from_json(json.dumps(made)).to_json()
    assert bits(json.loads(text)) == bits(made)
    assert Calibration.from_json(text).to_json() == text


@given(documents())
@settings(max_examples=50, deadline=None)
def test_a_calibration_from_its_json_answers_to_the_last_bit_like_the_first(made: dict[str, Any]) -> None:
    first = Calibration.from_json(json.dumps(made))
    second = Calibration.from_json(first.to_json())
    for rgb in COLORS:
        for ours, theirs in zip(first.measure(rgb, (5, 9)), second.measure(rgb, (5, 9)), strict=True):
            assert ours.tobytes() == theirs.tobytes()
    assert json.dumps(first.report()) == json.dumps(second.report())  # as text: NaN is not itself

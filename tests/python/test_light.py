# SPDX-License-Identifier: Apache-2.0
"""Uneven light: rendered scenes, whose truth is known, and cards that are none."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

import shadematch as sm
from shadematch.difference import delta_e_ciede2000
from shadematch.simulate import Lamp, SceneDesign, draw_design, flat_photo, paper_areas, render

SIZE = (800, 600)
LAMP = Lamp(-0.8, -0.5, 1.6)
RNG = np.random.default_rng(5)


def design_of(encoding: str) -> SceneDesign:
    fixed = {"hair_class": "brown", "ita_target": 25.0, "light": {"name": "D65"}, "glare_spots": 0}
    return draw_design(11, 0, width=SIZE[0], height=SIZE[1], encoding=encoding, chart_on_left=True, **fixed)


def inner(polygon: list[list[float]]) -> list[tuple[float, float]]:
    x, y = np.mean(polygon, axis=0)
    return [(x + 0.7 * (px - x), y + 0.7 * (py - y)) for px, py in polygon]


@pytest.fixture(scope="module", params=["srgb", "phone"])
def scene(request: pytest.FixtureRequest) -> dict[str, Any]:
    design = design_of(request.param)
    papers = paper_areas(design)
    lit = render(design, lamp=LAMP, papers=papers)
    return {
        "design": design,
        "truth": lit.truth,
        "photo": sm.read_photo(lit.jpeg),
        "flat": sm.read_photo(flat_photo(design, lamp=LAMP)),
        "papers": [inner(paper) for paper in papers],
    }


def errors(scene: dict[str, Any], photo: sm.Photo, chart: sm.Chart) -> tuple[float, float]:
    """CIEDE2000 of scalp and hair."""
    lab = sm.calibrate(chart).to_lab(photo)
    regions = [scene["truth"]["regions"][name] for name in ("scalp", "hair")]
    found = [sm.measure(lab, region["polygon"]).lab for region in regions]
    scalp, hair = (
        float(delta_e_ciede2000(np.array(region["lab"]), each))
        for region, each in zip(regions, found, strict=True)
    )
    return scalp, hair


def true_step(photo: sm.Photo, scene: dict[str, Any]) -> tuple[float, np.ndarray, np.ndarray]:
    """Ln light of the scalp against the chart, and both places."""
    light = np.log(LAMP.field(*SIZE))
    scalp = np.mean(scene["truth"]["regions"]["scalp"]["polygon"], axis=0)
    chart = np.mean(scene["truth"]["chart"]["corners"], axis=0)
    at = [light[round(y), round(x)] for x, y in (scalp, chart)]
    return float(at[0] - at[1]), scalp, chart


def test_a_flat_card_takes_the_error_of_uneven_light_away(scene: dict[str, Any]) -> None:
    photo = scene["photo"]
    even = sm.even_light(photo, sm.light_from_flat(scene["flat"]))
    without = errors(scene, photo, sm.find_chart(photo))
    scalp, hair = errors(scene, even.photo, even.chart)
    assert scalp < 0.7 * without[0] or scalp < 1.5
    assert hair < 0.7 * without[1] or hair < 1.5


def test_card_and_paper_know_how_much_darker_the_scalp_lies(scene: dict[str, Any]) -> None:
    photo = scene["photo"]
    step, scalp, chart = true_step(photo, scene)
    assert abs(step) > 0.2
    for evidence in (sm.light_from_flat(scene["flat"]), sm.light_from_paper(photo, scene["papers"])):
        field = sm.even_light(photo, evidence).photo.flattened_by
        assert field is not None
        found = field.ln_light(scalp) - field.ln_light(chart)
        assert abs(found.mean() - step) < 3 * field.sd_between(scalp, chart) + 0.01
        assert abs(found.mean() - step) < 0.08


def test_the_light_of_a_bent_picture_is_found_through_the_tone_curve() -> None:
    design = design_of("phone")
    flat = sm.read_photo(flat_photo(design, lamp=LAMP))
    photo = sm.read_photo(render(design, lamp=LAMP).jpeg)
    evidence = sm.light_from_flat(flat)
    light = np.log(LAMP.field(*SIZE))
    corners = [(20.0, 580.0), (780.0, 20.0)]
    true = light[580, 20] - light[20, 780]

    def step(field: sm.LightField) -> float:
        return float((field.ln_light(corners[0]) - field.ln_light(corners[1])).mean())

    even = sm.even_light(photo, evidence).photo.flattened_by
    assert even is not None and not even.response.is_linear()
    assert abs(step(even) - true) < 0.5 * abs(step(sm.fit_light_field(evidence)) - true)


def test_a_field_narrows_the_uncertainty_of_the_scalp(scene: dict[str, Any]) -> None:
    photo = scene["photo"]
    even = sm.even_light(photo, sm.light_from_flat(scene["flat"]))
    polygon = scene["truth"]["regions"]["scalp"]["polygon"]
    with_card = sm.measure(sm.calibrate(even.chart).to_lab(even.photo), polygon)
    chart_alone = sm.calibrate(sm.find_chart(photo), light_from_skin=False)
    without = sm.measure(chart_alone.to_lab(photo), polygon)
    assert with_card.lab_se[0] < without.lab_se[0]


def test_a_unit_field_keeps_every_bit_and_the_clipping() -> None:
    codes = RNG.integers(0, 256, (64, 96, 3), dtype=np.uint8)
    photo = sm.photo_from_array(codes, encoding="srgb")
    flat = sm.photo_from_array(np.full((64, 96, 3), 0.5, np.float32), encoding="linear-srgb")
    field = sm.fit_light_field(sm.light_from_flat(flat))
    even = sm.flatten(photo, field)
    assert field.light_ratio() == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_allclose(even.rgb, photo.rgb, rtol=1e-6)
    np.testing.assert_array_equal(even.clipping, photo.clipping)
    assert even.flattened_by == field and photo.flattened_by is None


def test_a_field_reads_back_to_the_same_bits(scene: dict[str, Any], tmp_path: Any) -> None:
    field = sm.even_light(scene["photo"], sm.light_from_flat(scene["flat"])).photo.flattened_by
    assert field is not None
    file = tmp_path / "light.json"
    file.write_text(field.to_json(), encoding="utf-8")
    assert sm.load_light_field(file) == field
    assert hash(sm.load_light_field(file)) == hash(field)


def test_a_calibration_carries_its_light_and_refuses_other_photos(scene: dict[str, Any]) -> None:
    photo = scene["photo"]
    even = sm.even_light(photo, sm.light_from_flat(scene["flat"]))
    calibration = sm.camera.Calibration.from_json(sm.calibrate(even.chart).to_json())
    with pytest.raises(ValueError, match=r"expected a photo flattened by the light field .*as it was taken"):
        calibration.to_lab(photo)
    lab = calibration.to_lab(calibration.flatten(photo)).lab
    np.testing.assert_array_equal(lab, calibration.to_lab(even.photo).lab)
    with pytest.raises(ValueError, match=r"expected a photo flattened by none, got another field"):
        sm.calibrate(sm.find_chart(photo)).to_lab(even.photo)
    with pytest.raises(ValueError, match=r"as it was taken, got one that was flattened before"):
        calibration.flatten(even.photo)


def card(values: np.ndarray) -> sm.Photo:
    return sm.photo_from_array(values.astype(np.float32), encoding="linear-srgb")


def gray_card(level: float = 0.6) -> np.ndarray:
    return np.full((200, 300, 3), level) * np.exp(RNG.normal(0, 0.005, (200, 300, 1)))


def with_finger() -> np.ndarray:
    values = gray_card()
    values[120:, 100:160] *= 0.5
    return values


def wood() -> np.ndarray:
    coarse: np.ndarray = gray_card() * np.exp(RNG.normal(0, 0.08, (200, 300, 1)))
    return coarse


def steep() -> np.ndarray:
    return gray_card(1.0) * np.exp(np.linspace(-0.5, -3.2, 300))[None, :, None]


def half_white() -> np.ndarray:
    values = gray_card()
    values[:, :60] = 1.0
    return values


@pytest.mark.parametrize(
    ("values", "code", "expected"),
    [
        (half_white(), "flat_clipped", r"without clipped pixels, got 20"),
        (gray_card(0.03), "flat_dark", r"at least 0.08 of full scale"),
        (gray_card() * [1.0, 0.62, 0.45], "flat_colored", r"a white or gray card"),
        (wood(), "flat_texture", r"a plain card, got a texture of"),
        (with_finger(), "flat_edges", r"a card that fills the frame"),
        (steep(), "flat_uneven", r"light within 8 : 1"),
    ],
)
def test_what_is_no_flat_card_is_refused(values: np.ndarray, code: str, expected: str) -> None:
    with pytest.raises(sm.MeasurementRefused, match=expected) as refusal:
        sm.fit_light_field(sm.light_from_flat(card(values)))
    assert refusal.value.code == code and refusal.value.advice


def test_the_photograph_itself_is_no_flat_card(scene: dict[str, Any]) -> None:
    with pytest.raises(sm.MeasurementRefused) as refusal:
        sm.fit_light_field(sm.light_from_flat(scene["photo"]))
    assert refusal.value.code.startswith("flat_")


def test_a_gray_file_is_no_flat_card() -> None:
    file = io.BytesIO()
    Image.fromarray(np.full((120, 160), 190, np.uint8)).save(file, "PNG")
    with pytest.raises(sm.MeasurementRefused, match="one channel of gray"):
        sm.light_from_flat(sm.read_photo(file.getvalue()))


def test_a_flat_of_another_size_does_not_fit() -> None:
    field = sm.fit_light_field(sm.light_from_flat(card(gray_card())))
    with pytest.raises(ValueError, match=r"flatten: expected a photo of 300 x 200 .* got 100 x 80"):
        sm.flatten(card(np.full((80, 100, 3), 0.5)), field)


BOXES = [(10, 10, 30, 20), (260, 10, 30, 20), (10, 170, 30, 20), (260, 170, 30, 20)]


def sheet(**boxes: Any) -> np.ndarray:
    values = np.full((200, 300, 3), 0.25)
    for i, (x, y, w, h) in enumerate(BOXES):
        values[y : y + h, x : x + w] = boxes.get(f"paper{i}", 0.7)
    return values


@pytest.mark.parametrize(
    ("values", "boxes", "code", "expected"),
    [
        (sheet(), BOXES[:2], "paper_few", r"at least 3 areas of paper, got 2"),
        (
            sheet(),
            [*BOXES[:2], (10, 170, 5, 5)],
            "paper_small",
            r"area 3: expected at least 64 pixels, got 25",
        ),
        (sheet(paper1=1.0), BOXES, "paper_clipped", r"area 2: expected paper without clipped pixels"),
        (sheet(paper2=0.02), BOXES, "paper_dark", r"area 3: expected paper of at least 0.08"),
        (sheet(paper3=[0.7, 0.5, 0.4]), BOXES, "paper_differs", r"area 4: expected the color of area 1"),
        (sheet(), [*BOXES[:3], (250, 160, 40, 30)], "paper_texture", r"area 4: expected plain paper"),
    ],
)
def test_what_is_no_paper_is_refused(values: np.ndarray, boxes: Any, code: str, expected: str) -> None:
    with pytest.raises(sm.MeasurementRefused, match=expected) as refusal:
        sm.light_from_paper(card(values), boxes)
    assert refusal.value.code == code and refusal.value.advice


def test_one_paper_in_the_shade_of_eight_is_named() -> None:
    picture = Image.new("F", (300, 200), 0.3)
    boxes = [(x, y, 24, 20) for y in (10, 90, 170) for x in (10, 140, 260)]
    for i, (x, y, w, h) in enumerate(boxes):
        ImageDraw.Draw(picture).rectangle((x, y, x + w, y + h), fill=0.45 if i == 4 else 0.7)
    values = np.repeat(np.asarray(picture)[..., None], 3, axis=2)
    with pytest.raises(sm.MeasurementRefused, match=r"got area 5 off by") as refusal:
        sm.fit_light_field(sm.light_from_paper(card(values), boxes))
    assert refusal.value.code == "paper_disagrees"


def test_three_papers_leave_the_far_corner_uncertain() -> None:
    few, all_of_them = (
        sm.fit_light_field(sm.light_from_paper(card(sheet()), boxes)) for boxes in (BOXES[:3], BOXES)
    )
    near, far = (25.0, 20.0), (275.0, 180.0)
    assert few.sd_between(far, near) > 2 * all_of_them.sd_between(far, near)

# SPDX-License-Identifier: Apache-2.0
"""The card: self-contained, safe against hostile names, one A4 page, and true to the numbers."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import shadematch as sm
from shadematch.card import render_card, write_card
from shadematch.card.swatch import swatch

HOSTILE = '<script>alert("x")</script><img src=//evil.example/a onerror=b> & "quoted" \'text\''
CHROMIUM = Path("/usr/bin/chromium")


def mix(index: int, **changes: Any) -> dict[str, Any]:
    values = {
        "mix_id": f"mix {index}",
        "recipe": [{"stock": "sepia", "drops": 2}, {"stock": "water", "drops": 8 + index}],
        "lab": [35.0 + index, 3.0, 5.0],
        "lab_source": "model",
        "delta_e": 0.5 + index,
        "delta_e_low": 0.1 + index,
        "delta_e_high": 1.2 + index,
        "words": "0.5 lighter",
        "verdict": ("match", "acceptable", "cannot_tell", "visible")[index % 4],
        "too_dark_probability": 0.25,
        "tie_group": 1 + index // 2,
        "in_stock": (True, False, None)[index % 3],
        "price": 3.5,
        "currency": "EUR",
    }
    return values | changes


def document(**changes: Any) -> dict[str, Any]:
    reading = {"lab": [34.5, 2.0, 4.0], "lab_se": [0.9, 0.5, 0.6], "valid_pixels": 4321, "flags": ["uneven"]}
    chart = {"id": "colorchecker-classic", "edition": "after-2014", "confidence": 0.93, "warnings": []}
    values = {
        "versions": {"shadematch": "1.2.3"},
        "photo": {"sha256": "ab" * 32, "warnings": [{"code": "c", "message": "No profile in the file."}]},
        "calibration": {
            "rung": "affine",
            "held_out_delta_e": {"mean": 2.34, "p95": 4.56},
            "flags": ["uneven_light"],
            "chart": chart | {"valid_patches": 23, "patches": 24},
        },
        "catalogue": {"name": "Demo", "note": "No brand.", "sha256": None},
        "regions": {"hair": reading, "scalp": reading | {"lab": [62.0, 12.0, 16.0]}},
        "ranking": {
            "target": {"kind": "hair", "lab": [34.5, 2.0, 4.0]},
            "formula": "ciede2000",
            "bands": {"perceptible_delta_e_ab": 0.9, "acceptable_delta_e_ab": 2.1},
            "matches": [mix(index) for index in range(10)],
            "excluded": [{"mix_id": "rust", "reason": "contains CI 77499"}],
            "warnings": [],
            "candidates": 12,
        },
    }
    return values | changes


@pytest.fixture(scope="module")
def photo() -> Any:
    codes = np.linspace(0, 255, 60 * 40 * 3).reshape(40, 60, 3).astype(np.uint8)
    return sm.photo_from_array(codes, encoding="srgb")


REGIONS = {"hair": (5.0, 5.0, 10.0, 8.0), "scalp": [(30.0, 5.0), (50.0, 6.0), (40.0, 30.0)]}


class Page(HTMLParser):
    """Elements, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile_document() -> dict[str, Any]:
    found = document()
    found["ranking"]["matches"][0] = mix(0, mix_id=HOSTILE, words=HOSTILE, currency=HOSTILE)
    found["ranking"]["matches"][0]["recipe"] = [{"stock": HOSTILE, "drops": 1}]
    found["ranking"]["excluded"] = [{"mix_id": HOSTILE, "reason": HOSTILE}]
    found["ranking"]["warnings"] = [HOSTILE]
    found["catalogue"] = {"name": HOSTILE, "note": HOSTILE, "sha256": HOSTILE}
    found["regions"] = {HOSTILE: found["regions"]["hair"]}
    found["photo"]["warnings"] = [{"code": HOSTILE, "message": HOSTILE}]
    found["versions"] = {HOSTILE: HOSTILE}
    found["calibration"]["rung"] = HOSTILE
    found["calibration"]["flags"] = [HOSTILE]
    return found


def test_hostile_names_stay_text(photo: Any) -> None:
    page = Page(render_card(hostile_document(), photo=photo, regions={HOSTILE: REGIONS["hair"]}))
    assert "script" not in page.tags and "img" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert page.text.count('<script>alert("x")</script>') >= 10


def test_nothing_is_loaded_from_outside_and_nothing_runs(photo: Any) -> None:
    html = render_card(document(), photo=photo, regions=REGIONS)
    page = Page(html)
    links = [
        value for name, value in page.attributes if name in ("href", "src", "xlink:href", "action", "data")
    ]
    assert len(links) == 1 and links[0].startswith("data:image/jpeg;base64,")
    assert {"script", "iframe", "object", "link", "form"}.isdisjoint(page.tags)
    assert "url(" not in html and "@import" not in html and "default-src 'none'" in html


def test_the_card_says_what_was_measured_and_how_surely(photo: Any) -> None:
    text = Page(render_card(document(), photo=photo, regions=REGIONS)).text
    for said in (
        "34.5 ±0.9",
        "62.0",
        "4 321",
        "ΔE00 2.3",
        "4.6",
        "confidence 0.93, 23 of 24 patches",
        "affine",
    ):
        assert said in text
    for said in (
        "contains CI 77499",
        "No profile in the file.",
        "uneven light",
        "hair: uneven",
        "ab" * 32,
        "1.2.3",
    ):
        assert said in text
    for said in ("2 sepia + 8 water", "0.5 0.1–1.2", "● match", "? cannot tell", "25%", "3.50 EUR", "model"):
        assert said in text


def test_swatches_touch_the_measured_color(photo: Any) -> None:
    html = render_card(document(), photo=photo)
    pairs = re.findall(
        r'<div class="pair"><div><i style="background:(#\w+)"></i><i style="background:(#\w+)">', html
    )
    assert [left for left, _ in pairs] == [swatch((34.5, 2.0, 4.0)).hex] * 10
    assert [right for _, right in pairs] == [swatch((35.0 + index, 3.0, 5.0)).hex for index in range(10)]


def test_colors_outside_srgb_are_marked(photo: Any) -> None:
    assert "outside sRGB" not in render_card(document(), photo=photo)
    vivid = document()
    vivid["ranking"]["matches"][0] = mix(0, lab=[50.0, 0.0, -120.0])
    html = render_card(vivid, photo=photo)
    assert "lies outside sRGB" in html and "mix 0*" in html


def test_the_same_input_gives_the_same_bytes(photo: Any) -> None:
    first, second = (render_card(document(), photo=photo, regions=REGIONS) for _ in range(2))
    assert first == second


def test_regions_are_drawn_where_they_are(photo: Any) -> None:
    mask = np.zeros((40, 60), bool)
    mask[10:20, 30:45] = True
    html = render_card(document(), photo=photo, regions=REGIONS | {"mask": mask})
    assert 'points="5.0,5.0 15.0,5.0 15.0,13.0 5.0,13.0"' in html
    assert 'points="30.0,5.0 50.0,6.0 40.0,30.0"' in html
    assert 'points="30.0,10.0 45.0,10.0 45.0,20.0 30.0,20.0"' in html


def test_an_empty_ranking_still_makes_a_card(photo: Any) -> None:
    found = document()
    found["ranking"]["matches"] = []
    assert "No mix of the catalogue may be used." in render_card(found, photo=photo)


def longest() -> dict[str, Any]:
    """A card with as much text as any."""
    found = hostile_document()
    found["regions"] = document()["regions"]
    long_name = "pigment line with a very long name and a very long shade name " * 3
    recipe = [{"stock": long_name, "drops": 3}] * 3
    found["ranking"]["matches"] = [
        mix(index, mix_id=long_name, recipe=recipe, words=long_name) for index in range(30)
    ]
    found["ranking"]["excluded"] = [{"mix_id": long_name, "reason": f"{long_name} {i}"} for i in range(40)]
    found["ranking"]["warnings"] = [f"{long_name} {index}" for index in range(30)]
    return found


@pytest.mark.parametrize("content", [document, longest], ids=["usual", "longest"])
def test_the_card_prints_on_one_a4_page(content: Any, photo: Any, tmp_path: Path) -> None:
    write_card(tmp_path / "new" / "card.html", content(), photo=photo, regions=REGIONS)
    pdf = tmp_path / "card.pdf"
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
    ]
    options += [
        "--disable-component-update",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--no-pdf-header-footer",
    ]
    page = (tmp_path / "new" / "card.html").as_uri()
    command = [str(CHROMIUM), *options, f"--print-to-pdf={pdf}", page]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)
    content_of_pdf = pdf.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", content_of_pdf)) == 1
    width, height = map(float, re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", content_of_pdf)[0])
    assert (round(width), round(height)) in {(595, 842), (596, 842), (595, 841)}

# SPDX-License-Identifier: Apache-2.0
"""The printable card: what is on the sheet, and that a photograph of it gives the Lab of its window."""

import importlib
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import shadematch as sm
from command_line import document, plain, run
from photo_files import srgb_decode, srgb_encode

layout = importlib.import_module("shadematch.chart_card.layout").layout
CHROMIUM = Path("/usr/bin/chromium")
DPI = 300
SVG = "{http://www.w3.org/2000/svg}"
Array = NDArray[np.float64]
SKIN = sm.srgb_from_lab([[58.0, 13.0, 19.0], [36.0, 9.0, 12.0]])


def make(folder: Path, size: str = "credit-card", suffix: str = ".pdf", **options: Any) -> sm.ChartDefinition:
    options = {"date": "2024-05-17"} | options
    return sm.chart_card(folder / f"card{suffix}", json_out=folder / "card.json", size=size, **options)


def rendered(pdf: Path) -> Array:
    """The page as an independent reader paints it, (h, w, 3) sRGB codes 0..1."""
    command = ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", str(pdf), str(pdf.with_suffix(""))]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert done.stderr == b""
    return np.asarray(Image.open(pdf.with_suffix(".png")).convert("RGB"), dtype=np.float64) / 255


def homography(source: Array, target: Array) -> Array:
    """Four points to four points."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    return np.append(np.linalg.solve(np.array(rows), target.ravel()), 1).reshape(3, 3)


def sampled(picture: Array, x: Array, y: Array) -> Array:
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    u, v = (x - left)[..., None], (y - top)[..., None]
    upper = (1 - u) * picture[top, left] + u * picture[top, left + 1]
    lower = (1 - u) * picture[top + 1, left] + u * picture[top + 1, left + 1]
    return np.asarray((1 - v) * upper + v * lower)


def photographed(card: Array, laid: Any, skin: Array, corners: Array, seed: int = 1) -> sm.Photo:
    """The cut card on skin, tilted, in uneven light, by a camera with its own primaries and noise."""
    height, width = 900, 1200
    scale = DPI / 25.4
    cut = srgb_decode(card)
    (left, top), _, (right, bottom), _ = (np.array(laid.place(*place)) * scale for place in laid.hole())
    cut[int(top) : int(bottom) + 1, int(left) : int(right) + 1] = srgb_decode(skin)
    soft = np.asarray(cut, dtype=np.float64)
    for axis in (0, 1):
        soft = sum(np.roll(soft, shift, axis) for shift in (-1, 0, 1)) / 3
    edge = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * [card.shape[1] - 2, card.shape[0] - 2]
    back = homography(np.asarray(corners, float), edge.astype(float))
    y, x = np.mgrid[0:height, 0:width].astype(float)
    at = np.stack([x, y, np.ones_like(x)], -1) @ back.T
    u, v = at[..., 0] / at[..., 2], at[..., 1] / at[..., 2]
    inside = (u >= 0) & (v >= 0) & (u <= edge[2, 0]) & (v <= edge[2, 1])
    light = np.where(inside[..., None], sampled(soft, np.where(inside, u, 0), np.where(inside, v, 0)), 0.0)
    light += np.where(inside, 0.0, 1.0)[..., None] * srgb_decode(skin)
    camera = np.array([[0.78, 0.17, 0.05], [0.1, 0.8, 0.1], [0.03, 0.2, 0.77]])
    shading = 0.85 + 0.2 * x / width - 0.08 * y / height
    codes = srgb_encode(np.clip(light @ camera.T * [1.05, 1.0, 0.72] * shading[..., None] * 0.9, 0, 1))
    noise = np.random.default_rng(seed).normal(0, 2.5 / 255, codes.shape)
    return sm.photo_from_array(np.rint(np.clip(codes + noise, 0, 1) * 255).astype(np.uint8))


@pytest.mark.parametrize("size", ["credit-card", "a6"])
@pytest.mark.parametrize("skin", SKIN, ids=["light skin", "dark skin"])
def test_a_photograph_of_the_printed_card_gives_the_lab_of_the_skin_in_its_window(
    size: str, skin: Array, tmp_path: Path
) -> None:
    definition = make(tmp_path, size, paper="card")
    corners = np.array([[230, 160], [980, 240], [930, 730], [190, 690]])
    photo = photographed(rendered(tmp_path / "card.pdf"), layout(size), skin, corners)
    chart = sm.find_chart(photo, definition)
    assert chart.status == "found"
    assert chart.confidence > 0.9
    truth = np.asarray(sm.lab_from_srgb(skin))
    lab = sm.calibrate(chart).to_lab(photo)
    reading = sm.measure(lab, chart.window)
    assert sm.delta_e(np.asarray(reading.lab), truth) < 1.0
    unaided = sm.lab_from_srgb(photo.rgb[450, 590].astype(float))
    assert sm.delta_e(np.asarray(unaided), truth) > 5.0


@pytest.mark.parametrize("covered", [(0, 1), (0, 1, 2, 3)], ids=["two markers", "all markers"])
def test_the_grid_is_still_found_when_markers_are_covered(covered: tuple[int, ...], tmp_path: Path) -> None:
    definition = make(tmp_path, paper="card")
    card, laid = rendered(tmp_path / "card.pdf"), layout("credit-card")
    whole = photographed(card, laid, SKIN[0], np.array([[230, 160], [980, 240], [930, 730], [190, 690]]))
    for number in covered:
        x, y = np.array(laid.place(*laid.marker_cells[number])) * DPI / 25.4
        half = int(0.6 * laid.pitch_mm * DPI / 25.4)
        card[max(0, int(y) - half) : int(y) + half, max(0, int(x) - half) : int(x) + half] = [0.6, 0.42, 0.34]
    photo = photographed(card, laid, SKIN[0], np.array([[230, 160], [980, 240], [930, 730], [190, 690]]))
    chart = sm.find_chart(photo, definition, time_limit_s=60)
    expected = sm.find_chart(whole, definition)
    np.testing.assert_allclose(chart.centers, expected.centers, atol=0.04 * chart.pitch_px)
    by_hand = sm.chart_from_corners(photo, definition, expected.corners + np.array([3, -3]))
    np.testing.assert_allclose(by_hand.centers, expected.centers, atol=0.05 * chart.pitch_px)


@pytest.mark.parametrize("size", ["credit-card", "a6"])
def test_the_patches_of_the_pdf_stand_where_and_are_what_the_chart_file_says(
    size: str, tmp_path: Path
) -> None:
    definition = make(tmp_path, size, paper="card")
    page, laid = rendered(tmp_path / "card.pdf"), layout(size)
    scale = DPI / 25.4
    np.testing.assert_allclose(
        page.shape[:2], [laid.size.height_mm * scale, laid.size.width_mm * scale], atol=1
    )
    codes = np.rint(sm.srgb_from_lab(definition.edition("nominal").lab) * 255)
    reach = 0.5 * laid.patch_mm * scale - 3
    for place, code in zip(definition.positions, codes, strict=True):
        x, y = np.array(laid.place(*place)) * scale
        for dx, dy in ((0, 0), (-reach, -reach), (reach, reach), (reach, -reach)):
            np.testing.assert_array_equal(np.rint(page[int(y + dy), int(x + dx)] * 255), code)


def browser_picture(svg: Path, width: int, height: int) -> Array:
    """The SVG as a browser paints it, one pixel a CSS pixel (1/96 inch)."""
    picture = svg.with_suffix(".png")
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
    ]
    options += ["--disable-component-update", "--hide-scrollbars", "--force-color-profile=srgb"]
    options += [f"--user-data-dir={svg.parent / 'profile'}", f"--window-size={width},{height}"]
    command = [str(CHROMIUM), *options, f"--screenshot={picture}", svg.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    shutil.rmtree(svg.parent / "profile", ignore_errors=True)
    return np.asarray(Image.open(picture).convert("RGB"), dtype=np.float64)


def test_a_browser_paints_the_svg_with_the_codes_and_markers_of_the_chart_file(tmp_path: Path) -> None:
    definition = make(tmp_path, "a6", ".svg", paper="card")
    laid, scale = layout("a6"), 96 / 25.4
    page = browser_picture(tmp_path / "card.svg", 560, 400)
    codes = np.rint(sm.srgb_from_lab(definition.edition().lab) * 255)
    for place, code in zip(definition.positions, codes, strict=True):
        x, y = np.array(laid.place(*place)) * scale
        assert np.abs(page[int(y), int(x)] - code).max() <= 1
    for number, cell in enumerate(laid.marker_cells):
        side = laid.patch_mm * scale / 6
        middle = np.array(laid.place(*cell)) * scale
        code = 0
        for row in range(4):
            for column in range(4):
                x, y = middle + (np.array([column, row]) - 1.5) * side
                code = code << 1 | int(page[int(y), int(x), 1] > 127)
        assert code == sm._core.chart.marker_code(definition.marker_ids[number])


def texts(svg: Path) -> list[tuple[float, float, float, float, str]]:
    """Box of every line of text: left, right, baseline, size, text."""
    found = []
    for node in ET.parse(svg).getroot().iter(f"{SVG}text"):
        left, y, size = (float(node.attrib[key]) for key in ("x", "y", "font-size"))
        width = float(node.attrib.get("textLength", len(node.text or "") * 0.6 * size))
        found.append((left, left + width, y, size, node.text or ""))
    return found


@pytest.mark.parametrize("size", ["credit-card", "a6"])
@pytest.mark.parametrize("paper", ["a4", "letter", "card"])
@pytest.mark.parametrize("measured", [False, True], ids=["nominal", "measured"])
def test_no_line_of_text_leaves_the_sheet_or_runs_into_another(
    size: str, paper: str, measured: bool, tmp_path: Path
) -> None:
    options: dict[str, Any] = {"paper": paper}
    if measured:
        options |= {"values": values_file(tmp_path, size), "edition": "spring 2024"}
    make(tmp_path, size, ".svg", **options)
    width = float(ET.parse(tmp_path / "card.svg").getroot().attrib["width"].removesuffix("mm"))
    lines = texts(tmp_path / "card.svg")
    assert len(lines) >= 6
    for i, (left, right, y, height, text) in enumerate(lines):
        assert left >= 0, text
        assert right <= width, text
        for other_left, other_right, other_y, _, other in lines[:i]:
            apart = abs(y - other_y) >= 0.9 * height or left >= other_right or right <= other_left
            assert apart, (text, other)


def values_file(folder: Path, size: str = "credit-card", shift: float = 2.0) -> Path:
    """What a spectrophotometer might say: the nominal values, a little off."""
    lab = make(folder, size, ".svg").edition("nominal").lab + np.array([-1.0, shift, 0.5])
    rows = [f"{i + 1},{L:.3f},{a:.3f},{b:.3f}" for i, (L, a, b) in enumerate(lab)]
    path = folder / "measured.csv"
    path.write_text("# D50, 2 degrees\n" + "\n".join(["patch,L,a,b", *rows]) + "\n")
    return path


def test_measured_values_become_the_default_edition(tmp_path: Path) -> None:
    values = values_file(tmp_path)
    card = make(tmp_path, values=values, edition="may", tolerance_delta_e=0.4)
    assert card.default_edition == "may"
    assert card.edition().tolerance_delta_e == 0.4
    np.testing.assert_allclose(
        card.edition().lab - card.edition("nominal").lab, [[-1, 2, 0.5]] * 24, atol=2e-3
    )


def test_an_unmeasured_card_says_so_and_is_wide(tmp_path: Path) -> None:
    card = make(tmp_path, suffix=".svg")
    assert card.default_edition == "nominal"
    assert card.edition().tolerance_delta_e == 6
    assert "not measured" in card.source
    text = " ".join(line[-1] for line in texts(tmp_path / "card.svg"))
    assert "sRGB nominal, not measured · tolerance 6" in text
    assert "edition nominal · 2024-05-17" in text
    assert "Scale 100 %, no color management" in text


def test_the_sheet_has_the_size_and_the_scale_bars_that_it_names(tmp_path: Path) -> None:
    make(tmp_path, "a6", ".svg")
    root = ET.parse(tmp_path / "card.svg").getroot()
    assert root.attrib["viewBox"] == "0 0 210 297"
    flat = [n for n in root.iter(f"{SVG}line") if n.attrib["y1"] == n.attrib["y2"]]
    lengths = {round(float(n.attrib["x2"]) - float(n.attrib["x1"]), 3) for n in flat}
    assert {50.0, 100.0} <= lengths
    make(tmp_path, "a6", ".pdf", paper="letter")
    assert b"/MediaBox [0 0 612 792]" in (tmp_path / "card.pdf").read_bytes()


def test_the_same_card_is_the_same_file(tmp_path: Path) -> None:
    for suffix in (".svg", ".pdf"):
        make(tmp_path, suffix=suffix)
        first = (tmp_path / f"card{suffix}").read_bytes()
        make(tmp_path, suffix=suffix)
        assert (tmp_path / f"card{suffix}").read_bytes() == first


def test_a_hostile_edition_name_stays_text(tmp_path: Path) -> None:
    name = "<script>) Tj ET % 漢 &"
    make(tmp_path, suffix=".svg", values=values_file(tmp_path), edition=name)
    assert any(name in line[-1] for line in texts(tmp_path / "card.svg"))
    make(tmp_path, values=values_file(tmp_path), edition=name)
    done = subprocess.run(["pdftotext", str(tmp_path / "card.pdf"), "-"], check=True, capture_output=True)
    assert "<script>) Tj ET % ? &" in done.stdout.decode()
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"size": "a5"}, "expected a size of credit-card, a6, got 'a5'"),
        ({"paper": "a3"}, "expected a paper of a4, letter, card, got 'a3'"),
        ({"patch_mm": 20}, r"expected patch_mm of 4 to 7.23 on credit-card, got 20"),
        ({"patch_mm": float("nan")}, "expected patch_mm"),
        ({"suffix": ".png"}, r"expected a file ending in .svg or .pdf, got 'card.png'"),
    ],
)
def test_every_wrong_option_is_named(options: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=message):
        make(tmp_path, **options)
    assert not (tmp_path / "card.json").exists()


def test_a_measured_edition_needs_a_name_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected a name for the measured edition, got 'nominal'"):
        make(tmp_path, values=values_file(tmp_path), edition="nominal")


def test_what_is_refused_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected json_out to be another file than the card"):
        sm.chart_card(tmp_path / "card.svg", json_out=tmp_path / "card.svg")
    values = tmp_path / "values.csv"
    values.write_text("patch,L,a,b\n" + "\n".join(f"{patch},50,0,0" for patch in range(1, 25)))
    with pytest.raises(sm.InvalidDocument, match=r"values.csv, \$.neutrals: expected neutrals from white"):
        make(tmp_path, values=values)
    assert list(tmp_path.iterdir()) == [values]


def test_values_of_another_card_are_refused_by_their_count(tmp_path: Path) -> None:
    with pytest.raises(sm.InvalidDocument, match="expected 40 rows, one a patch, got 24"):
        make(tmp_path, "a6", values=values_file(tmp_path, "credit-card"))


def test_the_command_writes_card_and_chart_file_that_the_other_commands_take(tmp_path: Path) -> None:
    card, chart = tmp_path / "card.pdf", tmp_path / "card.json"
    result = run(
        "chart-card", "-o", card, "--json-out", chart, "--paper", "card", "--date", "2024-05-17", "--json"
    )
    told = document("chart-card", result)
    assert told["patches"] == 24
    assert told["markers"] == [0, 1, 2, 3]
    corners = np.array([[230, 160], [980, 240], [930, 730], [190, 690]])
    photo = photographed(rendered(card), layout("credit-card"), SKIN[0], corners)
    buffer = io.BytesIO()
    codes = np.rint(srgb_encode(np.clip(photo.rgb, 0, 1)) * 255).astype(np.uint8)
    Image.fromarray(codes).save(buffer, "JPEG", quality=95)
    (tmp_path / "photo.jpg").write_bytes(buffer.getvalue())
    found = document("chart", run("chart", tmp_path / "photo.jpg", "--chart", chart, "--json"))
    assert found["found"]
    assert found["chart"] == "shadematch-card-credit-card"
    saved = tmp_path / "light.json"
    assert run("calibrate", tmp_path / "photo.jpg", "--chart", chart, "-o", saved).exit_code == 0
    region = "550,420,100,60"
    matched = run(
        "match", tmp_path / "photo.jpg", "--chart", chart, "--scalp", region, "--hair", region, "--json"
    )
    assert document("match", matched)["status"] == "done"


def test_a_wrong_option_of_the_command_is_a_usage_error(tmp_path: Path) -> None:
    result = run("chart-card", "-o", tmp_path / "card.png", "--json-out", tmp_path / "card.json")
    assert result.exit_code == 2
    assert ".svg or .pdf" in re.sub(r"[\s│]+", " ", plain(result.stderr))


def test_the_chart_file_names_the_date_and_every_marker(tmp_path: Path) -> None:
    make(tmp_path, "a6")
    written = json.loads((tmp_path / "card.json").read_text())
    assert "2024-05-17" in written["source"]
    assert [marker["id"] for marker in written["frame"]["markers"]] == [4, 5, 6, 7]
    assert len(written["masks"]) == 20

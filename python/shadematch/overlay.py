# SPDX-License-Identifier: Apache-2.0
"""The photograph with everything that was measured drawn over it, and the capture gates beside it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from shadematch._core import region as _region

if TYPE_CHECKING:
    from shadematch.camera import Calibration, LabImage
    from shadematch.chart import Chart
    from shadematch.photo import Photo
    from shadematch.quality import GateResult, QualityReport
    from shadematch.region import RegionLike

__all__ = ["draw_overlay"]

_LONG_SIDE_PX = 1400
_PANEL_PX = 560
_GOOD, _CARE, _BAD = "#2bb673", "#f2a900", "#e4572e"
_VERDICTS = {"green": (_GOOD, "ok"), "amber": (_CARE, "!"), "red": (_BAD, "x")}
_REGION_COLORS = ("#56b4e9", "#f0e442", "#cc79a7", "#009e73", "#e69f00")
_BLOWN, _GLARE = (0, 255, 255), (255, 0, 255)
_FINE_DELTA_E, _FAIR_DELTA_E = 3.0, 6.0
_DARK, _PAPER, _INK, _GRAY = "#101418", "#ffffff", "#1b1f23", "#6a737d"
_HIGH, _VALID_PIXEL, _BLOWN_PIXEL, _GLARE_PIXEL = 7, 1, 2, 3

Drawing = ImageDraw.ImageDraw
Points = npt.NDArray[np.float64]


def draw_overlay(
    photo: "Photo",
    report: "QualityReport",
    *,
    chart: "Chart | None" = None,
    calibration: "Calibration | None" = None,
    lab: "LabImage | None" = None,
    regions: "Mapping[str, RegionLike] | None" = None,
) -> Image.Image:
    """Draw a photograph with its chart, patches, regions, glare and clipped pixels, and the list of gates.

    Parameters
    ----------
    photo : Photo
    report : QualityReport
        Listed at the right.
    chart : Chart, optional
        Its outline and patches; those that are not valid are crossed out.
    calibration : Calibration, optional
        Of the chart: patches carry the CIEDE2000 by which they are missed when they are left out.
    lab : LabImage, optional
        Of the photo: glare and blown pixels of the regions are marked.
    regions : mapping of name to region, optional
        As in :func:`shadematch.measure`.

    Returns
    -------
    PIL.Image.Image
        RGB, at most 1400 pixels of photograph on the long side, and 560 of list.
    """
    step = max(1.0, max(photo.width, photo.height) / _LONG_SIDE_PX)
    size = (round(photo.width / step), round(photo.height / step))
    picture = _picture(photo, lab, regions or {}).resize(size, Image.Resampling.BOX)
    draw = ImageDraw.Draw(picture)
    if chart is not None:
        _draw_chart(draw, chart, _errors(calibration), step)
    for index, (name, region) in enumerate((regions or {}).items()):
        _draw_region(draw, name, _outline(region), _REGION_COLORS[index % len(_REGION_COLORS)], step)
    return _beside(picture, _panel(report, picture.height, _notes(chart, calibration)))


def _picture(photo: "Photo", lab: "LabImage | None", regions: "Mapping[str, RegionLike]") -> Image.Image:
    """Codes of the photograph; blown pixels cyan, glare of the regions magenta."""
    light = np.clip(np.asarray(photo), 0, 1)
    codes = np.where(light <= 0.0031308, 12.92 * light, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055)
    pixels = np.rint(255 * codes).astype(np.uint8)
    blown = (np.asarray(photo.clipping) & _HIGH) != 0
    pixels[blown] = _BLOWN
    for region in regions.values():
        if lab is None:
            break
        state = _region.pixel_states(lab, _core_region(region, photo.width, photo.height))
        pixels[state == _BLOWN_PIXEL] = _BLOWN
        pixels[state == _GLARE_PIXEL] = _GLARE
    return Image.fromarray(pixels)


def _core_region(region: "RegionLike", width: int, height: int) -> _region.Region:
    from shadematch.region import region_of

    return region_of(region, width, height)


def _errors(calibration: "Calibration | None") -> dict[int, float]:
    """CIEDE2000 of every patch when it is left out."""
    if calibration is None:
        return {}
    held_out = calibration.held_out
    return dict(zip(held_out.patch_ids.tolist(), held_out.per_patch.tolist(), strict=True))


def _font(size: float) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(max(9, size))


def _cell(homography: Points, center: Points, half: float) -> Points:
    """Corners, in pixels of the photograph, of a square around a lattice place."""
    corners = center + half * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    points = np.column_stack([corners, np.ones(4)]) @ homography.T
    pixels: Points = points[:, :2] / points[:, 2:]
    return pixels


def _places(chart: "Chart") -> Points:
    """Lattice places (column, row) of the patches."""
    points = np.column_stack([chart.centers, np.ones(len(chart.patches))]) @ np.linalg.inv(chart.homography).T
    places: Points = points[:, :2] / points[:, 2:]
    return places


def _closed(draw: Drawing, points: Points, color: str, width: int) -> None:
    line = [tuple(point) for point in np.vstack([points, points[:1]])]
    draw.line(line, fill=_DARK, width=width + 2, joint="curve")
    draw.line(line, fill=color, width=width, joint="curve")


def _draw_chart(draw: Drawing, chart: "Chart", errors: dict[int, float], step: float) -> None:
    homography, places = np.asarray(chart.homography, float), _places(chart)
    low, high = places.min(axis=0) - 0.5, places.max(axis=0) + 0.5
    corners = np.array([low, [high[0], low[1]], high, [low[0], high[1]]])
    outline = np.column_stack([corners, np.ones(4)]) @ homography.T
    _closed(draw, outline[:, :2] / outline[:, 2:] / step, _PAPER, 2)
    for patch, place in zip(chart.patches, places, strict=True):
        square = _cell(homography, place, 0.5 * chart.definition.patch_fraction * 0.8) / step
        error = errors.get(patch.id)
        if not patch.valid:
            _closed(draw, square, _BAD, 2)
            for first, last in ((0, 2), (1, 3)):
                draw.line([tuple(square[first]), tuple(square[last])], fill=_BAD, width=2)
        else:
            _closed(draw, square, _error_color(error), 2)
        _label_patch(draw, square, patch.reason if not patch.valid else _number(error))


def _error_color(error: float | None) -> str:
    if error is None:
        return _PAPER
    return _GOOD if error <= _FINE_DELTA_E else _CARE if error <= _FAIR_DELTA_E else _BAD


def _number(error: float | None) -> str:
    return "" if error is None else f"{error:.1f}"


def _label_patch(draw: Drawing, square: Points, text: str) -> None:
    """Write a short text into a patch that has room for it."""
    side = float(np.linalg.norm(square[1] - square[0]))
    if not text or side < 24:
        return
    size = min(15.0, 0.36 * side if len(text) < 5 else 1.5 * side / len(text))
    _write(draw, tuple(square.mean(axis=0)), text, size=size, color=_PAPER, anchor="mm")


def _write(draw: Drawing, at: tuple[Any, ...], text: str, *, size: float, color: str, anchor: str) -> None:
    """Text with a dark rim, readable on any photograph."""
    draw.text(
        (at[0], at[1]), text, fill=color, font=_font(size), anchor=anchor, stroke_width=2, stroke_fill=_DARK
    )


def _outline(region: "RegionLike") -> Points:
    """Corners of a polygon or rectangle; of a mask, those of its bounding box."""
    if isinstance(region, np.ndarray) and region.dtype == np.bool_:
        rows, columns = np.nonzero(region.any(axis=1))[0], np.nonzero(region.any(axis=0))[0]
        x, y, w, h = columns[0], rows[0], columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1
    else:
        numbers = np.asarray(region, dtype=float)
        if numbers.ndim == 2:
            return numbers
        x, y, w, h = numbers
    return np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], float)


def _draw_region(draw: Drawing, name: str, corners: Points, color: str, step: float) -> None:
    points = corners / step
    _closed(draw, points, color, 3)
    x, y = points.min(axis=0)
    _write(draw, (x, max(y - 6, 18)), name, size=18, color=color, anchor="ls")


def _notes(chart: "Chart | None", calibration: "Calibration | None") -> list[str]:
    """Two lines on what was found."""
    notes = []
    if chart is not None:
        valid = sum(patch.valid for patch in chart.patches)
        notes.append(f"{chart.definition.name}, {chart.edition}: {valid} of {len(chart.patches)} patches")
    if calibration is not None:
        error = calibration.held_out
        notes.append(
            f"left-out patches: CIEDE2000 {error.mean:.1f}, p95 {error.p95:.1f} ({calibration.rung})"
        )
    return notes


def _panel(report: "QualityReport", height: int, notes: list[str]) -> Image.Image:
    """Draw the list: verdict, then every gate with its value and limits, and what to do."""
    gates = report.gates
    lines = sum(1 if each.sentence is None else 2 for each in gates)
    row = float(np.clip((height - 130) / max(lines + 1, 1), 17, 30))
    panel = Image.new("RGB", (_PANEL_PX, max(height, int(150 + row * (lines + 1)))), _PAPER)
    draw = ImageDraw.Draw(panel)
    color, _ = _VERDICTS[report.verdict]
    draw.rectangle((0, 0, _PANEL_PX, 46), fill=color)
    head = f"Capture gates: {report.verdict}" + (" (let pass by hand)" if report.overridden else "")
    draw.text((18, 23), head, fill=_DARK, font=_font(22), anchor="lm")
    y = 62.0
    for note in [*notes, f"limits: {report.profile}"]:
        draw.text((18, y), note, fill=_GRAY, font=_font(13), anchor="lm")
        y += 18
    y += row / 2
    for gate in gates:
        y = _draw_gate(draw, gate, y, row)
    legend = "cyan: clipped   magenta: glare   numbers: CIEDE2000 of a patch when left out"
    draw.text((18, panel.height - 14), legend, fill=_GRAY, font=_font(12), anchor="lm")
    return panel


def _draw_gate(draw: Drawing, gate: "GateResult", y: float, row: float) -> float:
    color, symbol = _VERDICTS[gate.verdict]
    draw.rounded_rectangle((18, y - 9, 40, y + 9), 4, fill=color)
    draw.text((29, y), symbol, fill=_DARK, font=_font(12), anchor="mm")
    name = gate.gate.replace("_", " ") + (f", {gate.subject}" if gate.subject else "")
    draw.text((50, y), name, fill=_INK, font=_font(15), anchor="lm")
    draw.text((340, y), f"{_value(gate)} {gate.unit}".strip(), fill=_INK, font=_font(15), anchor="rm")
    limits = f"{'up to' if gate.good == 'at_most' else 'from'} {gate.green:g}, {gate.amber:g}"
    draw.text((_PANEL_PX - 18, y), limits, fill=_GRAY, font=_font(13), anchor="rm")
    y += row
    if gate.sentence is not None:
        text = gate.sentence + (" - let pass by hand" if gate.overridden else "")
        draw.text((50, y - 3), text, fill=_INK, font=_font(13), anchor="lm")
        y += row
    return y


def _value(gate: "GateResult") -> str:
    if gate.value is None:
        return "-"
    return f"{gate.value:,.0f}" if gate.value >= 1000 else f"{gate.value:.3g}"


def _beside(picture: Image.Image, panel: Image.Image) -> Image.Image:
    height = max(picture.height, panel.height)
    sheet = Image.new("RGB", (picture.width + panel.width, height), _DARK)
    sheet.paste(picture, (0, 0))
    sheet.paste(Image.new("RGB", (panel.width, height), _PAPER), (picture.width, 0))
    sheet.paste(panel, (picture.width, 0))
    return sheet

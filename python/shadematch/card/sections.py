# SPDX-License-Identifier: Apache-2.0
"""Sections of the card. All text that comes from files is escaped here."""

from collections.abc import Mapping
from html import escape
from typing import Any

from shadematch.card.swatch import swatch

Document = Mapping[str, Any]

SHOWN = 10
_LISTED = 5
_VERDICTS = {
    "match": "● match",
    "acceptable": "◐ acceptable",
    "cannot_tell": "? cannot tell",
    "visible": "○ visible",
}
_STOCK = {True: "yes", False: "no", None: "?"}


def readings(document: Document) -> str:
    """List the measured colors with their uncertainty."""
    rows = [_reading_row(name, reading) for name, reading in document["regions"].items()]
    target = document["ranking"]["target"]
    if target["kind"] == "lab":
        rows.insert(0, _color_row("target", target["lab"], None, ""))
    return (
        '<h2>Measured</h2><table class="readings"><tr><th></th><th></th><th>L*</th><th>a*</th><th>b*</th>'
        f"<th>pixels</th></tr>{''.join(rows)}</table>"
    )


def _reading_row(name: str, reading: Document) -> str:
    return _color_row(
        name, reading["lab"], reading["lab_se"], f"{reading['valid_pixels']:,}".replace(",", " ")
    )


def _color_row(name: str, lab: list[float], errors: list[float] | None, pixels: str) -> str:
    spread = ["" if errors is None else f"<small> ±{error:.1f}</small>" for error in errors or (0, 0, 0)]
    cells = "".join(f"<td>{value:.1f}{error}</td>" for value, error in zip(lab, spread, strict=True))
    chip = f'<i class="chip" style="background:{swatch(lab).hex}"></i>'
    return f"<tr><td>{escape(name)}</td><td>{chip}</td>{cells}<td>{pixels}</td></tr>"


def quality(document: Document) -> str:
    """Say how far this photograph can be trusted."""
    calibration = document["calibration"]
    errors = calibration["held_out_delta_e"]
    chart = calibration["chart"]
    where = "calibration read from a file"
    if chart is not None:
        where = (
            f"{escape(chart['id'])}, edition {escape(chart['edition'])}: confidence {chart['confidence']:.2f}"
        )
        where += f", {chart['valid_patches']} of {chart['patches']} patches used"
    return (
        f'<h2>Chart</h2><div class="quality">Patches that were left out are predicted within<br><b>ΔE00 '
        f"{errors['mean']:.1f}</b> on average, <b>{errors['p95']:.1f}</b> at worst in 19 of 20.<br>"
        f"<small>{where}; model {escape(calibration['rung'])}</small>{_gates(document)}</div>"
    )


def _gates(document: Document) -> str:
    """Verdict of the capture gates; what was let pass by hand is never left out."""
    quality = document.get("quality")
    if quality is None:
        return ""
    text = f"<br>Capture gates: <b>{quality['verdict']}</b>, limits for {escape(quality['profile'])}"
    overridden = dict.fromkeys(gate.replace("_", " ") for gate in quality["overridden"])
    if overridden:
        text += f".<br><b>Red, let pass by hand: {escape(', '.join(overridden))}</b>"
    return text


def swatches(ranking: Document) -> str:
    """Draw the best mixes, each touching the measured color on neutral grey."""
    target = swatch(ranking["target"]["lab"])
    pairs = [_pair(match, target.hex) for match in ranking["matches"][:SHOWN]]
    if not pairs:
        return "<section><h2>Mixes</h2><p>No mix of the catalogue may be used.</p></section>"
    outside = (
        any(not swatch(match["lab"]).in_gamut for match in ranking["matches"][:SHOWN]) or not target.in_gamut
    )
    note = " · * lies outside sRGB, the nearest color is drawn" if outside else ""
    return (
        f'<section><h2>Left half measured, right half mix</h2><div class="swatches">{"".join(pairs)}</div>'
        '<p class="legend"><small>Group, mix and color difference; mixes of one group cannot be told apart '
        f"by this measurement{note}</small></p></section>"
    )


def _pair(match: Document, target_hex: str) -> str:
    color = swatch(match["lab"])
    star = "" if color.in_gamut else "*"
    return (
        f'<div class="pair"><div><i style="background:{target_hex}"></i>'
        f'<i style="background:{color.hex}"></i></div>'
        f"<p><span>{match['tie_group']} · {escape(match['mix_id'])}{star}</span>"
        f"<b>{match['delta_e']:.1f}</b></p></div>"
    )


_COLUMNS = (
    ("#", "5mm"),
    ("Mix", "37mm"),
    ("Drops", "40mm"),
    ("ΔE (95 %)", "22mm"),
    ("Mix against target", "32mm"),
    ("Verdict", "21mm"),
    ("Too dark", "11mm"),
    ("Stock", "9mm"),
    ("Price", "12mm"),
)


def ranking_table(ranking: Document) -> str:
    """List the best mixes in numbers and words."""
    matches = ranking["matches"][:SHOWN]
    heads = "".join(f'<th style="width:{width}">{name}</th>' for name, width in _COLUMNS)
    rows, group = [], None
    for match in matches:
        rows.append(_ranking_row(match, match["tie_group"] != group))
        group = match["tie_group"]
    formula = escape(ranking["formula"])
    bands = ranking["bands"]
    more = len(ranking["matches"]) - len(matches)
    rest = f" {more} more are in the JSON output." if more else ""
    return (
        f'<section><table class="ranking"><tr>{heads}</tr>{"".join(rows)}</table><p class="legend"><small>'
        f"{ranking['candidates']} mixes scored by {formula}; just perceptible at ΔE*ab "
        f"{bands['perceptible_delta_e_ab']:.1f}, fine to {bands['acceptable_delta_e_ab']:.1f} on skin of "
        f"this depth.{rest}</small></p></section>"
    )


def _ranking_row(match: Document, starts_group: bool) -> str:
    recipe = " + ".join(f"{part['drops']} {part['stock']}" for part in match["recipe"])
    source = "<em>model</em>" if match["lab_source"] == "model" else "<em>measured</em>"
    price = "–" if match["price"] is None else f"{match['price']:.2f} {match['currency']}".strip()
    cells = (
        str(match["tie_group"]) if starts_group else "",
        f'<div class="one">{escape(match["mix_id"])}</div>{source}',
        escape(recipe),
        f"<b>{match['delta_e']:.1f}</b> "
        f"<small>{match['delta_e_low']:.1f}–{match['delta_e_high']:.1f}</small>",
        escape(match["words"]),
        _VERDICTS[match["verdict"]],
        f"{match['too_dark_probability']:.0%}",
        _STOCK[match["in_stock"]],
        escape(price),
    )
    style = ' class="group"' if starts_group else ""
    return f"<tr{style}>{''.join(f'<td><div>{cell}</div></td>' for cell in cells)}</tr>"


def excluded(ranking: Document) -> str:
    """List the mixes that were left out, by reason."""
    reasons: dict[str, list[str]] = {}
    for exclusion in ranking["excluded"]:
        reasons.setdefault(exclusion["reason"], []).append(exclusion["mix_id"])
    lines = [f"{', '.join(ids[:3])}{f' and {len(ids) - 3} more' if len(ids) > 3 else ''}: {reason}"
             for reason, ids in reasons.items()]  # fmt: skip
    return f"<div><h2>Left out</h2>{_lines(lines, 'Nothing.')}</div>"


def warnings(document: Document) -> str:
    """List what lowers the trust in these numbers."""
    lines = [warning["message"] for warning in document["photo"]["warnings"]]
    lines += [f"calibration: {flag.replace('_', ' ')}" for flag in document["calibration"]["flags"]]
    chart = document["calibration"]["chart"]
    lines += [f"chart: {code.replace('_', ' ')}" for code in (chart["warnings"] if chart else [])]
    for name, reading in document["regions"].items():
        lines += [f"{name}: {flag.replace('_', ' ')}" for flag in reading["flags"]]
    lines += document["ranking"]["warnings"]
    if any(match["lab_source"] == "model" for match in document["ranking"]["matches"]):
        lines.append("Colors marked “model” are computed, not measured.")
    return f"<div><h2>Warnings</h2>{_lines(lines, 'None.')}</div>"


def _lines(lines: list[str], nothing: str) -> str:
    if not lines:
        return f"<p>{nothing}</p>"
    shown = (
        lines if len(lines) <= _LISTED else [*lines[: _LISTED - 1], f"and {len(lines) - _LISTED + 1} more"]
    )
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in shown)}</ul>"

# SPDX-License-Identifier: Apache-2.0
"""What people read: tables with swatches where the terminal can show colors."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from shadematch.card.swatch import swatch
from shadematch.cli.output import Document, stderr, stdout

if TYPE_CHECKING:
    from shadematch.bench.row import Row


def color_block(lab: Sequence[float], width: int = 4) -> Text:
    """Draw a block of a color; nothing but blanks on a terminal without colors."""
    return Text(" " * width, style=f"on {swatch(lab).hex}")


def show_chart(row: Document) -> None:
    """Show the chart of one photograph."""
    valid = sum(patch["valid"] for patch in row["patches"])
    head = (
        f"{row['photo']['path']}: {row['chart']} ({row['edition']}), confidence {row['confidence']:.2f}, "
        f"{valid} of {len(row['patches'])} patches valid, pitch {row['pitch_px']:.1f} px"
    )
    table = Table(title=escape(head), title_justify="left", title_style="bold")
    for name in ("patch", "name", "center x", "y", "R", "G", "B", "note"):
        table.add_column(name, justify="left" if name in ("name", "note") else "right")
    for patch in row["patches"]:
        x, y = patch["center"]
        rgb = (f"{value:.4f}" for value in patch["rgb"])
        table.add_row(
            str(patch["id"]), escape(patch["name"]), f"{x:.1f}", f"{y:.1f}", *rgb, patch["reason"] or ""
        )
    stdout().print(table)
    _warn(row)


def calibration_line(calibration: Document) -> str:
    """One sentence on the quality of a calibration."""
    errors = calibration["held_out_delta_e"]
    flags = f"; flags: {', '.join(calibration['flags'])}" if calibration["flags"] else ""
    return (
        f"calibration {calibration['rung']}: left-out patches are predicted within CIEDE2000 "
        f"{errors['mean']:.2f} on average, {errors['p95']:.2f} at the 95th percentile{flags}"
    )


def readings_table(regions: Document) -> Table:
    """Lab of regions with one standard deviation."""
    table = Table()
    for name in ("region", "", "L*", "a*", "b*", "pixels", "flags"):
        table.add_column(name, justify="left" if name in ("region", "", "flags") else "right")
    for name, reading in regions.items():
        values = [f"{v:.2f} ± {s:.2f}" for v, s in zip(reading["lab"], reading["lab_se"], strict=True)]
        flags = ", ".join(reading["flags"]) or "-"
        table.add_row(escape(name), color_block(reading["lab"]), *values, str(reading["pixels"]), flags)
    return table


def show_measure(row: Document) -> None:
    """Show the readings of one photograph."""
    title = Text(f"{row['photo']['path']}: {calibration_line(row['calibration'])}")
    stdout().print(Group(title, readings_table(row["regions"])))
    _warn(row)


def show_calibration(row: Document) -> None:
    """Show what was saved, and how good it is."""
    stdout().print(
        f"{row['output'] or row['photo']['path']}: {calibration_line(row['calibration'])}", markup=False
    )
    _warn(row)


def show_profile(row: Document) -> None:
    """Show what was exported, and how near it comes to the calibration."""
    profile = row["profile"]
    stdout().print(
        f"{row['output'] or row['photo']['path']}: {profile['description']}; CIEDE2000 from the calibration "
        f"{profile['mean_delta_e']:.3f} on average, {profile['max_delta_e']:.3f} at most",
        markup=False,
    )
    _warn(row)


def matches_table(ranking: Document, target: Sequence[float]) -> Table:
    """Lay out the ranking; mixes of one group cannot be told apart by this measurement."""
    matches = ranking["matches"]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    heads = ["#", "mix", "", "drops", "ΔE", "95 %", "against the target", "verdict", "too dark"]
    heads += ["stock"] if any(match["in_stock"] is not None for match in matches) else []
    heads += ["price"] if any(match["price"] is not None for match in matches) else []
    for name in heads:
        right = name in ("#", "ΔE", "95 %", "too dark", "price")
        table.add_column(name, justify="right" if right else "left", no_wrap=right or name in ("", "verdict"))
    for match in matches:
        cells = _match_cells(match, target)
        table.add_row(*(cells[name] for name in heads))
    return table


def _match_cells(match: Document, target: Sequence[float]) -> dict[str, str | Text]:
    label = f"{match['mix_id']} (model)" if match["lab_source"] == "model" else match["mix_id"]
    return {
        "#": str(match["tie_group"]),
        "mix": escape(label),
        "": color_block(target, 2) + color_block(match["lab"], 2),
        "drops": escape(" + ".join(f"{part['drops']} {part['stock']}" for part in match["recipe"])),
        "ΔE": f"{match['delta_e']:.2f}",
        "95 %": f"{match['delta_e_low']:.1f}-{match['delta_e_high']:.1f}",
        "against the target": match["words"],
        "verdict": match["verdict"].replace("_", " "),
        "too dark": f"{match['too_dark_probability']:.0%}",
        "stock": {True: "yes", False: "no", None: "?"}[match["in_stock"]],
        "price": price_text(match),
    }


def price_text(match: Document) -> str:
    """Price of a cup with its currency, or a dash."""
    return "-" if match["price"] is None else f"{match['price']:.2f} {match['currency']}".strip()


def show_match(row: Document) -> None:
    """Show the readings and the ranking of one photograph."""
    ranking = row["ranking"]
    title = Text(f"{row['photo']['path']}: {calibration_line(row['calibration'])}")
    parts: list[RenderableType] = [title, readings_table(row["regions"])] if row["regions"] else [title]
    if ranking["matches"]:
        parts.append(matches_table(ranking, ranking["target"]["lab"]))
    counts = f"{ranking['candidates']} mixes of {row['catalogue']['name']!r} scored"
    counts += f", {len(ranking['excluded'])} left out"
    stdout().print(Group(*parts, Text(counts)))
    for warning in (row["catalogue"]["note"], *ranking["warnings"]):
        if warning:
            stderr().print(warning, markup=False)
    _warn(row)


_VERDICT_STYLES = {"green": "black on green3", "amber": "black on orange1", "red": "white on red3"}


def show_quality(row: Document) -> None:
    """Show the gates of one photograph, and what helps where one is not green."""
    quality = row["quality"]
    head = f"{row['photo']['path']}: {quality['verdict']} ({quality['profile']})"
    table = Table(title=escape(head), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for name in ("gate", "of", "value", "unit", "green", "amber", "verdict", "what helps"):
        table.add_column(name, justify="right" if name in ("value", "green", "amber") else "left")
    for gate in quality["gates"]:
        value = "-" if gate["value"] is None else f"{gate['value']:.4g}"
        sign = "≤" if gate["good"] == "at_most" else "≥"
        verdict = gate["verdict"] + (" (let pass)" if gate["overridden"] else "")
        table.add_row(
            gate["gate"], escape(gate["subject"]), value, gate["unit"], f"{sign} {gate['green']:g}",
            f"{sign} {gate['amber']:g}", Text(verdict, style=_VERDICT_STYLES[gate["verdict"]]),
            gate["sentence"] or "",
        )  # fmt: skip
    stdout().print(table)
    for warning in row["photo"]["warnings"]:
        stderr().print(f"{warning['code']}: {warning['message']}", markup=False)


def bench_table(rows: "Iterable[Row]") -> Table:
    """Figures, each beside what it is compared with."""
    table = Table()
    for name in ("bench", "row", "value", "unit", "against", "target", "met", "cases"):
        table.add_column(name, justify="right" if name in ("value", "cases") else "left")
    for row in rows:
        table.add_row(*row.cells())
    return table


def _warn(row: Document) -> None:
    for warning in row["photo"]["warnings"]:
        stderr().print(f"{warning['code']}: {warning['message']}", markup=False)
    for line in (row.get("quality") or {}).get("warnings", []) if "ranking" not in row else []:
        stderr().print(line, markup=False, soft_wrap=True)
    for warning in row.get("warnings", []):
        stderr().print(f"warning: {warning}", markup=False)

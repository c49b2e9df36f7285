# SPDX-License-Identifier: Apache-2.0
"""``shadematch match PHOTO... --hair ... --scalp ... --catalogue FILE``: ranked pigment mixes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from shadematch import ShadematchError
from shadematch.cli import options as o
from shadematch.cli.batch import Batch
from shadematch.cli.files import MAX_TOP, keep_inputs, writing
from shadematch.cli.gates import QUALITY_COLUMNS, check_override, hold, quality_cells
from shadematch.cli.light import LightOptions
from shadematch.cli.measure import CALIBRATION_COLUMNS, READING_COLUMNS, calibration_cells, reading_cells
from shadematch.cli.output import Document, form_of
from shadematch.cli.provenance import file_sha256, versions
from shadematch.cli.regions import Area, Color, Region, parse_lab
from shadematch.cli.steps import ChartOptions, chart_file, measure, open_lab

BEST_COLUMNS = (
    "mix",
    "drops",
    "delta_e",
    "delta_e_low",
    "delta_e_high",
    "words",
    "verdict",
    "too_dark",
    "as_good",
)
TARGETS = ("hair", "skin", "lab")


@dataclass(frozen=True)
class Wish:
    """What to look for, apart from the photograph."""

    catalogue: Any
    catalogue_file: Path | None
    hair: Region | None
    scalp: Region | None
    lab: tuple[float, float, float] | None
    arguments: dict[str, Any]
    override: tuple[str, ...] = ()


def command(
    photos: o.Photos,
    *,
    hair: o.Hair = None,
    scalp: o.Scalp = None,
    catalogue: Annotated[
        Path | None,
        typer.Option(
            "--catalogue",
            metavar="FILE",
            readable=False,
            help="JSON or CSV; default: the bundled demonstration.",
        ),
    ] = None,
    top: Annotated[int, typer.Option("--top", min=0, max=MAX_TOP, help="Matches to show; 0: all.")] = 10,
    target: Annotated[
        str, typer.Option("--target", metavar="|".join(TARGETS), help="What the mix imitates.")
    ] = "hair",
    lab: Annotated[
        Color | None,
        typer.Option(
            "--lab", parser=parse_lab, metavar="L,a,b", help="Color for --target lab; D50, 2 degrees."
        ),
    ] = None,
    formula: Annotated[
        str, typer.Option("--formula", help="Color-difference formula that ranks.")
    ] = "ciede2000",
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", metavar="INGREDIENT", help="CI number or name; may be repeated."),
    ] = None,
    brand: Annotated[
        list[str] | None, typer.Option("--brand", help="Only this brand; may be repeated.")
    ] = None,
    in_stock: Annotated[bool, typer.Option("--in-stock", help="Only mixes whose stocks are there.")] = False,
    max_dilution: Annotated[
        float | None, typer.Option("--max-dilution", min=0.0, help="Parts of diluent to one part of pigment.")
    ] = None,
    card: Annotated[
        Path | None,
        typer.Option("--card", metavar="FILE", readable=False, help="Write a card (HTML) for one photo."),
    ] = None,
    chart: o.ChartName = o.DEFAULT_CHART,
    edition: o.Edition = "",
    corners: o.Corners = None,
    profile: o.Profile = None,
    baseline: o.Baseline = None,
    rung: o.Rung = "auto",
    override: o.Override = None,
    calibration: o.SavedCalibration = None,
    flat: o.Flat = None,
    paper: o.Paper = None,
    gray: o.Gray = None,
    as_json: o.Json = False,
    as_csv: o.Csv = False,
) -> None:
    """Rank pigment mixes against the hair, the skin or a free color."""
    _check(target=target, hair=hair, scalp=scalp, lab=lab, card=card, photos=photos)
    _check_formula(formula)
    keep_inputs("card", card, (*photos, catalogue, calibration, flat, chart_file(chart), profile, baseline))
    form = form_of(as_json, as_csv)
    chosen = ChartOptions(chart, edition, corners.points if corners else None, profile, baseline)
    chosen.check()
    if calibration is not None:
        chosen.check_unused(rung)
    let_pass = check_override(override)
    light = LightOptions.of(flat, paper, gray)
    light.check(calibration)
    arguments = {
        "target": "hair" if target == "lab" else target,
        "top": top,
        "formula": formula,
        "exclude_ingredients": tuple(exclude or ()),
        "brands": tuple(brand or ()),
        "in_stock": in_stock,
        "max_dilution": max_dilution,
    }
    readings = tuple(f"{name}_{column}" for name in ("hair", "scalp") for column in READING_COLUMNS)
    batch = Batch(
        "shadematch-match/1",
        work=lambda path: work(
            path, wish=wish, options=chosen, rung=rung, saved=calibration, light=light, card=card
        ),
        empty=lambda: {
            "calibration": None,
            "quality": None,
            "light": None,
            "catalogue": None,
            "regions": {},
            "ranking": None,
            "card": None,
        },
        show="show_match",
        columns=(*CALIBRATION_COLUMNS, *QUALITY_COLUMNS, *readings, *BEST_COLUMNS),
        cells=cells,
    )
    try:
        loaded = _load(catalogue)
    except (ShadematchError, OSError) as error:
        batch.refuse(photos, form, error)
    wish = Wish(
        loaded,
        catalogue,
        hair=hair.region if hair else None,
        scalp=scalp.region if scalp else None,
        lab=lab.lab if lab else None,
        arguments=arguments,
        override=let_pass,
    )
    batch.run(photos, form)


def work(
    path: Path,
    *,
    wish: Wish,
    options: ChartOptions,
    rung: str,
    saved: Path | None,
    light: LightOptions,
    card: Path | None,
) -> Document:
    """One photograph."""
    import shadematch as sm

    opened = open_lab(path, options, rung, saved, light)
    regions = {
        name: region for name, region in (("hair", wish.hair), ("scalp", wish.scalp)) if region is not None
    }
    readings = {name: measure(opened.lab, region, name) for name, region in regions.items()}
    quality = hold(opened.photo, opened.chart, opened.calibration, readings, wish.override)
    hair = None if wish.lab is not None else readings.get("hair")
    ranking = sm.match(wish.catalogue, hair=hair, scalp=readings.get("scalp"), lab=wish.lab, **wish.arguments)
    ranking = ranking.with_warnings(quality.warnings)
    document = opened.document(path) | {
        "quality": quality.to_dict(),
        "catalogue": catalogue_document(wish),
        "regions": {name: reading.to_dict() for name, reading in readings.items()},
        "ranking": ranking.to_dict(),
        "card": None if card is None else str(card),
    }
    if card is not None:
        from shadematch.card import write_card

        with writing("card", card, document, "card"):
            write_card(
                card,
                {"versions": versions()} | document,
                photo=opened.photo,
                chart=opened.chart,
                regions=regions,
            )
    return document


def catalogue_document(wish: Wish) -> Document:
    """Which catalogue was searched."""
    file = wish.catalogue_file
    return {
        "file": None if file is None else str(file),
        "sha256": None if file is None else file_sha256(file),
        "name": wish.catalogue.name,
        "note": wish.catalogue.note,
        "mixes": len(wish.catalogue.mixes),
    }


def cells(row: Document) -> Document:
    """One line of the CSV: the readings and the best mix."""
    line = calibration_cells(row) | quality_cells(row)
    for name, reading in row["regions"].items():
        line |= reading_cells(name, reading)
    matches = row["ranking"]["matches"]
    if not matches:
        return line
    best = matches[0]
    equals = [match["mix_id"] for match in matches[1:] if match["tie_group"] == best["tie_group"]]
    line |= {key: best[key] for key in ("delta_e", "delta_e_low", "delta_e_high", "words", "verdict")}
    return line | {
        "mix": best["mix_id"],
        "drops": drops(best),
        "too_dark": best["too_dark_probability"],
        "as_good": " ".join(equals),
    }


def drops(match: Document) -> str:
    """Write a recipe in words: ``2 sepia + 8 water``."""
    return " + ".join(f"{part['drops']} {part['stock']}" for part in match["recipe"])


def _check(
    *,
    target: str,
    hair: Area | None,
    scalp: Area | None,
    lab: Color | None,
    card: Path | None,
    photos: list[Path],
) -> None:
    if target not in TARGETS:
        raise typer.BadParameter(f"target: expected one of {', '.join(TARGETS)}, got {target!r}")
    needed = {"hair": ("--hair", hair), "skin": ("--scalp", scalp), "lab": ("--lab", lab)}[target]
    if needed[1] is None:
        raise typer.BadParameter(f"target {target!r}: expected {needed[0]}, got none")
    if lab is not None and target != "lab":
        raise typer.BadParameter(f"lab: expected --target lab with it, got --target {target}")
    if card is not None and len(photos) != 1:
        raise typer.BadParameter(f"card: expected one photograph, got {len(photos)}")


def _check_formula(formula: str) -> None:
    from shadematch.difference import difference_formulas

    known = [each.name for each in difference_formulas()]
    if formula not in known:
        raise typer.BadParameter(f"formula: expected one of {', '.join(known)}, got {formula!r}")


def _load(file: Path | None) -> Any:
    """Read the catalogue, before any photograph is opened."""
    import shadematch as sm

    return sm.bundled_catalogue() if file is None else sm.Catalogue.load(file)

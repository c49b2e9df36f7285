# SPDX-License-Identifier: Apache-2.0
"""``shadematch correct-cup``: what to add to a cup that was mixed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli import recipe_options as r
from shadematch.cli import recipe_tables as tables
from shadematch.cli.output import stdout

if TYPE_CHECKING:
    from shadematch.formulate import CupCorrection
    from shadematch.pigment import Catalogue

SCHEMA = "shadematch-correct-cup/1"


@dataclass(frozen=True)
class Part:
    """One stock of the cup."""

    stock_id: str
    ml: float


def _part(text: str) -> Part:
    name, _, amount = text.rpartition("=")
    try:
        ml = float(amount)
    except ValueError:
        ml = -1.0
    if not name or not 0.0 < ml < 1e6:
        raise typer.BadParameter(f"expected ID=ML with more than 0 ml, got {text!r}")
    return Part(name, ml)


def command(
    *,
    catalogue: r.CatalogueFile,
    cup: Annotated[
        list[Part],
        typer.Option("--holds", parser=_part, metavar="ID=ML", help="A stock of the cup and its ml; repeat."),
    ],
    target: r.Target,
    skin: r.Skin,
    coverage: Annotated[
        float, typer.Option("--coverage", help="Area of dots at which the cup is used, 0 to 1.")
    ],
    healing: r.HealingFile = None,
    cup_ml: r.CupMl = None,
    step_ml: r.StepMl = None,
    max_dilution: r.MaxDilution = None,
    forbidden: r.Forbidden = None,
    brands: r.Brands = None,
    exclude: r.Exclude = None,
    in_stock: r.InStock = False,
    as_json: o.Json = False,
) -> None:
    """Find what to add to a mixed cup, or say that only a new one will do. All colors are a model's."""
    held = {each.stock_id: each.ml for each in cup}
    if len(held) != len(cup):
        raise typer.BadParameter("expected every stock once in --holds, got one twice")
    volume = sum(held.values())

    def work(stocks: "Catalogue") -> "CupCorrection":
        from shadematch.formulate import correct_cup, healed_skin
        from shadematch.skin import skin_from_lab

        options = r.options_of(
            cup_ml=cup_ml,
            step_ml=step_ml,
            max_dilution=max_dilution,
            forbidden=forbidden,
            brands=brands,
            exclude=exclude,
            in_stock=in_stock,
        )
        return correct_cup(
            stocks,
            {name: ml / volume for name, ml in held.items()},
            volume_ml=volume,
            target=target.target,
            medium=healed_skin(skin_from_lab(skin.values), healing=r.healing_of(healing)),
            coverage=coverage,
            options=options,
        )

    document, found, code = r.answer(SCHEMA, "correction", catalogue, work)
    tables.show(document, code, as_json, _table, found)
    raise typer.Exit(code)


def _table(found: "CupCorrection") -> None:
    if found.additions and not found.already_there:
        tables.recipe_table(found.additions, "Additions (model)", skin=True)
    now = f"now dE00 {found.now.delta_e:.1f} ({found.now.delta_e_low:.1f}-{found.now.delta_e_high:.1f})"
    stdout().print(f"{found.sentence}; {now}", markup=False, soft_wrap=True)

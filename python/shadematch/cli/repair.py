# SPDX-License-Identifier: Apache-2.0
"""``shadematch repair``: treated scalp that turned blue or gray."""

from typing import TYPE_CHECKING, Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli import recipe_options as r
from shadematch.cli import recipe_tables as tables
from shadematch.cli.output import stdout

if TYPE_CHECKING:
    from shadematch.pigment import Catalogue
    from shadematch.repair import Repair

SCHEMA = "shadematch-repair/1"


def command(
    *,
    catalogue: r.CatalogueFile,
    treated: Annotated[
        r.Lab,
        typer.Option(
            "--treated", parser=r.lab_of, metavar="L,a,b|FILE:REGION", help="The scalp that turned."
        ),
    ],
    target: r.Target,
    skin: r.Skin,
    healing: r.HealingFile = None,
    colorants: r.Colorants = 3,
    cup_ml: r.CupMl = None,
    step_ml: r.StepMl = None,
    max_dilution: r.MaxDilution = None,
    forbidden: r.Forbidden = None,
    brands: r.Brands = None,
    exclude: r.Exclude = None,
    in_stock: r.InStock = False,
    as_json: o.Json = False,
) -> None:
    """Find a neutralizing mix, or say not to add pigment. All colors are a model's."""

    def work(stocks: "Catalogue") -> "Repair":
        from shadematch.repair import repair
        from shadematch.skin import skin_from_lab

        options = r.options_of(
            colorants=colorants,
            cup_ml=cup_ml,
            step_ml=step_ml,
            max_dilution=max_dilution,
            forbidden=forbidden,
            brands=brands,
            exclude=exclude,
            in_stock=in_stock,
        )
        return repair(
            stocks,
            treated=treated.values,
            target=target.target,
            client=skin_from_lab(skin.values),
            healing=r.healing_of(healing),
            options=options,
        )

    document, found, code = r.answer(SCHEMA, "repair", catalogue, work)
    tables.show(document, code, as_json, _table, found)
    raise typer.Exit(code)


def _table(found: "Repair") -> None:
    if found.recipe is not None:
        tables.recipe_table([found.recipe], "Neutralizing mix (model)", skin=True)
    stdout().print(f"{found.advice}: {found.sentence}", markup=False, soft_wrap=True)

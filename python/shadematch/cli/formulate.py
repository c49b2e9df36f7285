# SPDX-License-Identifier: Apache-2.0
"""``shadematch formulate``: from a wanted color to drops."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli.failure import ExitCode
from shadematch.cli.output import Document, Form, form_of, stderr, stdout, write_json
from shadematch.cli.pigment import surface_of
from shadematch.cli.provenance import file_sha256, versions

if TYPE_CHECKING:
    from shadematch.formulate import FilmMedium, Formulation, Recipe
    from shadematch.pigment import Catalogue
    from shadematch.skin import ClientSkin


@dataclass(frozen=True)
class Lab:
    """A color on the command line."""

    values: tuple[float, ...]


def _lab(text: str) -> Lab:
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError:
        values = ()
    if len(values) != 3:
        raise typer.BadParameter(f"expected three numbers L,a,b, got {text!r}")
    return Lab(values)


def command(
    *,
    catalogue: Annotated[Path, typer.Option("--catalogue", metavar="FILE", help="Stocks with optical data.")],
    target: Annotated[
        Lab, typer.Option("--target", parser=_lab, metavar="L,a,b", help="Color to reach, D50, 2 degrees.")
    ],
    skin: Annotated[
        Lab | None,
        typer.Option("--skin", parser=_lab, metavar="L,a,b", help="Bare skin: healed dots in it."),
    ] = None,
    card: Annotated[
        float | None, typer.Option("--card", help="Reflectance of a card, 0 to 1: a film on it.")
    ] = None,
    surface: Annotated[
        str | None,
        typer.Option(
            metavar="N,MIRRORED",
            help="Of the film: refractive index, mirrored part. Default: that of its stocks.",
        ),
    ] = None,
    colorants: Annotated[int, typer.Option("--colorants", help="Most stocks that color, 1 to 4.")] = 3,
    cup_ml: Annotated[float | None, typer.Option("--cup-ml", help="Most ml in the cup.")] = None,
    step_ml: Annotated[
        float | None, typer.Option("--step-ml", help="Dispense steps of a syringe, not drops.")
    ] = None,
    coverage: Annotated[
        float | None, typer.Option("--coverage", help="Area of dots in skin, 0 to 1; else it is sought.")
    ] = None,
    mandatory: Annotated[
        list[str] | None, typer.Option("--with", metavar="ID", help="A stock of every cup.")
    ] = None,
    forbidden: Annotated[
        list[str] | None, typer.Option("--without", metavar="ID", help="A stock of no cup.")
    ] = None,
    no_diluent: Annotated[
        bool, typer.Option("--no-diluent", help="No diluent in any cup: stocks as they are.")
    ] = False,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude-ingredient", metavar="NAME", help="Allergen: a CI number or a name."),
    ] = None,
    never_darker_than: Annotated[float | None, typer.Option("--never-darker-than", metavar="L")] = None,
    top: Annotated[int, typer.Option("--top", help="Recipes at most.")] = 12,
    as_json: o.Json = False,
) -> None:
    """Find recipes in whole drops for a color, in skin or on a card. All colors are a model's."""
    import shadematch as sm
    from shadematch.formulate import FormulationOptions

    if (skin is None) == (card is None):
        raise typer.BadParameter(
            "expected one of --skin and --card, got " + ("none" if skin is None else "both")
        )
    if surface is not None and card is None:
        raise typer.BadParameter("expected --surface with --card, got it with --skin")
    stocks = sm.Catalogue.load(catalogue)
    options = FormulationOptions()
    options.step_ml, options.most_recipes, options.dilute = step_ml, top, not no_diluent
    try:
        found = sm.formulate(
            stocks,
            target=target.values,
            medium=_medium(stocks, skin, card, surface),
            mandatory=mandatory or (),
            forbidden=forbidden or (),
            exclude_ingredients=exclude or (),
            most_colorants=colorants,
            cup_ml=cup_ml,
            coverage=coverage,
            never_darker_than=never_darker_than,
            options=options,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if form_of(as_json) is Form.JSON:
        write_json(document(found, stocks, catalogue))
    else:
        _table(found, stocks)
    raise typer.Exit(ExitCode.DONE)


def _medium(
    stocks: "Catalogue", skin: Lab | None, card: float | None, surface: str | None
) -> "ClientSkin | FilmMedium":
    from shadematch.formulate import film_on_card
    from shadematch.skin import skin_from_lab

    if skin is not None:
        return skin_from_lab(skin.values)
    try:
        of_film = stocks.film_surface() if surface is None else surface_of(surface)
    except ValueError as error:
        raise typer.BadParameter(f"{error} with --surface") from None
    return film_on_card(card or 0.0, surface=of_film)


def document(found: "Formulation", stocks: "Catalogue", file: Path) -> Document:
    """Return the JSON of a formulation (``schemas/formulate.schema.json``)."""
    from shadematch.composition import composition_flags

    head: Document = {"schema": "shadematch-formulation/1", "versions": versions()}
    body = found.to_dict()
    for recipe, entry in zip(found.recipes, body["recipes"], strict=True):
        entry["flags"] = [flag.to_dict() for flag in composition_flags(stocks, recipe.drops())]
    return head | {"catalogue": {"file": str(file), "sha256": file_sha256(file)}} | body


def _table(found: "Formulation", stocks: "Catalogue") -> None:
    from rich.table import Table

    from shadematch.composition import composition_flags

    table = Table(
        "drops",
        "ml",
        "1 : N",
        "coverage",
        "dE00 (95 %)",
        "A / LED dE00",
        "MI",
        "a drop",
        title="Recipes (model)",
    )
    for recipe in found.recipes:
        table.add_row(*_cells(recipe, found.medium))
    stdout().print(table)
    if not found.reached:
        stderr().print(f"out of reach ({found.reason}): {found.sentence}", markup=False, soft_wrap=True)
    if found.recipes:
        for flag in composition_flags(stocks, found.recipes[0].drops()):
            stderr().print(f"{flag.kind}: {flag.text} ({flag.source})", markup=False, soft_wrap=True)


def _cells(recipe: "Recipe", medium: str) -> list[str]:
    slips = [slip for part in recipe.parts for slip in (part.one_more, part.one_less) if slip is not None]
    score = recipe.score
    return [
        ", ".join(f"{part.drops} {part.stock_id}" for part in recipe.parts),
        f"{recipe.total_ml:.2f}",
        f"{recipe.dilution_number:.1f}",
        f"{recipe.coverage:.2f}" if medium == "skin" else "",
        f"{recipe.delta_e:.1f} ({recipe.delta_e_low:.1f}-{recipe.delta_e_high:.1f})",
        f"{score.delta_e[2]:.1f} / {score.delta_e[1]:.1f}",
        f"{score.metamerism:.1f}",
        f"{max(slips, default=0.0):.1f}",
    ]

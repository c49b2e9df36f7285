# SPDX-License-Identifier: Apache-2.0
"""``shadematch formulate``: from a wanted color to drops."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli import recipe_options as r
from shadematch.cli import recipe_tables as tables
from shadematch.cli.files import keep_inputs
from shadematch.cli.pigment import surface_of

if TYPE_CHECKING:
    from shadematch.formulate import FilmMedium, Formulation, SkinMedium
    from shadematch.pigment import Catalogue

SCHEMA = "shadematch-formulation/1"


def command(
    *,
    catalogue: r.CatalogueFile,
    target: r.Target,
    skin: Annotated[
        r.Lab | None,
        typer.Option(
            "--skin",
            parser=r.lab_of,
            metavar="L,a,b|FILE:REGION",
            help="The client's bare skin: healed dots in it.",
        ),
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
    healing: r.HealingFile = None,
    coverage: Annotated[
        float | None, typer.Option("--coverage", help="Area of dots in skin, 0 to 1; else it is sought.")
    ] = None,
    never_darker_than: Annotated[
        float | None, typer.Option("--never-darker-than", metavar="L", help="Least L* (D65) of a recipe.")
    ] = None,
    colorants: r.Colorants = 3,
    cup_ml: r.CupMl = None,
    step_ml: r.StepMl = None,
    max_dilution: r.MaxDilution = None,
    mandatory: r.Mandatory = None,
    forbidden: r.Forbidden = None,
    brands: r.Brands = None,
    exclude: r.Exclude = None,
    in_stock: r.InStock = False,
    no_diluent: r.NoDiluent = False,
    top: Annotated[int, typer.Option("--top", help="Recipes at most.")] = 12,
    recipe_card: Annotated[
        Path | None, typer.Option("--recipe-card", metavar="FILE", help="Write the recipes as an HTML page.")
    ] = None,
    as_json: o.Json = False,
) -> None:
    """Find recipes in whole drops for a color, in skin or on a card. All colors are a model's."""
    if (skin is None) == (card is None):
        got = "none" if skin is None else "both"
        raise typer.BadParameter(f"expected one of --skin and --card, got {got}")
    if surface is not None and card is None:
        raise typer.BadParameter("expected --surface with --card, got it with --skin")
    if healing is not None and skin is None:
        raise typer.BadParameter("expected --healing with --skin, got it with --card")
    of_film = surface_of(surface)

    def work(stocks: "Catalogue") -> "Formulation":
        from shadematch.formulate import formulate

        options = r.options_of(
            colorants=colorants,
            cup_ml=cup_ml,
            step_ml=step_ml,
            max_dilution=max_dilution,
            mandatory=mandatory,
            forbidden=forbidden,
            brands=brands,
            exclude=exclude,
            in_stock=in_stock,
            no_diluent=no_diluent,
            top=top,
        )
        return formulate(
            stocks,
            target=target.target,
            medium=_medium(stocks),
            coverage=coverage,
            never_darker_than=never_darker_than,
            options=options,
        )

    def _medium(stocks: "Catalogue") -> "SkinMedium | FilmMedium":
        from shadematch.formulate import film_on_card, healed_skin
        from shadematch.skin import skin_from_lab

        if skin is not None:
            return healed_skin(skin_from_lab(skin.values), healing=r.healing_of(healing))
        assert card is not None
        try:
            its_own = stocks.film_surface() if of_film is None else of_film
        except ValueError as error:
            raise ValueError(f"{error} with --surface") from None
        return film_on_card(card, surface=its_own)

    def table(found: "Formulation") -> None:
        tables.recipe_table(found.recipes, "Recipes (model)", skin=found.medium == "skin")
        tables.reach(found)
        for recipe in document["formulation"]["recipes"][:1]:
            tables.flags(recipe)

    keep_inputs("recipe-card", recipe_card, [catalogue, healing])
    document, found, code = r.answer(SCHEMA, "formulation", catalogue, work)
    if recipe_card is not None and found is not None:
        from shadematch.card import recipe_card as rendered

        recipe_card.write_text(rendered(document["formulation"]), encoding="utf-8")
    tables.show(document, code, as_json, table, found)
    raise typer.Exit(code)

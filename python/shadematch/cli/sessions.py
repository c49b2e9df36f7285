# SPDX-License-Identifier: Apache-2.0
"""``shadematch sessions``: visits from lighter to darker, and what is left after a healed photograph."""

from typing import TYPE_CHECKING, Annotated

import typer

from shadematch.cli import options as o
from shadematch.cli import recipe_options as r
from shadematch.cli import recipe_tables as tables
from shadematch.cli.output import stdout

if TYPE_CHECKING:
    from shadematch.pigment import Catalogue
    from shadematch.sessions import SessionPlan

SCHEMA = "shadematch-sessions/1"


def command(
    *,
    catalogue: r.CatalogueFile,
    target: r.Target,
    skin: r.Skin,
    visits: Annotated[int, typer.Option("--visits", help="Visits of the whole plan, 1 to 4.")] = 3,
    healed: Annotated[
        list[r.Lab] | None,
        typer.Option(
            "--healed",
            parser=r.lab_of,
            metavar="L,a,b|FILE:REGION",
            help="The field after a visit, healed; once for each visit done, in order.",
        ),
    ] = None,
    learn: Annotated[
        bool, typer.Option("--learn/--no-learn", help="Let healed photographs tell how this client heals.")
    ] = True,
    healing: r.HealingFile = None,
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
    as_json: o.Json = False,
) -> None:
    """Plan visits that stay on the light side; with --healed, plan those that are left. A model's colors."""
    seen = healed or []
    if len(seen) >= visits:
        raise typer.BadParameter(f"expected fewer --healed than --visits {visits}, got {len(seen)}")

    def work(stocks: "Catalogue") -> "SessionPlan":
        from shadematch.sessions import plan_sessions, replan_sessions
        from shadematch.skin import skin_from_lab

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
        )
        client = skin_from_lab(skin.values)
        plan = plan_sessions(
            stocks,
            target=target.target,
            client=client,
            sessions=visits,
            healing=r.healing_of(healing),
            options=options,
        )
        for each in seen:
            plan = replan_sessions(
                stocks,
                plan,
                healed=each.target,
                target=target.target,
                client=client,
                learn=learn,
                options=options,
            )
        return plan

    document, found, code = r.answer(SCHEMA, "plan", catalogue, work)
    tables.show(document, code, as_json, _table, found)
    raise typer.Exit(code)


def _table(plan: "SessionPlan") -> None:
    from rich.table import Table

    table = Table(
        "visit", "drops", "ml", "1 : N", "dots added", "L* healed", "certain to stay light",
        title=f"Visits ({plan.status})",
    )  # fmt: skip
    for each in plan.sessions:
        recipe = each.recipe
        table.add_row(
            str(each.number),
            tables.drops_text(recipe),
            f"{recipe.total_ml:.2f}",
            f"{recipe.dilution_number:.1f}",
            f"{100 * each.added_coverage:.1f} %",
            f"{each.lab[0]:.1f} ± {each.L_se:.1f}",
            f"{100 * each.light_probability:.0f} %",
        )
    stdout().print(table)
    stdout().print(plan.sentence, markup=False, soft_wrap=True)
    tables.reach(plan.formulation)

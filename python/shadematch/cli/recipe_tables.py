# SPDX-License-Identifier: Apache-2.0
"""Recipes as tables for people."""

from typing import TYPE_CHECKING, Any

from shadematch.cli.failure import ExitCode
from shadematch.cli.output import Document, Form, form_of, stderr, stdout, write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shadematch.formulate import Formulation, Recipe


def show(
    document: Document, code: ExitCode, as_json: bool, table: "Callable[[Any], None]", found: Any
) -> None:
    """Write the document, or a table of what was found, or why there is none."""
    if form_of(as_json) is Form.JSON:
        write_json(document)
    elif code == ExitCode.DONE:
        table(found)
    else:
        stderr().print(f"{document['message']} {document['advice']}".strip(), markup=False, soft_wrap=True)


def recipe_table(recipes: "Sequence[Recipe]", title: str, *, skin: bool) -> None:
    """Print one line for each recipe."""
    from rich.table import Table

    table = Table(
        "drops", "ml", "1 : N", "coverage", "dE00 (95 %)", "A / LED dE00", "MI", "a drop", title=title
    )
    for recipe in recipes:
        table.add_row(*_cells(recipe, skin))
    stdout().print(table)


def reach(found: "Formulation") -> None:
    """Say why the target is out of reach, if it is."""
    if not found.reached:
        stderr().print(f"out of reach ({found.reason}): {found.sentence}", markup=False, soft_wrap=True)


def flags(recipe: Document) -> None:
    """Print the remarks on a recipe's composition."""
    for flag in recipe["flags"]:
        stderr().print(f"{flag['kind']}: {flag['text']} ({flag['source']})", markup=False, soft_wrap=True)


def drops_text(recipe: "Recipe") -> str:
    """List the drops of a recipe in one line."""
    return ", ".join(f"{part.drops} {part.stock_id}" for part in recipe.parts)


def _cells(recipe: "Recipe", skin: bool) -> list[str]:
    slips = [slip for part in recipe.parts for slip in (part.one_more, part.one_less) if slip is not None]
    score = recipe.score
    return [
        drops_text(recipe),
        f"{recipe.total_ml:.2f}",
        f"{recipe.dilution_number:.1f}",
        f"{recipe.coverage:.2f}" if skin else "",
        f"{recipe.delta_e:.1f} ({recipe.delta_e_low:.1f}-{recipe.delta_e_high:.1f})",
        f"{score.delta_e[2]:.1f} / {score.delta_e[1]:.1f}",
        f"{score.metamerism:.1f}",
        f"{max(slips, default=0.0):.1f}",
    ]

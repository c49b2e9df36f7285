# SPDX-License-Identifier: Apache-2.0
"""The consult card: one self-contained HTML file that prints on one A4 page."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shadematch.card.picture import Region

if TYPE_CHECKING:
    from os import PathLike

    from shadematch.chart import Chart
    from shadematch.photo import Photo

__all__ = ["recipe_card", "render_card", "write_card"]


def render_card(
    document: Mapping[str, Any],
    *,
    photo: "Photo",
    chart: "Chart | None" = None,
    regions: Mapping[str, Region] | None = None,
) -> str:
    """Render the card of one match.

    Parameters
    ----------
    document : mapping
        What ``shadematch match --json`` gives for one photograph (``schemas/match.schema.json``).
    photo : Photo
        The photograph; scaled down and embedded.
    chart : Chart, optional
        Drawn over the photograph.
    regions : mapping of name to region, optional
        Drawn over the photograph: polygon [(x, y), ...], rectangle (x, y, width, height) or mask, in pixels.

    Returns
    -------
    str
        HTML without scripts and outside references. The same input gives the same bytes.
    """
    from shadematch.card.page import page
    from shadematch.card.picture import photo_svg

    return page(document, photo_svg(photo, chart, regions or {}))


def write_card(
    path: "str | PathLike[str]",
    document: Mapping[str, Any],
    *,
    photo: "Photo",
    chart: "Chart | None" = None,
    regions: Mapping[str, Region] | None = None,
) -> None:
    """Write `render_card` to a file (UTF-8); folders that are missing are made."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(render_card(document, photo=photo, chart=chart, regions=regions), encoding="utf-8")


def recipe_card(formulation: Mapping[str, Any], *, title: str = "Recipes") -> str:
    """Render the card of a formulation.

    Parameters
    ----------
    formulation : mapping
        `Formulation.to_dict`, or ``formulation`` of what ``shadematch formulate --json`` gives.
    title : str

    Returns
    -------
    str
        HTML without scripts and outside references: the wanted color beside the first five mixes, their drops
        with intervals, and remarks on the composition of the first where the document has them.

    Examples
    --------
    >>> import shadematch as sm
    >>> from shadematch.skin import skin_from_lab
    >>> answer = sm.formulate(
    ...     sm.bundled_catalogue(), target=[55.0, 6.0, 8.0], medium=skin_from_lab([62.0, 12.0, 16.0])
    ... )
    >>> "Left half wanted" in recipe_card(answer.to_dict())
    True
    """
    from shadematch.card.recipe_page import recipe_page

    return recipe_page(formulation, title=title)

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

__all__ = ["render_card", "write_card"]


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

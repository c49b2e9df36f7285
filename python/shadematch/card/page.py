# SPDX-License-Identifier: Apache-2.0
"""The page: a contents list of its sections, and the HTML around them."""

from collections.abc import Mapping
from html import escape
from importlib.resources import files
from typing import Any

from shadematch.card import sections

_TITLES = {"hair": "Hair match", "skin": "Skin match", "lab": "Color match"}


def page(document: Mapping[str, Any], picture: str) -> str:
    """HTML of a card; `picture` is an SVG element."""
    ranking = document["ranking"]
    style = (files("shadematch.card") / "style.css").read_text(encoding="utf-8")
    title = _TITLES[ranking["target"]["kind"]]
    body = (
        _header(document, title),
        f'<section class="top"><div>{picture}</div><div>{sections.readings(document)}'
        f"{sections.quality(document)}</div></section>",
        sections.swatches(ranking),
        sections.ranking_table(ranking),
        f'<section class="notes">{sections.excluded(ranking)}{sections.warnings(document)}</section>',
        _footer(document),
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>\n{style}</style></head><body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _header(document: Mapping[str, Any], title: str) -> str:
    catalogue = document["catalogue"]
    note = f" · {catalogue['note']}" if catalogue["note"] else ""
    return (
        f"<header><h1>{title}</h1><p>{escape(str(catalogue['name']))}<small>"
        f"{escape(_shortened(note, 160))}</small></p></header>"
    )


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _footer(document: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in document["versions"].items())
    catalogue = document["catalogue"]["sha256"] or "bundled with this version"
    photo = document["photo"]["sha256"]
    return (
        f"<footer>{escape(versions)} · Lab: D50, 2° observer; ± one standard deviation · photograph sha256 "
        f"{escape(photo)} · catalogue {escape(catalogue)}<br>A screen or printer shows colors only roughly: "
        "decide by the numbers and a drawdown on the skin. Test every pigment for allergy before use. "
        "The figures are not validated on treated scalps.</footer>"
    )

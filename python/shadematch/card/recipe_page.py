# SPDX-License-Identifier: Apache-2.0
"""The page of a formulation: wanted color beside each recipe, drops, intervals, what a slip does, remarks."""

from collections.abc import Mapping
from html import escape
from importlib.resources import files
from typing import Any

from shadematch.card.swatch import swatch

_SHOWN = 5
_HEADS = ("Drops", "ml", "1 : N", "Dots", "ΔE00 (95 %)", "A, LED", "One drop off")


def recipe_page(formulation: Mapping[str, Any], *, title: str) -> str:
    """HTML of `Formulation.to_dict`, recipes with or without ``flags``."""
    style = (files("shadematch.card") / "style.css").read_text(encoding="utf-8")
    recipes = formulation["recipes"][:_SHOWN]
    reach = "" if formulation["reached"] else f"<p><b>Out of reach</b>: {escape(formulation['sentence'])}</p>"
    body = (
        f"<header><h1>{escape(title)}</h1><p>Status: {escape(formulation['status'])}<small> · mix in "
        f"{escape(formulation['medium'])}</small></p></header>",
        f'<section><h2>Left half wanted, right half mix</h2><div class="swatches">'
        f"{''.join(_pair(recipe, formulation['target_lab']['D65']) for recipe in recipes)}</div></section>",
        f'<section><table class="ranking"><tr>{_heads()}</tr>'
        f"{''.join(map(_row, recipes))}</table>{reach}</section>",
        f'<section class="notes"><ul>{"".join(_remarks(recipes[:1]))}</ul></section>',
        "<footer>Every color of a mix is output of a model, and no recipe here was measured. A screen or "
        "printer shows colors only roughly: decide by the numbers and a drawdown on the skin. Test every "
        "pigment for allergy before use. Nothing here certifies a product.</footer>",
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>\n{style}</style></head><body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _heads() -> str:
    """Write the heads; drops are never cut short."""
    return "".join(f'<th style="width:{34 if head == _HEADS[0] else 11}%">{head}</th>' for head in _HEADS)


def _pair(recipe: Mapping[str, Any], target: list[float]) -> str:
    left, right = swatch(target).hex, swatch(recipe["lab_lights"]["D65"]).hex
    return (
        f'<div class="pair"><div><i style="background:{left}"></i><i style="background:{right}"></i></div>'
        f"<p><span>{escape(_drops(recipe))}</span><b>{recipe['delta_e']:.1f}</b></p></div>"
    )


def _drops(recipe: Mapping[str, Any]) -> str:
    return ", ".join(f"{part['drops']} {part['stock_id']}" for part in recipe["parts"])


def _row(recipe: Mapping[str, Any]) -> str:
    low, high = recipe["delta_e_interval"]
    slips = [part[key] for part in recipe["parts"] for key in ("one_more", "one_less")]
    others = recipe["score"]["delta_e"]
    cells = (
        escape(_drops(recipe)),
        f"{recipe['total_ml']:.2f}",
        f"{recipe['dilution_number']:.1f}",
        f"{100 * recipe['coverage']:.0f} %",
        f"{recipe['delta_e']:.1f} ({low:.1f}–{high:.1f})",
        f"{others['A']:.1f}, {others['LED-B3']:.1f}",
        f"up to {max((slip for slip in slips if slip is not None), default=0.0):.1f}",
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _remarks(recipes: list[Mapping[str, Any]]) -> list[str]:
    flags = [flag for recipe in recipes for flag in recipe.get("flags", ())]
    return [
        f"<li>{escape(flag['kind'])}: {escape(flag['text'])} <small>({escape(flag['source'])})</small></li>"
        for flag in flags
    ]

# SPDX-License-Identifier: Apache-2.0
"""What the declared composition of a recipe lets expect: undertone, drift of hue, and notes on EU rules.

Flags with their reason and source, read from tables (`data/composition`). They inform; nothing here certifies
that a product conforms to a rule, and nothing is a medical statement.
"""

import csv
import importlib.resources
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

from shadematch._core.pigment import Stock
from shadematch.pigment import Catalogue

__all__ = [
    "Flag",
    "HazardLimit",
    "SubstanceLimit",
    "composition_flags",
    "entry75_limits",
    "entry75_substances",
    "pigment_class",
]

_FOLDER = "data/composition"


@dataclass(frozen=True)
class Flag:
    """One remark about a recipe.

    Attributes
    ----------
    kind : str
        ``"undertone"``, ``"drift"``, ``"regulatory"``, ``"expiry"`` or ``"unknown"``.
    code : str
        Stable name for programs.
    text, source : str
        For people; where it comes from.
    status : str
        ``"practice"`` (trade literature), ``"literature"``, ``"declared"`` (of the catalogue) or
        ``"unverified"``.
    stock_ids : tuple of str
    """

    kind: str
    code: str
    text: str
    source: str
    status: str
    stock_ids: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Plain values, ready for JSON."""
        return asdict(self) | {"stock_ids": list(self.stock_ids)}


@dataclass(frozen=True)
class HazardLimit:
    """Concentration limit of EU REACH Annex XVII entry 75 for a hazard class, percent by weight."""

    hazard: str
    limit_percent: float
    note: str
    in_force: str
    source: str
    status: str


@dataclass(frozen=True)
class SubstanceLimit:
    """Limit of entry 75 for one substance, percent by weight; `cas` is empty for a group."""

    substance: str
    cas: str
    limit_percent: float
    in_force: str
    source: str
    status: str


@lru_cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = (importlib.resources.files("shadematch") / _FOLDER / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(csv.DictReader(lines))


def entry75_limits() -> tuple[HazardLimit, ...]:
    """Limits per hazard class with their date.

    >>> entry75_limits()[0].limit_percent
    5e-05
    """
    return tuple(
        HazardLimit(
            row["hazard"],
            float(row["limit_percent"]),
            row["note"],
            row["in_force"],
            row["source"],
            row["status"],
        )
        for row in _table("entry75_limits.csv")
    )


def entry75_substances() -> tuple[SubstanceLimit, ...]:
    """Substances with a limit of their own: a part of Appendix 13, with source.

    Catalogues declare pigments, not impurities: these are for reading a safety data sheet or an analysis.

    >>> [each.limit_percent for each in entry75_substances() if each.substance == "nickel"]
    [0.0005]
    """
    return tuple(
        SubstanceLimit(
            row["substance"],
            row["cas"],
            float(row["limit_percent"]),
            row["in_force"],
            row["source"],
            row["status"],
        )
        for row in _table("entry75_substances.csv")
    )


def pigment_class(ci: str) -> str:
    """Class of a Colour Index number: carbon, iron_oxide, titanium_dioxide, synthetic_organic or other.

    >>> pigment_class("77266"), pigment_class("77491"), pigment_class("12345")
    ('carbon', 'iron_oxide', 'other')
    """
    rows = {row["ci"]: row["class"] for row in _table("pigment_classes.csv")}
    return rows.get(ci.partition(":")[0], rows.get(ci, "other"))


def composition_flags(
    catalogue: Catalogue, drops: dict[str, int], *, today: date | None = None
) -> tuple[Flag, ...]:
    """Remarks about a recipe by its declared components.

    Parameters
    ----------
    catalogue : Catalogue
    drops : dict of str to int
        Drops by stock id; stocks with no drop are not asked.
    today : date, optional
        For stocks that have expired; the clock's if not given.

    Returns
    -------
    tuple of Flag

    Raises
    ------
    KeyError
        For a stock that the catalogue does not have.

    Examples
    --------
    >>> from shadematch.pigment import bundled_catalogue
    >>> [flag.code for flag in composition_flags(bundled_catalogue(), {"carbon": 1, "water": 8})]
    ['carbon_only', 'entry75_unknown']
    """
    stocks = [catalogue.stock(each) for each, count in drops.items() if count > 0]
    colorants = [stock for stock in stocks if stock.kind != "diluent"]
    day = (date.today() if today is None else today).isoformat()
    return (*_hue(colorants), *_regulatory(colorants), *_declared(stocks), *_expired(stocks, day))


def _hue(colorants: list[Stock]) -> list[Flag]:
    silent = tuple(
        stock.id for stock in colorants if not stock.components or not all(c.ci for c in stock.components)
    )
    if silent:
        text = "not every component is declared by its CI number, so undertone and drift cannot be told"
        return [Flag("unknown", "no_components", text, "catalogue", "literature", silent)]
    numbers = {c.ci for stock in colorants for c in stock.components}
    return [_rule(code) for code in _hue_rules({pigment_class(ci) for ci in numbers}, numbers)]


def _hue_rules(classes: set[str], numbers: set[str]) -> list[str]:
    colored = classes - {"titanium_dioxide"}
    codes = []
    if colored == {"carbon"}:
        codes.append("carbon_only")
    if "77491" in numbers and len(numbers) > 1:
        codes.append("red_survives")
    if "synthetic_organic" in classes and len(classes) > 1:
        codes.append("classes_differ")
    return codes


def _rule(code: str) -> Flag:
    row = next(row for row in _table("hue_rules.csv") if row["code"] == code)
    return Flag(row["kind"], code, row["text"], row["source"], row["status"])


def _regulatory(colorants: list[Stock]) -> list[Flag]:
    found = []
    for row in _table("entry75_pigments.csv"):
        holds = tuple(stock.id for stock in colorants if any(c.ci == row["ci"] for c in stock.components))
        if holds:
            found.append(
                Flag("regulatory", "entry75_listed", row["text"], row["source"], row["status"], holds)
            )
    unknown = tuple(stock.id for stock in colorants if stock.regulatory.eu_entry75 != "declared")
    if unknown:
        text = "no declaration on EU REACH Annex XVII entry 75 is recorded; ask the maker"
        found.append(Flag("regulatory", "entry75_unknown", text, "catalogue", "literature", unknown))
    return found


def _declared(stocks: list[Stock]) -> list[Flag]:
    """Pass on what the catalogue itself says of a stock."""
    return [
        Flag(
            "regulatory",
            "declared_flag",
            text + (f" (checked on {stock.regulatory.checked_on})" if stock.regulatory.checked_on else ""),
            "catalogue",
            "declared",
            (stock.id,),
        )
        for stock in stocks
        for text in stock.regulatory.flags
    ]


def _expired(stocks: list[Stock], day: str) -> list[Flag]:
    return [
        Flag("expiry", "expired", f"expired on {stock.expiry}", "catalogue", "declared", (stock.id,))
        for stock in stocks
        if stock.expiry and stock.expiry < day
    ]

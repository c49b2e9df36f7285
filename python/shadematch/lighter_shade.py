# SPDX-License-Identifier: Apache-2.0
"""The next lighter shade number of a recipe: more diluent, within what stocks and cup allow."""

from math import floor

from shadematch._core.pigment import Stock
from shadematch.formulate import FormulationOptions, Recipe
from shadematch.pigment import Catalogue

__all__ = ["lighter_shade"]

SHADE_STEP = 2.0
"""The first visit's dilution number is higher by this: one step of a chart that runs 20, 18, ... 6."""

PIGMENT_DROP_ML, DILUENT_DROP_ML = 0.04, 0.05
"""Of a stock that declares no drop."""


def lighter_shade(catalogue: Catalogue, recipe: Recipe, options: FormulationOptions) -> dict[str, int]:
    """Give the recipe with diluent for the next lighter number, as far as stocks and options allow."""
    drops = recipe.drops()
    stocks = [catalogue.stock(each) for each in drops]
    diluent = _diluent_for(catalogue, stocks, options)
    if diluent is None:
        return drops
    colorants = [stock for stock in stocks if stock.kind != "diluent"]
    limits = [options.stocks.max_diluent_per_pigment]
    limits += [stock.dilution.max_diluent_per_pigment for stock in colorants]
    number = min(recipe.dilution_number + SHADE_STEP, *(each for each in limits if each is not None), 1e6)
    most = max(drops[stock.id] for stock in colorants)
    for size in range(most, 0, -1):
        smaller = {stock.id: max(round(drops[stock.id] * size / most), 1) for stock in colorants}
        ml = sum(count * _step_ml(catalogue.stock(each), options) for each, count in smaller.items())
        water = floor(number * ml / _step_ml(diluent, options) + 1e-9)
        total = ml + water * _step_ml(diluent, options)
        small_enough = options.cup_ml is None or total <= options.cup_ml + 1e-9
        if small_enough and sum(smaller.values()) + water <= options.most_drops:
            return smaller | ({diluent.id: water} if water else {})
    return drops


def _diluent_for(catalogue: Catalogue, stocks: list[Stock], options: FormulationOptions) -> Stock | None:
    """Take the diluent of the recipe, else the first that all its stocks and the options allow."""
    if not options.dilute or not all(stock.dilution.allowed for stock in stocks):
        return None
    inside = [stock for stock in stocks if stock.kind == "diluent"]
    allowed = [
        each
        for each in catalogue.stocks
        if each.kind == "diluent"
        and each.id not in options.forbidden
        and options.diluent_id in ("", each.id)
        and all(not stock.dilution.diluent_ids or each.id in stock.dilution.diluent_ids for stock in stocks)
    ]
    return next(iter([*inside, *allowed]), None)


def _step_ml(stock: Stock, options: FormulationOptions) -> float:
    if options.step_ml is not None:
        return options.step_ml
    if stock.drop_ml is not None:
        return stock.drop_ml.mean
    return DILUENT_DROP_ML if stock.kind == "diluent" else PIGMENT_DROP_ML

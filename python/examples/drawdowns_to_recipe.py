# SPDX-License-Identifier: Apache-2.0
"""From drawdowns to stocks, and from a photograph to drops of them: a film on a card, as a swatch.

The stocks are measured oil paints, which show the way; bring the drawdowns of your own pigments.
"""

import json
from importlib.resources import files
from pathlib import Path

import numpy as np

import shadematch as sm
from shadematch.card import recipe_card
from shadematch.demo import scalp_photo, scalp_regions
from shadematch.film import read_drawdowns
from shadematch.formulate import film_on_card
from shadematch.stock_fit import fit_stocks, stock_catalogue
from shadematch.stock_plot import stock_plot

# Drawdowns -> absorption and scattering of each stock, and how well unseen mixtures are predicted.
table = read_drawdowns(files("shadematch") / "data" / "mixing" / "vermilion_drawdowns.csv")
stocks = fit_stocks(table)
print(
    f"left-out films: CIEDE2000 {stocks.left_out.mean():.2f} on average, {stocks.left_out.max():.2f} at most"
)
plot = Path("out/stocks.svg")
plot.parent.mkdir(exist_ok=True)
plot.write_text(stock_plot(stocks, title="measured against predicted"), encoding="utf-8")

# A cup needs to know its drops, and what thins it.
document = json.loads(stock_catalogue(stocks, source="vermilion_drawdowns.csv", licence="CC0-1.0").to_json())
document["stocks"].append({"id": "oil", "kind": "diluent"})
for stock in document["stocks"]:
    stock["drop_ml"] = {"mean": 0.04}
catalogue = sm.Catalogue.from_json(json.dumps(document))

# Photograph -> color of the stubble -> whole drops.
regions = scalp_regions()
photo = sm.read_photo(scalp_photo())
calibration = sm.calibrate(sm.find_chart(photo, "colorchecker-classic"))
hair = sm.measure(calibration.to_lab(photo), regions["hair"])
card = film_on_card(np.array(table.drawdowns[1].background), surface=catalogue.film_surface())
answer = sm.formulate(catalogue, target=hair, medium=card)

print("wanted", hair.lab.round(1), "reached" if answer.reached else f"not reached: {answer.reason}")
for recipe in answer.recipes[:3]:
    drops = ", ".join(f"{part.drops} {part.stock_id}" for part in recipe.parts)
    interval = f"{recipe.delta_e_low:.1f} to {recipe.delta_e_high:.1f}"
    print(f"{recipe.delta_e:.2f} ({interval}, {answer.status})  {drops}")
    for part in recipe.parts:
        print(
            f"    one drop of {part.stock_id} more: {part.one_more:.2f}, less: {part.one_less:.2f} CIEDE2000"
        )
recipes = Path("out/recipes.html")
recipes.write_text(recipe_card(answer.to_dict(), title="Film like the stubble"), encoding="utf-8")
print(f"the picture is {plot}, the recipe card {recipes}")

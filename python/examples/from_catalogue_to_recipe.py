# SPDX-License-Identifier: Apache-2.0
"""From a catalogue and two colors to a recipe and its visits. All colors are a model's."""

import shadematch as sm
from shadematch.composition import composition_flags
from shadematch.formulate import hair_field, healed_skin
from shadematch.sessions import plan_sessions
from shadematch.skin import HairParameters, hair_reflectance, skin_from_lab

catalogue = sm.bundled_catalogue()
client = skin_from_lab([62.0, 12.0, 16.0])
skin = healed_skin(client)

# Shaved brown hair that covers 12 % of the skin, seen as one field.
stubble = hair_field(skin.ground, hair_reflectance(HairParameters(melanin=60)), coverage=0.12)
answer = sm.formulate(catalogue, target=stubble, medium=skin)
best = answer.recipes[0]
print("status:", answer.status, "- reached:", answer.reached)
print("drops:", best.drops(), f"coverage {best.coverage:.2f}, dilution number {best.dilution_number:.1f}")
print(f"difference {best.delta_e:.1f} CIEDE2000, 95 %: {best.delta_e_low:.1f} to {best.delta_e_high:.1f}")
for part in best.parts:
    print(f"  one drop of {part.stock_id} more: {part.one_more:.2f}")

plan = plan_sessions(catalogue, target=stubble, client=client)
for visit in plan.sessions:
    drops, area = visit.recipe.drops(), visit.coverage
    print(f"visit {visit.number}: {drops}, {area:.0%} of the area, L* {visit.lab[0]:.1f}")
for flag in composition_flags(catalogue, best.drops()):
    print(f"{flag.kind}: {flag.text}")

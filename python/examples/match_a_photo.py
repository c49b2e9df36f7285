# SPDX-License-Identifier: Apache-2.0
"""From a photograph to a ranked mix, step by step, on the rendered scalp that the package ships."""

import shadematch as sm
from shadematch.demo import scalp_photo, scalp_regions

regions = scalp_regions()
photo = sm.read_photo(scalp_photo())
chart = sm.find_chart(photo, "colorchecker-classic")
calibration = sm.calibrate(chart)
print(f"left-out patches: CIEDE2000 {calibration.held_out.mean:.2f} on average")

lab = calibration.to_lab(photo)
hair = sm.measure(lab, regions["hair"])
scalp = sm.measure(lab, regions["scalp"])
for name, reading in (("hair", hair), ("scalp", scalp)):
    print(name, reading.lab.round(1), "±", reading.lab_se.round(1), ", ".join(reading.flags))

ranking = sm.match(sm.bundled_catalogue(), hair=hair, scalp=scalp, top=5)
for match in ranking.matches:
    interval = f"{match.delta_e_low:.1f} to {match.delta_e_high:.1f}"
    print(f"{match.tie_group}  {match.mix_id:<24} {match.delta_e:.2f} ({interval})  {match.words}")

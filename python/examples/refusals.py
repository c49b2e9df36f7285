# SPDX-License-Identifier: Apache-2.0
"""Every refusal has a code for programs, a sentence for people, and says what to do."""

import io

from PIL import Image

import shadematch as sm

empty_wall = io.BytesIO()
Image.new("RGB", (800, 600), (180, 170, 160)).save(empty_wall, "PNG")

for source in (empty_wall.getvalue(), b"", b"not a photograph"):
    try:
        sm.match_photo(source, sm.bundled_catalogue(), hair=(10, 10, 50, 50))
    except sm.ShadematchError as refusal:
        print(f"{refusal.code}: {refusal.advice}")

# SPDX-License-Identifier: Apache-2.0
"""A minimal uncompressed Bayer DNG, written from scratch (rawpy reads raw files but writes none)."""

import struct

import numpy as np
from numpy.typing import NDArray

BYTE, ASCII, SHORT, LONG, RATIONAL, SRATIONAL = 1, 2, 3, 4, 5, 10
FORMATS = {BYTE: "B", ASCII: "B", SHORT: "H", LONG: "I", RATIONAL: "I", SRATIONAL: "i"}


def bayer_dng(mosaic: NDArray[np.uint16], *, black: int, white: int, orientation: int = 1) -> bytes:
    """Bytes of a DNG file with the RGGB `mosaic` (h, w)."""
    height, width = mosaic.shape
    unit_matrix = [v for i in range(9) for v in ((1, 1) if i % 4 == 0 else (0, 1))]
    tags: list[tuple[int, int, list[int]]] = [
        (254, LONG, [0]),
        (256, LONG, [width]),
        (257, LONG, [height]),
        (258, SHORT, [16]),
        (259, SHORT, [1]),
        (262, SHORT, [32803]),
        (271, ASCII, list(b"Test\0")),
        (272, ASCII, list(b"Synthetic\0")),
        (273, LONG, [0]),
        (274, SHORT, [orientation]),
        (277, SHORT, [1]),
        (278, LONG, [height]),
        (279, LONG, [mosaic.nbytes]),
        (284, SHORT, [1]),
        (33421, SHORT, [2, 2]),
        (33422, BYTE, [0, 1, 1, 2]),
        (50706, BYTE, [1, 4, 0, 0]),
        (50707, BYTE, [1, 1, 0, 0]),
        (50708, ASCII, list(b"Test Synthetic\0")),
        (50714, SHORT, [black]),
        (50717, SHORT, [white]),
        (50721, SRATIONAL, unit_matrix),
        (50728, RATIONAL, [1, 2, 1, 1, 1, 3]),
        (50778, SHORT, [21]),
    ]
    head = 8 + 2 + 12 * len(tags) + 4
    entries, extra = b"", b""
    for tag, kind, values in tags:
        data = struct.pack(f"<{len(values)}{FORMATS[kind]}", *values)
        count = len(values) // 2 if kind in {RATIONAL, SRATIONAL} else len(values)
        if len(data) > 4:
            field = struct.pack("<I", head + len(extra))
            extra += data + b"\0" * (len(data) % 2)
        else:
            field = data.ljust(4, b"\0")
        entries += struct.pack("<HHI", tag, kind, count) + field
    offset = struct.pack("<I", head + len(extra))
    entries = entries.replace(
        struct.pack("<HHII", 273, LONG, 1, 0), struct.pack("<HHI", 273, LONG, 1) + offset
    )
    directory = struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0)
    return b"II*\0" + struct.pack("<I", 8) + directory + extra + mosaic.astype("<u2").tobytes()

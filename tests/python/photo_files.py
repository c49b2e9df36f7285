# SPDX-License-Identifier: Apache-2.0
"""Writers for what Pillow cannot write: ICC profiles, 16-bit RGB PNG and TIFF, odd chunks and tags."""

import struct
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
D50 = np.array([0.9642, 1.0, 0.8249])
D65 = (0.3127, 0.3290)

PRIMARIES = {
    "srgb": ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06)),
    "p3": ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    "adobe": ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06)),
}
ADOBE_GAMMA = 563 / 256


def xyz(xy: tuple[float, float]) -> Array:
    return np.array([xy[0] / xy[1], 1.0, (1 - xy[0] - xy[1]) / xy[1]])


def colorants(name: str) -> Array:
    """XYZ (D50, Bradford) of the primaries, as columns."""
    columns = np.stack([xyz(p) for p in PRIMARIES[name]], axis=1)
    white = xyz(D65)
    device = columns * np.linalg.solve(columns, white)
    gains = (BRADFORD @ D50) / (BRADFORD @ white)
    return np.asarray(np.linalg.inv(BRADFORD) @ np.diag(gains) @ BRADFORD @ device)


def encode(linear_srgb: Array, name: str) -> Array:
    """Device values 0..1 of linear sRGB light."""
    own = linear_srgb @ (np.linalg.inv(colorants(name)) @ colorants("srgb")).T
    if name == "adobe":
        return np.asarray(np.clip(own, 0, 1) ** (1 / ADOBE_GAMMA))
    return srgb_encode(own)


def srgb_encode(linear: Array) -> Array:
    v = np.clip(linear, 0, 1)
    return np.where(v <= 0.0031308, 12.92 * v, 1.055 * v ** (1 / 2.4) - 0.055)


def srgb_decode(code: Array) -> Array:
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


def icc_profile(name: str, *, matrix: Array | None = None) -> bytes:
    """A version 4 display profile of primaries and one curve."""

    def s15(values: Sequence[float]) -> bytes:
        return struct.pack(f">{len(values)}i", *(round(v * 65536) for v in values))

    columns = colorants(name) if matrix is None else matrix
    if name == "adobe":
        curve = b"para\0\0\0\0" + struct.pack(">HH", 0, 0) + s15([ADOBE_GAMMA])
    else:
        curve = (
            b"para\0\0\0\0"
            + struct.pack(">HH", 3, 0)
            + s15([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])
        )
    text = f"test {name}".encode("utf-16-be")
    tags = {
        b"desc": b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(text), 28) + text,
        b"wtpt": b"XYZ \0\0\0\0" + s15(list(D50)),
        **{
            key: b"XYZ \0\0\0\0" + s15(list(columns[:, i]))
            for i, key in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))
        },
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for key, data in tags.items():
        table += key + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", start + len(body), b"\0" * 4, 0x04300000, b"mntr", b"RGB ", b"XYZ ")
    head = (head + bytes(12) + b"acsp").ljust(68, b"\0") + s15(list(D50))
    return head.ljust(128, b"\0") + table + body


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(codes: Array, *chunks: bytes, size: tuple[int, int] | None = None) -> bytes:
    """PNG of (h, w), (h, w, 2), (h, w, 3) or (h, w, 4) uint8 or uint16; `chunks` go before the pixels."""
    height, width = codes.shape[:2]
    color = {1: 0, 2: 4, 3: 2, 4: 6}[1 if codes.ndim == 2 else codes.shape[2]]
    rows = codes.astype(codes.dtype.newbyteorder(">")).reshape(height, -1)
    data = b"".join(b"\0" + row.tobytes() for row in rows)
    width, height = size or (width, height)
    head = struct.pack(">IIBBBBB", width, height, codes.dtype.itemsize * 8, color, 0, 0, 0)
    body = (
        chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IDAT", zlib.compress(data, 1)) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + body


def iccp(profile: bytes) -> bytes:
    return chunk(b"iCCP", b"test\0\0" + zlib.compress(profile))


def tiff(codes: Array, *, icc: bytes = b"", planar: bool = False, tile: int = 0, **tags: int) -> bytes:
    """Little-endian uncompressed TIFF in one strip (each plane one) or in square tiles.

    `tags` overrides entries by name: photometric, orientation, bits, compression, width, height.
    """
    height, width = codes.shape[:2]
    channels = 1 if codes.ndim == 2 else codes.shape[2]
    cube = codes.reshape(height, width, channels)
    planes = [cube[..., c : c + 1] for c in range(channels)] if planar else [cube]
    pieces = [piece for plane in planes for piece in cut(plane, tile)]
    photometric = tags.get("photometric", 2 if channels >= 3 else 1)
    is_float = codes.dtype.kind == "f"
    values: list[tuple[int, str, list[int]]] = [
        (256, "I", [tags.get("width", width)]),
        (257, "I", [tags.get("height", height)]),
        (258, "H", [tags.get("bits", codes.dtype.itemsize * 8)] * channels),
        (259, "H", [tags.get("compression", 1)]),
        (262, "H", [photometric]),
        (274, "H", [tags.get("orientation", 1)]),
        (277, "H", [channels]),
        (284, "H", [2 if planar else 1]),
        (339, "H", [3 if is_float else 1] * channels),
    ]
    if channels > (3 if photometric == 2 else 1) and photometric != 5:
        values.append((338, "H", [2]))
    offsets_tag, counts_tag = (324, 325) if tile else (273, 279)
    values += [(322, "I", [tile]), (323, "I", [tile])] if tile else [(278, "I", [height])]
    if icc:
        values.append((34675, "B", list(icc)))
    return assemble(values, offsets_tag, counts_tag, [piece.tobytes() for piece in pieces])


def cut(plane: Array, tile: int) -> list[Array]:
    if not tile:
        return [plane]
    height, width = plane.shape[:2]
    padded = np.pad(plane, ((0, -height % tile), (0, -width % tile), (0, 0)))
    rows, columns = padded.shape[0] // tile, padded.shape[1] // tile
    cells = [(y * tile, x * tile) for y in range(rows) for x in range(columns)]
    return [padded[y : y + tile, x : x + tile] for y, x in cells]


def assemble(
    values: list[tuple[int, str, list[int]]], offsets_tag: int, counts_tag: int, pieces: list[bytes]
) -> bytes:
    sizes = [len(piece) for piece in pieces]
    starts = [8 + sum(sizes[:i]) for i in range(len(sizes))]
    values = sorted([*values, (offsets_tag, "I", starts), (counts_tag, "I", sizes)])
    directory_at = 8 + sum(sizes)
    directory_at += directory_at % 2
    extra_at = directory_at + 2 + 12 * len(values) + 4
    kinds: dict[str, int] = {"B": 7, "H": 3, "I": 4}
    entries, extra = b"", b""
    for tag, kind, numbers in values:
        data = struct.pack(f"<{len(numbers)}{kind}", *numbers)
        field = data.ljust(4, b"\0") if len(data) <= 4 else struct.pack("<I", extra_at + len(extra))
        extra += b"" if len(data) <= 4 else data + b"\0" * (len(data) % 2)
        entries += struct.pack("<HHI", tag, kinds[kind], len(numbers)) + field
    head = b"II*\0" + struct.pack("<I", directory_at) + b"".join(pieces)
    return head.ljust(directory_at, b"\0") + struct.pack("<H", len(values)) + entries + bytes(4) + extra


def exif(*entries: tuple[int, int, int, int], sub: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """Big-endian EXIF block of (tag, type, count, raw 4-byte value); `sub` becomes the EXIF directory."""
    rows = list(entries)
    size = 8 + 2 + 12 * (len(rows) + bool(sub)) + 4
    if sub:
        rows.append((0x8769, 4, 1, size))

    def directory(items: Sequence[tuple[int, int, int, int]]) -> bytes:
        body = b"".join(struct.pack(">HHII", *item) for item in items)
        return struct.pack(">H", len(items)) + body + bytes(4)

    return b"MM\0*" + struct.pack(">I", 8) + directory(rows) + (directory(sub) if sub else b"")


def turned(upright: Array, orientation: int) -> Array:
    """Stored pixels that the EXIF `orientation` makes upright."""
    steps: dict[int, Callable[[Array], Array]] = {
        1: lambda a: a,
        2: lambda a: a[:, ::-1],
        3: lambda a: a[::-1, ::-1],
        4: lambda a: a[::-1],
        5: lambda a: a.swapaxes(0, 1),
        6: lambda a: np.rot90(a, 1),
        7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
        8: lambda a: np.rot90(a, -1),
    }
    return np.ascontiguousarray(steps[orientation](upright))

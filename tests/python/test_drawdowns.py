# SPDX-License-Identifier: Apache-2.0
"""Drawdown files of every format give one table."""

import csv
from importlib import resources
from pathlib import Path

import pytest

import shadematch as sm
from shadematch.film import DrawdownTable, read_drawdowns

MEASURED = Path(str(resources.files("shadematch") / "data" / "mixing" / "revigo_paint_mixtures.csv"))


def rows_of(path: Path) -> tuple[list[str], list[list[str]]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    header, *rows = csv.reader(lines)
    return header, rows


def as_cgats(path: Path) -> str:
    """The same readings as CGATS.17; columns that drawdowns do not use stay out."""
    header, rows = rows_of(path)
    names = {
        "sample": "SAMPLE_NAME",
        "surface": "SURFACE",
        "components": "COMPONENTS",
        "weight_percent": "WEIGHT_PERCENT",
    }
    kept = [i for i, name in enumerate(header) if name in names or name[1:].isdigit()]
    fields = [names.get(header[i], f"SPECTRAL_NM_{header[i][1:]}") for i in kept]
    sets = ["\t".join(f'"{row[i]}"' if header[i] in names else row[i] for i in kept) for row in rows]
    return "\n".join(
        [
            "CGATS.17",
            f"NUMBER_OF_FIELDS {len(fields)}",
            "BEGIN_DATA_FORMAT",
            " ".join(fields),
            "END_DATA_FORMAT",
            f"NUMBER_OF_SETS {len(sets)}",
            "BEGIN_DATA",
            *sets,
            "END_DATA",
            "",
        ]
    )


def as_cxf(path: Path) -> str:
    header, rows = rows_of(path)
    column = {name: i for i, name in enumerate(header)}
    bands = [i for i, name in enumerate(header) if name[1:].isdigit()]
    objects = "".join(
        '<cc:Object ObjectType="Standard" Name="'
        + " | ".join(row[column[name]] for name in ("sample", "surface", "components", "weight_percent"))
        + f'" Id="{i}"><cc:ColorValues>'
        + f'<cc:ReflectanceSpectrum StartWL="{header[bands[0]][1:]}" Increment="10">'
        + " ".join(row[i] for i in bands)
        + "</cc:ReflectanceSpectrum></cc:ColorValues></cc:Object>\n"
        for i, row in enumerate(rows)
    )
    return (
        '<cc:CxF xmlns:cc="http://colorexchangeformat.com/CxF3-core"><cc:Resources><cc:ObjectCollection>'
        f"{objects}</cc:ObjectCollection></cc:Resources></cc:CxF>"
    )


def values(table: DrawdownTable) -> list[object]:
    films = [(d.name, d.fractions, d.film, d.background, d.doubt) for d in table.drawdowns]
    return [table.stocks, table.samples, table.cards, films]


@pytest.mark.parametrize("made", [as_cgats, as_cxf])
@pytest.mark.parametrize("name", ["table.txt", "table.csv", "table"])
def test_the_measured_mixtures_are_the_same_in_every_format_under_any_name(
    tmp_path: Path, made: object, name: str
) -> None:
    assert callable(made)
    (tmp_path / name).write_text(made(MEASURED), encoding="utf-8")
    assert values(read_drawdowns(tmp_path / name)) == values(read_drawdowns(MEASURED))


@pytest.mark.parametrize(
    ("begin", "expected"),
    [
        (b"CGATS.17\r\n", "NUMBER_OF_FIELDS once"),
        (b"\xef\xbb\xbfIT8.7/2\n", "NUMBER_OF_FIELDS once"),
        (b"own\nBEGIN_DATA_FORMAT\n", "NUMBER_OF_FIELDS once"),
        (b"\xef\xbb\xbf \n<x/>", "cc:CxF"),
        (b"sample,surface\n", "a column 'components'"),
        (b"CGATS,x\n", "a column 'sample'"),
        (b"\x89PNG\r\n", "UTF-8"),
        (b"", "a header row"),
    ],
)
def test_the_first_bytes_decide_which_reader_complains(tmp_path: Path, begin: bytes, expected: str) -> None:
    (tmp_path / "file").write_bytes(begin)
    with pytest.raises(sm.InvalidDocument, match=r"^file") as caught:
        read_drawdowns(tmp_path / "file")
    assert expected in str(caught.value)


@pytest.mark.parametrize("begin", [b"CGATS.17\n", b"<x>", b"sample,"])
def test_no_format_may_be_larger_than_20_mb(tmp_path: Path, begin: bytes) -> None:
    (tmp_path / "file").write_bytes(begin + b" " * 20_000_000)
    with pytest.raises(sm.LimitExceeded, match="20000000 bytes"):
        read_drawdowns(tmp_path / "file")

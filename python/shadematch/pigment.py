# SPDX-License-Identifier: Apache-2.0
"""Pigment catalogues: stocks (bottles) and the mixes made of them, as JSON or CSV."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any

from shadematch._core import InvalidDocument, LimitExceeded
from shadematch._core import pigment as _pigment
from shadematch._core.film import FilmSurface
from shadematch._core.pigment import Mix, Stock

_MAX_BYTES = 20_000_000


@dataclass(frozen=True)
class Problem:
    """One fault of a catalogue document.

    Attributes
    ----------
    path : str
        JSON path of the place, such as ``"$.mixes[3].parts[0].drops"``; ``"$"`` where none is known.
    code : str
        Reason for programs: ``"schema"`` from the JSON Schema, else the code of the strict reader.
    message : str
        What was expected and what came.
    """

    path: str
    code: str
    message: str


class Catalogue:
    """Stocks and mixes. Immutable; made by :meth:`load` or :meth:`from_json`.

    Examples
    --------
    >>> catalogue = Catalogue.from_json('''{"schema": "shadematch-catalogue/1",
    ...   "stocks": [{"id": "sepia", "kind": "pigment"}, {"id": "water", "kind": "diluent"}],
    ...   "mixes": [{"id": "sepia-8", "parts": [{"stock": "sepia", "drops": 1}],
    ...              "measured": {"lab": [41.0, 2.5, 6.0], "cov": null}}]}''')
    >>> len(catalogue), catalogue.mixes[0].id, catalogue.stock("sepia").kind
    (1, 'sepia-8', 'pigment')
    """

    def __init__(self, core: _pigment.Catalogue) -> None:
        self._core = core

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "Catalogue":
        """Read a catalogue file: JSON if its first character is a brace or its name ends in .json, else CSV.

        Raises
        ------
        InvalidDocument
            With file, JSON path or line, what was expected and what came.
        LimitExceeded
            Above 20 MB.
        """
        text = _read_bytes(Path(path))
        if _is_json(text, Path(path)):
            return cls.from_json(text, source=Path(path).name)
        return cls.from_csv(text, source=Path(path).name)

    @classmethod
    def from_json(cls, text: str | bytes, *, source: str = "catalogue") -> "Catalogue":
        """Parse JSON of schema ``shadematch-catalogue/1``; `source` is the name used in messages."""
        return cls(_pigment.read_catalogue_json(text, source))

    @classmethod
    def from_csv(cls, text: str | bytes, *, source: str = "catalogue") -> "Catalogue":
        r"""Parse CSV with one stock or mix a row.

        Columns: ``record`` (stock or mix), ``id``; for stocks ``kind brand line shade undertone lot expiry
        sds_url quality ingredients carrier drop_ml max_diluent_per_pigment volume_ml price currency
        stock_ml``; for mixes ``recipe`` ("sepia:1;water:8"), ``lab_source`` (measured or model), ``L a b``
        (D50, 2 degrees) and ``L_se a_se b_se`` (1 standard deviation).

        Examples
        --------
        >>> catalogue = Catalogue.from_csv(
        ...     "record,id,kind,recipe,lab_source,L,a,b\n"
        ...     "stock,sepia,pigment,,,,,\n"
        ...     "mix,sepia-pure,,sepia:4,measured,30.5,2,4\n")
        >>> catalogue.mixes[0].measured.lab
        array([30.5,  2. ,  4. ])
        """
        return cls(_pigment.read_catalogue_csv(text, source))

    @staticmethod
    def validate(path: str | PathLike[str]) -> list[Problem]:
        """All faults of a catalogue file; an empty list if it can be used.

        A JSON file is held against the JSON Schema that the package ships, which finds every fault of form;
        then the strict reader looks for what a schema cannot say (references, dilution limits, covariances).
        """
        file = Path(path)
        try:
            text = _read_bytes(file)
            Catalogue.load(file)
        except (InvalidDocument, LimitExceeded) as error:
            if isinstance(error, LimitExceeded) or error.code in _NOT_A_DOCUMENT or not _is_json(text, file):
                return [_problem(error)]
            return _schema_problems(json.loads(text.decode("utf-8-sig"))) or [_problem(error)]
        return _schema_problems(json.loads(text.decode("utf-8-sig"))) if _is_json(text, file) else []

    def to_json(self) -> str:
        """Write the whole catalogue; reading it again gives the same catalogue, unknown values are null."""
        return _pigment.write_catalogue_json(self._core)

    def save(self, path: str | PathLike[str]) -> None:
        """Write :meth:`to_json` to a file, UTF-8."""
        Path(path).write_text(self.to_json(), encoding="utf-8")

    @property
    def name(self) -> str:
        """Name for people; may be empty."""
        return self._core.name

    @property
    def note(self) -> str:
        """What a reader must know, for example that the catalogue is a demonstration."""
        return self._core.note

    @cached_property
    def stocks(self) -> tuple[Stock, ...]:
        """Bottles and diluents."""
        return tuple(self._core.stocks)

    @cached_property
    def mixes(self) -> tuple[Mix, ...]:
        """Recipes in whole drops with their colors."""
        return tuple(self._core.mixes)

    def stock(self, stock_id: str) -> Stock:
        """Stock of that id; KeyError if there is none."""
        for stock in self.stocks:
            if stock.id == stock_id:
                return stock
        raise KeyError(stock_id)

    def film_surface(self) -> FilmSurface | None:
        """Surface that the films of its stocks declare, None if none does: what `film_on_card` must be given.

        Raises
        ------
        ValueError
            Naming two stocks whose surfaces differ.
        """
        return _pigment.film_surface(self._core)

    def __len__(self) -> int:
        """Count the mixes."""
        return len(self.mixes)

    def __repr__(self) -> str:
        """Say what is inside."""
        return f"<Catalogue {self.name!r}: {len(self.stocks)} stocks, {len(self.mixes)} mixes>"


_NOT_A_DOCUMENT = ("not_json", "duplicate_key", "too_deep")
_HERE = Path(__file__).parent


def bundled_catalogue() -> Catalogue:
    """Catalogue that the package ships: a demonstration computed from published optics, no real brand."""
    file = _HERE / "data" / "demo_catalogue.json"
    return Catalogue.from_json(file.read_bytes(), source="demo_catalogue.json")


def catalogue_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of catalogue documents."""
    file = _HERE / "schemas" / "catalogue.schema.json"
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return schema


def _read_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MAX_BYTES + 1)


def _is_json(text: bytes, path: Path) -> bool:
    return text.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[") or path.suffix.lower() == ".json"


def _problem(error: InvalidDocument | LimitExceeded) -> Problem:
    message = str(error)
    start = message.find("$")
    path = message[start : message.index(":", start)] if start >= 0 and ":" in message[start:] else "$"
    return Problem(path, error.code, message)


def _json_path(parts: Sequence[str | int]) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)


def _schema_problems(document: object) -> list[Problem]:
    import jsonschema  # type: ignore[import-untyped]

    validator = jsonschema.Draft202012Validator(catalogue_schema())
    errors = sorted(validator.iter_errors(document), key=lambda error: _json_path(list(error.absolute_path)))
    return [Problem(_json_path(list(error.absolute_path)), "schema", error.message) for error in errors]

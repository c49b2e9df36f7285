# SPDX-License-Identifier: Apache-2.0
"""Drawdowns from CxF3 (ISO 17972-1), the XML in which instruments export spectra.

Expat, the parser of the standard library, is safe here as it is set up: a document type declaration is
refused when it begins, so no entity is ever declared, expanded or fetched; the text is decoded as UTF-8
before, whatever its declaration says; bytes, depth, objects and the length of a text are limited.
"""

import re
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from shadematch._core import InvalidDocument, LimitExceeded
from shadematch._core import film as _film
from shadematch._core.film import DrawdownReading, DrawdownTable

NAMESPACE = "http://colorexchangeformat.com/CxF3-core"
MAX_BYTES, MAX_DEPTH, MAX_OBJECTS, MAX_TEXT, MAX_ATTRIBUTE = 20_000_000, 32, 200_000, 65_536, 4096
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)
OBJECT = ["CxF", "Resources", "ObjectCollection", "Object"]
SPECIFICATION = ["CxF", "Resources", "ColorSpecificationCollection", "ColorSpecification"]
SPECIFICATION_TEXTS = ("MeasurementType", "Manufacturer", "Model", "Illumination", "DeviceIllumination")


@dataclass
class Spectrum:
    """One ``cc:ReflectanceSpectrum``, as its texts."""

    specification: str
    first_nm: str | None
    step_nm: str | None
    text: str = ""


@dataclass
class CxfObject:
    """One ``cc:Object`` with what is read of it."""

    name: str
    line: int
    tags: dict[str, str] = field(default_factory=dict)
    spectra: list[Spectrum] = field(default_factory=list)


@dataclass
class Specification:
    """One ``cc:ColorSpecification``: wavelengths, and facts of the measurement."""

    first_nm: str | None = None
    step_nm: str | None = None
    facts: list[str] = field(default_factory=list)


def read_drawdowns_cxf(data: bytes, source: str) -> DrawdownTable:
    """Read drawdowns from CxF3, one reading an object; see `shadematch.film.read_drawdowns`.

    Raises
    ------
    InvalidDocument, LimitExceeded
        With file, object or line, what was expected, what came and what to do.
    """
    document = _Document(source)
    document.parse(data)
    grid: list[float] = []
    readings: list[DrawdownReading] = []
    left_out = 0
    for each in document.objects:
        if not each.spectra and not each.tags:
            left_out += 1
            continue
        where = f"line {each.line}, object '{each.name}'"
        who = f"{source}, {where}"
        if len(each.spectra) != 1:
            _refuse(who, "one cc:ReflectanceSpectrum", str(len(each.spectra)))
        values, nm = _spectrum(each.spectra[0], document.specifications, who)
        if grid and nm != grid:
            _refuse(who, f"the wavelengths of the first object ({_range(grid)})", _range(nm))
        grid = nm
        recipe = _recipe(each, who)
        readings.append(DrawdownReading(where=where, readings=values, **recipe))
    if not readings:
        _refuse(source, "objects with a cc:ReflectanceSpectrum", f"none in {len(document.objects)} objects")
    comments = [f"# {fact}" for spec in document.specifications.values() for fact in spec.facts]
    if left_out:
        comments.append(f"# left out: {left_out} objects without a spectrum")
    return _film.drawdown_table(
        source=source, wavelengths_nm=grid or [], readings=readings, comments=comments
    )


class _Document:
    """What the parser has seen; unknown elements pass."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.objects: list[CxfObject] = []
        self.specifications: dict[str, Specification] = {}
        self._path: list[str] = []
        self._texts: list[list[str]] = []
        self._length = 0

    def parse(self, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            _limit("file_too_large", self.source, f"at most {MAX_BYTES} bytes", len(data))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            got = f"another encoding at byte {error.start}"
            _refuse(self.source, "UTF-8", got, code="not_utf8", advice="Save the file as UTF-8.")
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        try:
            self._parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            _refuse(f"{self.source}, line {error.lineno}", "well-formed XML", expat.ErrorString(error.code))

    def _where(self) -> str:
        return f"{self.source}, line {self._parser.CurrentLineNumber}"

    def _doctype(self, *_: object) -> None:
        advice = "Take the document type declaration and its entities out of the file."
        _refuse(self._where(), "XML without a document type", "<!DOCTYPE", code="doctype", advice=advice)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if not self._path and (tag != "CxF" or space != NAMESPACE):
            _refuse(self._where(), f"cc:CxF of {NAMESPACE}", f"'{name[:200]}'")
        if self._path == [*OBJECT, "ColorValues", "ReflectanceSpectrum"]:
            _refuse(self._where(), "numbers alone in a cc:ReflectanceSpectrum", f"an element '{tag[:200]}'")
        self._path.append(tag if space == NAMESPACE else "")
        if len(self._path) > MAX_DEPTH:
            _limit("too_deep", self._where(), f"elements nested at most {MAX_DEPTH} deep", len(self._path))
        for text in attributes.values():
            if len(text) > MAX_ATTRIBUTE:
                _limit("text_too_long", self._where(), f"attributes of at most {MAX_ATTRIBUTE}", len(text))
        self._texts.append([])
        self._length = 0
        if self._path[:4] == OBJECT:
            self._start_in_object(self._path[4:], attributes)
        elif self._path == SPECIFICATION:
            self._specification = self.specifications[attributes.get("Id", "")] = Specification()
        elif self._path == [*SPECIFICATION, "MeasurementSpec", "WavelengthRange"]:
            self._specification.first_nm = attributes.get("StartWL")
            self._specification.step_nm = attributes.get("Increment")

    def _start_in_object(self, path: list[str], attributes: dict[str, str]) -> None:
        match path:
            case []:
                self._add_object(attributes)
            case ["ColorValues", "ReflectanceSpectrum"]:
                wavelengths = attributes.get("StartWL"), attributes.get("Increment")
                self.objects[-1].spectra.append(
                    Spectrum(attributes.get("ColorSpecification", ""), *wavelengths)
                )
            case ["TagCollection", "Tag"]:
                self._add_tag(attributes)

    def _add_object(self, attributes: dict[str, str]) -> None:
        if len(self.objects) >= MAX_OBJECTS:
            _limit("too_many_objects", self._where(), f"at most {MAX_OBJECTS} objects", MAX_OBJECTS + 1)
        self.objects.append(CxfObject(attributes.get("Name", ""), self._parser.CurrentLineNumber))

    def _add_tag(self, attributes: dict[str, str]) -> None:
        name = re.sub(r"[\s_-]", "", attributes.get("Name", "")).lower()
        if name not in ("sample", "surface", "components", "weightpercent"):
            return
        if name in self.objects[-1].tags:
            _refuse(self._where(), "each tag once", f"a second '{attributes['Name']}'")
        self.objects[-1].tags[name] = attributes.get("Value", "").strip()

    def _characters(self, text: str) -> None:
        self._length += len(text)
        if self._length > MAX_TEXT:
            _limit("text_too_long", self._where(), f"texts of at most {MAX_TEXT} characters", self._length)
        self._texts[-1].append(text)

    def _end(self, _: str) -> None:
        text = "".join(self._texts.pop()).strip()
        if self._path == [*OBJECT, "ColorValues", "ReflectanceSpectrum"]:
            self.objects[-1].spectra[-1].text = text
        elif self._path[:4] == SPECIFICATION and self._path[-1] in SPECIFICATION_TEXTS and text:
            self._specification.facts.append(f"{self._path[-1]}: {' '.join(text.split())}")
        self._path.pop()
        self._length = 0


def _spectrum(
    spectrum: Spectrum, specifications: dict[str, Specification], who: str
) -> tuple[list[float], list[float]]:
    """Values and wavelengths; what the spectrum says goes before what its specification says."""
    specification = specifications.get(spectrum.specification, Specification())
    first, step = spectrum.first_nm or specification.first_nm, spectrum.step_nm or specification.step_nm
    if first is None or step is None:
        missing = "StartWL" if first is None else "Increment"
        _refuse(who, f"{missing} at the spectrum or at the cc:WavelengthRange it refers to", "none")
    first_nm = _number(first, "StartWL", who)
    step_nm = _number(step, "Increment", who)
    values = [_number(text, "a reflectance", who) for text in spectrum.text.split()]
    return values, [first_nm + step_nm * i for i in range(len(values))]


def _number(text: str, what: str, who: str) -> float:
    if NUMBER.fullmatch(text) is None or abs(number := float(text)) == float("inf"):
        _refuse(who, f"a finite number as {what}", f"'{text[:40]}'")
    return number


def _recipe(each: CxfObject, who: str) -> dict[str, str]:
    """Of the tags, else of the name: SAMPLE | SURFACE | COMPONENTS | PERCENT, a card without the last two."""
    if each.tags:
        if "surface" not in each.tags:
            _refuse(who, "a tag Surface", ", ".join(each.tags))
        parts = [each.tags.get("sample", ""), each.tags["surface"]]
        parts += [each.tags.get("components", ""), each.tags.get("weightpercent", "")]
    else:
        parts = [part.strip() for part in each.name.split("|")]
        if len(parts) == 2:
            parts += ["", ""]
        if len(parts) != 4:
            _refuse(
                who,
                "tags Sample, Surface, Components, WeightPercent, or a name of these between '|'",
                "neither",
            )
    return dict(zip(("sample", "surface", "components", "weight_percent"), parts, strict=True))


def _range(nm: list[float]) -> str:
    return f"{nm[0]:g}..{nm[-1]:g} nm, {len(nm)} values" if nm else "no value"


def _refuse(
    who: str,
    expected: str,
    got: str,
    *,
    code: str = "bad_cxf",
    advice: str = "Correct the object, or export it again.",
) -> NoReturn:
    error = InvalidDocument(f"{who}: expected {expected}, got {got}. {advice}")
    error.code, error.advice = code, advice
    raise error


def _limit(code: str, who: str, expected: str, got: int) -> NoReturn:
    advice = "Check that the file holds drawdowns, or split it."
    error = LimitExceeded(f"{who}: expected {expected}, got {got}. {advice}")
    error.code, error.advice = code, advice
    raise error

# SPDX-License-Identifier: Apache-2.0
"""CxF3 drawdowns; the files are made here."""

import random
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

import shadematch as sm
from shadematch.drawdown_cxf import read_drawdowns_cxf
from shadematch.film import DrawdownTable, read_drawdowns

NAMESPACE = "http://colorexchangeformat.com/CxF3-core"
FACTS = "<cc:MeasurementType>Spectrum_Reflectance</cc:MeasurementType>"
RANGE = '<cc:WavelengthRange StartWL="400" Increment="20"/>'


def made_object(name: str, value: float | str, tags: dict[str, str] | None = None, start: str = "") -> str:
    collected = "".join(
        f"<cc:Tag Name={quoteattr(k)} Value={quoteattr(v)}/>" for k, v in (tags or {}).items()
    )
    spectrum = f'<cc:ReflectanceSpectrum ColorSpecification="CS1" {start}>{f"{value} " * 16}'
    return (
        f'<cc:Object ObjectType="Standard" Name={quoteattr(name)} Id="1"><cc:ColorValues>'
        f"{spectrum}</cc:ReflectanceSpectrum></cc:ColorValues><cc:TagCollection>{collected}</cc:TagCollection></cc:Object>"
    )


def mix(value: float | str, percent: str = "100", components: str = "W", start: str = "") -> str:
    """The card and one film on it."""
    return document(
        CARD + made_object(f"b | paint_over_white | {components} | {percent}", value, start=start)
    )


def ranged(attributes: str) -> str:
    return document(CARD + FILM, specification=f"<cc:WavelengthRange {attributes}/>")


CARD = made_object("| bare_white", 0.85)
FILM = made_object("a | paint_over_white | White-Red | 89.5-10", 0.4)


def document(objects: str, *, specification: str = FACTS + RANGE, head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<cc:CxF xmlns:cc="{NAMESPACE}"><cc:Resources>'
        f"<cc:ObjectCollection>{objects}</cc:ObjectCollection>"
        '<cc:ColorSpecificationCollection><cc:ColorSpecification Id="CS1"><cc:MeasurementSpec>'
        f"{specification}</cc:MeasurementSpec></cc:ColorSpecification></cc:ColorSpecificationCollection>"
        "</cc:Resources></cc:CxF>"
    )


def read(tmp_path: Path, text: str | bytes) -> DrawdownTable:
    file = tmp_path / "paints.cxf"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_drawdowns(file)


def test_a_recipe_stands_in_the_name_or_in_tags(tmp_path: Path) -> None:
    tags = {
        "Sample": "a",
        "surface": "paint_over_white",
        "Components": "White-Red",
        "Weight percent": "89.5-10",
    }
    named = read(tmp_path, document(CARD + FILM))
    tagged = read(tmp_path, document(CARD + made_object("any", 0.4, tags)))
    for table in (named, tagged):
        assert table.stocks == ["Red", "White"]
        assert table.samples == ["a"]
        assert table.cards == ["white"]
        assert table.drawdowns[0].fractions == pytest.approx([10 / 99.5, 89.5 / 99.5])
        assert table.drawdowns[0].film == pytest.approx([0.4] * 36)
        assert table.drawdowns[0].background == pytest.approx([0.85] * 36)
        assert table.comments == ["# MeasurementType: Spectrum_Reflectance"]


def test_objects_without_a_spectrum_are_left_out_and_counted(tmp_path: Path) -> None:
    other = '<cc:Object ObjectType="Standard" Name="x" Id="9"><cc:ColorValues/></cc:Object>'
    table = read(tmp_path, document(CARD + FILM + other))
    assert "# left out: 1 objects without a spectrum" in table.comments


def test_wavelengths_stand_at_the_spectrum_or_at_its_specification(tmp_path: Path) -> None:
    start = 'StartWL="400" Increment="20"'
    film = made_object("a | paint_over_white | White | 100", 0.4, start=start)
    card = made_object("| bare_white", 0.85, start=start)
    assert len(read(tmp_path, document(card + film, specification="")).drawdowns) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (document(CARD + FILM, specification=""), "StartWL at the spectrum or at the cc:WavelengthRange"),
        (ranged('StartWL="400"'), "Increment at the spectrum"),
        (ranged('StartWL="4 0" Increment="20"'), "'4 0'"),
        (ranged('StartWL="500" Increment="20"'), "500..800 nm"),
        (mix(0.4, start='StartWL="420"'), "420..720 nm"),
        (document(CARD + made_object("b", 0.4)), "line 1, object 'b': expected tags Sample, Surface"),
        (document(CARD + made_object("b", 0.4, {"Sample": "b"})), "a tag Surface"),
        (document(CARD + FILM + FILM), "sample 'a': expected one reading paint_over_white of the sample"),
        (document(FILM), "expected a reading bare_white of this sample or of no sample"),
        (mix(0.4, "50-40", "W-R"), "sum to 100, got 90"),
        (mix(40), "0..1.2 at 400 nm, got 40 (percent?)"),
        (mix(-0.1), "0..1.2"),
        (mix("nan"), "a finite number as a reflectance"),
        (mix("1e999"), "'1e999'"),
        (mix("0,4"), "'0,4'"),
        (document(""), "objects with a cc:ReflectanceSpectrum, got none in 0 objects"),
        (mix("0.4 <cc:Note/>"), "numbers alone in a cc:ReflectanceSpectrum, got an element 'Note'"),
        (mix('<x y="1"/>'), "numbers alone in a cc:ReflectanceSpectrum, got an element 'x'"),
        ("<html/>", f"cc:CxF of {NAMESPACE}, got 'html'"),
        (document(CARD)[:-3], "well-formed XML"),
        (document(CARD + "\0"), "well-formed XML"),
        (document(CARD).encode("utf-16"), "UTF-8"),
        (document(CARD).encode() + b"\xe9", "UTF-8, got another encoding at byte"),
    ],
)  # fmt: skip
def test_a_cxf_file_names_the_object_and_what_is_wrong_with_it(
    tmp_path: Path, text: str | bytes, expected: str
) -> None:
    with pytest.raises(sm.InvalidDocument) as caught:
        read(tmp_path, text)
    assert expected in str(caught.value)
    assert str(caught.value).startswith("paints.cxf")
    assert caught.value.code
    assert caught.value.advice


@pytest.mark.parametrize(
    "misplaced",
    [
        '<cc:Object><cc:TagCollection><cc:Tag Name="Sample" Value="a"/></cc:TagCollection></cc:Object>',
        "<cc:Object><cc:ColorValues><cc:ReflectanceSpectrum>1</cc:ReflectanceSpectrum></cc:ColorValues></cc:Object>",
        '<cc:MeasurementSpec><cc:WavelengthRange StartWL="1"/></cc:MeasurementSpec>',
        "<cc:ColorSpecification><cc:Model>x</cc:Model></cc:ColorSpecification>",
    ],
)
def test_elements_outside_their_place_are_not_read(tmp_path: Path, misplaced: str) -> None:
    root = f'<cc:CxF xmlns:cc="{NAMESPACE}">'
    with pytest.raises(sm.InvalidDocument, match="got none in 0 objects"):
        read(tmp_path, f"{root}{misplaced}</cc:CxF>")
    whole = document(CARD + FILM)
    for place in ("<cc:Resources>", "</cc:Resources>"):
        with_it = read(tmp_path, whole.replace(place, place.replace("<cc", misplaced + "<cc"), 1))
        assert with_it.comments == ["# MeasurementType: Spectrum_Reflectance"]
        assert len(with_it.drawdowns) == 1


def test_an_object_in_an_object_is_not_read(tmp_path: Path) -> None:
    inner = f"<cc:ObjectCollection>{made_object('b', 0.1, {'Sample': 'b'})}</cc:ObjectCollection>"
    film = FILM.replace("<cc:ColorValues>", f"{inner}<cc:ColorValues>", 1)
    assert read(tmp_path, document(CARD + film)).samples == ["a"]


def test_comments_between_numbers_are_no_elements(tmp_path: Path) -> None:
    text = mix(0.4).replace("0.4 0.4", "0.4 <!-- here --> 0.4", 1)
    assert read(tmp_path, text).drawdowns[0].film == pytest.approx([0.4] * 36)


PIECES = ["cc:", "<", ">", "/", '"', "Object", "ObjectCollection", "ReflectanceSpectrum", "Tag", " ", "1e999"]
PIECES += ["nan", "-", "|", "+", "&amp;", "&x;", "<!--", "]]>", "\0", "\u0661", "\ufffe", "400", "0", "Name="]


def mutated(text: str, draw: random.Random) -> str:
    """With one to three pieces cut, repeated, moved, replaced or put in."""
    for _ in range(draw.randint(1, 3)):
        at, size = draw.randrange(len(text) + 1), draw.choice((1, 2, 8, 40, 200))
        cut, to = text[at : at + size], draw.randrange(len(text) + 1)
        match draw.randrange(4):
            case 0:
                text = text[:at] + text[at + size :]
            case 1:
                text = text[:to] + cut + text[to:]
            case 2:
                text = text[:at] + draw.choice(PIECES) + text[at:]
            case 3:
                text = text.replace(draw.choice(PIECES), draw.choice(PIECES), 1)
    return text


def test_mutations_of_a_file_are_read_or_refused_with_words() -> None:
    draw = random.Random(7)
    tags = {"Sample": "c", "Surface": "paint_over_white", "Components": "W", "WeightPercent": "100"}
    tagged = made_object("any", 0.4, tags)
    originals = [document(CARD + FILM), document(CARD + tagged + FILM), mix("0.5", "60-40", "W-R")]
    for each in originals:
        assert read_drawdowns_cxf(each.encode(), "paints.cxf").drawdowns
    verdicts = {"read": 0, "refused": 0}
    for _ in range(3000):
        try:
            text = mutated(draw.choice(originals), draw).encode("utf-8", "replace")
            read_drawdowns_cxf(text, "paints.cxf")
            verdicts["read"] += 1
        except (sm.InvalidDocument, sm.LimitExceeded) as error:
            assert "expected" in str(error)
            verdicts["refused"] += 1
    assert min(verdicts.values()) > 100


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))


@pytest.mark.parametrize(
    "head",
    [
        f'<!DOCTYPE CxF [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE CxF SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE CxF [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE CxF [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>',
    ],
)
def test_no_document_type_is_read_so_no_entity_is(tmp_path: Path, head: str) -> None:
    with pytest.raises(sm.InvalidDocument, match="without a document type") as caught:
        read(tmp_path, document(CARD + FILM, head=head))
    assert caught.value.code == "doctype"


def test_an_entity_that_nobody_declared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(sm.InvalidDocument, match="undefined entity"):
        read(tmp_path, mix("&l9;"))


def test_a_declaration_of_another_encoding_does_not_count(tmp_path: Path) -> None:
    text = document(CARD + FILM.replace("Red", "Rød")).replace("UTF-8", "ISO-8859-1")
    assert read(tmp_path, text).stocks == ["Rød", "White"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (document("<cc:Object>" * 40 + "</cc:Object>" * 40), "too_deep"),
        (document("<a>" * 1_000_000), "too_deep"),
        (document(CARD + made_object("x" * 5000, 0.4)), "text_too_long"),
        (mix("1" * 10_000), "text_too_long"),
        (document("<cc:Object/>" * 200_001), "too_many_objects"),
        (" " + "<" * 20_000_001, "file_too_large"),
    ],
)
def test_huge_and_deep_files_are_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(sm.LimitExceeded) as caught:
        read(tmp_path, text)
    assert caught.value.code == code

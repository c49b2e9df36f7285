# SPDX-License-Identifier: Apache-2.0
"""The rules of the house that a program can check; CONTRIBUTING.md has them in words."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CODE = {".cpp", ".hpp", ".py", ".pyi"}
LAYERS = ("core", "calibration", "bindings", "python", "tests")
FOREIGN = r"#\s*include\s*[<\"](opencv2/|lcms2|jpeglib|png\.h|pngconf|tiff|nlohmann/|hwy/)"


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def without_comments(text: str) -> str:
    """C++ text without comments and string literals."""
    text = re.sub(r'R"(\w*)\(.*?\)\1"', '""', text, flags=re.DOTALL)
    text = re.sub(r'"(\\.|[^"\\\n])*"', '""', text)
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)


def in_layers(tracked: list[Path]) -> list[Path]:
    return [p for p in tracked if p.suffix in CODE and p.parts[0] in LAYERS]


def public_headers() -> list[Path]:
    """What the FILE_SETs list, so what an installed library shows."""
    found = []
    for listing in (*ROOT.glob("core/**/CMakeLists.txt"), *ROOT.glob("calibration/**/CMakeLists.txt")):
        sets = re.findall(r"FILE_SET HEADERS[^)]*?FILES\s+((?:[\w./]+\.hpp\s*)+)", listing.read_text())
        found += [listing.parent.relative_to(ROOT) / name for block in sets for name in block.split()]
    return found


def test_no_file_is_longer_than_400_lines(tracked: list[Path]) -> None:
    lengths = {p: read(p).count("\n") for p in in_layers(tracked)}
    assert {str(p): n for p, n in lengths.items() if n > 400} == {}


def test_the_median_file_has_at_most_100_lines(tracked: list[Path]) -> None:
    lengths = sorted(read(p).count("\n") for p in in_layers(tracked))
    assert lengths[len(lengths) // 2] <= 100


def test_the_root_cmake_file_is_a_contents_page() -> None:
    assert read(Path("CMakeLists.txt")).count("\n") <= 60


def test_every_file_opens_with_its_licence(tracked: list[Path]) -> None:
    named = [p for p in tracked if p.suffix in CODE | {".cmake"} or p.name in ("CMakeLists.txt", "Makefile")]
    bare = [
        str(p)
        for p in named
        if "SPDX-License-Identifier: Apache-2.0" not in "".join(read(p).splitlines()[:2])
    ]
    assert bare == []


def test_data_files_name_source_and_licence_in_their_first_lines(tracked: list[Path]) -> None:
    tables = [p for p in tracked if p.suffix == ".csv" and not p.is_relative_to("tests/data")]
    silent = []
    for path in tables:
        head = "\n".join(line for line in read(path).splitlines()[:20] if line.startswith("#")).lower()
        if "source" not in head or not re.search("licen[cs]e", head):
            silent.append(str(path))
    assert silent == []


NOTICES = ("README.md", "INDEX.csv", "LICENSES.txt", "NOTICE")
DATA = {".json", ".jpg", ".jpeg", ".png", ".tif", ".tiff"}


def test_other_data_files_are_named_with_source_and_licence_beside_them(tracked: list[Path]) -> None:
    """A notice names a file in full or by a pattern between backticks, `*.json`."""
    data = [p for p in tracked if p.suffix in DATA and {"data", "golden"} & set(p.parts)]
    assert len(data) > 50
    unnamed = []
    for path in data:
        beside = [ROOT / path.parent / name for name in NOTICES]
        text = "\n".join(file.read_text(encoding="utf-8") for file in beside if file.is_file())
        patterns = re.findall(r"`([^`\s]+)`", text)
        named = re.search(rf"(?<![\w-]){re.escape(path.name)}\b", text)
        named = named or any(path.match(pattern) for pattern in patterns)
        if not (named and re.search("licen[cs]e|apache-2.0", text.lower())):
            unnamed.append(str(path))
    assert unnamed == []


def test_the_wheel_takes_every_licence_text_of_its_data(tracked: list[Path]) -> None:
    shipped = {str(p) for p in tracked if "LICENSE" in p.name and p.parts[0] != "tests"}
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert set(tomllib.load(file)["project"]["license-files"]) == shipped


def test_the_file_sets_are_read_by_this_program() -> None:
    assert Path("core/shadematch/color/lab.hpp") in public_headers()
    assert Path("calibration/shadematch/chart/chart.hpp") in public_headers()
    assert [str(p) for p in public_headers() if not (ROOT / p).is_file()] == []


def test_public_headers_hold_no_type_of_another_library() -> None:
    leaking = [str(p) for p in public_headers() if re.search(FOREIGN + r"|\bcv::|\bcmsH|nlohmann::", read(p))]
    assert leaking == []


def test_public_headers_include_public_headers_only() -> None:
    public = {re.sub(r"^(core|calibration)/", "", str(p)) for p in public_headers()}
    inward = {
        f"{p}: {name}"
        for p in public_headers()
        for name in re.findall(r"#\s*include\s*[<\"](shadematch/[^>\"]+)", read(p))
        if name not in public
    }
    assert inward == set()


def test_bindings_hold_no_loop(tracked: list[Path]) -> None:
    bindings = [p for p in tracked if p.parts[0] == "bindings" and p.suffix in CODE]
    looping = [str(p) for p in bindings if re.search(r"\b(for|while|do)\s*[({]", without_comments(read(p)))]
    assert bindings and looping == []


def test_bindings_have_at_most_150_lines(tracked: list[Path]) -> None:
    bindings = [p for p in tracked if p.parts[0] == "bindings" and p.suffix in CODE]
    assert [str(p) for p in bindings if read(p).count("\n") > 150] == []


def test_no_folder_is_a_drawer_for_everything(tracked: list[Path]) -> None:
    drawers = {"utils", "util", "common", "helpers", "misc", "scripts", "src", "lib", "manager"}
    assert [str(p) for p in tracked if drawers & {part.lower() for part in p.parts[:-1]}] == []
    assert [str(p) for p in tracked if p.stem.lower() in drawers] == []
    assert not (ROOT / "VERSION").exists()


def test_libraries_do_not_print(tracked: list[Path]) -> None:
    cpp = [p for p in tracked if p.parts[0] in ("core", "calibration", "bindings") and p.suffix in CODE]
    printing = [
        str(p) for p in cpp if re.search(r"\bstd::c(out|err)\b|\bf?printf\s*\(", without_comments(read(p)))
    ]
    assert printing == []


def test_every_cited_key_is_in_the_bibliography(tracked: list[Path]) -> None:
    known = set(re.findall(r"^@\w+\{([^,\s]+),", read(Path("REFERENCES.bib")), re.MULTILINE))
    key = re.compile(r"\[([a-z]+[12]\d{3}[a-z]?(?:\s*[,;]\s*[a-z]+[12]\d{3}[a-z]?)*)\]")
    cited = {
        (str(p), one.strip())
        for p in in_layers(tracked)
        for group in key.findall(read(p))
        for one in re.split("[,;]", group)
    }
    assert cited, "no citation found at all: has the form of the keys changed?"
    assert {f"{p}: [{k}]" for p, k in cited if k not in known} == set()


def test_no_file_names_a_path_of_somebody_s_machine(tracked: list[Path]) -> None:
    machine = re.compile(r"(?<![\w.])/(home/\w+|root|Users/\w+|work|tmp|mnt)/\w")
    binary = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".icc", ".heic", ".dng", ".npz"}
    texts = [p for p in tracked if p.suffix.lower() not in binary and p != Path("tests/house/test_house.py")]
    found = []
    for path in texts:
        try:
            found += [f"{path}: {m.group()}" for m in machine.finditer(read(path))]
        except UnicodeDecodeError:
            continue
    assert found == []


@pytest.mark.parametrize("folder", ["core", "calibration"])
def test_a_test_folder_mirrors_every_topic(folder: str) -> None:
    topics = {p.name for p in (ROOT / folder / "shadematch").iterdir() if p.is_dir()}
    tested = {p.parent.name for p in (ROOT / "tests" / folder).glob("*/test_*.cpp")}
    assert topics - tested == set()

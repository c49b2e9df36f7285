# SPDX-License-Identifier: Apache-2.0
"""Outside programs against the library as its users get it: moved, static, shared, in their tree."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RELEASE = ROOT / "build" / "release"
BUILDS = ROOT / "build"  # as deep as build/release: relative paths agree, so ccache has the objects
STRICT = "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
EXPECTED = "delta_e 2.0425\npatches 24\nrefused not_json\n"
LAUNCHER = [f"-DCMAKE_CXX_COMPILER_LAUNCHER={path}"] if (path := shutil.which("ccache")) else []
CONFIGURE = ["cmake", "--fresh", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", *LAUNCHER]


def run(*command: object, **environment: str) -> str:
    """Output of a command; its own words if it failed."""
    words = [str(word) for word in command]
    merged = {**os.environ, **environment}
    done = subprocess.run(
        words, env=merged, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}"
    return done.stdout


def install_and_move(build: Path, parent: Path) -> Path:
    """The prefix in which the library was never installed: what a moved or packaged tree looks like."""
    run("cmake", "--install", build, "--component", "development", "--prefix", parent / "installed")
    shutil.move(parent / "installed", parent / "moved")
    return parent / "moved"


@pytest.fixture(scope="session")
def static_prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install_and_move(RELEASE, tmp_path_factory.mktemp("static"))


@pytest.fixture(scope="session")
def as_released() -> list[str]:
    """Compiler and flags of build/release: the same command finds its objects in ccache."""
    lines = (RELEASE / "CMakeCache.txt").read_text().splitlines()
    return [f"-D{line}" for line in lines if re.match("CMAKE_CXX_(COMPILER|FLAGS):", line)]


@pytest.fixture(scope="session")
def shared_build(as_released: list[str]) -> Path:
    build = BUILDS / "shared"
    run(
        *CONFIGURE,
        *as_released,
        "-DBUILD_SHARED_LIBS=ON",
        "-DSHADEMATCH_BUILD_TESTS=OFF",
        "-S",
        ROOT,
        "-B",
        build,
    )
    run("cmake", "--build", build)
    return build


@pytest.fixture(scope="session")
def shared_prefix(shared_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install_and_move(shared_build, tmp_path_factory.mktemp("shared"))


def library_of(prefix: Path) -> Path:
    return next(prefix.rglob("pkgconfig")).parent


def build_with_find_package(prefix: Path, build: Path, components: str = "") -> Path:
    run(*CONFIGURE, STRICT, f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCOMPONENTS={components}",
        "-S", HERE / "find_package", "-B", build)  # fmt: skip
    run("cmake", "--build", build)
    return build


@pytest.mark.parametrize("kind", ["static", "shared"])
def test_find_package_builds_and_runs_against_a_moved_tree(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    build = build_with_find_package(request.getfixturevalue(f"{kind}_prefix"), tmp_path)
    assert run(build / "core_only") == EXPECTED.splitlines(keepends=True)[0]
    assert run(build / "program") == EXPECTED


def test_the_component_core_asks_for_nothing_but_eigen(static_prefix: Path, tmp_path: Path) -> None:
    build = build_with_find_package(static_prefix, tmp_path, components="core")
    assert not (build / "program").exists()
    cache = (build / "CMakeCache.txt").read_text()
    assert "OpenCV" not in cache and "LittleCMS" not in cache and "TIFF" not in cache
    assert "opencv" not in run("ldd", build / "core_only")


def test_an_unknown_component_and_another_minor_version_are_refused(
    static_prefix: Path, tmp_path: Path
) -> None:
    with pytest.raises(AssertionError, match="colour"):
        build_with_find_package(static_prefix, tmp_path, components="colour")
    (tmp_path / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(outside NONE)\nfind_package(shadematch 0.0 REQUIRED)\n"
    )
    with pytest.raises(AssertionError, match="compatible"):
        run("cmake", f"-DCMAKE_PREFIX_PATH={static_prefix}", "-S", tmp_path, "-B", tmp_path / "old")


@pytest.mark.parametrize("kind", ["static", "shared"])
def test_pkg_config_builds_and_runs_against_a_moved_tree(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    library = library_of(request.getfixturevalue(f"{kind}_prefix"))
    run("make", "-C", HERE / "pkgconfig", f"OUT={tmp_path}", PKG_CONFIG_PATH=str(library / "pkgconfig"))
    assert run(tmp_path / "core_only", LD_LIBRARY_PATH=str(library)) == EXPECTED.splitlines(keepends=True)[0]
    assert run(tmp_path / "program", LD_LIBRARY_PATH=str(library)) == EXPECTED


def test_add_subdirectory_builds_only_the_libraries(as_released: list[str]) -> None:
    build = BUILDS / "subdirectory"
    run(*CONFIGURE, *as_released, f"-DSHADEMATCH_SOURCE={ROOT}", "-S", HERE / "subdirectory", "-B", build)
    run("cmake", "--build", build)
    assert run(build / "program") == EXPECTED


def test_shared_libraries_export_names_of_shadematch_only(shared_prefix: Path) -> None:
    for library in library_of(shared_prefix).glob("libshadematch_*.so"):
        lines = run("nm", "-DC", "--defined-only", library).splitlines()
        symbols = [line.split(maxsplit=2)[2] for line in lines]
        ours = [s for s in symbols if "shadematch::v0::" in s]
        of_the_linker = {"__bss_start", "_edata", "_end"}
        foreign = set(symbols) - set(ours) - of_the_linker
        assert len(ours) > 5
        allowed = r"(typeinfo (name )?for |vtable for )?std::|\w.* std::|_end$|_edata$|__bss_start$"
        assert {s for s in foreign if not re.match(allowed, s)} == set()


def test_shared_libraries_carry_their_interface_version(shared_prefix: Path) -> None:
    for layer in ("core", "calibration"):
        library = library_of(shared_prefix) / f"libshadematch_{layer}.so"
        assert f"libshadematch_{layer}.so.0.1]" in run("readelf", "-d", library)


@pytest.mark.parametrize("kind", ["static", "shared"])
def test_the_installed_tree_holds_the_licences(kind: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(f"{kind}_prefix") / "share" / "doc" / "shadematch" / "licenses"
    colors = ROOT / "calibration" / "shadematch" / "chart" / "data" / "LICENSE-colour-science.txt"
    texts = {path.name: path.read_text() for path in folder.iterdir()}
    assert texts == {path.name: path.read_text() for path in (ROOT / "LICENSE", colors)}


def test_the_program_of_the_readme_builds_and_agrees_with_python(static_prefix: Path, tmp_path: Path) -> None:
    import shadematch as sm

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for kind, name in (("cpp", "measure.cpp"), ("cmake", "CMakeLists.txt")):
        shown = re.search(rf"^```{kind}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
        assert shown, f"README shows no {kind} block"
        first, _, rest = (HERE / "readme" / name).read_text(encoding="utf-8").partition("\n")
        assert "SPDX" in first and rest == shown[1]
    run(*CONFIGURE, STRICT, f"-DCMAKE_PREFIX_PATH={static_prefix}", "-S", HERE / "readme", "-B", tmp_path)
    run("cmake", "--build", tmp_path)
    demo = ROOT / "python" / "shadematch" / "data" / "demo" / "demo_scalp.jpg"
    photo = sm.read_photo(demo)
    chart = sm.find_chart(photo, "colorchecker-classic")
    reading = sm.measure(sm.calibrate(chart).to_lab(photo), (834, 888, 326, 240))
    lines = [f"{value:.1f} ± {se:.1f}" for value, se in zip(reading.lab, reading.lab_se, strict=True)]
    assert run(tmp_path / "measure", demo).splitlines() == lines


def test_the_installed_tree_names_no_folder_of_the_build(static_prefix: Path) -> None:
    texts = [p for p in static_prefix.rglob("*") if p.suffix in {".cmake", ".pc", ".hpp"}]
    assert texts
    for path in texts:
        assert str(ROOT) not in path.read_text(), path
        assert f"{static_prefix.parent}/" not in path.read_text(), path


def test_a_wheel_takes_the_extension_module_alone(tmp_path: Path) -> None:
    run("cmake", "--install", RELEASE, "--component", "python", "--prefix", tmp_path)
    files = [p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()]
    assert [p.parent.name for p in files] == ["shadematch"]
    assert files[0].name.startswith("_core.")

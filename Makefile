# SPDX-License-Identifier: Apache-2.0
# The verbs: demo test bench lint format clean, and build for the loop in between. CI calls `make lint test`.
PYTHON ?= /usr/bin/python3
BIN := .venv/bin
BUILD := build/release
REPORT := build/report
STEP := .ci/step
PIP := $(BIN)/python -m pip --disable-pip-version-check
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1
CCACHE := $(shell command -v ccache)

# Folders count too: their time changes when a file comes or goes.
SOURCES := CMakeLists.txt pyproject.toml $(shell find core calibration bindings cmake) \
  $(shell find python -type d -not -name __pycache__)

.PHONY: demo test bench lint format clean build lock
.NOTPARALLEL:
.DEFAULT_GOAL := build

demo: $(BUILD)/.installed
	@$(BIN)/shadematch demo --out out

bench: $(BUILD)/.installed .venv/.bench build/.debian-bench  # colour-science, scikit-image, OpenCV: the comparison
	@$(STEP) "build bench" "correct the first error, then: make bench" cmake --build $(BUILD) --target bench_speed
	@$(BIN)/shadematch bench

build: $(BUILD)/.installed .venv/.dev
	@$(STEP) "build tests" "correct the first error, then: make build" \
	  cmake --build $(BUILD) --target all all_verify_interface_header_sets

# Every kind of test runs even if another one failed; the summary has the last word.
test: build build/.debian-test
	@rm -rf $(REPORT) && mkdir -p $(REPORT)
	@CLOSING='tests passed|No tests' $(STEP) "test C++" "one program alone: $(BUILD)/tests/core/color/test_color -s" \
	  ctest --test-dir $(BUILD) -j2 --output-on-failure --no-tests=error --output-junit $(CURDIR)/$(REPORT)/ctest.xml || true
	@CLOSING='tests passed|No tests' $(STEP) "test without SIMD" "cmake --build --preset without-highway shows it" \
	  env CMAKE_CXX_COMPILER_LAUNCHER=$(CCACHE) sh -c 'cmake --preset without-highway && cmake --build --preset without-highway && \
	  ctest --preset without-highway --no-tests=error --output-junit $(CURDIR)/$(REPORT)/without-highway.xml' || true
	@CLOSING='^=+ .* in [0-9.]+' $(STEP) "test Python" "one test alone: $(BIN)/pytest -k NAME" \
	  $(BIN)/python -m pytest --junitxml=$(REPORT)/pytest.xml || true
	@CLOSING='^=+ .* in [0-9.]+' $(STEP) "test consumer" "the log has the outside program's own error" \
	  $(BIN)/python -m pytest tests/consumer --junitxml=$(REPORT)/consumer.xml || true
	@$(BIN)/python .ci/summary.py $(REPORT)/ctest.xml $(REPORT)/without-highway.xml $(REPORT)/pytest.xml $(REPORT)/consumer.xml

CPP_FILES = $(shell git ls-files -co --exclude-standard '*.cpp' '*.hpp')
PYTHON_FILES := python tests .ci

# Every check has its say before lint fails.
CHECKS := check-ruff check-format check-types check-stubs check-tidy check-house
.PHONY: $(CHECKS)
lint: build build/.debian-lint
	@$(MAKE) -k --no-print-directory $(CHECKS)

check-ruff:
	@$(STEP) "ruff check" "make format corrects most" $(BIN)/ruff check $(PYTHON_FILES)
check-format:
	@$(STEP) "format" "make format" sh -c '$(BIN)/ruff format --check $(PYTHON_FILES) && $(BIN)/clang-format --dry-run --Werror $(CPP_FILES)'
check-types:
	@$(STEP) "mypy" "annotate what it names" $(BIN)/mypy
check-stubs:
	@$(STEP) "stubtest" "make python/shadematch/_core/*.pyi say what the module has" \
	  $(BIN)/python -m mypy.stubtest shadematch._core --mypy-config-file pyproject.toml \
	  --allowlist .ci/stubtest-allow.txt
check-tidy:
	@CLOSING='[0-9]+ files' $(STEP) "clang-tidy" "correct, or say beside the line why not: // NOLINT(check): reason" \
	  $(BIN)/python .ci/tidy.py $(BUILD)
check-house:
	@CLOSING='^=+ .* in [0-9.]+' $(STEP) "house rules" "CONTRIBUTING.md has them" $(BIN)/python -m pytest tests/house

format: .venv/.dev
	@$(BIN)/ruff check --fix-only -q $(PYTHON_FILES) && $(BIN)/ruff format -q $(PYTHON_FILES)
	@$(BIN)/clang-format -i $(CPP_FILES)

clean:
	rm -rf build out .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

# What has to be there; each target is a file, so that a second run costs nothing.
build/.debian: .ci/debian-packages.txt
	@$(STEP) "Debian packages" "see CONTRIBUTING.md, Setting up" .ci/debian $< && touch $@

build/.debian-test: .ci/debian-packages-test.txt
	@$(STEP) "Debian test packages" "see CONTRIBUTING.md, Setting up" .ci/debian $< && touch $@

# A bench without a comparison still measures: whoever is not root is not asked for a password.
build/.debian-bench: .ci/debian-packages-bench.txt
	@{ [ "$$(id -u)" -ne 0 ] || $(STEP) "Debian bench packages" "see CONTRIBUTING.md, Setting up" .ci/debian $<; } \
	  && touch $@ || true

build/.debian-lint: .ci/debian-packages-lint.txt
	@$(STEP) "Debian lint packages" "see CONTRIBUTING.md, Setting up" .ci/debian $< && touch $@

.venv/pyvenv.cfg: | build/.debian
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "error: $(PYTHON) is no Python >= 3.11; say which one to use: make PYTHON=/path/to/python3"; exit 1; }
	@$(STEP) "Python environment" "install python3-venv" $(PYTHON) -m venv --clear .venv

.venv/.run: .ci/requirements.txt .venv/pyvenv.cfg
	@$(STEP) "Python packages" "is the package index reachable?" $(PIP) install -q --require-hashes -r $< && touch $@

.venv/.dev: .ci/requirements-dev.txt .venv/.run
	@$(STEP) "Python test packages" "is the package index reachable?" $(PIP) install -q --require-hashes -r $< && touch $@

# Comparisons again: a bench without them still measures.
.venv/.bench: .ci/requirements-bench.txt .venv/.dev
	@{ $(STEP) "Python bench packages" "is the package index reachable?" $(PIP) install -q --require-hashes -r $< \
	  && touch $@; } || true

$(BUILD)/.installed: .venv/.run $(SOURCES)
	@$(STEP) "build" "correct the first error, then: make build" env SHADEMATCH_BUILD_TESTS=ON \
	  $(PIP) install -v --no-build-isolation --no-deps -e . \
	  --config-settings=build-dir=$(BUILD) --config-settings=build.targets=_core \
	  --config-settings=cmake.define.CMAKE_CXX_COMPILER_LAUNCHER=$(CCACHE) \
	  --config-settings=cmake.define.CMAKE_EXPORT_COMPILE_COMMANDS=ON \
	  --config-settings="cmake.define.CMAKE_CXX_FLAGS=$(WARNINGS)" && touch $@

# Renews the pinned versions and their hashes after a change of pyproject.toml, or to take newer releases.
LOCK = build/lock/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock"
lock: .venv/pyvenv.cfg
	@$(PYTHON) -m venv build/lock && build/lock/bin/pip install -q uv
	@$(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' > build/lock/build.txt
	@$(LOCK) pyproject.toml build/lock/build.txt -o .ci/requirements.txt
	@$(LOCK) pyproject.toml build/lock/build.txt --extra heic --extra raw --extra test --extra lint -c .ci/requirements.txt -o .ci/requirements-dev.txt
	@$(LOCK) pyproject.toml --extra bench -c .ci/requirements-dev.txt -o .ci/requirements-bench.txt

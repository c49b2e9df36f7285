# SPDX-License-Identifier: Apache-2.0
# The verbs: demo test bench lint format serve clean. CI calls `make lint test`.
PYTHON ?= /usr/bin/python3
VENV := .venv
BIN := $(VENV)/bin
BUILD := build/release
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1
LAUNCHER := $(shell command -v ccache)

.PHONY: build setup
.DEFAULT_GOAL := build

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check scikit-build-core "pybind11>=3" \
	  $$($(BIN)/python -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; print(*[repr(d) for d in p["dependencies"] + p["optional-dependencies"]["test"] + p["optional-dependencies"]["lint"]])' | tr -d "'")
	touch $@

setup: $(VENV)/.ready

build: setup
	SHADEMATCH_BUILD_TESTS=ON $(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e . \
	  --config-settings=build-dir=$(BUILD) --config-settings=build.targets=all \
	  --config-settings=cmake.define.CMAKE_CXX_COMPILER_LAUNCHER=$(LAUNCHER) --config-settings=cmake.define.CMAKE_EXPORT_COMPILE_COMMANDS=ON \
	  --config-settings="cmake.define.CMAKE_CXX_FLAGS=$(WARNINGS)"

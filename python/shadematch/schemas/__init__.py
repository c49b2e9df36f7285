# SPDX-License-Identifier: Apache-2.0
"""JSON Schemas (draft 2020-12) of the documents that go in and out."""

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

_SUFFIX = ".schema.json"


def names() -> list[str]:
    """List the names of all schemas.

    >>> "match" in names()
    True
    """
    every = (entry.name for entry in files("shadematch.schemas").iterdir())
    return sorted(name.removesuffix(_SUFFIX) for name in every if name.endswith(_SUFFIX))


def load(name: str) -> dict[str, Any]:
    """Read a schema by name: ``"chart"`` is the schema of ``shadematch chart --json``."""
    schema: dict[str, Any] = json.loads(
        (files("shadematch.schemas") / f"{name}{_SUFFIX}").read_text(encoding="utf-8")
    )
    return schema


def validator(name: str) -> "Draft202012Validator":
    """Make a validator of a schema that knows the parts which the schemas share.

    >>> validator("bench").is_valid([])
    True
    """
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    resource = Resource.from_contents(load("common"))
    registry: Registry[Any] = resource @ Registry()
    return Draft202012Validator(load(name), registry=registry)

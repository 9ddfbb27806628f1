"""The one document of the API: every screen's JSON twin, made from the same list as the routes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from onrecord import __version__
from onrecord.web.answer import ScreenSpec
from onrecord.web.asked import Param

_TYPES: dict[str, dict[str, Any]] = {
    "words": {"type": "string"},
    "id": {"type": "string"},
    "day": {"type": "string", "format": "date"},
    "number": {"type": "integer", "minimum": 0},
    "choice": {"type": "string"},
}


def document(screens: Sequence[ScreenSpec]) -> dict[str, Any]:
    """An OpenAPI 3.1 document of the JSON twins of screens (https://spec.openapis.org/oas/v3.1.1)."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Onrecord",
            "version": __version__,
            "description": "What a page of `onrecord serve` shows, as JSON. Every passage is cited with code-point "
            "offsets into the report's canonical text.",
        },
        "paths": {json_path(one.path): {"get": _operation(one)} for one in screens},
    }


def json_path(path: str) -> str:
    """Where the JSON twin of a screen is.

    >>> json_path("/quotes"), json_path("/")
    ('/quotes.json', '/start.json')
    """
    return f"{'/start' if path == '/' else path.replace(':path', '')}.json"


def _operation(spec: ScreenSpec) -> dict[str, Any]:
    in_path = re.findall(r"{(\w+)", spec.path)
    params = [_parameter(one, in_path) for one in spec.all_params if one.name != "print"]
    answers = {
        "200": {"description": spec.about, "content": {"application/json": {"schema": {"type": "object"}}}},
        "400": {"description": "A filter has a value that it cannot have."},
        "404": {"description": "Nothing on record has this id."},
    }
    name = re.sub(r"\W+", "_", spec.name.lower())
    return {"operationId": name, "summary": spec.about, "parameters": params, "responses": answers}


def _parameter(one: Param, in_path: list[str]) -> dict[str, Any]:
    schema = dict(_TYPES[one.kind])
    if one.choices:
        schema["enum"] = list(one.choices)
    where = "path" if one.name in in_path else "query"
    required = {"required": True} if where == "path" else {}
    return {"name": one.name, "in": where, "description": one.about, "schema": schema, **required}

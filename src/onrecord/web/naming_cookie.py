"""The name of who decides: given once, kept in the browser in the one cookie that the page has."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote

from starlette.datastructures import FormData
from starlette.responses import Response

#: What the cookie is called; it is sent to this page alone, and lasts a year.
COOKIE = "onrecord-name"
_YEAR = 31_536_000
#: Characters of a name.
_LONGEST = 200


def name_in(cookies: Mapping[str, str]) -> str:
    """The name that a browser sends; empty if it has none.

    >>> name_in({"onrecord-name": "Ana%20Mej%C3%ADa"}), name_in({})
    ('Ana Mejía', '')
    """
    name = " ".join(unquote(cookies.get(COOKIE, ""), errors="replace").split())[:_LONGEST]
    return "".join(char for char in name if char.isprintable())


def named(fields: FormData, who: str) -> FormData:
    """The fields of a form with the name that the browser has, where it gives none."""
    if str(fields.get("by") or "").strip() or not who:
        return fields
    return FormData([*((key, value) for key, value in fields.multi_items() if key != "by"), ("by", who)])


def remember(answer: Response, fields: FormData, who: str) -> None:
    """Have the browser keep the name that a form gave, if it was taken."""
    given = " ".join(str(fields.get("by") or "").split())[:_LONGEST]
    if given and given != who and answer.status_code == 303:
        value = quote(given, safe="")
        answer.set_cookie(COOKIE, value, max_age=_YEAR, path="/", samesite="strict", httponly=True)

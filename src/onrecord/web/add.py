"""Adding by the page: files, a text that is pasted, and addresses; each becomes a job."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData, UploadFile

from onrecord.errors import WrongQuestion
from onrecord.intake.formats import EXTENSIONS
from onrecord.views.words import count
from onrecord.web import uploads
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked
from onrecord.web.fresh import Keeping

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Addresses that are fetched at once.
ADDRESSES = 200
#: Characters of a fact that is given with reports.
_LONGEST = 1_000
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FACTS = ("outlet", "title", "published", "url")


def add(site: Site, asked: Asked) -> Answer:
    """The form to add by."""
    return _form(site)


def _form(site: Site, error: WrongQuestion | None = None, given: Mapping[str, str] | None = None) -> Answer:
    why = "" if site.keeping else "This page was started without a way to add."
    if site.keeping and site.keeping.readonly:
        why = "The record can only be read, so nothing can be added to it."
    data: dict[str, Any] = {
        "screen": "add",
        "can_add": not why,
        "limits": {"files": uploads.FILES, "bytes": uploads.TOTAL, "addresses": ADDRESSES},
        "endings": list(EXTENSIONS),
    }
    given = given or {}
    which = next((one for one in ("text", "addresses") if given.get(one)), "files" if given else "")
    context = {"why_not": why, "error": error, "given": given, "which": which, "limits": data["limits"]}
    return Answer("add.html", "Add reports", data, context, status=400 if error else 200)


def take(site: Site, form: FormData) -> Answer | str:
    """Have what a form brings added; where to go on, or the form again with what was wrong.

    Args:
        site: what the page shows.
        form: fields ``files``, ``text`` or ``addresses``, with ``outlet``, ``title``, ``published`` and ``url``.
    """
    given = {name: str(form.get(name) or "").strip() for name in (*_FACTS, "text", "addresses")}
    try:
        if site.keeping is None or site.keeping.readonly:
            raise WrongQuestion("nothing can be added here", hint="Start the page on a record that can be written")
        facts = _facts(given)
        files = uploads.files_of(form, "files")
        if files:
            number = _files(site.keeping, files, facts)
        elif given["text"]:
            number = _text(site.keeping, given["text"], facts)
        elif given["addresses"]:
            number = _addresses(site.keeping, given["addresses"], facts)
        else:
            raise WrongQuestion("nothing was given", hint="Choose a file, paste a text, or name an address")
    except WrongQuestion as error:
        return _form(site, error, given)
    return f"/work#job-{number}"


def _facts(given: Mapping[str, str]) -> dict[str, str]:
    """What was given beside the words.

    Raises:
        WrongQuestion: a date is none, an address is none, or something is too long.
    """
    facts = {name: given[name] for name in _FACTS if given[name]}
    long = next((name for name, value in facts.items() if len(value) > _LONGEST), None)
    if long:
        raise WrongQuestion("is too long", where=long, hint=f"Give at most {_LONGEST:,} characters")
    if "url" in facts and not _WEB.fullmatch(facts["url"]):
        raise WrongQuestion(f"{facts['url']!r} is no address", where="url", hint="Write it as https://outlet/report")
    if "published" in facts and not _is_day(facts["published"]):
        what = f"{facts['published']!r} is not a date"
        raise WrongQuestion(what, where="published", hint="Write 2026-02-07 or 2026-02-07T10:15:00+00:00")
    return facts


def _is_day(text: str) -> bool:
    try:
        (date if len(text) <= 10 else datetime).fromisoformat(text)
    except ValueError:
        return False
    return True


def _files(keeping: Keeping, files: list[UploadFile], facts: Mapping[str, str]) -> int:
    octets = sum(one.size or 0 for one in files)
    if octets + keeping.jobs.octets > uploads.TOTAL:
        raise uploads.too_much()
    try:
        folder, names = uploads.kept(files)
    except OSError as error:
        what = f"the files could not be kept ({error.strerror or error})"
        raise WrongQuestion(what, hint="Make room on the disk, and add them again") from error
    title = names[0] if len(names) == 1 else count(len(names), "file")
    return _ordered(keeping, f"Add {title}", names, facts, folder, octets)


def _text(keeping: Keeping, text: str, facts: Mapping[str, str]) -> int:
    name = uploads.safe_name(f"{facts.get('title', 'pasted text')[:60]}.txt")
    raw = text.encode("utf-8", "replace")
    file = UploadFile(io.BytesIO(raw), size=len(raw), filename=name)
    return _files(keeping, [file], facts)


def _addresses(keeping: Keeping, text: str, facts: Mapping[str, str]) -> int:
    # With its scheme, no address is taken for a file that happens to lie there.
    found = list(dict.fromkeys(f"https://{one}" if one.lower().startswith("www.") else one for one in text.split()))
    wrong = next((one for one in found if not _WEB.fullmatch(one)), None)
    if wrong:
        what = f"{wrong[:100]!r} is no address of the web"
        raise WrongQuestion(what, where="addresses", hint="Write each as https://outlet/report, one a line")
    if len(found) > ADDRESSES:
        what = f"these are {len(found):,} addresses"
        raise WrongQuestion(what, where="addresses", hint=f"Give at most {ADDRESSES} at once, or keep up a feed")
    title = found[0] if len(found) == 1 else f"{len(found)} addresses"
    return _ordered(keeping, f"Fetch {title}", found, facts)


def _ordered(
    keeping: Keeping,
    title: str,
    sources: list[str],
    facts: Mapping[str, str],
    folder: Path | None = None,
    octets: int = 0,
) -> int:
    order = replace(
        keeping.prepare, kind="add", sources=tuple(sources), given=dict(facts), folder=str(folder) if folder else None
    )
    return keeping.jobs.order(order, title, octets)

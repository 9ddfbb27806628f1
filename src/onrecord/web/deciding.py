"""The screen on which one thing is decided on; what takes decisions, takes them back, and takes over a file's."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.datastructures import FormData

from onrecord import pipeline
from onrecord.errors import NotFound, OnrecordError, RecordError, WrongQuestion
from onrecord.model.judgement import Judgement, Verdict, kind_of
from onrecord.model.relations import Identity
from onrecord.record import Record
from onrecord.render.html import drawn_line
from onrecord.screening_decisions import anchored
from onrecord.store.shown import Wanted
from onrecord.views.judgements import described
from onrecord.web import uploads
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.judging import NAMES, own, standing_on, targets_of, together, unsaid
from onrecord.web.links import WebLinks
from onrecord.web.ways import ways

if TYPE_CHECKING:
    from onrecord.web.site import Site

TARGET = Param("target", "id of what is decided on")
BACK = Param("back", "where to go on after it")
LIKE = Param("like", "only what has these words, of what can be chosen")
NAME = Param("name", "1 to ask who decides", "choice", ("1",))
VERDICT = Param("verdict", "what was about to be decided", "choice", get_args(Verdict))
VALUE = Param("value", "the value of what was about to be decided")

#: Characters of a name, a note and a value.
_LONGEST = 2_000

#: The screens on which each kind of thing stands.
_SCREENS: Mapping[str, tuple[str, ...]] = {
    "finding": ("checks",),
    "quotation": ("checks",),
    "attribution": ("quotes",),
    "position": ("history",),
    "happening": ("timeline",),
    "due": ("deadlines", "timeline"),
    "story": ("stories",),
    "origin": ("lineage",),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """What is decided on, as it is shown.

    Attributes:
        html: its line.
        text: the same as plain words.
        also: further things that it rests on, and can be decided on too: a name and an id.
        targets: the ids that it is decided on by, where these are several.
    """

    html: Markup | str
    text: str
    also: tuple[tuple[str, str], ...] = ()
    targets: tuple[str, ...] = ()


def decide(site: Site, asked: Asked, problem: str = "") -> Answer:
    """What the screen of a decision answers.

    Args:
        site: what the page shows.
        asked: the question.
        problem: what was wrong with what was about to be decided.

    Raises:
        WrongQuestion: nothing is named to decide on.
        NotFound: nothing on record has this id, and nothing was decided on it.
    """
    target = asked["target"]
    if not target:
        raise WrongQuestion("nothing is named", where="target", hint="Choose what to decide on from a screen")
    shown, targets = _thing(site, target), _together(site, target)
    standing = standing_on(site, targets)
    made = [one for id in targets for one in standing.get(id, ())]
    thing = shown or _judged(made)
    if thing is None:
        raise NotFound("nothing on record has this id", where=target, hint="Ids can change as reports come: look it up")
    data = {
        "screen": "judge",
        "target": target,
        "kind": kind_of(target),
        "text": thing.text,
        "standing": [{"id": one.id, "verdict": one.verdict, "by": one.by, "at": one.at} for one in made],
        "ways": [
            {"verdict": one.verdict, "value": one.label or None, "choices": [each.value for each in one.choices]}
            for one in ways(site, target, asked["like"])
        ],
    }
    context = {
        "thing": thing,
        "standing": together(made),
        "targets": targets,
        "ways": ways(site, target, asked["like"]),
        "back": own(asked["back"]),
        "problem": problem,
        "readonly": site.store.readonly,
        "about": asked,
        "asking": not asked.who or asked["name"] == "1",
    }
    status = 400 if problem else 200  # a program must not take it for kept
    return Answer("judge.html", f"Decide on {NAMES[kind_of(target)]}", data, context, status=status)


def _thing(site: Site, target: str) -> Thing | None:
    """What is decided on as the screens show it; ``None`` if none does."""
    kind = kind_of(target)
    if kind == "identity":
        who = site.store.target("identity", target)
        return Thing(who.name, who.name) if isinstance(who, Identity) else None
    if kind == "issue":
        known = pipeline.issues_in_use(site.store.setting("issues"))
        there = target in known.issues or site.store.has_issue(target)
        return Thing(known.label(target), known.label(target)) if there else None
    for screen in _SCREENS.get(kind, ()):
        shown = site.screens.page(Wanted(screen, {"target": target}), limit=1)
        for one in shown.items:
            html = Markup(drawn_line(unsaid(one.line), WebLinks(shown.known)))
            said_by = one.line.facts.get("speaker") if screen == "quotes" else None
            head = f"{said_by} " if said_by else ""
            html = Markup("<strong>{}</strong>{}").format(head, html) if head else html
            return Thing(html, head + one.line.text, tuple(_also(one.line.facts)), targets_of(one))
    return None


def _also(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    named = (("the speaker", "identity"), ("the issue", "issue_id"), ("the party", "party_id"))
    return [(name, str(facts[fact])) for name, fact in named if facts.get(fact)]


def _judged(made: Sequence[Judgement]) -> Thing | None:
    """What is shown no more, by the words that it had when it was judged."""
    return Thing(described(made[-1]), described(made[-1])) if made else None


# -- what takes a decision ------------------------------------------------------------------------------------------


def judge(site: Site, fields: FormData) -> Answer | str:
    """Take a decision; asks for the name of who decides where none is given.

    Raises:
        NotFound: nothing on record has the id.
        WrongQuestion: nothing is named to decide on.
    """
    given = {name: str(fields.get(name) or "").strip() for name in ("target", "verdict", "note", "by", "back")}
    # The form with every way has a button for each, and a value of its own for each.
    verdict, _, way = str(fields.get("do") or given["verdict"]).partition(":")
    given["verdict"] = verdict
    if not given["target"]:
        raise WrongQuestion("nothing is named", where="target", hint="Choose what to decide on from a screen")
    values = [value for one in fields.getlist(f"value{way}") if (value := str(one).strip())]
    if not given["by"]:
        about = {"value": values[0]} if values else {}
        return f"/judge?{urlencode({**_kept(given), **about, 'name': '1'})}"

    wanted: Any = verdict

    def decided(record: Record) -> None:
        for target in _together(site, given["target"]) if fields.get("together") else (given["target"],):
            on = anchored(site.screens, target) or target
            record.judge(on, wanted, by=given["by"], note=given["note"], value=values or None, fresh=False)

    problem = _tried(site, decided, (*given.values(), *values))
    again = Asked("/judge", values=_kept(given), who=given["by"])
    return decide(site, again, problem) if problem else own(given["back"])


def _together(site: Site, target: str) -> tuple[str, ...]:
    """The ids of all that is shown together with something, and itself."""
    shown = _thing(site, target)
    return shown.targets if shown and target in shown.targets else (target,)


def _kept(given: Mapping[str, str]) -> dict[str, str]:
    return {name: given[name] for name in ("target", "back", "verdict") if given[name]}


def undo(site: Site, fields: FormData) -> Answer | str:
    """Take a decision back.

    Raises:
        WrongQuestion: it is taken back already, or there is none of this id.
    """
    given = {name: str(fields.get(name) or "").strip() for name in ("judgement", "by", "back", "note")}
    if not given["by"]:
        return "/judgements?name=1"

    def undone(record: Record) -> None:
        for one in dict.fromkeys(str(one) for one in fields.getlist("judgement")):
            record.undo(one, by=given["by"], note=given["note"])

    problem = _tried(site, undone, given.values())
    if problem:
        raise WrongQuestion(problem, where=given["judgement"], hint="Look it up under /judgements")
    return own(given["back"] or "/judgements")


def name(site: Site, fields: FormData) -> Answer | str:
    """Keep the name of who decides from now on."""
    return own(str(fields.get("back") or "/judgements"))


def take_over(site: Site, fields: FormData) -> Answer | str:
    """Take over the decisions of a file.

    Raises:
        WrongQuestion: no file was chosen, or lines of it are no decisions.
    """
    (file,) = uploads.files_of(fields, "file")[:1] or (None,)
    if file is None:
        raise WrongQuestion("no file was chosen", where="file", hint="Choose one that was exported as JSONL")
    with tempfile.TemporaryDirectory(prefix="onrecord-judgements-") as folder:
        path = Path(folder, uploads.safe_name(file.filename or "judgements.jsonl"))
        with path.open("wb") as kept:
            shutil.copyfileobj(file.file, kept)
        try:
            taken = Record(site.store).import_judgements(path)
        except OnrecordError as error:
            if _of_record(error):
                raise
            raise WrongQuestion(error.what, where=file.filename or "file", hint=error.hint) from error
    counted = {"taken": len(taken.added), "there": taken.known, "wrong": len(taken.errors)}
    first = {"first": taken.errors[0].message.replace(f"{folder}/", "")[:300]} if taken.errors else {}
    return f"/judgements?{urlencode({**counted, **first})}"


def saved(site: Site) -> Iterator[str]:
    """All decisions as JSONL, oldest first."""
    return Record(site.store).export_judgements()


def _tried(site: Site, act: Callable[[Record], object], words: Any) -> str:
    """What was wrong with a decision; empty if it was kept."""
    if site.store.readonly:
        return "the record can only be read"
    if any(len(one) > _LONGEST for one in words):
        return f"that is too long: give at most {_LONGEST:,} characters"
    try:
        act(Record(site.store))
    except OnrecordError as error:
        if _of_record(error):
            raise
        return f"{error.what}. {error.hint}" if error.hint else error.what
    return ""


def _of_record(error: OnrecordError) -> bool:
    """Whether the record itself is at fault, such as locked or damaged, and not what was asked."""
    return isinstance(error, RecordError) and not isinstance(error, NotFound)

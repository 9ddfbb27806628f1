"""What was ordered: how far it is, what was done, what failed and why; and how fresh the screens are, in a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData

from onrecord.errors import WrongQuestion
from onrecord.views.words import count, listed
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.fresh import Fresh, doing
from onrecord.web.jobs import Job

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: How the screens stood when it was asked the last time, so that only a change is announced.
WAS = Param("was", "how it stood before", "choice", ("fresh", "empty", "behind", "working", "looking"))
#: What became of sources, in the order in which it is told.
_COUNTS = ("added", "revised", "updated", "unchanged", "failed")
_STATES = {
    "waiting": "waits its turn",
    "running": "is being done",
    "done": "done",
    "stopped": "stopped; what was added stays",
    "failed": "broke off; what was added stays",
}


def fresh(site: Site) -> Fresh:
    """How fresh the screens are; asks nothing of the record."""
    return site.keeping.fresh() if site.keeping else Fresh("fresh", "")


def progress(site: Site, asked: Asked) -> Answer:
    """What was ordered and what became of it."""
    jobs = site.keeping.jobs.seen() if site.keeping else ()
    now = fresh(site)
    data = {"screen": "work", "standing": now.standing, "said": now.said, "jobs": [_data(one) for one in jobs]}
    context = {
        "jobs": [
            {
                "job": one,
                "state": "is being stopped" if one.stopping and one.active else _STATES[one.state],
                "told": told(one),
            }
            for one in jobs
        ],
        "now": now,
        "busy": now.standing in ("working", "looking"),
        "announced": _changed(asked["was"], now),
    }
    return Answer("work_now.html" if asked.part else "work.html", "Work", data, context)


def banner(site: Site, asked: Asked) -> Answer:
    """The line on every page that says how fresh its screens are, for a page that is open already."""
    now = fresh(site)
    data = {"standing": now.standing, "said": now.said}
    return Answer(
        "fresh.html",
        "Fresh",
        data,
        {"freshness": now, "before": asked["was"], "announced": _changed(asked["was"], now)},
    )


def _changed(was: str, now: Fresh) -> bool:
    """Whether a page that is open says aloud how it stands now: only what changed, not each number."""
    return (
        bool(was) and was != now.standing and now.standing != "looking" and (was, now.standing) != ("looking", "fresh")
    )


def told(job: Job) -> str:
    """What a job has done so far, in words.

    Args:
        job: the job.
    """
    if job.order.kind == "prepare":
        return _compared(job)
    parts = [f"{job.counts[one]:,} {one}" for one in _COUNTS if job.counts.get(one)]
    if job.state == "waiting":
        return ""
    said = listed(parts) if parts else "the models are being loaded" if job.active else "nothing was dealt with"
    if job.expected and job.dealt < job.expected:
        said += f"; {job.dealt:,} of {job.expected:,} dealt with"
    return f"{said[0].upper()}{said[1:]}."


def _compared(job: Job) -> str:
    said = doing(job)
    if job.state == "running":
        return f"{said[0].upper()}{said[1:]}."
    if job.state != "done" or job.stale is None:
        return ""
    return f"The screens are put together from {count(job.reports, 'report')}."


def _data(job: Job) -> dict[str, Any]:
    problem = job.problem
    return {
        "number": job.number,
        "title": job.title,
        "kind": job.order.kind,
        "state": job.state,
        "expected": job.expected,
        "counts": {one: job.counts[one] for one in _COUNTS if job.counts.get(one)},
        "comparing": {"what": job.doing, "done": job.done, "of": job.of} if job.doing else None,
        "failures": [{"what": one.what, "where": one.where, "hint": one.hint} for one in job.failures],
        "problem": {"what": problem.what, "where": problem.where, "hint": problem.hint} if problem else None,
    }


def decide(site: Site, form: FormData) -> str:
    """Stop a job, go on with it, drop it, or have the screens put together; where to go on.

    Raises:
        WrongQuestion: it is none of these.
    """
    keeping = site.keeping
    if keeping is None:
        raise WrongQuestion("no work is done here", hint="Start the page with 'onrecord serve'")
    number = str(form.get("job") or "0")
    acts: Mapping[str, Any] = {"stop": keeping.jobs.stop, "go_on": keeping.jobs.go_on, "forget": keeping.jobs.forget}
    act = str(form.get("do") or "")
    if act == "compare":
        keeping.compare()
    elif act in acts and number.isascii() and number.isdecimal() and len(number) < 10:
        acts[act](int(number))
    else:
        raise WrongQuestion(f"{act!r} cannot be done with work", where="do", hint="Use the buttons of the page")
    return "/work"

"""The page as an ASGI application: routes from the catalogue, each screen as a page, as JSON and as CSV."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from importlib.resources import files
from itertools import chain, islice
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.errors import NotFound, OnrecordError, RecordError, WrongQuestion
from onrecord.exports import csv, json
from onrecord.render.safe import visible
from onrecord.web import deciding, naming_cookie, progress
from onrecord.web.answer import Answer, FormSpec, ScreenSpec
from onrecord.web.asked import Asked, Form, asked
from onrecord.web.catalogue import FORMS, SCREENS
from onrecord.web.filters import filters
from onrecord.web.openapi import document
from onrecord.web.site import Site
from onrecord.web.uploads import form_of
from onrecord.web.vendored import check_vendored

Endpoint = Callable[[Request], Response]

#: The header of every screen, page and file of rows that says which filling of the screens it is of: what is asked for
#: in portions is of one state where this stays the same.
_FILLING = "Onrecord-Filling"

_log = logging.getLogger("onrecord.web")


def make_app(site: Site) -> Starlette:
    """The application that serves a record.

    Args:
        site: the record.

    Raises:
        ServeError: a script that others wrote is not the one that came with Onrecord.
    """
    check_vendored()
    pages = Pages(site)
    routes: list[Any] = [
        Route("/favicon.ico", _icon),
        Route("/healthz", pages.health),
        Route("/openapi.json", pages.openapi),
        Route("/fresh", pages.fresh),
        Route("/judgements.jsonl", pages.decisions),
        Mount("/static", StaticFiles(packages=[("onrecord.web", "static")])),
    ]
    for spec in SCREENS:
        routes += pages.routes(spec)
    routes += [Route(form.path, pages.posted(form), methods=["POST"]) for form in FORMS]
    return Starlette(routes=routes, exception_handlers={404: pages.missing})


class Pages:
    """The answers of one site.

    Args:
        site: the record.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self._templates = Environment(
            loader=PackageLoader("onrecord.web"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            finalize=_shown,
        )
        self._templates.filters["whole"] = escape
        menu = [one for one in SCREENS if one.menu]
        self._templates.globals.update(site=site, menu=menu, fresh=progress.fresh, filters_of=partial(filters, site))

    def health(self, request: Request) -> Response:
        """Whether the record can be read."""
        try:
            filling = self.site.screens.filling()
        except OnrecordError as error:
            return self._at_fault(Asked(request.url.path, "csv"), error)
        return PlainTextResponse(f"ok {filling.reports if filling else 0}\n")

    def openapi(self, request: Request) -> Response:
        """The one document of the API."""
        return _json(document(SCREENS))

    def fresh(self, request: Request) -> Response:
        """The line that says how fresh the screens are, for a page that is open."""
        try:
            question = asked("/fresh", "html", (progress.WAS,), request.query_params)
        except WrongQuestion as error:
            return self._failed(Asked("/fresh"), error, 400)
        answer = progress.banner(self.site, question)
        return self._drawn(answer, answer.context)

    def decisions(self, request: Request) -> Response:
        """All decisions as a file that another record takes over."""
        headers = {"Content-Disposition": 'attachment; filename="onrecord-judgements.jsonl"'}
        made = deciding.saved(self.site)
        try:
            begun = list(islice(made, 1))  # with the first all are taken from the record
        except OnrecordError as error:
            return self._at_fault(Asked(request.url.path), error)
        return StreamingResponse(chain(begun, made), media_type="application/jsonl", headers=headers)

    def missing(self, request: Request, error: Exception) -> Response:
        """That there is no such page."""
        gone = NotFound("no such page", where=request.url.path, hint="Begin at /")
        return self._failed(Asked(request.url.path), gone, 404)

    def routes(self, spec: ScreenSpec) -> list[Route]:
        """The routes of a screen, one for each form of the answer."""
        forms: tuple[Form, ...] = ("html", "json", "csv") if spec.csv else ("html", "json")
        return [Route(_path(spec.path, form), self._endpoint(spec, form), methods=["GET"]) for form in forms[::-1]]

    def _endpoint(self, spec: ScreenSpec, form: Form) -> Endpoint:
        def endpoint(request: Request) -> Response:
            part = request.headers.get("hx-request") == "true"
            path = request.url.path.removesuffix(f".{form}") if form != "html" else request.url.path
            path = "/" if spec.path == "/" else path
            question = Asked(path, form)
            try:
                given: Mapping[str, str] = {**request.query_params, **request.path_params}
                question = asked(path, form, spec.all_params, given, part=part)
                who = naming_cookie.name_in(request.cookies)
                question = replace(question, who=who, in_path=frozenset(request.path_params))
                return self._answered(question, spec)
            except WrongQuestion as error:
                return self._failed(question, error, 400)
            except NotFound as error:
                whole = self._of_whole_id(spec, form, request) if form != "html" else None
                return whole or self._failed(question, error, 404)
            except OnrecordError as error:
                return self._at_fault(question, error)

        return endpoint

    def _of_whole_id(self, spec: ScreenSpec, form: Form, request: Request) -> Response | None:
        """The page of something whose own id ends as the address of a form does; ``None`` if there is none."""
        if not spec.path.endswith("}"):
            return None
        given = {**request.query_params, **{name: f"{one}.{form}" for name, one in request.path_params.items()}}
        try:
            question = asked(request.url.path, "html", spec.all_params, given)
            question = replace(question, who=naming_cookie.name_in(request.cookies))
            return self._answered(question, spec)
        except (NotFound, WrongQuestion):
            return None
        except OnrecordError as error:
            return self._at_fault(Asked(request.url.path), error)

    def _answered(self, question: Asked, spec: ScreenSpec) -> Response:
        """What a screen answers, all of it of one state of the record; it says of which filling of the screens."""
        if not spec.kept:
            return self.respond(question, spec.answer(self.site, question), spec)
        with self.site.store.at_one_moment():
            filling = self.site.screens.filling()
            answer = self.respond(question, spec.answer(self.site, question), spec)
        answer.headers[_FILLING] = str(filling.number if filling else 0)
        return answer

    def respond(self, question: Asked, answer: Answer, spec: ScreenSpec) -> Response:
        """An answer in the form that was asked for."""
        if question.form == "json":
            return _json(answer.data, answer.status)
        if question.form == "csv":
            return _csv(answer, spec)
        context = {"asked": question, "answer": answer, "spec": spec, "title": answer.title, **answer.context}
        return self._drawn(answer, context)

    def _drawn(self, answer: Answer, context: Mapping[str, Any]) -> Response:
        return HTMLResponse(_octets(self._templates.get_template(answer.template).render(context)), answer.status)

    def posted(self, form: FormSpec) -> Callable[[Request], Awaitable[Response]]:
        """What takes a form, which the guard let through; it is dealt with beside the loop that serves."""

        async def endpoint(request: Request) -> Response:
            try:
                fields = await form_of(request)
            except WrongQuestion as error:
                return self._failed(Asked(form.path), error, 400)
            except ClientDisconnect:  # nobody waits for the answer
                return Response(status_code=400)
            try:
                if not form.named:
                    return await run_in_threadpool(self._taken, form, fields)
                who = naming_cookie.name_in(request.cookies)
                answer = await run_in_threadpool(self._taken, form, naming_cookie.named(fields, who), who)
                naming_cookie.remember(answer, fields, who)
                return answer
            finally:
                await fields.close()

        return endpoint

    def _taken(self, form: FormSpec, fields: FormData, who: str = "") -> Response:
        question = Asked(form.path, who=who)
        try:
            done = form.take(self.site, fields)
        except OnrecordError as error:
            return self._failed(question, error, _status_of(error))
        if form.changes and self.site.keeping is not None:
            self.site.keeping.compare()
        if isinstance(done, str):
            return RedirectResponse(done, 303)
        return self._drawn(done, {"asked": question, "answer": done, "title": done.title, **done.context})

    def _at_fault(self, question: Asked, error: OnrecordError) -> Response:
        """That the record is damaged, locked, gone: said by what it is, here and where the page runs."""
        _log.error("%s: %s", question.path, error.message)
        return self._failed(question, error, 503)

    def _failed(self, question: Asked, error: OnrecordError, status: int) -> Response:
        data = {"error": {"what": error.what, "where": error.where, "hint": error.hint}}
        if question.form == "json":
            return _json(data, status)
        if question.form == "csv":
            return PlainTextResponse(_octets(error.message + "\n"), status)
        title = {404: "Not found", 503: "This cannot be shown"}.get(status, "Not understood")
        context = {"asked": question, "title": title, "error": error}
        return HTMLResponse(_octets(self._templates.get_template("error.html").render(context)), status)


def _status_of(error: OnrecordError) -> int:
    """The status of a form that was not taken: something is not there, the record cannot be written to, or a fault."""
    if isinstance(error, NotFound):
        return 404
    return 503 if isinstance(error, RecordError) else 400


def _shown(value: Any) -> Any:
    """What a template shows of a text: nothing that turns the words beside it around; ``whole`` leaves it as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _path(path: str, form: Form) -> str:
    return path if form == "html" else f"{'/start' if path == '/' else path}.{form}"


def _json(data: Any, status: int = 200) -> Response:
    return Response(json.text(data, indent=None).encode(), status, media_type="application/json")


def _octets(words: str) -> bytes:
    """Words as they are sent: a half of a character, as a file of decisions can have it in a name or note, is a "?"."""
    return words.encode("utf-8", "replace")


def _csv(answer: Answer, spec: ScreenSpec) -> Response:
    name = f"onrecord-{spec.name.lower().replace(' ', '-')}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    text = _csv_text(answer)
    # With the first row the rows are taken from the record: what goes wrong there can be said yet, and not later.
    begun = list(islice(text, 2))
    return StreamingResponse(chain(begun, text), media_type="text/csv; charset=utf-8", headers=headers)


def _csv_text(answer: Answer) -> Iterator[bytes]:
    """The rows as CSV, as many as there are, written as they are read."""
    columns = csv.columns_of((), answer.columns)
    yield _octets(csv.header(columns))
    for row in answer.rows() if answer.rows else ():
        yield _octets(csv.record(row, columns))


def _icon(request: Request) -> Response:
    """The page's sign, where a browser looks for it beside an answer that is no page."""
    return Response(static("icon.svg"), media_type="image/svg+xml")


def static(name: str) -> str:
    """The text of a file that the page is served with."""
    return files("onrecord.web").joinpath("static", name).read_text("utf-8")

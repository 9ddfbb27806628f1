"""Alerts as an Atom 1.0 feed (RFC 4287): every entry with the words that it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from uuid import UUID, uuid5

from onrecord.model.dossier import Alert, Evidence
from onrecord.model.report import Report
from onrecord.model.spans import Citation
from onrecord.render.safe import visible
from onrecord.views.words import flat, passage_url, quoted

#: A feed has so many entries at most, the latest; a reader that asks once a day misses none of a busy matter.
ENTRIES = 100

#: Root of the ids of feeds and entries, made once at random.
_ROOT = UUID("6a0f2a1e-9d0c-4d7e-8f35-3f1f6f2b7c55")

#: What XML 1.0 cannot hold beside the controls, which ``visible`` replaces.
_NOT_XML = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff]")


#: The head of a feed as ``feed`` writes it: its id and its title.
_HEAD = re.compile(
    r'<\?xml version="1\.0" encoding="utf-8"\?>\s*<feed xmlns="http://www\.w3\.org/2005/Atom">\s*'
    r"<id>(urn:uuid:[0-9a-f-]{36})</id>\s*<title>([^<]*)</title>(?=.*<generator>Onrecord</generator>)",
    re.DOTALL,
)


def feed_id(key: str) -> str:
    """The id of the feed that a key tells from others."""
    return f"urn:uuid:{uuid5(_ROOT, key)}"


def written_as(text: str) -> tuple[str, str] | None:
    """Id and title of a feed that was written by Onrecord, from its beginning; ``None`` for anything else."""
    found = _HEAD.match(text)
    return (found[1], unescape(found[2])) if found else None


def feed(title: str, key: str, begun: str, alerts: Sequence[Alert], reports: Mapping[str, Report]) -> str:
    """The latest alerts as a feed, the newest first; the same alerts give the same bytes.

    Args:
        title: its title.
        key: what tells this feed from others; equal keys give equal ids.
        begun: ISO date-time with zone that it is of while it has no alert.
        alerts: the alerts in the order noticed.
        reports: the reports that they cite, by id.
    """
    home = uuid5(_ROOT, key)
    latest = list(alerts)[-ENTRIES:][::-1]
    entries = "".join(_entry(home, one, reports) for one in latest)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"  <id>{feed_id(key)}</id>\n"
        f"  <title>{_xml(title)}</title>\n"
        f"  <updated>{max((one.noticed for one in latest), default=begun)}</updated>\n"
        "  <author><name>Onrecord</name></author>\n"
        f"  <generator>Onrecord</generator>\n{entries}</feed>\n"
    )


def _entry(home: UUID, one: Alert, reports: Mapping[str, Report]) -> str:
    key = f"{one.dossier}\n{one.id}\n{one.noticed}"
    return (
        "  <entry>\n"
        f"    <id>urn:uuid:{uuid5(home, key)}</id>\n"
        f"    <title>{_xml(flat(one.title))}</title>\n"
        f"    <updated>{one.noticed}</updated>\n"
        f'    <category term="{_xml(one.rule)}"/>\n'
        f'    <summary type="text">{_xml(_text(one))}</summary>\n'
        f'    <content type="html">{_xml(_html(one, reports))}</content>\n'
        "  </entry>\n"
    )


def _text(one: Alert) -> str:
    return f"{' / '.join(flat(part.words) for part in one.evidence)} — why: {flat(one.why)}"


def _html(one: Alert, reports: Mapping[str, Report]) -> str:
    parts = "".join(f"<li>{_part(part, reports)}</li>" for part in one.evidence)
    return f"<ul>{parts}</ul><p>why: {_shown(one.why)}</p><p>dossier: {_shown(one.dossier)}; alert {one.id}</p>"


def _part(one: Evidence, reports: Mapping[str, Report]) -> str:
    cited = "".join(f"<li>{_cited(found, reports)}</li>" for found in one.citations)
    return f"{_shown(one.words)}{f'<ul>{cited}</ul>' if cited else ''}"


def _cited(one: Citation, reports: Mapping[str, Report]) -> str:
    """The exact words with where they stand, as a link where the report has an address."""
    report = reports.get(one.report)
    where = f"{one.report}:{one.start}–{one.end}"
    outlet = f"{_shown(report.outlet)}, " if report and report.outlet else ""
    words = f"<q>{_shown(quoted(one.text)[1:-1])}</q> ({outlet}{_shown(where)})"
    url = passage_url(report.url, one.span) if report else None
    return f'<a href="{escape(url, quote=True)}">{words}</a>' if url else words


def _shown(text: str) -> str:
    return escape(flat(text), quote=True)


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", visible(text)), quote=True)

"""The tables of a record, named so that a person who opens the file can read them.

    reports ── revisions (their text)      sources (their bytes)
       ├── blocks, readings, sentences, actors, times, quantities, attributions, events, positions, open_points,
       │   deadlines
       ├── addresses: where each was published, and when its words stood there; revisions of one report share one
       └── citations: every stored range of every text, whoever owns it
    identities: who is who across the reports
    stories, derivations, origins, quote_lineages, findings, corroborations, only_in: what holds between reports
    vectors, judged_pairs, reuse_reports, reuse_segments, reuse_pairs: computed anew where they lack; they prove nothing
    shown_items, shown_keys, shown_totals: what the screens show (``store/shown.py``); put together anew too
    judgements, judgement_outcomes: what people decided, and what that came to
    feeds ── feed_items: which feeds are polled, how that went, and what became of each item; no evidence rests on them
    dossiers, dossier_alerts, dossier_told: the user's own cases, and what was told of them (``store/dossiers.py``)

Scalars lie in the table of their value; the words it rests on lie in ``citations`` under ``owner_kind`` (what it
belongs to), ``owner_number`` (its number in the owner's table) and ``role`` (what the words are to it).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from onrecord.store.columns import Figure, Strings, Words

metadata = MetaData()

#: Owners of citations that hold between reports; all others belong to one report.
BETWEEN = ("derivation", "origin", "quote_lineage", "finding", "corroboration", "only_in")

#: Owners of citations that were told to someone, and so stay whatever is read or derived anew.
ALERTS = ("alert",)


def _words(name: str, *, missing: bool = False) -> Column[Any]:
    return Column(name, Words, nullable=missing)


def _list(name: str) -> Column[Any]:
    return Column(name, Strings, nullable=False)


def _figure(name: str) -> Column[Any]:
    return Column(name, Figure, nullable=False)


def _number(name: str = "number") -> Column[Any]:
    return Column(name, Integer, nullable=False)


def _report(name: str = "report", **options: Any) -> Column[Any]:
    return Column(name, Words, ForeignKey("reports.id"), nullable=options.pop("missing", False), **options)


def _in_report(name: str, *columns: Column[Any]) -> Table:
    """A table of what one report holds, numbered in text order."""
    key = (_report(primary_key=True), Column("number", Integer, primary_key=True, autoincrement=False))
    return Table(name, metadata, *key, *columns)


def _between(name: str, *columns: Column[Any]) -> Table:
    """A table of what holds between reports, numbered in the order derived."""
    return Table(name, metadata, Column("number", Integer, primary_key=True, autoincrement=False), *columns)


def _member(name: str, owner: str, parent: str, *columns: Column[Any]) -> Table:
    """A table of the members of something that holds between reports."""
    key = (
        Column(owner, Integer, ForeignKey(f"{parent}.number"), primary_key=True, autoincrement=False),
        Column("number", Integer, primary_key=True, autoincrement=False),
    )
    return Table(name, metadata, *key, *columns)


# -- the record itself --------------------------------------------------------------------------------------------

meta = Table("meta", metadata, Column("key", String, primary_key=True), _words("value"))

# -- reports and their sources ------------------------------------------------------------------------------------

revisions = Table("revisions", metadata, Column("sha256", String, primary_key=True), _words("text"))

reports = Table(
    "reports",
    metadata,
    Column("id", Words, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("revision", String, ForeignKey("revisions.sha256"), nullable=False),
    _words("title", missing=True),
    _words("outlet", missing=True),
    _words("agency", missing=True),
    _list("byline"),
    _words("published", missing=True),
    _words("url", missing=True),
    _words("language"),
    Column("dateline", Strings),
    _list("notes"),
    Column("seal", String, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    _report(primary_key=True),
    _words("name"),
    _words("media_type"),
    _words("decoding"),
    _words("given"),
    _words("parts"),
    _list("partial"),
    Column("sha256", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("zlib", LargeBinary, nullable=False),
    Column("seal", String, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    _report(primary_key=True),
    _words("address", missing=True),
    _words("outlet", missing=True),
    *(Column(name, String) for name in ("essence", "modified_first", "modified_last", "seen_first", "seen_last")),
    Column("seal", String, nullable=False),
)
Index("addresses_by_address", addresses.c.address)

blocks = _in_report(
    "blocks",
    _words("kind"),
    _number("start"),
    _number("end"),
    _words("dated", missing=True),
    Column("repeats", Integer),
)

citations = Table(
    "citations",
    metadata,
    # PostgreSQL counts on for every citation that was ever made; in SQLite only INTEGER is the number of the row.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _report(),
    Column("revision", String, ForeignKey("revisions.sha256"), nullable=False),
    Column("owner_kind", String, nullable=False),
    _number("owner_number"),
    Column("role", String, nullable=False),
    _number("position"),
    _number("start"),
    _number("end"),
    _words("text"),
    Column("sha256", String, nullable=False),
    UniqueConstraint("report", "owner_kind", "owner_number", "role", "position"),
)
# What holds between reports is looked up by its owner alone. A partial index would be smaller, but SQLite uses one
# only for queries that repeat its condition word for word, which nobody who opens the file would do.
Index("citations_by_owner", citations.c.owner_kind, citations.c.owner_number)

# -- what was read in one report ----------------------------------------------------------------------------------

readings = Table(
    "readings",
    metadata,
    _report(primary_key=True),
    _words("reader_version"),
    _words("model"),
    _words("model_sha256"),
    _list("voices"),
    _list("notes"),
)

sentences = _in_report(
    "sentences", _number("block"), _list("terms"), Column("parse", Words, nullable=False, server_default="")
)

actors = _in_report(
    "actors", _words("id"), _words("name"), _words("kind"), _words("belongs_to", missing=True),
    _words("role", missing=True),
)  # fmt: skip

times = _in_report(
    "times", _words("type"), _words("value"), _words("mod", missing=True), _words("earliest", missing=True),
    _words("latest", missing=True), _words("why"),
)  # fmt: skip

quantities = _in_report(
    "quantities", _figure("low"), _figure("high"),
    _words("unit", missing=True), _words("counted", missing=True), Column("approximate", Boolean, nullable=False),
    _words("mod", missing=True),
)  # fmt: skip

attributions = _in_report(
    "attributions", _words("id"), _words("kind"), _words("actor", missing=True), _words("cue_class"),
    _words("within", missing=True), _words("rule"), _words("why"), _words("certainty", missing=True),
    Column("negated", Boolean, nullable=False, server_default="0"), Column("time", Integer),
)  # fmt: skip

events = _in_report(
    "events", _words("id"), _words("type"), _words("mode", missing=True), _list("actors"), _list("recipients"),
    _words("place", missing=True), Column("time", Integer), _words("status"), _words("attribution", missing=True),
    _words("rule"), _words("place_certainty", missing=True),
)  # fmt: skip

positions = _in_report(
    "positions", _words("party"), _words("issue"), _words("move"), _words("attribution", missing=True),
    _words("day", missing=True), _words("rule"), _words("speaker", missing=True), _words("capacity", missing=True),
    _words("told_by", missing=True), Column("about", Strings, nullable=False, server_default="[]"),
)  # fmt: skip

open_points = _in_report(
    "open_points", _words("issue"), _list("parties"), _words("attribution", missing=True),
    _words("told_by", missing=True), _words("day", missing=True), _words("rule"), _list("about"),
)  # fmt: skip

deadlines = _in_report(
    "deadlines", _words("earliest", missing=True), _words("latest", missing=True), _words("set_by", missing=True),
    _words("attribution", missing=True), _words("rule"),
    Column("kind", Words, nullable=False, server_default="deadline"),
    Column("state", Words, nullable=False, server_default="open"),
    _words("from_earliest", missing=True), _words("from_latest", missing=True), _words("day", missing=True),
)  # fmt: skip

# -- what holds between reports -----------------------------------------------------------------------------------

compared_reports = _between("compared_reports", _report())

identities = _between(
    "identities", _words("id"), _words("name"), _words("kind"), _words("belongs_to", missing=True),
    _words("speaks_for", missing=True), _list("roles"), _list("may_be"), _words("why"),
)  # fmt: skip
identity_members = _member("identity_members", "identity", "identities", _report(), _words("actor"))
identity_spellings = _member("identity_spellings", "identity", "identities", _words("words"), _number("count"))
Index("identity_members_by_actor", identity_members.c.report, identity_members.c.actor)

stories = _between("stories", _words("id"), _words("title"), _words("why"))
story_reports = _member(
    "story_reports", "story", "stories", _report(),
    Column("how", Words, nullable=False, server_default=""), _report("near", missing=True),
    Column("words", Strings, nullable=False, server_default="[]"),
    Column("fresh", Strings, nullable=False, server_default="[]"),
)  # fmt: skip

#: What headlines and leads mean, by a hash of what was encoded and how: computed again where it lacks, never stale, no
#: part of what is proved.
vectors = Table(
    "vectors", metadata, Column("key", String, primary_key=True), Column("vector", LargeBinary, nullable=False)
)

#: What was judged of two reports, by what was judged: a key of both readings, and a JSON value.
judged_pairs = Table(
    "judged_pairs",
    metadata,
    Column("kind", String, primary_key=True),
    Column("a", Words, primary_key=True),
    Column("b", Words, primary_key=True),
    _words("key"),
    _words("value"),
)

#: The reuse index: its reports with their words as numbers, its postings, and the pairs of reports that share text.
#: No part of what is proved either; reports that were revised stay in it.
reuse_reports = Table(
    "reuse_reports",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _words("report"),
    _number("week"),
    Column("words", LargeBinary, nullable=False),
)
reuse_segments = Table(
    "reuse_segments",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("posts", LargeBinary, nullable=False),
)
reuse_pairs = Table("reuse_pairs", metadata, Column("a", Words, primary_key=True), Column("b", Words, primary_key=True))

#: Tables of what is only kept so that it need not be computed again: nothing is proved by them.
KEPT_AT_HAND = (vectors, judged_pairs, reuse_reports, reuse_segments, reuse_pairs)

derivations = _between(
    "derivations", _report("a"), _report("b"), _words("kind"), _words("direction"),
    _figure("containment_a"), _figure("containment_b"), _words("why"),
)  # fmt: skip

origins = _between(
    "origins", _words("agency", missing=True), _report("root", missing=True), _words("why"),
    Column("id", Words, nullable=False, server_default=""),
)  # fmt: skip
origin_reports = _member("origin_reports", "origin", "origins", _report())

quote_lineages = _between(
    "quote_lineages", _words("id"), _words("speaker", missing=True), _words("actor", missing=True), _words("relation")
)
quote_variants = _member("quote_variants", "lineage", "quote_lineages", _words("attribution"))
quote_changes = _member("quote_changes", "lineage", "quote_lineages", _words("op"), _words("a"), _words("b"))

findings = _between(
    "findings", _words("id"), _words("kind"), _words("type"), _words("about"), _words("why"), _words("rule")
)
finding_sides = _member(
    "finding_sides", "finding", "findings", _words("value"), _words("attribution", missing=True),
    _words("speaker", missing=True),
)  # fmt: skip

corroborations = _between("corroborations", _words("claim"), _number("origins"))

only_in = _between("only_in", _report())

#: What the judgements came to that all this was derived with.
judgement_outcomes = _between("judgement_outcomes", _words("judgement"), _words("target"), _words("why"))

#: Under which a person names what they judge.
BY_ID = tuple(
    Index(f"{table.name}_by_id", table.c.id) for table in (identities, stories, origins, quote_lineages, findings)
)

# -- what people decided ------------------------------------------------------------------------------------------

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    _words("target"),
    _words("verdict"),
    _words("by"),
    _words("at"),
    _words("note"),
    Column("seal", String, nullable=False),
    Column("value", Words, nullable=False, server_default=""),
    Column("anchor", Words, nullable=False, server_default=""),
    Column("id", Words, nullable=False, server_default=""),
)
Index("judgements_by_target", judgements.c.target)

# -- feeds: state of a subscription, not evidence -----------------------------------------------------------------

feeds = Table(
    "feeds",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("url", Words, nullable=False, unique=True),
    _words("title", missing=True),
    _words("outlet", missing=True),
    Column("added", String, nullable=False),
    _words("etag", missing=True),
    _words("last_modified", missing=True),
    Column("polled", String),
    Column("not_before", String),
    _number("failures"),
    _words("problem", missing=True),
    Column("stopped", Boolean, nullable=False),
)

feed_items = Table(
    "feed_items",
    metadata,
    Column("feed", Integer, ForeignKey("feeds.number"), primary_key=True, autoincrement=False),
    Column("item", String, primary_key=True),
    _words("link", missing=True),
    _words("address", missing=True),
    Column("facts", Words, nullable=False),
    Column("updated", String),
    Column("state", String, nullable=False),
    _number("tries"),
    _words("report", missing=True),
    _words("problem", missing=True),
    Column("at", String, nullable=False),
)
Index("feed_items_by_address", feed_items.c.address)

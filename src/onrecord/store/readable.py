"""What SQLite adds to the tables: views for people who open the file, the full-text index, and the guard of judgements.

The views join rows with the words they rest on, so that Datasette or any SQLite browser shows sentences, not numbers.
"""

from __future__ import annotations

from sqlalchemy import Connection

from onrecord.store.hidden import searched_sql

#: The words that an owner has in some role, several ranges joined.
_WORDS = """(
    SELECT group_concat(text, ' … ') FROM (
        SELECT text FROM citations
        WHERE report = {row}.report AND owner_kind = '{kind}' AND owner_number = {row}.number AND role = '{role}'
        ORDER BY position))"""


def _words(kind: str, role: str = "words", row: str = "one") -> str:
    return _WORDS.format(kind=kind, role=role, row=row)


_TOLD_BY = """(
    SELECT coalesce(
        (SELECT min(name) FROM actors WHERE report = teller.report AND id = teller.actor),
        {source}, 'not named')
    FROM attributions AS teller WHERE teller.report = one.report AND teller.id = one.{column})"""


def _told_by(column: str) -> str:
    """The name of who tells it inside the report, if it is not the report's own voice."""
    return _TOLD_BY.format(column=column, source=_words("attribution", "source", "teller"))


def _name(column: str) -> str:
    """The name of an actor of the same report."""
    return f"(SELECT min(name) FROM actors WHERE report = one.report AND id = one.{column})"


_IDENTITY = """(
    SELECT who.name FROM identity_members AS member JOIN identities AS who ON who.number = member.identity
    WHERE member.report = one.report AND member.actor = one.{column})"""

_REPORT = "reports.id AS report, reports.title, reports.outlet, reports.published"
#: The latest decision on a target that was not taken back; an entry that takes back can be taken back itself.
_JUDGED = """(
    SELECT verdict FROM judgements AS made WHERE made.target = {target} AND NOT EXISTS (
        SELECT 1 FROM judgements AS back WHERE back.target = made.id AND back.verdict = 'undo' AND NOT EXISTS (
            SELECT 1 FROM judgements AS again WHERE again.target = back.id AND again.verdict = 'undo'))
    ORDER BY julianday(at) DESC, number DESC LIMIT 1)"""

#: Select statement of each view by its name.
VIEWS: dict[str, str] = {
    # Also what the full-text index reads its words from, hence the column named rowid.
    "report_texts": f"""
        SELECT reports.number AS rowid, {_REPORT}, reports.url, reports.language,
            {searched_sql("revisions.text")} AS text
        FROM reports JOIN revisions ON revisions.sha256 = reports.revision""",
    "texts_of_one_address": f"""
        SELECT one.address, {_REPORT}, one.modified_first, one.modified_last, one.seen_first, one.seen_last
        FROM addresses AS one JOIN reports ON reports.id = one.report
        WHERE one.address IN (SELECT address FROM addresses GROUP BY address HAVING count(*) > 1)
        ORDER BY one.address, coalesce(one.seen_last, one.modified_last, reports.published), reports.number""",
    "who_said_what": f"""
        SELECT {_REPORT}, one.id AS attribution, {_name("actor")} AS speaker,
            {_words("attribution", "source")} AS named_as, {_words("attribution", "cue")} AS cue,
            {_words("attribution", "content")} AS words, one.kind, {_told_by("within")} AS told_by,
            {_words("attribution", "addressee")} AS said_to, one.why,
            {_JUDGED.format(target="one.report || '/' || one.id")} AS judgement,
            {_IDENTITY.format(column="actor")} AS speaker_across_reports
        FROM attributions AS one JOIN reports ON reports.id = one.report""",
    "who_is_who": """
        SELECT one.id AS identity, one.name, one.kind, one.belongs_to, one.speaks_for, one.roles,
            (SELECT group_concat(words || ' ' || count, ', ') FROM (
                SELECT words, count FROM identity_spellings WHERE identity = one.number ORDER BY number)) AS spellings,
            (SELECT count(DISTINCT report) FROM identity_members WHERE identity = one.number) AS reports,
            one.may_be, one.why
        FROM identities AS one""",
    "quotes": "SELECT * FROM who_said_what WHERE kind IN ('direct', 'mixed')",
    "positions_taken": f"""
        SELECT {_REPORT}, coalesce({_name("party")}, one.party) AS party, one.move, one.issue,
            {_words("position", "object")} AS object, {_words("position", "condition")} AS conditions,
            coalesce({_name("speaker")}, one.speaker) AS speaker, one.capacity, one.day, {_words("position")} AS words,
            {_told_by("attribution")} AS told_by
        FROM positions AS one JOIN reports ON reports.id = one.report""",
    "points_open": f"""
        SELECT {_REPORT}, one.issue, {_words("open_point", "object")} AS object, one.parties, one.day,
            {_words("open_point")} AS words, {_told_by("attribution")} AS told_by
        FROM open_points AS one JOIN reports ON reports.id = one.report""",
    "deadlines_set": f"""
        SELECT {_REPORT}, {_words("deadline", "what")} AS what, one.kind, one.earliest, one.latest, one.state,
            one.from_earliest, one.from_latest, one.day, {_name("set_by")} AS set_by, {_words("deadline")} AS words,
            {_told_by("attribution")} AS told_by
        FROM deadlines AS one JOIN reports ON reports.id = one.report""",
    "differences": f"""
        SELECT findings.id AS finding, findings.kind, findings.type, findings.about, sides.value,
            sides.speaker, cited.text AS words, {_REPORT}, cited.start, cited."end", findings.why,
            {_JUDGED.format(target="findings.id")} AS judgement
        FROM findings JOIN finding_sides AS sides ON sides.finding = findings.number
        JOIN citations AS cited ON cited.owner_kind = 'finding' AND cited.owner_number = findings.number
            AND cited.role = 'side' AND cited.position = sides.number
        JOIN reports ON reports.id = cited.report""",
    "quote_wordings": f"""
        SELECT lineages.id AS quote, lineages.speaker, lineages.relation, cited.text AS words, {_REPORT},
            cited.start, cited."end", variants.attribution, {_JUDGED.format(target="lineages.id")} AS judgement
        FROM quote_lineages AS lineages JOIN quote_variants AS variants ON variants.lineage = lineages.number
        JOIN citations AS cited ON cited.owner_kind = 'quote_lineage' AND cited.owner_number = lineages.number
            AND cited.role = 'variant' AND cited.position = variants.number
        JOIN reports ON reports.id = cited.report""",
    "shared_words": """
        SELECT one.kind, one.direction, one.a AS report_a, one.b AS report_b, a.text AS words_in_a,
            b.text AS words_in_b, a.start AS start_in_a, b.start AS start_in_b, one.why
        FROM derivations AS one
        JOIN citations AS a ON a.owner_kind = 'derivation' AND a.owner_number = one.number AND a.role = 'a'
        JOIN citations AS b ON b.owner_kind = 'derivation' AND b.owner_number = one.number AND b.role = 'b'
            AND b.position = a.position""",
    "dossier_news": f"""
        SELECT one.dossier, one.noticed, one.rule, one.title AS news, told.words AS told, cited.text AS words,
            {_REPORT}, cited.start, cited."end", one.why, one.id AS alert,
            CASE WHEN one.start THEN 1 ELSE 0 END AS known_before
        FROM dossier_alerts AS one JOIN dossier_evidence AS told ON told.alert = one.number
        LEFT JOIN citations AS cited ON cited.owner_kind = 'alert' AND cited.owner_number = one.number
            AND cited.role = 'evidence ' || told.number
        LEFT JOIN reports ON reports.id = cited.report""",
    "origins_of_stories": """
        SELECT stories.id AS story, stories.title, count(DISTINCT told.report) AS reports,
            count(DISTINCT origins.number) AS independent_origins,
            group_concat(DISTINCT origins.agency) AS agencies, stories.why
        FROM stories JOIN story_reports AS told ON told.story = stories.number
        LEFT JOIN origin_reports AS behind ON behind.report = told.report
        LEFT JOIN origins ON origins.number = behind.origin
        GROUP BY stories.number""",
}

#: Datasette offers a search box for whatever an index names as its content, in double quotes.
_INDEX = """
CREATE VIRTUAL TABLE report_texts_fts USING fts5(
    title, text, content="report_texts", content_rowid="rowid", tokenize="unicode61 remove_diacritics 2")"""

_GUARD = """
CREATE TRIGGER judgements_keep_{verb} BEFORE {verb} ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are only ever added to'); END"""


def create_views(connection: Connection) -> None:
    """Make the views, in place of those of an older schema."""
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")


def create_index(connection: Connection) -> None:
    """Make the full-text index."""
    connection.exec_driver_sql(_INDEX)


def renew_index(connection: Connection) -> None:
    """Make the full-text index anew from the texts as they are searched."""
    create_views(connection)
    connection.exec_driver_sql("DROP TABLE report_texts_fts")
    create_index(connection)
    connection.exec_driver_sql("INSERT INTO report_texts_fts (report_texts_fts) VALUES ('rebuild')")


def create_guard(connection: Connection, *verbs: str) -> None:
    """Make judgements append-only: any change or removal of one is refused by the database itself.

    Args:
        connection: a connection that writes.
        verbs: what is refused; change and removal if none is named.
    """
    for verb in verbs or ("update", "delete"):
        connection.exec_driver_sql(_GUARD.format(verb=verb))

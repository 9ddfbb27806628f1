"""Every citation is rechecked, and that costs little."""

from __future__ import annotations

from pathlib import Path

from reliability.citations import rechecked

from tests.web.report_site import asked, sample_site


def test_every_citation_is_rechecked_at_a_bounded_cost(tmp_path: Path) -> None:
    """A record's citations are all rechecked, in less than 300 times what hashing their words takes."""
    citations, spent, hashed = rechecked(tmp_path / "talks.onrecord", 6)
    assert citations > 2_000
    assert spent < 300 * hashed


def test_a_page_draws_no_highlight_in_a_text_that_was_changed() -> None:
    """The page of a report whose stored text was changed shows no mark and says plainly that it is damaged."""
    site = sample_site()
    assert 'class="seg' in asked(site, "/report/ledger?at=0-5").text
    with site.store._writing() as connection:
        connection.exec_driver_sql("UPDATE revisions SET text = replace(text, '12 people', '99 people')")
    for path in ("/report/ledger?at=0-5", "/search?q=people"):
        answer = asked(site, path)
        assert answer.status_code == 503
        assert 'class="seg' not in answer.text
        assert "the text does not match its hash" in answer.text

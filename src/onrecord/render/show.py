"""Pages that show themselves: what the Python interface returns."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.views.page import Page


@dataclass(frozen=True)
class Shown(Page):
    """A page that draws itself: ``print(page)`` as Markdown, as HTML in a notebook.

    Its values are ``sections``, ``reports`` and so on; ``onrecord.views.rows.rows(page)`` gives them as rows.
    """

    def __str__(self) -> str:
        from onrecord.render.markdown import markdown

        return markdown(self, links=False)

    def _repr_markdown_(self) -> str:
        from onrecord.render.markdown import markdown

        return markdown(self)

    def _repr_html_(self) -> str:
        from onrecord.render.html import fragment

        return fragment(self)

    def rows(self) -> list[dict[str, object]]:
        """Everything on the page as rows of plain values, a row for each thing and each report that has it."""
        from onrecord.views.rows import rows

        return [dict(row) for row in rows(self)]


def shown(page: Page) -> Shown:
    """The page, able to show itself."""
    return Shown(page.title, page.intro, page.sections, page.reports, page.columns)

"""Report text is hostile input: what may reach a screen, and how it is escaped."""

from __future__ import annotations

import html
import re
import unicodedata

#: Characters that reorder what follows them; a text may not turn around the words that the page puts beside it.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_MARKDOWN = re.compile(r"([\\`*\[\]<>|~])|(&(?=[#\w]))|((?<!\w)_|_(?!\w))")
#: What would begin a heading, quotation, list or rule if a line began with it.
_STARTS = re.compile(r"(?=#{1,6}(?:\s|$)|[+-](?:\s|$)|>|(?<!=)=++\s*$|(?<!-)-{2,}+\s*$)|(?<=\d)(?=[.)](?:\s|$))")
_NUMBER = re.compile(r"\d{1,9}")
#: Whether a text holds what has a meaning in HTML; most have nothing of it.
_MARKUP = re.compile("[&<>\"']").search


def visible(text: str) -> str:
    r"""The text without characters that a terminal or browser would act on instead of showing.

    Control characters become U+FFFD, except line ends and tabs; those that reorder text are left out.

    >>> visible("red\x1b[31m")
    'red�[31m'
    """
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in _REORDERING:
        return ""
    if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"):
        return char
    return "\ufffd"


def escape_markdown(text: str) -> str:
    r"""The text as Markdown that shows it as it is.

    >>> escape_markdown("a *b* [c](d) <i> snake_case")
    'a \\*b\\* \\[c\\](d) \\<i\\> snake_case'
    """
    text = _MARKDOWN.sub(lambda match: "\\" + match.group(0), visible(text))
    number = _NUMBER.match(text)
    at = number.end() if number else 0
    return f"{text[:at]}\\{text[at:]}" if _STARTS.match(text, at) else text


def escape_html(text: str) -> str:
    """The text as HTML that shows it as it is, inside an element or a quoted attribute."""
    return html.escape(visible(text), quote=True) if _MARKUP(text) or not text.isprintable() else text


#: Control characters but tabs and line ends, lone surrogates, and the two that turn round the words behind them.
_NOT_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e]")


def in_place(text: str) -> str:
    r"""A report's whole text as it may stand in a page: each character has its place, one that a browser would act on
    is U+FFFD.

    Marks of direction stay, since right-to-left texts need them and none acts beyond its own part of the text.

    >>> in_place("a\x00b\u200fc")
    'a�b\u200fc'
    """
    return text if text.isascii() and text.isprintable() else _NOT_SHOWN.sub("\ufffd", text)

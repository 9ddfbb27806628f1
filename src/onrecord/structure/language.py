"""The language of a report."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from onrecord.errors import ModelError
from onrecord.text import intact

#: Under so many letters nothing can be told.
FEWEST = 20
#: Under so many letters a language is believed only if the identifier is this sure of it.
FEW, SURE = 300, 0.9
#: So much of a text is looked at, to save time; all of 1,656 English articles are told by it.
ENOUGH = 4_000


_WORD = re.compile(r"[^\W\d_]+")
#: Words that no other language written in Latin letters has among its most frequent.
_ENGLISH = frozenset(
    ("the", "and", "of", "to", "that", "with", "from", "which", "have", "has", "been", "would", "said")
)
#: Share of those words from which a text is English without asking the identifier, whose model takes a second to load.
#: Of 1,656 English articles one lies under it (0.096); the highest of 174 page versions in other languages has 0.012.
ENGLISH = 0.10


#: SHA-256 of the identifier's model in the version that uv.lock names; that of another is held against its package.
MODEL_SHA256 = {"0.4.0": "f4f4a2c3465ca1f081541037f9cac23021d68151c2f709c55ae5eedfca522963"}


def checked_model() -> tuple[str, str]:
    """The version of the language identifier and the SHA-256 of its model, which is checked.

    Raises:
        ModelError: the model is missing, not the pinned one, or of an older kind, which ran what it held (pickle).
    """
    from py3langid import langid

    path, hint = Path(langid.MODEL_DIR, langid.MODEL_FILE), "Install it again: pip install --force-reinstall py3langid"
    if path.suffix != ".xz":
        raise ModelError("the language identifier is too old", where=str(path), hint="Install py3langid 0.4 or newer")
    try:
        found = intact.sha256(path)
    except OSError as error:
        raise ModelError("the model of the language identifier is missing", where=str(path), hint=hint) from error
    number = version("py3langid")
    pinned = MODEL_SHA256.get(number) or intact.recorded("py3langid").get(path.resolve(), found)
    if found != pinned:
        raise ModelError("the model of the language identifier is not the pinned one", where=str(path), hint=hint)
    return number, found


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid import langid

    checked_model()
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def of(words: str) -> str:
    """The ISO 639-1 code of the language that the words are in, ``und`` where they are too few to tell.

    >>> of("Talks failed.")
    'und'
    """
    words = words[:ENOUGH]
    letters = sum(map(str.isalpha, words))
    if letters < FEWEST:
        return "und"
    if letters >= FEW and _is_english(words):
        return "en"
    code, sure = _identifier().classify(words)
    return "und" if letters < FEW and sure < SURE else str(code)


def _is_english(words: str) -> bool:
    """Whether words are so plainly English that no other language need be asked for."""
    found = _WORD.findall(words.lower())
    common = sum(word in _ENGLISH for word in found)
    return common >= ENGLISH * len(found) and "the" in found


def plain(code: str) -> str:
    """A language as ISO 639-1 from a tag such as ``en-GB`` or ``EN_us``; ``und`` if it is no such tag.

    >>> plain("en-GB"), plain("")
    ('en', 'und')
    """
    first = code.strip().replace("_", "-").split("-")[0].lower()
    return first if len(first) in (2, 3) and first.isalpha() else "und"

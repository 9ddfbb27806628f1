"""What a reader sees of a text: without characters that cannot be seen, and each letter as the one that it looks like.

For reading and matching only: nothing that is stored or cited is changed, and every character keeps its way back.

What cannot be seen are the controls and what Unicode calls default ignorable (UCD, DerivedCoreProperties). Letters in
the dress of another (full width, mathematical, circled, ligatures) are what their compatibility decomposition says.
Look-alikes of other scripts are those of Unicode's confusables (UTS #39, docs/dependencies.md); they count only in
words that have Latin letters too, so that a word of Cyrillic or Greek stays what it is.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache

from onrecord.text.mapped import BLANK, Mapped, is_invisible

#: Letters of other scripts that look like Latin ones, in pairs: those of UTS #39 whose prototype is one Latin letter,
#: of the scripts that news is written in and the two whose capitals look most alike. Three are not as it has them: a
#: Cyrillic, Greek or small stroke is read as the letter that it stands for in Latin words, capital I or small l.
_PAIRS = {
    "Armenian": "քfցgհhոnռnօoՕOգqզqՏSսuՍUաw",
    "Cherokee": "ᎪAᏏbᏴBꮯcᏟCᏧdᎠDᎬEᏀGᏳGᏂhᎻHꭵiᎥiᎫJᏦKᏞLᎷMᏢPꮁrᎡRᏒRꮪsᏕSᏚSᎢTꮩvᏙVꮃwᎳWᏔWᎩYᎽYꮓzᏃZ",
    "Cyrillic": "аaАAЬbВBсcСCԁdеeҽeЕEԌGһhНHіiꙇiӏlјjЈJКKІIӀIМMоoОOрpРPԛqгrѕsЅSТTѵvѴVѡwԝwԜWхxХXуyүyУYҮYҺhԚQѐeёeЁEїiЇIАA",
    "Georgian": "ჿoყy",
    "Greek": "αaΑAΒBϲcϹCΕEϜFΗHιiϳjͿJΚKΙIΜMϺMΝNοoσoΟOρpϱpΡPτtΤTυuνvΧXγyΥYϒYΖZάaόoΌOίiύuΆAΈEΉHΊIΎY",
    "Lisu": "ꓮAꓐBꓚCꓒdꓓDꓰEꓝFꓖGꓧHꓙJꓗKꓲIꓡLꓟMꓠNꓳOꓑPꓣRꓢSꓔTꓴUꓦVꓪWꓫXꓬYꓜZ",
}
LOOK_ALIKES: dict[str, str] = {pairs[at]: pairs[at + 1] for pairs in _PAIRS.values() for at in range(0, len(pairs), 2)}

#: Letters, figures and marks in the dress of others: ligatures, full width, letterlike, circled, mathematical.
_DRESSED = (
    "\u2102\u2107\u210a-\u2115\u2118-\u211d\u2124-\u2149\u24b6-\u24e9\ufb00-\ufb06\uff01-\uff5e"
    "\U0001d400-\U0001d7ff\U0001f110-\U0001f189"
)
#: Controls, default ignorables, and blanks that are no white space to Unicode.
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    f"\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff{BLANK}"
)
_ALIKE = "".join(LOOK_ALIKES)
_ODD = re.compile(f"[{_UNSEEN}{_DRESSED}{_ALIKE}]")
_ODD_OR_SPACE = re.compile(f"[{_UNSEEN}{_DRESSED}{_ALIKE}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ANY_ALIKE = re.compile(f"[{_ALIKE}]")
#: A word together with what is hidden in it.
_WORD = re.compile(f"(?:[^\\W\\d_]|[{_UNSEEN}])+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ASCII = bytes(range(128))

#: Joiners are letters' own business in these scripts, and variation selectors and joiners that of signs.
_JOINING = re.compile("[\u0590-\u109f\u1780-\u17b3\u1800-\u180a\u2190-\u2bff\u3030\u303d\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")

#: Texts whose plain form is kept for the next who asks.
KEPT = 16


def is_odd(text: str) -> bool:
    """Whether a text has any character that may not be matched as it stands, spaces of any width aside; few have one.

    >>> is_odd("Talks at Marn"), is_odd("Talks at M\\u0430rn")
    (False, True)
    """
    return _ODD.search(text) is not None


def is_odd_bytes(encoded: bytes) -> bool:
    """Whether a text in UTF-8 has any such character, for many texts at once."""
    beyond = encoded.translate(None, _ASCII)  # the few code points that have to be looked at
    return bool(beyond) and _ODD.search(beyond.decode("utf-8", "surrogatepass")) is not None


def as_seen(text: str) -> Mapped | None:
    """A text as a reader sees it, mapped to the text; ``None`` if that is the text itself.

    Spaces stay as many as they are, unlike in ``clean``, and are plain ones.

    >>> as_seen("the b\\u200bridge of M\\u0430rn").text
    'the bridge of Marn'
    """
    return _as_seen(text) if _ODD_OR_SPACE.search(text) else None


@lru_cache(maxsize=KEPT)
def _as_seen(text: str) -> Mapped | None:
    alike = without_look_alikes(text)
    out: list[str] = []
    origins: array[int] = array("q")
    done = 0
    for found in _ODD_OR_SPACE.finditer(alike):
        at = found.start()
        piece = _piece(alike, at)
        out += (alike[done:at], piece)
        origins.extend(range(done, at))
        origins.extend([at] * len(piece))
        done = at + 1
    out.append(alike[done:])
    origins.extend(range(done, len(alike)))
    seen = "".join(out)
    return None if seen == text else Mapped(seen, origins)


def _piece(text: str, offset: int) -> str:
    """What one character is seen as: nothing, a space, the letter in its dress, or itself."""
    char = text[offset]
    if char in BLANK or char.isspace():
        return " "
    if char in _JOINERS and _joins(text, offset):
        return char
    if is_invisible(char):
        return ""
    return undressed(char) if char.isalnum() or char > "\uffff" or _dressed_mark(text, offset) else char


def _joins(text: str, offset: int) -> bool:
    """Whether what stands before a joiner or variation selector is a letter or sign that it has a meaning for."""
    before = text[offset - 1] if offset else " "
    return before > "\U0001f000" or _JOINING.match(before) is not None


def _dressed_mark(text: str, offset: int) -> bool:
    """Whether a mark stands among letters that are dressed like it; Chinese and Japanese have marks of full width."""
    return "\u24b6" <= text[offset] <= "\u24e9" or _FULL.search(text, max(0, offset - 3), offset + 4) is not None


@lru_cache(maxsize=4096)
def undressed(char: str) -> str:
    """The letter, figure or mark that a character is in the dress of; the character itself if it is in none.

    >>> undressed("Ａ"), undressed("𝒃"), undressed("²"), undressed("™")
    ('A', 'b', '²', '™')
    """
    if not _IN_DRESS.match(char):
        return char
    plain = unicodedata.normalize("NFKD", char)
    plain = plain.strip("()") if len(plain) > 1 else plain  # "🄐" is "(A)"
    return plain if plain.isascii() and (plain.isalnum() or "\uff01" <= char <= "\uff5e") else char


_IN_DRESS = re.compile(f"[{_DRESSED}]")
_FULL = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def without_look_alikes(text: str) -> str:
    """A text of the same length with each letter of another script as the Latin one that it looks like, in words that
    have Latin letters too.

    >>> without_look_alikes("M\\u0430rn, \\u0440\\u0430\\u0441")
    'Marn, рас'
    """
    return text if text.isascii() or not _ANY_ALIKE.search(text) else _WORD.sub(lambda found: _latin(found[0]), text)


def _latin(word: str) -> str:
    if word.isascii() or not _LATIN.search(word):
        return word
    return "".join(LOOK_ALIKES.get(char, char) for char in word)


def mixed_words(text: str) -> list[tuple[int, int]]:
    """Ranges of the words that mix Latin letters with letters of other scripts that look like Latin ones.

    A word with a letter of another script that looks like none ("μTorrent") is what it says.

    >>> mixed_words("M\\u0430rn and 5 \\u03bcg")
    [(0, 4)]
    """
    if text.isascii() or not _ANY_ALIKE.search(text):
        return []
    return [found.span() for found in _WORD.finditer(text) if not found[0].isascii() and _is_mixed(found[0])]


def _is_mixed(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    alike = [char in LOOK_ALIKES for char in letters]
    return (
        any(alike)
        and not all(alike)
        and all(one or _LATIN.match(char) for one, char in zip(alike, letters, strict=True))
    )

"""Words that public formulas are made of: condolence, condemnation, thanks, concern, appeals, refusals to comment."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.text.common import telling
from onrecord.text.wordset import wordset

#: What ministers, police and companies say alike on any day, each for themselves. Own list.
_FORMULA = wordset("""
    act acts affected allies appeal assist attack attacks authorities barbaric behalf bless bombing bombings brave
    brutal bring brought care careful carefully citizens civilians close closely colleagues comments commitment
    committed community concern concerned concerns condemn condemnation condemned condemns condolence condolences
    confident congratulate congratulations continuing cooperate cooperating cooperation courage cowardly crime crimes
    deep deepest deeply democracy details devastated dialogue difficult efforts emergency ensure everybody everyone
    evil exercise express extend families family forward freedom friends friendship full fully future god grateful
    gratitude grave gravely grief grieve hard heart heartbroken heartfelt hearts heinous horrific horrified hope hopes
    immediate immediately incident innocent injured international investigate investigating investigation join joint
    justice kind law lives looking loss lost loved matter monitor monitoring mourn nations necessary offer ongoing
    parties partners peace peaceful people's perpetrators police possible pray prayers priority proud provide reaffirm
    recover recovery region relations rejects remain remains resolve respect responders responsibility responsible
    restraint sad saddened safety security seriously services shared shock shocked sides sincere situation solidarity
    speedy delay delays return returned
    sorrow sorry stability stand standing stands strong strongest strongly support sympathies sympathy team terms
    terrible terror terrorism terrorist terrorists thank thankful thanks thoughts threat together tragedy tragic united
    unity urge urges urgent values victim victims vigilant violence violent welcome welcomes wish wishes wounded
""")


def own_words(words: Iterable[str]) -> int:
    """How many folded words say something of their own: telling ones of which no formula is made.

    >>> own_words("we condemn this attack in the strongest possible terms".split()), own_words(["a", "ferry", "toll"])
    (0, 2)
    """
    return sum(telling(word) and word not in _FORMULA for word in words)

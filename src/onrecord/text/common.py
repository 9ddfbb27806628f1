"""Words that say little about what a sentence is about: function words, and words that any news report may use."""

from __future__ import annotations

_FUNCTION = """
    a about above across after again against ago all almost along already also although always am among an and
    another any are aren't around as at away back be became because become becomes been before began behind being
    below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't done down during
    each either else enough even ever every few for from further get gets getting give given go goes going gone got had
    hadn't has hasn't have haven't having he he'd he's her here hers herself him himself his how however i i'd i'll
    i'm i've if in including indeed instead into is isn't it it's its itself just last later least less let like
    likely made make makes making many may me might more most much must my myself near nearly neither never no nor not
    nothing now of off often on once one ones only onto or other others otherwise our ours ourselves out over own per
    perhaps put quite rather really s same seem seemed seems several shall she she's should shouldn't since so some
    something soon still such t than that that's the their theirs them themselves then there there's these they
    they're they've this those though three through throughout thus to together too toward towards two under until up
    upon us used using usually very via was wasn't we we're we've well went were weren't what whatever when where
    whether which while who whole whom whose why will with within without won't would wouldn't yes yet you you're your
    yours yourself
"""

_NEWSROOM = """
    according account add added adding agency announce announced announcement appear ask asked authorities authority
    begin believe call called case change claim claimed come comment confirm confirmed continue country day days deny
    describe described early end expect expected explain fact find first follow following former good government group
    happen hold home hour hours include interview issue keep know known large late latest lead leader leave left
    little local long look major man media meet meeting member minister minute mr mrs ms month months morning move
    national need new news newspaper note noted number official officials part past pay people person place plan
    point president press previous public quote read reach recent release released report reported reporter reporters
    reports respond say said saying says second see seen senior set share show sign small source sources speak
    spokesman spokesperson spokeswoman start state statement take tell tells think thing time times today told
    tomorrow tonight top try turn tweet tweeted twitter video visit want way website week weeks work world write wrote
    year years yesterday monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december
"""

FUNCTION: frozenset[str] = frozenset(_FUNCTION.split())
NEWSROOM: frozenset[str] = frozenset(_NEWSROOM.split())
COMMON: frozenset[str] = FUNCTION | NEWSROOM


def telling(word: str) -> bool:
    """Whether a folded word or lemma says what a sentence is about.

    >>> telling("territory"), telling("said"), telling("of")
    (True, False, False)
    """
    return len(word) > 1 and word not in COMMON

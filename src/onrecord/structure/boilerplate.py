"""Boilerplate: words of the page that are no part of the report, such as menus, newsletter boxes and cookie notices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.structure.draft import Draft, ends_sentence, first_prose, is_prose, key, last_prose

_SOCIAL = (
    r"follow (?:us|me|him|her|our|the|@)\b",
    r"follow [\w.’' ]{1,40}(?: on (?:twitter|facebook|x|instagram|telegram|google)|coverage)\b",
    r"(?:like|find|join|visit) us on\b",
    r"interested in [^.?!]{2,40}\? add\b",
    r"add [^.?!]{2,40} as an interest to stay up to date\b",
    r"(?:chat|talk|connect|engage|get in touch) with us (?:on|in|via|at)\b",
    r"join (?:our|the) (?:whatsapp|telegram|channel|conversation|newsletter)",
    r"(?:share|tweet|print|e-?mail|save|comment)s?(?: (?:this|on|via|with|article|story|page|link)[^.]{0,60})?:?$",
    r"(?:share this|share all|share on|copy link|add (?:us )?(?:as|on) [\w ]{0,30}google|make us (?:a )?preferred)",
    r"(?:leave|post|add|view|show|join) (?:a |your |all |the )?(?:comments?|discussion)\b",
    r"(?:(?:e-?mail|mail|facebook|twitter|x|linkedin|whatsapp|telegram|pinterest|reddit|print|threads|bluesky)[\s/|,•·]{0,9}){2,12}$",
    r"\d{1,6} (?:comments?|shares?|views?|likes?)$",
)
_OFFERS = (
    r"(?:click here to )?sign up (?:for|to|here|now)\b",
    r"get (?:our|the) [\w ]{0,30}newsletter",
    r"if you (?:like|liked|enjoyed) this (?:story|article)",
    r"subscribe(?: to| now| here| for| today|!|$)",
    r"(?:register|log in|sign in) (?:to|now|here|for)\b",
    r"get (?:our|the) (?:latest|best|daily|top|morning|free)\b",
    r"(?:download|get) (?:our|the) (?:free )?(?:[\w ]{1,20} )?app\b",
    r"(?:our|the|a|this) [\w ]{0,30}newsletter (?:is|will|delivers|brings|breaks|rounds)",
    r"(?:advertisement|advert|ad|sponsored(?: content)?|promoted(?: content)?|anzeige|paid content)(?: feedback)?:?$",
    r"advertisement continue reading",
    r"(?:support|donate to|become a (?:member|subscriber)|help us|your support)\b[^.]{0,80}"
    r"(?:journalism|newsroom|today|now|member|reporting)",
    r"(?:do you )?have (?:a|you got a) (?:story|tip)|we pay for your stories|got a (?:story|tip)",
    r"published daily by\b.{0,40}$",
)
_MORE = (
    r"(?:read|see|watch|listen) (?:more|also|next)(?: here| below| on| about)?\s*(?:[:|>»–—-]|$)",
    r"(?:also|more|further) (?:read|reading|on this story|from|in|on)\b[^.]{0,60}(?:[:|>»]|$)",
    r"(?:read|see) (?:the )?(?:full|rest|whole)(?: story| article| report)?(?: here| at)?[:.]?$",
    r"read the rest here\.?$",
    r"read or share this story",
    r"related(?: (?:articles?|stories|story|content|topics?|news|posts?|coverage|links?|reading))?\s*(?:[:|]|$)",
    r"(?:recommended|most (?:read|popular|viewed|shared|commented)|trending|top stories|latest news|editors?[’'] picks?"
    r"|you may (?:also )?like|more stories|don[’']t miss|what to read next|up next|reading now|next up|previous article"
    r"|next article)\b(?![^.]{60,})",
    r"(?:more|read|watch|related|see|live|video|gallery|in pictures|explained): ?(?=\S)[^.]{1,140}$",
    r"(?:story continues|article continues|continue reading|continues?) (?:below|after)",
    r"(?:please )?(?:upgrade|update) your browser\b",
    r"content created by [^.]{3,60} is available without charge",
    r"click\b[* ]{0,6}here\b",
    r"read more (?:on|from)\s",
    r"this article is (?:more than )?\w{1,6} (?:years?|months?) old",
    r"skip (?:to|past|the)\b",
    r"(?:skip|end of) (?:twitter|x|facebook|instagram|tiktok|youtube|telegram) (?:post|video|content)\b",
)
_LEGAL = (
    r"(?:we|this (?:site|website|page)|our (?:site|website)) uses? cookies",
    r"(?:accept|reject|manage) (?:all )?cookies|cookie (?:policy|settings|notice)",
    r"(?:your browser|please enable|javascript|to view this|this (?:video|content|site) (?:can ?not|requires|is not))\b"
    r"[^.]{0,120}(?:support|enable|javascript|browser|load|available|cookies)",
    r"by (?:using|continuing|clicking|signing|subscribing|entering)\b[^.]{0,80}(?:you|agree|acknowledge|accept)\b",
    r"this issue is preventing our website from loading",
    r"external links are provided for reference",
    r"(?:all|any) rights reserved|this material may not be published",
    r"(?:copyright|©|\(c\))(?: ©)? ?(?:\d{4}|[A-Z])",
    r"(?:terms (?:of|and) (?:use|service|conditions)|privacy (?:policy|notice)|contact us|about us|about the author)\b"
    r"[^.]{0,60}$",
    r"(?:the )?(?:views?|opinions?)(?: and (?:views|opinions))? (?:expressed|in this)",
    r"disclaimer\b",
    r"e-?mail: ?\S+@\S+",
)
_BUTTONS = (
    r"(?:next|prev(?:ious)?|menu|search|close|home|back|top|more|login|live|loading|gallery|play|pause|mute|skip|listen"
    r"|watch|transcript|report|photos?|videos?|images?|hide caption|toggle caption|view gallery|no comments?|buy now"
    r"|view image in fullscreen|shop now|learn more|find out more|show more|see all|view all|read more|back to top"
    r"|enlarge this image|story highlights|scroll (?:down )?for (?:video|more))[\s.…>»]{0,9}$",
    r"\d{1,3} min(?:ute)?s?(?: read)?$",
)
_LINES = (*_SOCIAL, *_OFFERS, *_MORE, *_LEGAL, *_BUTTONS)
_LINE = re.compile(r"\A[\s*_•>#-]{0,6}(?:" + "|".join(_LINES) + ")", re.IGNORECASE)
_LINK_END = re.compile(r"\S\s?(?:Read more|Read More|READ MORE)$")
_BULLET = re.compile(r"(?:[*•·▪►>–-]|\[\d{1,3}\])\s")
_ADDRESS_ONLY = re.compile(r"(?:[\[(<*]|\s){0,4}(?:\[[^\[\]\n]{0,120}\]\()?<?https?://\S+$")
#: Where links lead, in markdown: what is left of a paragraph without them is its words.
_TARGET = re.compile(r"\]\([^()\n]{0,4000}\)|<?https?://[^\s<>()]+>?")
_TAIL_HEAD = re.compile(
    r"\A[\s*_#>-]{0,6}(?:related|recommended|more (?:from|stories|on|in|news)|most (?:read|popular|viewed)"
    r"|read (?:more|also|next)|you may (?:also )?like|comments?|trending|latest|top stories|editors?[’'] picks?"
    r"|what to read next|up next|reading now|previous article|about the author)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(_TAIL_HEAD.pattern + r"[\w ’']{0,30}:?[\s*_]{0,4}", re.IGNORECASE)
#: Titles of other stories are not longer.
TITLE = 160
#: Longer paragraphs are running text, however they begin.
LONGEST = 420
#: So many lines without a sentence in a row are a menu or a list of other stories; twice as many inside the body,
#: where articles have lists of their own.
MENU = 4


def mark(drafts: Sequence[Draft], outlet: str | None = None) -> list[Draft]:
    """The drafts with notices known: by how they begin, or as the outlet's name alone, or without a letter or digit."""
    name = key(outlet or "")
    return [
        draft.be("boilerplate")
        if draft.kind is None and (is_notice(draft.words) or (name and key(draft.words) == name))
        else draft
        for draft in drafts
    ]


def is_notice(words: str) -> bool:
    """Whether a paragraph is a notice: it begins like one, is an address alone, or has no letter or digit."""
    if not any(map(str.isalnum, words)):
        return True
    if words[:1] in "[*<!" and not any(map(str.isalpha, _TARGET.sub(" ", words))):
        return True
    if len(words) > LONGEST:
        return False
    return bool(_LINE.match(words) or _LINK_END.search(words) or _ADDRESS_ONLY.fullmatch(words))


def mark_lists(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with menus and lists of other stories known.

    Before the body four and more short lines in a row without an end mark are a list of the page, and so is a single
    one with a bullet; inside the body eight are, or four around a notice, unless a line that ends in a colon introduces
    them. After the last running text every line without an end mark is, once a heading such as "Related" or four such
    lines open the list. In a text without any running text nothing is touched.
    """
    first, last = _body(drafts), last_prose(drafts)
    out = list(drafts)
    if last < 0:
        return out
    for index in {*_runs(drafts, first), *_tail(drafts, last + 1)}:
        out[index] = drafts[index].be("boilerplate")
    return out


def _body(drafts: Sequence[Draft]) -> int:
    """Index of the first of three paragraphs of running text in a row, else of the first running text."""
    row: list[int] = []
    for index, draft in enumerate(drafts):
        if draft.kind is not None:
            continue
        row = [*row, index] if is_prose(draft.words) else []
        if len(row) == 3:
            return row[0]
    return first_prose(drafts)


def _is_entry(draft: Draft) -> bool:
    return (
        (draft.kind is None and draft.hint is None)
        and len(draft.words) <= TITLE
        and not ends_sentence(draft.words)
        and not is_prose(draft.words)
    )


def _runs(drafts: Sequence[Draft], first: int) -> list[int]:
    """Indices of menu entries: those in runs of four or more, and before the body those with a bullet."""
    found: list[int] = []
    run: list[int] = []
    introduced = False
    for index, draft in enumerate([*drafts, Draft(0, 0, "")]):
        if index < len(drafts) and (_is_entry(draft) or (draft.kind == "boilerplate" and run)):
            run.append(index)
            continue
        entries = [one for one in run if drafts[one].kind is None]
        least = MENU if index <= first or len(entries) < len(run) else 2 * MENU
        bullets = [one for one in entries if _BULLET.match(drafts[one].words)]
        if not introduced and len(entries) >= least:
            found += entries
        elif not introduced and index <= first:
            found += bullets
        run, introduced = [], draft.kind is None and draft.words.rstrip("*_ ").endswith(":")
    return found


def _tail(drafts: Sequence[Draft], start: int) -> list[int]:
    """Indices of what follows the body without a sentence, and of all that is short under a heading of its own."""
    under = _under_heading(drafts)
    entries = [index for index in range(start, len(drafts)) if _is_entry(drafts[index])]
    headed = next((i for i in range(start, len(drafts)) if _TAIL_HEAD.match(drafts[i].words)), len(drafts))
    if len(entries) < MENU:
        entries = [index for index in entries if index >= headed or _BULLET.match(drafts[index].words)]
    return sorted({*entries, *under})


def _under_heading(drafts: Sequence[Draft]) -> list[int]:
    """Indices of the two or more short lines that a heading such as "Related stories", alone on its line, ends a text
    with; they are other stories' titles even where some end with a mark."""
    found: list[int] = []
    for index in range(len(drafts) - 1, -1, -1):
        draft = drafts[index]
        if draft.kind == "boilerplate" and _HEADING.fullmatch(draft.words):
            return found if len(found) >= 2 else []
        if draft.kind is None:
            if len(draft.words) > TITLE or draft.hint is not None:
                return []
            found.append(index)
    return []

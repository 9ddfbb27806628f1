"""He and she: the person meant, where only one can be.

"He said" means the one whom the sentences before are about (who acts or says something in a main clause), up to seven
sentences back; where another was brought in since, it is left open. Who is asked something answers next.

Pronouns inside quotation marks are left alone: there the speaker talks, and a rule about the text's own flow says
nothing. "They", "it", "I" and "we" are left alone everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import cues, people
from onrecord.lexicons.people import Gender
from onrecord.lexicons.words import words
from onrecord.reading.actors_cast import Found
from onrecord.reading.actors_people import Person
from onrecord.reading.actors_scan import Piece

_PRONOUNS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})

#: Sentences looked back over; a pronoun further from its name is rare in news and often means somebody else.
BACK = 3
#: The same for who says something: a story stays with its speaker over several paragraphs of quotations.
BACK_SPEAKER = 7

_HUMANS = words(
    "man woman boy girl person victim suspect father mother son daughter husband wife brother sister soldier driver "
    "child voter friend colleague neighbor neighbour user caller gunman attacker patient worker employee guest "
    "defendant hostage prisoner refugee immigrant citizen supporter opponent critic rival predecessor successor"
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Somebody spoken of in a sentence: a person of the report, or nobody known (``person`` is ``None``)."""

    token: Any
    person: Person | None
    gender: Gender | None


def find_pronouns(pieces: Sequence[Piece], persons: list[Person], mentions: list[Found]) -> list[Found]:
    """Pronouns with the person they mean; those that could mean two people are left out."""
    flow = _Flow(persons, mentions)
    for piece in pieces:
        flow.enter(piece)
        for sent in piece.doc.sents:
            flow.read(piece, sent)
    return flow.found


class _Flow:
    """The text read from its start: who was spoken of in the last sentences."""

    def __init__(self, persons: list[Person], mentions: list[Found]) -> None:
        by_id = {person.id: person for person in persons}
        named = [one for one in mentions if one.actor in by_id]
        self.named = {(one.piece, i): by_id[one.actor] for one in named for i in range(one.start, one.end)}
        self.starts = {(one.piece, one.start) for one in named}
        self.found: list[Found] = []
        self.past: list[list[_Seen]] = []
        self.block = -1

    def enter(self, piece: Piece) -> None:
        """Begin a block; a post and the report around it do not share a flow, nor do parts with a rule between."""
        blocks = piece.parsed.report.blocks
        posts = [blocks[i].kind == "embedded_post" for i in (self.block, piece.parsed.block) if i >= 0]
        ruled = not any(char.isalnum() for char in piece.text)
        if ruled or (any(posts) and self.block != piece.parsed.block):
            self.past = []
        self.block = piece.parsed.block

    def read(self, piece: Piece, sent: Any) -> None:
        """Read a sentence: note who is spoken of, and resolve its pronouns."""
        if not any(token.is_alpha and not piece.quoted[token.i] for token in sent):
            return
        here: list[_Seen] = []
        later = [
            (i, self.named[piece.number, i].id) for i in range(sent.start, sent.end) if (piece.number, i) in self.starts
        ]
        for token in sent:
            if not piece.quoted[token.i]:
                seen = self._seen(piece, token, here, later)
                if seen is not None:
                    here.append(seen)
        if here or self.past:
            self.past = [*self.past[-(BACK_SPEAKER - 1) :], here]

    def _seen(self, piece: Piece, token: Any, here: list[_Seen], later: list[tuple[int, str]]) -> _Seen | None:
        at = (piece.number, token.i)
        if at in self.starts:
            person = self.named[at]
            return _Seen(_head_of(token, at, self.named), person, person.gender)
        if token.lower_ in _PRONOUNS and token.tag_ in ("PRP", "PRP$"):
            meant = self._ahead(piece, token) or _meant(token, here, self.past, later)
            if meant is None:
                return _Seen(token, None, _PRONOUNS[token.lower_])
            meant.gender = meant.gender or _PRONOUNS[token.lower_]
            self.found.append(Found(piece.number, token.i, token.i + 1, meant.id))
            return _Seen(token, meant, meant.gender)
        if at not in self.named and (start := _aged(piece, token)) is not None:
            meant = _by_age(token, here, self.past)
            if meant is not None:
                self.found.append(Found(piece.number, start, token.i + 1, meant.id))
            return _Seen(token, meant, meant.gender if meant else None)
        if at not in self.named and (_is_somebody(token) or _is_unresolved_name(token)):
            if any(one.dep_ == token.dep_ and (piece.number, one.i) in self.named for one in token.head.children):
                return None  # "the top prosecutor, Bel, rose": two words for one
            return _Seen(token, None, people.gender_of_title(token.lower_))
        return None

    def _ahead(self, piece: Piece, token: Any) -> Person | None:
        """The subject of the main clause behind a clause with a pronoun: "Even as he spoke, Bel …"."""
        verb = token.head
        if token.dep_ not in _SUBJECTS or verb.dep_ != "advcl" or verb.head.i < verb.i:
            return None
        main = next((one for one in verb.head.children if one.dep_ in _SUBJECTS and one.i > verb.i), None)
        person = self.named.get((piece.number, main.i)) if main is not None else None
        fits = person is not None and person.gender in (None, _PRONOUNS[token.lower_])
        return person if fits and main is not None and main.lower_ not in _PRONOUNS else None


def _aged(piece: Piece, token: Any) -> int | None:
    """Where "the 34-year-old" or "the 34-year-old baker" begins that ends in a token and says something."""
    end: int = token.i if token.lower_ == "old" else token.i - 1
    old = end > 4 and piece.lower[end - 3 : end + 1] == ["-", "year", "-", "old"]
    if not old or piece.lower[end - 5] != "the" or not piece.doc[end - 4].text.isdigit() or not _says(token):
        return None
    return end - 5


def _by_age(token: Any, here: list[_Seen], past: list[list[_Seen]]) -> Person | None:
    """The one whom the text was about, told again by age."""
    gender = people.gender_of_title(token.lower_)
    sentences = [here, *reversed(past)]
    return _speaker([_compatible(sentence, gender) if gender else sentence for sentence in sentences])


#: No mention has more words; a list of one person's name over and over is not followed to its start.
_LONGEST = 20


def _head_of(token: Any, at: tuple[int, int], named: dict[tuple[int, int], Person]) -> Any:
    """The token of a mention that hangs on the rest of the sentence."""
    person = named[at]
    for _ in range(_LONGEST):
        if token.head.i == token.i or named.get((at[0], token.head.i)) is not person:
            break
        token = token.head
    return token


def _is_somebody(token: Any) -> bool:
    """Whether a common noun speaks of one human being who is not named."""
    if token.pos_ != "NOUN" or token.tag_ != "NN" or token.dep_ in ("compound", "appos", "attr", "amod", "nmod"):
        return False
    return token.lower_ in _HUMANS or token.lower_ in people.office_heads()


def _is_unresolved_name(token: Any) -> bool:
    """Whether the model sees a person here whom the report does not tell apart."""
    return bool(token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and token.dep_ != "compound")


def _meant(token: Any, here: list[_Seen], past: list[list[_Seen]], later: list[tuple[int, str]]) -> Person | None:
    """The person a pronoun means; a subject is nobody who is named after it in the sentence ("He said Bel …")."""
    gender = _PRONOUNS[token.lower_]
    same = _compatible(here, gender)
    if same:
        return _only(same) or (_governing(token, same) if token.dep_ in _SUBJECTS else None)
    after = {actor for i, actor in later if i > token.i} if token.dep_ in _SUBJECTS else set()
    before = (_compatible(sentence, gender) for sentence in reversed(past))
    sentences = [[one for one in seen if one.person is None or one.person.id not in after] for seen in before]
    if _says(token):
        return _speaker(sentences)
    nearest = next((candidates for candidates in sentences[:BACK] if candidates), [])
    return (_only(nearest) or _main_subject(nearest)) if nearest else None


def _says(token: Any) -> bool:
    """Whether the token is the subject of a verb that reports speech."""
    cue = cues.verbs().get(token.head.lemma_.lower()) if token.dep_ in _SUBJECTS else None
    return cue is not None and cue.kind not in ("believes", "intends")


def _speaker(sentences: list[list[_Seen]]) -> Person | None:
    """Who "he said" means: the nearest one whom a sentence is about, unless another was brought in since.

    Args:
        sentences: who could be meant in each sentence before, the nearest first.
    """
    passing: list[_Seen] = []
    for candidates in sentences:
        candidates = [one for one in candidates if one.person or _is_brought_in(one.token)]
        leading = [one for one in candidates if _leads(one.token)]
        if leading:
            found = _only([one for one in leading if _says(one.token)] or leading) or _main_subject(leading)
            asked = [one for one in candidates if one.person is not found and _is_asked(one.token)]
            if asked:
                return _only(asked)
            others = [one for one in passing if one.person is not found]
            if found is not None and found.gender is None and any(one.gender for one in others):
                return None
            return found if all(one.token.dep_ in _ASIDE for one in others) else None
        passing += candidates
    return _only(passing) if passing else None


def _is_asked(token: Any) -> bool:
    """Whether somebody is asked something, and so answers next."""
    return token.dep_ == "dobj" and token.head.lemma_.lower() in _ASKING


_ASKING = frozenset({"ask", "question", "press", "interview", "quiz"})


def _is_brought_in(token: Any) -> bool:
    """Whether somebody unnamed can be taken up by "he said": not who is only thought of ("to name a candidate")."""
    main = token.head.dep_ in ("ROOT", "conj", "ccomp") and token.head.tag_ != "VB"
    return token.pos_ != "NOUN" or token.dep_ in _SUBJECTS or main


#: Where somebody is mentioned whom the sentence is not about.
_ASIDE = frozenset({"poss", "pobj", "compound", "nmod", "amod"})


def _leads(token: Any) -> bool:
    """Whether a sentence is about somebody: the subject of a main or reporting clause, or "according to" them."""
    if token.dep_ in _SUBJECTS:
        verb = token.head
        return verb.dep_ in ("ROOT", "parataxis", "conj", "ccomp") or _says(token)
    return bool(token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according")


def _compatible(seen: list[_Seen], gender: Gender) -> list[_Seen]:
    return [one for one in seen if (one.person.gender if one.person else one.gender) in (None, gender)]


def _only(seen: list[_Seen]) -> Person | None:
    """The person, if all of these are one."""
    ids = {one.person.id if one.person else None for one in seen}
    return seen[0].person if len(ids) == 1 else None


def _main_subject(seen: list[_Seen]) -> Person | None:
    """The one who is the subject of a main clause or of a reporting clause set in the sentence."""
    main = [one for one in seen if one.token.dep_ in _SUBJECTS and one.token.head.dep_ in ("ROOT", "parataxis", "conj")]
    return _only(main) if main else None


def _governing(token: Any, seen: list[_Seen]) -> Person | None:
    """Who said it, of a pronoun in what is said ("Bel, who met Dorn, said he …"); nobody where one is told it."""
    verb = token.head
    while verb.dep_ in ("conj", "aux", "xcomp") and verb.head.i < verb.i:
        verb = verb.head
    if verb.dep_ != "ccomp":
        return None
    above = verb.head
    heads = {one.token.i: one for one in seen}
    subject = next((child for child in above.children if child.dep_ in _SUBJECTS and child.i in heads), None)
    between = [one for one in seen if above.i < one.token.i < token.i]
    return heads[subject.i].person if subject is not None and not between else None

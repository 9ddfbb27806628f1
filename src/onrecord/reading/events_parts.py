"""Which words only belong to what another event's words tell: one clause tells one event."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.lexicons.events import VERBAL
from onrecord.reading.clauses import SUBJECTS, Token, has_mark, is_behind_comma, is_finite, is_verb
from onrecord.reading.events_words import Trigger

_CONDITIONS = ("if", "unless", "until", "provided")


def is_part(trigger: Trigger, triggers: Mapping[int, Trigger]) -> bool:
    """Whether the word is part of another event: what is agreed, demanded or alleged is not told to have happened.

    Args:
        trigger: the word.
        triggers: all words of the block that tell an event, by token index.
    """
    node = trigger.token
    while node.dep_ != "ROOT":
        parent = triggers.get(node.head.i)
        if is_verb(node):
            if _same_again(node, trigger, parent) or _is_aim_of(node, trigger, parent):
                return True
            if _stands_apart(node, parent):
                return False
        if parent is not None and _takes_in(parent, node, nominal=trigger.rule == "event.noun"):
            return True
        node = node.head
    return False


def _same_again(node: Token, trigger: Trigger, parent: Trigger | None) -> bool:
    """A verb coordinated with one of the same type that shares its subject: "were killed and wounded"."""
    same = (
        parent is not None
        and node.dep_ == "conj"
        and node.i == trigger.token.i
        and parent.kind.type == trigger.kind.type
    )
    return same and not any(c.dep_ in (*SUBJECTS, "dobj") for c in node.children)


def _is_aim_of(node: Token, trigger: Trigger, parent: Trigger | None) -> bool:
    """What is protested for or met about: "marched to demand higher pay", "met to discuss the truce"."""
    if parent is None or node.i != trigger.token.i or node.dep_ not in ("advcl", "acl", "xcomp"):
        return False
    if parent.kind.type == "PROTEST" and node.tag_ in ("VB", "VBG"):
        return trigger.kind.type in ("REQUEST", "ACCUSE", "REJECT", "SUPPORT")
    return node.tag_ == "VB" and parent.kind.type == trigger.kind.type


def _stands_apart(node: Token, parent: Trigger | None) -> bool:
    """Whether the clause of the verb tells something of its own beside the clause that it hangs on."""
    dep = node.dep_
    if dep in ("relcl", "parataxis", "appos"):
        return True
    if dep == "conj":
        return is_finite(node) or node.tag_ in ("VBD", "VBN")
    if dep == "advcl":
        if has_mark(node, *_CONDITIONS):
            return parent is None and node.head.dep_ not in ("xcomp", "ccomp")
        return is_finite(node) or (node.tag_ == "VBG" and is_behind_comma(node))
    return dep == "ccomp" and is_finite(node) and parent is None


def _takes_in(parent: Trigger, node: Token, *, nominal: bool) -> bool:
    """Whether the governing event's words take this in as their content, condition or purpose."""
    if is_verb(node) and node.dep_ == "advcl" and has_mark(node, *_CONDITIONS):
        return True
    return nominal or parent.kind.type in VERBAL or node.dep_ == "xcomp"

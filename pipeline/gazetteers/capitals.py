"""Where a capital stands for its government: "Moscow agreed", "talks with Beijing"."""

from __future__ import annotations

import re

_TALKS = (
    "talks|negotiations|relations|ties|tensions?|agreements?|accords?|deal|treaty|treaties|"
    "dialogue|rift|disputes?|consultations?|alliance|rapprochement|rivalry|friendship|"
    "understanding|d\u00e9tente|detente|contacts|quarrel"
)
_PAIR = r"(?:[A-Z][\w.\u2019'-]*(?: [A-Z][\w.-]*)? and )?"
_BEFORE = re.compile(
    rf"\b(?i:{_TALKS}) (?:with|between) {_PAIR}$"
    r"|\b(?:pressure|sanctions) on $"
    r"|\b(?:instructions|approval|permission|assurances|concessions|guidance) from $"
    r"|\b(?:policy|policies|attitude|stance) (?:towards?) $"
    r"|\b(?:accused|urged|told|assured|warned|persuaded?|convinced?|reassured?|asked|informed) $"
)
"""What people do with a government, not with a city."""

_DOES = (
    "agree[ds]?|announce[ds]?|refuse[ds]?|reject(?:s|ed)?|accept(?:s|ed)?|protest(?:s|ed)?|"
    "insist(?:s|ed)?|den(?:y|ies|ied)|denounce[ds]?|condemn(?:s|ed)?|sign(?:s|ed)?|"
    "propose[ds]?|demand(?:s|ed)?|recogni[sz]e[ds]?|declare[ds]?|decide[ds]?|warn(?:s|ed)?|"
    "accuse[ds]?|repl(?:y|ies|ied)|fear(?:s|ed)?|want(?:s|ed)?|hope[ds]?|support(?:s|ed)?|"
    "oppose[ds]?|back(?:s|ed)?|urge[ds]?|pledge[ds]?|expel(?:s|led)?|sever(?:s|ed)?|"
    "ratif(?:y|ies|ied)|veto(?:es|ed)?|withdr(?:ew|aws?)|approve[ds]?|s(?:eeks?|ought)|"
    "claim(?:s|ed)?|regard(?:s|ed)?|suspend(?:s|ed)?|hesitate[ds]?|respond(?:s|ed)?|"
    "sa(?:id|ys) (?:it|that|no)|broke (?:off|with)|cut off"
)
_AFTER = re.compile(
    rf" (?:and [A-Z][\w.-]*(?: [A-Z][\w.-]*)? )?(?:(?:has|have|had) )?(?:also |later |again )?"
    rf"(?:{_DOES})\b"
    r"| (?:would|will|may|might|could|must) (?:not )?(?:agree|accept|consider|recogni[sz]e|refuse|"
    r"support|oppose|respond|sign|insist)\b"
    r"| (?:is|was|seems|remains) (?:\w+ )?(?:willing|ready|prepared|reluctant|unwilling|eager|"
    r"anxious) to\b"
    r"|['\u2019]s? (?:foreign|cultural|official) (?:polic(?:y|ies)|minist\w+|diplomacy)\b"
    r"|['\u2019]s? (?:policy|policies|government|rulers|diplomats|diplomacy|envoys?|regime|stance|"
    r"position|refusal|demands?|ambitions|allies|decision to|willingness|intentions)\b"
)
"""What a government does or has, not a city."""

_FIRST = (
    "But|And|Yet|So|Then|Now|Soon|Today|Yesterday|Later|When|While|Where|If|As|Since|After|Once|"
    "Although|Though|Because|That|What|Why|How|Still|Even|Only|Also|However|Meanwhile|Finally|"
    "Instead|Perhaps|Both|Neither|Whether|Officially|Privately|Publicly|Eventually"
)
"""Capitalised words that begin a sentence and no name."""
_PLACED = re.compile(
    r"\b(?:in|at|to|from|of|near|outside|via|through|for|around|across|within|on|into|by|"
    r"towards?|visiting|left|reached|over)(?: the)? $"
    rf"|\b(?!(?:{_FIRST}) )[A-Z][\w-]+ $"
    r"|, $"
)
"""Before it: it is where something happens, or part of another name ("Radio Moscow")."""

LOOK = 60
"""Code points before and after a name that are looked at."""


def is_government(text: str, start: int, end: int) -> bool:
    """Tell whether a capital at a range of a text stands for the government in it."""
    before, after = text[max(0, start - LOOK) : start], text[end : end + LOOK]
    if _BEFORE.search(before):
        return True
    return bool(_AFTER.match(after)) and not _PLACED.search(before)

"""What to make of a trial: pure, from what was found to what a person should do about it."""

from pipeline.steps.trying.judging.documents import on_documents
from pipeline.steps.trying.judging.indexes import on_indexes
from pipeline.steps.trying.judging.selectors import on_selectors
from pipeline.steps.trying.trial import Remark, Trial

__all__ = ["judge"]

RANKS = {"wrong": 0, "look": 1, "good": 2}


def judge(trial: Trial) -> tuple[Remark, ...]:
    """Return what is wrong, what a person should look at, and what is well, in this order."""
    if trial.problem:
        return (Remark("wrong", "", trial.problem),)
    found = [*on_indexes(trial), *on_selectors(trial), *on_documents(trial), *_on_card(trial)]
    return tuple(sorted(found, key=lambda one: RANKS[one.level]))


def _on_card(trial: Trial) -> list[Remark]:
    if trial.source.licence or not trial.source.is_web:
        return []
    line = "what may be done with the texts is not known; look for it on the site, then note it"
    return [Remark("look", "licence", line)]

"""A training from beginning to end."""

from __future__ import annotations

from pipeline.errors import BusyError
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.steps.context import Context
from pipeline.steps.learning import history
from pipeline.steps.learning.judging import compare_with_in_use
from pipeline.steps.learning.nouns import Comparison, Say, begin
from pipeline.steps.learning.training import collect_examples, promote, train_candidate
from pipeline.store import Store


def train_and_compare(workspace: Workspace, store: Store, scheme: str, *, say: Say) -> Comparison:
    """Train on what is known, compare with the model in use, promote what is not worse.

    The rule is `comparing.RULE`. The candidate is kept with the comparison either way. A kill at
    any time leaves the model in use that was, and a later training begins anew.

    Args:
        workspace: To work in.
        store: Its store.
        scheme: Id of a vocabulary.
        say: Told what is being done.

    Raises:
        UsageError: There is no such vocabulary.
        BusyError: Another process trains or chooses a model of the scheme.
        ModelError: The model in use is damaged.
    """
    with begin(workspace, store, scheme, say) as training:
        collect_examples(training)
        train_candidate(training)
        return promote(training, compare_with_in_use(training))


def train_if_due(context: Context) -> list[Comparison]:
    """Train every scheme of which enough was decided since its last training.

    A scheme that another process is training is left to that.

    Raises:
        ModelError: A model in use is damaged.
    """
    done = []
    for scheme in declared.vocabularies(context.workspace):
        if not history.is_due(context.workspace, context.store, scheme):
            continue
        try:
            done.append(
                train_and_compare(context.workspace, context.store, scheme, say=context.say)
            )
        except BusyError as error:
            context.say(str(error))
    return done

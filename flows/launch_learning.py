"""Start the flow that learns, from a process that has not imported Prefect yet."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from flows import environment
from flows.orphans import end_orphans
from pipeline.settings import Workspace
from pipeline.steps.learning.nouns import Comparison, begin
from pipeline.store import Store


def learn_in_flow(
    workspace: Workspace, store: Store, schemes: Sequence[str], say: Callable[[str], None]
) -> list[Comparison]:
    """Train schemes, one flow run each, on Prefect's embedded server.

    Raises:
        UsageError: There is no such vocabulary.
        BusyError: Another process trains or chooses a model of the scheme.
        ModelError: A model in use is damaged.
    """
    end_orphans(environment.prepare(workspace))
    from flows.learning import TRAININGS, learn

    done = []
    for scheme in schemes:
        with begin(workspace, store, scheme, say) as training:
            training_id = uuid.uuid4().hex
            TRAININGS[training_id] = training
            try:
                done.append(learn(str(workspace.root), training_id, scheme))
            finally:
                del TRAININGS[training_id]
    environment.settle()
    return done

"""A store with documents, and a short way to decide on them."""

import pytest

from pipeline.steps.deciding import Wanted, decide
from pipeline.store import Store
from tests.steps.deciding_shelf import ANN


@pytest.fixture
def store(shelf):
    with Store(shelf.database_url) as opened:
        yield opened


@pytest.fixture
def act(shelf, store):
    """Decide on themes: act("accept", D[0], "soft-power")."""

    def one(kind, document, concept="", *, by=ANN, **more):
        return decide(shelf, store, [Wanted(document, "themes", kind, concept, **more)], **by)[0]

    return one

"""The worker's view of cards and of time; needs no server."""

import asyncio
import datetime as dt

from flows import worker
from pipeline.settings import open_workspace


def test_runs_are_planned_anew_when_the_clock_is_set_back(tiny_root, monkeypatch):
    card = tiny_root / "corpus/sources/tiny.toml"
    card.write_text(card.read_text() + 'schedule = "0 4 * * *"\n')
    n_put = 0

    async def put(_runner, _client, groups):
        nonlocal n_put
        n_put += 1
        return {group.id: group for group in groups}, []

    monkeypatch.setattr(worker, "put_deployments", put)
    tender = worker._Tender(open_workspace(tiny_root, {}), None, None)
    for _ in range(3):
        asyncio.run(tender._follow_cards())
    assert n_put == 1
    tender._looked_at += dt.timedelta(days=365)  # as a clock said that was ahead
    for _ in range(3):
        asyncio.run(tender._follow_cards())
    assert n_put == 2, "the server plans nothing while three runs lie in days to come"

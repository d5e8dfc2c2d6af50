from types import SimpleNamespace

import pytest

from pipeline.errors import UsageError
from pipeline.steps.visiting.nouns import Task
from pipeline.steps.visiting.queues import Queues
from pipeline.steps.windows import window
from pipeline.store.frontier import Address

A, B = "https://a.example", "https://b.example"


def task(url, source_id="s", role="page"):
    return Task(SimpleNamespace(), Address(source_id, url, role))


def pop(queues, now=0.0):
    found = queues.pop(now)
    return found and found.address.url


def test_a_host_is_asked_once_at_a_time_and_after_its_pause():
    queues = Queues()
    first = task(f"{A}/1")
    for one in (first, task(f"{A}/2"), task(f"{B}/1")):
        assert queues.push(one)
    assert [pop(queues), pop(queues), pop(queues)] == [f"{A}/1", f"{B}/1", None]
    queues.done(first, 5.0)
    assert (queues.next_at(), pop(queues, 4.9), pop(queues, 5.0)) == (5.0, None, f"{A}/2")
    assert queues.n == 0


def test_indexes_come_first_and_sources_take_turns():
    queues = Queues()
    waiting = [task(f"{A}/a{n}", "a") for n in range(3)] + [task(f"{A}/b", "b")]
    for one in (*waiting, task(f"{A}/index", "c", "index")):
        queues.push(one)
    order = []
    while url := pop(queues):
        order.append(url.removeprefix(f"{A}/"))
        queues.done(task(url), 0.0)
    assert order == ["index", "a0", "b", "a1", "a2"]


def test_a_host_that_is_put_aside_is_asked_no_more():
    queues = Queues()
    for url in (f"{A}/1", f"{A}/2", f"{B}/1"):
        queues.push(task(url))
    assert len(queues.put_aside(f"{A}/x")) == 2
    assert not queues.push(task(f"{A}/3"))
    assert [pop(queues), pop(queues), queues.n] == [f"{B}/1", None, 0]


def test_any_number_of_hosts_may_be_put_aside():
    queues = Queues()
    urls = [f"https://{n}.example/1" for n in range(5000)]
    for url in urls:
        queues.push(task(url))
    for url in urls[:-1]:
        queues.put_aside(url)
    assert [pop(queues), pop(queues)] == [urls[-1], None]


def test_a_window_is_read_from_dates():
    found = window("2026-01-31", "2026-02-01T12:00+02:00")
    assert str(found.since) == "2026-01-31 00:00:00+00:00"
    assert str(found.until) == "2026-02-01 10:00:00+00:00"
    for wrong in (("yesterday", ""), ("2026-02-01", "2026-02-01")):
        with pytest.raises(UsageError, match=";"):
            window(*wrong)

import datetime as dt

from pipeline.store import Store
from pipeline.store.hosts import forgive, load_hosts, put_hosts

AT = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def test_a_breaker_is_forgiven_and_what_a_host_asked_for_is_not(tmp_path):
    state = {"robots": b"", "robots_status": 200, "robots_at": AT, "last_request_at": AT}
    waiting = state | {"not_before": AT + dt.timedelta(hours=1)}
    names = ["https://asked.example", "https://broken.example", "https://other.example"]
    with Store(f"sqlite:///{tmp_path / 's.sqlite'}") as store:
        with store.write() as connection:
            n_failures = dict(zip(names, (1, 7, 7), strict=True))
            put_hosts(
                connection, {name: waiting | {"n_failures": n_failures[name]} for name in names}
            )
            forgive(connection, names[:2], 5)
        with store.read() as connection:
            found = load_hosts(connection)
    assert [found[name]["not_before"] is None for name in names] == [False, True, False]
    assert [found[name]["robots_at"] is None for name in names] == [True, True, False]
    assert [found[name]["n_failures"] for name in names] == [0, 0, 7]

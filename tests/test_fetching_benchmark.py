"""The rules by which fetching is compared with Scrapy's; no figure is asserted here."""

from tests.benchmarks.fetching.nouns import Figures
from tests.benchmarks.fetching.ours import fetch
from tests.benchmarks.fetching.peer import CHILD, WAYS
from tests.benchmarks.fetching.serving import page, serving


def test_all_pages_of_all_hosts_are_fetched() -> None:
    with serving(2, 3) as bases:
        found = fetch(bases, 3)
    assert len(set(bases)) == 2
    assert found.n_pages == 6


def test_pages_are_always_the_same_and_differ_from_each_other() -> None:
    assert page(20, 1) == page(20, 1)
    assert len({page(host, number) for host in (20, 21) for number in range(3)}) == 6


def test_a_line_of_the_table_tells_processor_time_beside_the_peers() -> None:
    ours, theirs = Figures("ours", 1000, 4.0, 1.5), Figures("theirs", 500, 4.0, 1.5)
    assert ours.cells(theirs) == ("ours", "1,000", "250", "1.50", "0.50")


def test_the_peer_runs_apart() -> None:
    assert CHILD.exists()
    assert "Scrapy" in WAYS

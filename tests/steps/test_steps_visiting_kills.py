"""Whatever order answers come in and wherever a run is killed, the same is kept in the end."""

import random

import pytest

from tests.steps.visiting_world import BROKEN, GONE, Page, World, page, sitemap

A, B = "https://a.example", "https://b.example"


def make(world):
    """A site of everything that depends on order: copies, redirects, failures, shared pages."""
    urls = [f"{A}/{n}" for n in range(12)] + [f"{B}/{n}" for n in range(8)]
    world.pages = {url: page(url, links=("/r.pdf", f"/{url[-1]}.pdf")) for url in urls}
    world.pages |= {
        f"{A}/3": page("copy", f"{A}/2"),
        f"{A}/4": page("copy too", f"{A}/2"),
        f"{A}/5": Page(to=f"{A}/hidden"),
        f"{A}/hidden": page("hidden"),
        f"{A}/6": [BROKEN, BROKEN, page("late")],
        f"{A}/7": GONE,
        f"{B}/1": page("left", f"{B}/2"),
        f"{B}/2": page("right", f"{B}/1"),
        **{f"{B}/{n}": page(f"same {n}", f"{B}/home") for n in (3, 4, 5, 6)},
        f"{B}/home": page("home"),
        f"{A}/r.pdf": Page(b"%PDF-1.4 r", "application/pdf"),
        f"{A}/1.pdf": Page(b"%PDF-1.4 1", "application/pdf"),
        f"{A}/m.xml": sitemap(*urls[:12]),
        f"{B}/m.xml": sitemap(*urls[12:]),
        f"{A}/n.xml": sitemap(*urls[8:12]),
    }
    world.card("one", "sitemap", f"{A}/m.xml", files=["pdf"])
    world.card("two", "sitemap", f"{B}/m.xml")
    world.card("zero", "sitemap", f"{A}/n.xml", f"{A}/m.xml")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        world = World(tmp_path_factory.mktemp("undisturbed"), patch)
        make(world)
        world.visit()
        return world.picture()


@pytest.mark.parametrize("seed", range(6))
def test_kills_and_order_change_nothing(tmp_path, monkeypatch, undisturbed, seed):
    world = World(tmp_path, monkeypatch, seed=seed)
    make(world)
    chance = random.Random(seed)
    for _ in range(chance.randrange(4)):
        world.visit_killed(chance.randrange(6), batch=chance.choice((1, 3, 9)))
    world.visit()
    assert world.picture() == undisturbed
    assert world.web.visits("one")[-1].status == "done"

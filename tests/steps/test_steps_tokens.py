"""Tokens as the store knows them: by their digests."""

from hashlib import sha256

import pytest

from pipeline.errors import MissingError
from pipeline.steps import tokens
from pipeline.store import Store


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'a.sqlite'}") as store:
        yield store


def test_a_token_is_recognised_by_its_digest(store):
    made = {role: tokens.add(store, role, role) for role in tokens.ROLES}
    for role, token in made.items():
        kept = tokens.recognise(store, token)
        assert (kept.name, kept.role) == (role, role)
        assert kept.hash == sha256(token.encode()).hexdigest()
        assert token not in repr(kept)
        assert kept.hash not in repr(kept)


def test_tokens_share_nothing(store):
    made = [tokens.add(store, f"n{n}", "reader") for n in range(20)]
    assert len({token.split("_", 2)[1] for token in made}) == 20
    assert len({token.split("_", 2)[2][:6] for token in made}) == 20


def test_parts_of_two_tokens_make_none(store):
    first, second = (tokens.add(store, name, "admin").split("_", 2) for name in "ab")
    assert tokens.recognise(store, f"cs_{first[1]}_{second[2]}") is None


@pytest.mark.parametrize("shown", ["", "cs_", "cs__", "cs_00000000_x", "\ud800", "a" * 100_000])
def test_anything_else_is_no_token(store, shown):
    tokens.add(store, "ada", "admin")
    assert tokens.recognise(store, shown) is None


def test_a_revoked_token_is_wanted_none_the_less(store):
    assert not tokens.are_wanted(store)
    token = tokens.add(store, "ada", "reader")
    tokens.revoke(store, "ada")
    assert tokens.recognise(store, token) is None
    assert tokens.are_wanted(store)
    tokens.revoke(store, "ada", forget=True)
    assert not tokens.are_wanted(store)
    with pytest.raises(MissingError, match="ada"):
        tokens.revoke(store, "ada")

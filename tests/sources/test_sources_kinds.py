from typing import get_args

from pipeline.declarations import WEB_KINDS, Kind
from pipeline.sources import LOCAL, WEB


def test_every_declared_kind_is_read_in_one_of_two_ways():
    assert set(WEB) == set(WEB_KINDS)
    assert set(LOCAL) | set(WEB) == set(get_args(Kind))
    assert not set(LOCAL) & set(WEB)

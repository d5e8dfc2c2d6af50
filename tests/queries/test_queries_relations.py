"""Comparisons and co-occurrence."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pipeline.errors import UsageError
from pipeline.queries import COMPARISON, COOCCURRENCE, Filters, Pairing, Sides, Snapshot
from pipeline.queries.association import association, corrected


def decade(first: int) -> Filters:
    return Filters(since=dt.date(first, 1, 1), until=dt.date(first + 9, 12, 31))


@pytest.fixture(scope="module")
def rich(make_snapshot, doc):
    """Heritage goes from 2 to 8 of 10; it names Singapore in one source, nothing in the other."""
    docs = [
        doc(f"{year}", {"heritage": 1.0} if n < most else {}, ["SGP"] if n < most else ["GBR"])
        for year, most in ((1985, 8), (1995, 32))
        for n in range(40)
    ]
    docs += [doc("1995", {"heritage": 1.0, "inclusion": 1.0}, source="post") for _ in range(40)]
    with Snapshot(make_snapshot(docs)) as opened:
        yield opened


def test_periods_are_compared(rich):
    sides = Sides(decade(1980), decade(1990), Filters(sources="letters"))
    (row,) = rich.compare("theme", "heritage", sides).itertuples()
    assert (row.n_documents_a, row.n_documents_all_a) == (8, 40)
    assert (row.n_documents_b, row.n_documents_all_b) == (32, 40)
    assert row.difference == pytest.approx(0.6)
    assert 0 < row.difference_low < 0.6 < row.difference_high < 1
    assert row.ratio == pytest.approx(4.0)
    assert row.ratio_low < 4 < row.ratio_high
    assert row.q < 0.001


def test_sources_that_one_side_lacks_are_told_and_can_be_left_out(rich):
    mixed = rich.compare("theme", "", Sides(decade(1980), decade(1990)))
    assert "50 % of 1990 to 1999 come from sources that the other" in mixed.attrs["notes"][0]
    panel = rich.compare("theme", "heritage", Sides(decade(1980), decade(1990), variant="panel"))
    assert panel["n_documents_all_b"].tolist() == [40]
    assert mixed["id"].tolist() == ["heritage", "inclusion"]
    assert list(mixed.columns) == list(COMPARISON)


def test_a_country_is_compared_with_all_others(rich):
    found = rich.compare("theme", "heritage", Sides(Filters(countries="SGP"), None))
    assert found["n_documents_all_a"].tolist() == [40]
    assert found["n_documents_all_b"].tolist() == [80]
    assert found.attrs["title"].endswith(": country Singapore against all others")
    assert found.attrs["sides"] == ("country Singapore", "all others")


def test_documents_on_both_sides_are_told(snapshot):
    sides = Sides(Filters(countries="SGP"), Filters(countries="GBR"))
    found = snapshot.compare("theme", "heritage", sides)
    assert "1 documents are on both sides; intervals allow for it" in found.attrs["notes"]


def test_a_side_without_documents_is_no_error(snapshot):
    found = snapshot.compare("theme", "heritage", Sides(decade(1990), decade(1950)))
    assert found["share_b"].isna().all()
    assert (
        "1950 to 1959: there is no document, and so nothing to compare with" in found.attrs["notes"]
    )


def test_odd_comparisons_are_refused(snapshot):
    with pytest.raises(UsageError, match="choose all, panel"):
        snapshot.compare("theme", "heritage", Sides(decade(1980), None, variant="odd"))
    with pytest.raises(UsageError, match="since: given for both sides and for one"):
        snapshot.compare("theme", "heritage", Sides(decade(1980), None, decade(1990)))


def test_pairs_have_lift(rich):
    (row,) = rich.cooccurrence(Pairing("theme", "country", "heritage", "SGP")).itertuples()
    assert (row.n_documents, row.n_documents_a, row.n_documents_b) == (40, 80, 40)
    assert row.expected == pytest.approx(80 * 40 / 120, abs=1e-4)
    assert row.lift == pytest.approx(1.5, abs=1e-4)
    assert row.lift_low < 1.5 < row.lift_high
    assert row.q < 0.05


def test_chance_within_sources_is_another(rich):
    all_at_once = rich.cooccurrence(Pairing("theme", "theme", "heritage", "inclusion"))
    within = rich.cooccurrence(Pairing("theme", "theme", "heritage", "inclusion", "source"))
    assert all_at_once["lift"].tolist() == [1.5]
    assert within["lift"].tolist() == [1.0]
    assert within["p"].tolist() == [1.0]


def test_every_pair_is_listed_once(rich):
    found = rich.cooccurrence(Pairing("theme", "theme"))
    assert list(zip(found["id_a"], found["id_b"], strict=True)) == [("heritage", "inclusion")]
    assert list(found.columns) == list(COOCCURRENCE)
    one = rich.cooccurrence(Pairing("theme", "country", "inclusion"))
    assert set(one["id_b"]) == {"country:GBR", "country:SGP"}, "expected, and never met"
    assert (one["n_documents"] == 0).all()
    assert (one["lift_high"] < 1).all()


def test_documents_not_assessed_are_left_out(snapshot):
    found = snapshot.cooccurrence(Pairing("theme", "country", least=1))
    assert found["n_documents_all"].unique().tolist() == [7]
    assert "1 documents could not be assessed for both" in found.attrs["notes"][0]


def test_odd_pairings_are_refused(snapshot):
    with pytest.raises(UsageError, match="there are theme"):
        snapshot.cooccurrence(Pairing("theme", "planet"))
    with pytest.raises(UsageError, match="within source, decade, language"):
        snapshot.cooccurrence(Pairing("theme", "country", within="weather"))


def test_intervals_of_lift_cover_the_truth():
    """Two thousand samples of 600 documents with true lift 2: 95 in 100 intervals hold it."""
    random = np.random.default_rng(7)
    n, p_a, p_b, p_both = 600, 0.1, 0.2, 0.04
    cells = random.multinomial(
        n, [p_both, p_a - p_both, p_b - p_both, 1 - p_a - p_b + p_both], 2000
    )
    both, a, b = cells[:, 0], cells[:, :2].sum(1), cells[:, 0] + cells[:, 2]
    parts = (both, a - both, b - both, n - a - b + both)
    spread = 1 / sum(1 / (part + 0.5) for part in parts)
    variance = a * b / n * (n - a) * (n - b) / n / (n - 1)
    frame = pd.DataFrame({"weight": both, "expected": a * b / n, "scale": 1.0})
    found = association(frame.assign(variance=variance, spread=spread, most=np.minimum(a, b)))
    covered = (found["lift_low"] <= 2) & (found["lift_high"] >= 2)
    assert 0.93 <= covered.mean() <= 0.985


def test_q_is_over_all_pairs_that_could_be_listed():
    p = np.array([0.04, 0.001])
    padded = stats.false_discovery_control(np.array([0.04, 0.001, 1, 1, 1]), method="bh")
    assert corrected(p, 5) == pytest.approx(padded[:2])
    assert len(corrected(np.array([]), 9)) == 0


@pytest.mark.parametrize(("n", "a", "b"), [(137, 13, 18), (12_000, 800, 900), (900, 6, 40)])
def test_p_is_on_the_safe_side_of_the_exact_one(n, a, b):
    both = np.arange(min(a, b) + 1)
    variance = a * b / n * (n - a) * (n - b) / n / (n - 1)
    frame = pd.DataFrame({"weight": both, "expected": a * b / n, "scale": 1.0, "most": min(a, b)})
    found = association(frame.assign(variance=variance, spread=1.0))["p"].to_numpy()
    law = stats.hypergeom(n, a, b)
    exact = np.minimum(1, 2 * np.minimum(law.sf(both - 1), law.cdf(both)))
    known = exact > 1e-5
    assert (found[known] >= 0.9 * exact[known]).all()
    assert (found[known] <= 6 * exact[known]).all()

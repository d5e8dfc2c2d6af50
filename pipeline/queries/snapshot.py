"""A snapshot, open for questions: what researchers call from Python."""

from __future__ import annotations

from typing import Unpack

import pandas as pd

from pipeline.errors import UsageError
from pipeline.queries import comparing, cooccurring, documents, listing, moving, passages
from pipeline.queries.asking import Question
from pipeline.queries.comparing import Sides
from pipeline.queries.cooccurring import Pairing
from pipeline.queries.filters import EVERYTHING, Filters
from pipeline.queries.holding import OpenSnapshot
from pipeline.queries.manner import Manner, manner
from pipeline.queries.opening import KINDS, frame
from pipeline.trends import SERIES


class Snapshot(OpenSnapshot):
    """One published snapshot; a context manager, safe to ask from several threads.

    Every answer is a DataFrame whose columns a constant of this package documents, and whose
    `attrs` hold `title`, `notes` (what may mislead) and `cite` (a line to cite it by). Series are
    named by id, label or code (`find_series`); an unknown one is a UsageError that names the
    nearest. Dates are datetime.date.
    """

    def series(self, kind: str) -> pd.DataFrame:
        """Return all series of a kind with their shares of all documents, dated or not.

        Returns:
            Columns trends.SERIES, the most frequent first.
        """
        if kind not in KINDS:
            raise UsageError(f"{kind}: no such kind; there are {', '.join(KINDS)}")
        sql = f"SELECT {', '.join(SERIES)} FROM series WHERE kind = ? ORDER BY n_documents DESC, id"
        with self._reading() as reading:
            return frame(reading.connection, sql, kind)

    def trend(
        self,
        kind: str,
        id: str = "",
        *,
        by: str = "year",
        filters: Filters = EVERYTHING,
        **how: Unpack[Manner],
    ) -> pd.DataFrame:
        """Return shares period by period.

        A share is of the documents that the filters leave and whose date is sure and fine enough
        for the periods; it estimates how many of them have the series (`trends.estimate`). Of
        the filters, since and until choose the periods that are shown, and nothing else.

        Args:
            kind: theme, discipline, topic, country, organisation, programme; or text, and then id
                is a full-text query.
            id: Id, label or code; empty: all series of the kind.
            by: month, quarter, year or decade.
            filters: Which documents shares are of.
            how: variant and counted, as `Manner` says.

        Returns:
            Columns trends.TRENDS, in order of series and time; every period between the first
            and the last that has documents.
        """
        variant, counted = manner(**how)
        with self._reading() as reading:
            return moving.trend(reading, Question(kind, id, filters, False, counted), by, variant)

    def joint_trend(
        self,
        kind: str,
        id: str,
        *,
        by: str = "year",
        filters: Filters = EVERYTHING,
        **how: Unpack[Manner],
    ) -> pd.DataFrame:
        """Return the share of documents that have one series and all others named, by period.

        Args:
            kind: As of `trend`.
            id: As of `trend`.
            by: As of `trend`.
            filters: Its series and text are what documents must have besides; the rest restricts
                the documents that shares are of.
            how: As of `trend`.

        Returns:
            As `trend`; id and label are joined by " + ". The probability that a document has all
            is the product of those of each.
        """
        variant, counted = manner(**how)
        with self._reading() as reading:
            return moving.trend(reading, Question(kind, id, filters, True, counted), by, variant)

    def slopes(
        self,
        kind: str,
        id: str = "",
        *,
        by: str = "year",
        filters: Filters = EVERYTHING,
        **how: Unpack[Manner],
    ) -> pd.DataFrame:
        """Return how fast series rise or fall; arguments as of `trend`.

        Returns:
            Columns trends.SLOPES; the published ones where nothing is asked for besides, else
            computed, q over all series of the kind.
        """
        variant, counted = manner(**how)
        with self._reading() as reading:
            return listing.slopes(reading, Question(kind, id, filters, False, counted), by, variant)

    def rising(
        self, kind: str, *, by: str = "year", filters: Filters = EVERYTHING, counted: bool = False
    ) -> pd.DataFrame:
        """Return the series of a kind that rise, as columns trends.SLOPES, the fastest first.

        Only where the figures carry it: q at most 0.05, the slope's interval above 0, and the
        slope on the panel of sources present throughout (where there is one) above 0 too.
        """
        with self._reading() as reading:
            question = Question(kind, "", filters, counted=counted)
            return listing.moving(reading, question, by, up=True)

    def falling(
        self, kind: str, *, by: str = "year", filters: Filters = EVERYTHING, counted: bool = False
    ) -> pd.DataFrame:
        """Return the series of a kind that fall; see `rising`."""
        with self._reading() as reading:
            question = Question(kind, "", filters, counted=counted)
            return listing.moving(reading, question, by, up=False)

    def changes(
        self,
        kind: str,
        id: str = "",
        *,
        by: str = "year",
        filters: Filters = EVERYTHING,
        counted: bool = False,
    ) -> pd.DataFrame:
        """Return where series change from one level to another, as columns trends.CHANGES."""
        with self._reading() as reading:
            return listing.changes(reading, Question(kind, id, filters, counted=counted), by)

    def movers(
        self,
        kind: str,
        direction: str = "",
        *,
        filters: Filters = EVERYTHING,
        counted: bool = False,
    ) -> pd.DataFrame:
        """Return what is talked about more or less of late than before.

        Args:
            kind: As of `trend`.
            direction: emerging or fading; empty: both.
            filters: Which documents are looked at.
            counted: As of `trend`.

        Returns:
            Columns trends.MOVERS, the largest difference first.
        """
        with self._reading() as reading:
            return listing.moved(reading, Question(kind, "", filters, counted=counted), direction)

    def documents(
        self,
        kind: str = "",
        id: str = "",
        *,
        filters: Filters = EVERYTHING,
        joint: bool = False,
        limit: int = 50,
    ) -> pd.DataFrame:
        """Return the newest documents behind a figure.

        Args:
            kind: As of `trend`; empty: all documents that the filters leave.
            id: As of `trend`.
            filters: Which documents; since and until leave out those that may be of another time.
            joint: As in `joint_trend`.
            limit: Most documents returned.

        Returns:
            Columns documents.DOCUMENTS, newest first, undated last.
        """
        with self._reading() as reading:
            return documents.documents(reading, Question(kind, id, filters, joint), limit)

    def document_ids(self, filters: Filters) -> list[str]:
        """Return the ids of the documents that filters leave, ascending."""
        with self._reading() as reading:
            return documents.document_ids(reading, Question("", "", filters))

    def passages(
        self,
        kind: str,
        id: str,
        *,
        filters: Filters = EVERYTHING,
        joint: bool = False,
        limit: int = 20,
    ) -> pd.DataFrame:
        """Return the passage that speaks best for a series in each of the newest documents.

        Args:
            kind: As of `trend`.
            id: As of `trend`.
            filters: As of `documents`.
            joint: As in `joint_trend`: a passage for each series.
            limit: Most documents.

        Returns:
            Columns passages.PASSAGES, in the order of `documents`.
        """
        with self._reading() as reading:
            return passages.passages(reading, Question(kind, id, filters, joint), limit)

    def compare(self, kind: str, id: str, sides: Sides, *, counted: bool = False) -> pd.DataFrame:
        """Return the shares of one series, or of all of a kind, in two sets of documents.

        Args:
            kind: As of `trend`.
            id: As of `trend`.
            sides: What is compared with what.
            counted: As of `trend`.

        Returns:
            Columns comparing.COMPARISON, the surest differences first.
        """
        with self._reading() as reading:
            return comparing.compare(reading, Question(kind, id, counted=counted), sides)

    def cooccurrence(self, pairing: Pairing) -> pd.DataFrame:
        """Return pairs of series with how much oftener than by chance documents have both.

        Returns:
            Columns cooccurring.COOCCURRENCE, the surest first.
        """
        with self._reading() as reading:
            return cooccurring.cooccurrence(reading, pairing)

"""The method, part by part: a paragraph for the report, more for the method page."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.publish.nouns import ReportFigures
from pipeline.publish.standing import MAX_Q, MIN_EFFECTIVE
from pipeline.publish.words import number


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the method. In its texts, words between backticks are code."""

    title: str
    brief: str
    more: tuple[str, ...] = ()
    """Paragraphs."""


METHOD_NOTES = (
    "A share says how much of this corpus is about something, not how much of the world is: the "
    "sources were chosen, and some of them keep silent on some days.",
    "An interval speaks of sampling, and for themes and disciplines also of the probabilities of "
    "suggestions. It does not speak of what the sources leave out, nor of errors that all periods "
    "share.",
    "Everything told was chosen by a rule fixed before the figures were seen; a finding that is "
    "not told may be true all the same.",
)


def method(figures: ReportFigures) -> tuple[Part, ...]:
    """Return how the figures of a report were made."""
    return (
        _share(figures),
        _INTERVAL,
        _dates(figures),
        _moves(figures),
        _PANEL,
        _STEPS,
        _TOPICS,
        _COUNTRIES,
        _PROOF,
    )


def _share(figures: ReportFigures) -> Part:
    least = figures.identity.min_score
    from_ = f" ({least:g} here)" if least is not None else ""
    return Part(
        "Share",
        "Summed family weight of the documents that have something, over that of all documents "
        "of the period, whether or not their language allowed everything to be looked for. A "
        "family of n documents that are one publication weighs 1 in all. For themes and "
        "disciplines the share is an estimate that carries the probability of every suggestion; "
        f"the documents counted beside it are those tagged, named or suggested at "
        f"`min_score`{from_} or more.",
        (
            "Tags of publishers and editors have probability 1. What an editor rejected, or left "
            "out of a document that was seen completely, has none. A suggestion has the "
            "calibrated probability that an editor would give the tag (`is_calibrated` in the "
            "table `tags`); `series_documents` holds it for every document, with `counts` telling "
            "whether it reaches `min_score`.",
            "The share of a period is the mean of the probabilities of its documents, families "
            "counted once (Bella et al. 2010): 1 and 0 where things are sure. On posts with their "
            "editors' labels that was nearer the truth than counting suggestions from a threshold, "
            "and than maximum likelihood under a shift of the prior (Saerens, Latinne and "
            "Decaestecker 2002). `share_counted` in the tables is the plain share of the documents "
            "that count.",
            "A document counts for a topic when at least a fifth of its passages are of it, for a "
            "country, a region, an organisation or a programme when it names it at least once; "
            "adjectives such as “Japanese”, capitals for governments and parts of longer names do "
            "not count. Regions of the United Nations (M49) and of the World Bank are named by any "
            "of their countries.",
            "How much a document is about what it names (`document_entities.salience`) is the "
            "estimated probability that its title would name it, by its part of all mentions, its "
            "place and its spread; no figure here depends on it.",
        ),
    )


_INTERVAL = Part(
    "Interval",
    "95 % everywhere. For what is named or stated: Wilson's score interval (1927) with Kish's "
    "effective sample size (1965), families counted as one observation. For themes and "
    "disciplines it also leaves room for what probabilities leave open: that they tell less than "
    "sure labels, that they are off in single periods, and that they draw the shares of single "
    "periods towards that of the corpus.",
    (
        "Kish's effective sample size is the squared sum of the weights over the sum of their "
        "squares, the weight being that of a family within the period: ten copies of one text are "
        "one observation. Dates that may be wrong widen the intervals of periods in the same way "
        "as probabilities do.",
        "The interval does not hold that suggestions may be off by the same amount in all periods: "
        "that moves the level and not the movement. Where few of the corpus' own documents have "
        "been seen by an editor, levels are less sure than their intervals say.",
    ),
)


def _dates(figures: ReportFigures) -> Part:
    unit = figures.granularity
    as_of = figures.identity.as_of
    until = f" ({as_of})" if as_of else ""
    return Part(
        "Periods",
        f"Charts are by {unit}. A document counts in a period only where its date is stated at "
        "least as exactly, is sure enough (`min_date_confidence`) and is no later than the day up "
        f"to which the corpus is complete{until}. No date is guessed. A period that ends after "
        "that day is open: it is shown, and no test looks at it.",
        (
            "Spans of over 40 years are shown by decade, of over 8 by year, of over 2 by quarter, "
            "shorter ones by month, provided that four in five dated documents are dated as "
            "exactly as that.",
        ),
    )


def _moves(figures: ReportFigures) -> Part:
    unit = figures.tested or figures.granularity
    return Part(
        "Rise and fall",
        f"Sen's slope (1968) over closed {unit}s with {MIN_EFFECTIVE} effective documents or more, "
        "at least 8 of them; told where both the Mann-Kendall (1945) and the Cochran-Armitage test "
        f"(Armitage 1955) stand at {MAX_Q:g} after Benjamini and Hochberg's correction (1995) over "
        f"all {number(figures.n_tested)} series tested, and the slope's interval leaves out 0.",
        (
            "Mann-Kendall asks whether the shares ascend and is not taken in by one theme that "
            "comes in bursts; Cochran-Armitage weighs every period by its documents and is not "
            "taken in by unequal samples. Both are corrected for neighbouring periods being alike "
            "(Hamed and Rao 1998), and compare months and quarters with the same season of other "
            "years (Hirsch, Slack and Smith 1982). q is the larger of the two after correction: of "
            "the rises and falls told, one in twenty may be chance.",
            "Which periods are tested is fixed for the whole corpus beforehand: years where enough "
            "are filled, else the periods of the charts.",
        ),
    )


_PANEL = Part(
    "Sources that come and go",
    "A share may move because the sources do. So every slope is computed again on the panel of "
    "the sources that are there all along (in four of five years, and at both ends), or where "
    "there are none with every source given the same part in every period (Holt and Smith 1979). "
    "A rise or fall of all documents is told only where these fixed sources do not point the other "
    "way; whether they confirm it is said beside it, or that it could not be checked. What stands "
    "on the panel alone is told as such.",
    (
        "The table `slopes` holds all three: `all`, `panel` and `poststratified`. Beside changes "
        "and movers stands how far the mixes of "
        "sources on both sides are apart: half the sum of the absolute differences of their parts.",
    ),
)

_STEPS = Part(
    "Turning points, emerging and fading",
    "A turning point is where the share of a series moves from one level to another and stays: "
    "stretches of closed periods are fitted by likelihood (Bellman and Roth 1969), and each change "
    "has to pass the test of the best of all possible changes, against the spread between periods "
    "and their likeness; what a straight line explains better is no turning point. Emerging and "
    "fading: the last three closed years against up to "
    "ten before. Both are told with the 95 % interval of the difference (Newcombe 1998), after "
    "Benjamini and Hochberg's correction, and where there is a panel of sources only if it shows "
    "them, too.",
)

_TOPICS = Part(
    "Topics",
    "Passages of about 120 to 250 words are placed by sentence embeddings and word statistics, "
    "clustered, and described by class-based tf-idf (Grootendorst 2022) with noun phrases. A "
    "topic's id is permanent: each new fit is matched to the last, and what became of every topic "
    "(continued, split, merged, born, retired) is in the table `topic_events`.",
    (
        "On the map near topics lie near each other; the axes mean nothing. The nearest themes of "
        "a topic are those whose definitions its passages resemble most, with the cosine.",
    ),
)

_COUNTRIES = Part(
    "Countries and themes",
    "Of the documents that name a country, the weighted part of those that count for a theme, "
    "with Wilson's interval. Who is named together with a theme need not be meant by it: read the "
    "documents.",
)

_PROOF = Part(
    "Proof",
    "All figures are in the tables beside this page (`series`, `trends`, `slopes`, `changes`, "
    "`movers`, `series_documents`), described in `datapackage.json`; `culturescope verify` "
    "recomputes them.",
)

"""Topics: passages are embedded and grouped. The fit is compared with NMF on tf-idf."""

from __future__ import annotations

import warnings

from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.store import Store, embedded
from pipeline.topics import Fitting, fit_topics
from tests.benchmarks.corpus import all_documents, count_words
from tests.benchmarks.measuring import alternate, quiet_word, timed_stage
from tests.benchmarks.nouns import Figures, Measure


def run(workspace: Workspace, rounds: int) -> Figures:
    """Time the stage, embedding included; then the fit alone against NMF with as many topics."""
    models.prepare(workspace, quiet_word)
    cost, report = timed_stage(workspace, "topics")
    with Store(workspace.database_url) as store, store.read() as connection:
        corpus = embedded.load_passage_texts(connection, models.encoder(workspace).version)
    passages, seed = corpus.passages, workspace.settings.seed
    n_topics = len(fit_topics(passages, corpus.vectors, Fitting(seed=seed)).topics)
    texts = [passage.text for passage in passages]
    pairs = alternate(
        lambda: fit_topics(passages, corpus.vectors, Fitting(seed=seed, n_topics=n_topics)),
        lambda: _factorise(texts, n_topics, seed),
        rounds if n_topics else 0,
    )
    fit = f"fit {pairs[-1][0]:.1f} s, NMF {pairs[-1][1]:.1f} s" if pairs else "nothing to compare"
    note = f"{n_topics} topics over {len(texts):,} passages; {fit}"
    n_words = count_words(all_documents(workspace))
    return Figures(report.n_out, cost.seconds, cost.peak_mb, pairs, n_words, note)


def _factorise(texts: list[str], n_topics: int, seed: int) -> None:
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        weights = TfidfVectorizer(stop_words="english", max_features=20_000).fit_transform(texts)
        NMF(n_topics, init="nndsvd", random_state=seed).fit_transform(weights)


MEASURE = Measure("topics", "sklearn NMF on tf-idf, same K", ("ingest", "clean"), run)

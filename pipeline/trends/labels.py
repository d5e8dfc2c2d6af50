"""Which documents count for which series."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.trends.columns import LABELS

# A document counts for a topic when at least this part of its passages is of that topic: one
# passage in a text of five or fewer, so that one stray passage of a book does not count.
TOPIC_MIN_SHARE = 0.2

WEAK = ("demonym",)
"""Ways of naming that do not count: "Japanese" is weaker evidence than "Japan"."""

TABLE_COLUMNS = {
    "tags": ("document_id", "scheme", "concept_id", "label", "origin", "score"),
    "document_topics": ("document_id", "topic_id", "share"),
    "topics": ("topic_id", "label"),
    "mentions": ("document_id", "entity_id", "via", "inside"),
    "entities": ("entity_id", "type", "name"),
    "decisions": ("document_id", "scheme", "concept_id", "kind", "state"),
}
"""What `label_documents` reads, by table of the snapshot."""

_TAG_KINDS = {"themes": "theme", "disciplines": "discipline", "countries": "country"}
_DECIDED = {"given": ("accept", "add"), "rejected": ("reject",), "complete": ("complete",)}
_ENTITY_KINDS = ("country", "organisation", "programme")


def label_documents(tables: Mapping[str, pd.DataFrame], *, min_score: float) -> pd.DataFrame:
    """Say for every document which series it counts for.

    Themes, disciplines, countries: tags by publishers and editors, and suggestions whose score
    is at least min_score. Topics: those of at least TOPIC_MIN_SHARE of the document's passages.
    Countries, organisations, programmes: named at least once, other than inside a longer name
    ("United States" in "United States Information Agency") or by WEAK ways. A country that an
    editor rejected does not count though it is named; `tags` hold no rejected ones.

    Args:
        tables: Frames with at least the columns of TABLE_COLUMNS; a mention's `inside` is
            missing where it stands alone.
        min_score: 0 to 1, as in the settings.

    Returns:
        Columns LABELS, sorted by kind, id, document_id, each of these once. A series has one
        label: the entity's or topic's name, else the tag's.
    """
    parts = [
        _not_rejected(_named(tables["mentions"], tables["entities"]), tables["decisions"]),
        _topical(tables["document_topics"], tables["topics"]),
        _tagged(tables["tags"], min_score),
    ]
    held = [part.astype(str) for part in parts if len(part)]
    if not held:
        return pd.DataFrame({name: pd.Series(dtype=str) for name in LABELS})
    labels = pd.concat(held, ignore_index=True)
    first = labels.drop_duplicates(["kind", "id"])[["kind", "id", "label"]]
    once = labels[["document_id", "kind", "id"]].drop_duplicates()
    return (
        once.merge(first, on=["kind", "id"])
        .sort_values(["kind", "id", "document_id"])[list(LABELS)]
        .reset_index(drop=True)
    )


def _tagged(tags: pd.DataFrame, min_score: float) -> pd.DataFrame:
    counted = tags["scheme"].isin(list(_TAG_KINDS)) & (
        (tags["origin"] != "suggested") | (tags["score"] >= min_score)
    )
    found = tags[counted].sort_values(["scheme", "concept_id", "document_id", "label"])
    kinds = found["scheme"].map(_TAG_KINDS)
    prefix = kinds.map({"country": "country:"}).fillna("")
    return found.assign(kind=kinds, id=prefix + found["concept_id"])[list(LABELS)]


def _not_rejected(named: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Leave out countries that were rejected, or not given where the document is complete."""
    counts = decisions[(decisions["state"] == "counts") & (decisions["scheme"] == "countries")]
    by_kind = {kind: counts[counts["kind"].isin(kinds)] for kind, kinds in _DECIDED.items()}
    pairs = {
        kind: set(zip(rows["document_id"], rows["concept_id"], strict=True))
        for kind, rows in by_kind.items()
    }
    complete = {document_id for document_id, _ in pairs["complete"]}
    codes = named["id"].str.removeprefix("country:")
    keep = [
        kind != "country"
        or (id_, code) in pairs["given"]
        or ((id_, code) not in pairs["rejected"] and id_ not in complete)
        for kind, id_, code in zip(named["kind"], named["document_id"], codes, strict=True)
    ]
    return named[pd.Series(keep, index=named.index, dtype=bool)]


def _topical(document_topics: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    much = document_topics[document_topics["share"] >= TOPIC_MIN_SHARE]
    found = much.merge(topics[["topic_id", "label"]], on="topic_id")
    return found.assign(kind="topic", id=found["topic_id"])[list(LABELS)]


def _named(mentions: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    counted = entities[entities["type"].isin(_ENTITY_KINDS)]
    by_name = mentions["inside"].isna() & ~mentions["via"].isin(WEAK)
    alone = mentions.loc[by_name, ["document_id", "entity_id"]].drop_duplicates()
    found = alone.merge(counted[["entity_id", "type", "name"]], on="entity_id")
    renamed = found.rename(columns={"type": "kind", "entity_id": "id", "name": "label"})
    return renamed[list(LABELS)]

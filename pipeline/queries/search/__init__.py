"""Full-text search over the passages and titles of a snapshot."""

from pipeline.queries.search.asking import MOST, Found, document_ids, documents, passages
from pipeline.queries.search.describing import BY, COUNTS, DOCUMENTS, PASSAGES, count_documents
from pipeline.queries.search.index import ensure_index, index_path
from pipeline.queries.search.parsing import parse_query, query_notes

__all__ = [
    "BY",
    "COUNTS",
    "DOCUMENTS",
    "MOST",
    "PASSAGES",
    "Found",
    "count_documents",
    "document_ids",
    "documents",
    "ensure_index",
    "index_path",
    "parse_query",
    "passages",
    "query_notes",
]

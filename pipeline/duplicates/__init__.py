"""Near-identical texts: what finds them, what proves them, and the families that result.

Fingerprints (winnowing) find texts that share a passage; the texts themselves, laid beside each
other, tell how much of one stands in the other; `relations` says what that makes of them.
Language versions are found by address and confirmed by names and numbers; files belong to the page
that links them.
"""

from pipeline.duplicates.grouping import groups
from pipeline.duplicates.languages import version
from pipeline.duplicates.overlap import Comparable, comparable, overlap
from pipeline.duplicates.signing import sign
from pipeline.duplicates.verdicts import is_related, relations
from pipeline.duplicates.words import Keys, Numbers, numbered, words
from pipeline.duplicates.works import attached

__all__ = [
    "Comparable",
    "Keys",
    "Numbers",
    "attached",
    "comparable",
    "groups",
    "is_related",
    "numbered",
    "overlap",
    "relations",
    "sign",
    "version",
    "words",
]

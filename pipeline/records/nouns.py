"""The nouns of documents and of what is found in them: frozen values, standard library only."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Literal

STAGES = ("ingest", "clean", "entities", "topics", "themes", "trends", "publish")

Precision = Literal["day", "month", "year"]
EntityType = Literal["organisation", "country", "programme", "region", "person", "place"]
Origin = Literal["publisher", "editor", "suggested"]
DateKind = Literal["published", "modified", "event", "deadline"]

UNDETERMINED = "und"
"""Language of a text whose language could not be told (ISO 639-2)."""


def document_id(locator: str) -> str:
    """Return the permanent id of what a canonical locator names: 16 hex digits of its SHA-256."""
    return hashlib.sha256(locator.encode()).hexdigest()[:16]


Hints = tuple[tuple[str, str], ...]
"""What came along with an item besides its bytes: ("last-modified", HTTP date), ("feed-date", ...),
("feed-title", ...), in order of name."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a source holds, as read and before it is stored."""

    locator: str
    """Canonical URL, or `source_id:relative/path`, or `source_id#record_id`."""
    media_type: str
    """Told from the bytes first, then from the name: text/html, text/plain, text/markdown,
    application/pdf, application/json (one record), one of OFFICE_TYPES, message/rfc822,
    application/octet-stream."""
    body: bytes
    url: str | None = None
    hints: Hints = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """One fetched or read item as raw bytes, and where those bytes lie."""

    document_id: str
    revision: int
    """Counts from 1; a new one for every change of the bytes under the same locator."""
    source_id: str
    locator: str
    media_type: str
    sha256: str
    """Of the body, hexadecimal."""
    n_bytes: int
    fetched_at: dt.datetime
    """UTC."""
    warc_file: str
    warc_offset: int
    url: str | None = None
    hints: Hints = ()
    part_of: str = ""
    """Id of the document whose page links this file, as one work with it."""
    gone_at: dt.datetime | None = None
    """UTC; when its source was first seen to hold it no more. What was captured stays."""


@dataclass(frozen=True, slots=True)
class DateClaim:
    """One statement of a date that was met in or about a document."""

    kind: DateKind
    start: dt.date
    """First day of the stated day, month or year."""
    precision: Precision
    confidence: float
    """0 to 1: how often a statement of this sort is right."""
    read_from: str
    """Where it stands: "feed", "json-ld", "meta", "url", "byline", "text", "pdf", ..."""
    stated: str = ""
    """As written there, at most 80 characters."""
    end: dt.date | None = None
    """Last day of a range ("24-27 October 2023"); None for a single day, month or year."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under a heading of its own: a chapter of a report."""

    start: int
    """Code point in the document's text where it begins; it reaches to the next section."""
    level: int
    """1 for chapters, 2 for what is inside them, ..."""
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label that the publisher gave to its document, as written by the publisher."""

    kind: Literal["themes", "disciplines", "countries", "keywords"]
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One cleaned text with what is known of it."""

    id: str
    revision: int
    source_id: str
    title: str
    text: str
    """NFC; paragraphs split by one blank line; no line breaks inside a paragraph."""
    language: str = UNDETERMINED
    """ISO 639-1, or UNDETERMINED."""
    url: str | None = None
    authors: tuple[str, ...] = ()
    section: str = ""
    published: dt.date | None = None
    """First day of the stated day, month or year; None where none is stated: never guessed."""
    published_precision: Precision | None = None
    published_confidence: float = 0.0
    """0 to 1."""
    published_from: str = ""
    """Where the date was read: "json-ld", "meta", "front matter", "byline", "record", "url", ..."""
    labels: tuple[Label, ...] = ()
    """Publisher's labels; never part of `text`, so that no model learns from them by accident."""
    dates: tuple[DateClaim, ...] = ()
    """Every statement of a date that was met, the surest of each kind first."""
    website: str = ""
    """Address of what the document is about (an event, a call), as it states it."""
    quality: float = 1.0
    """0 to 1: how clean the text is of OCR damage and rubble; see pipeline.clean.quality."""
    sections: tuple[Section, ...] = ()
    """In order of their start; empty where the document has no parts."""
    alternates: tuple[str, ...] = ()
    """Addresses of the same document in other languages, as it states them."""
    gaps: tuple[str, ...] = ()
    """What of the capture is not in the text though it may say something: "2 of 40 pages hold no
    text (4, 17)", "3 attachments (report.pdf, ...)"."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole paragraphs of about 120 to 250 words: unit of embedding, topics, evidence."""

    id: str
    """`<document_id>-<ordinal, three digits>`"""
    document_id: str
    ordinal: int
    start: int
    """Half-open range of code points in the document's text."""
    end: int
    n_words: int
    text: str = field(repr=False)
    language: str = UNDETERMINED
    """ISO 639-1, or UNDETERMINED: of this passage, which may differ from its document's."""
    section: str = ""
    """Title of the section it stands in."""

    @property
    def sha256(self) -> str:
        """Digest of the text: the key under which its vector is kept."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a document's text that names an entity."""

    document_id: str
    start: int
    """Half-open range of code points in the document's text."""
    end: int
    text: str
    type: EntityType
    entity_id: str
    """`country:SGP` (ISO 3166-1 alpha-3), `country:SUHH` (ISO 3166-3), `region:europe`,
    `organisation:british-council`, `programme:erasmus-plus`: as far as this document tells. The
    whole corpus, or an analyst, may know better: see EntityLink."""
    name: str
    """Canonical name of the entity as far as this document tells."""
    via: str = "name"
    """How it was recognised: name, alias, acronym, demonym, capital (of a country, for its
    government), model, rule; or tentatively, see TENTATIVE."""
    inside: str | None = None
    """Type of the longer name this one is part of ("organisation" in "Labour Party (UK)")."""
    edition: str = ""
    """Of a programme: the year or number that is no part of its name: "2024", "5th"."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A concept of a scheme given to a document."""

    document_id: str
    scheme: str
    """themes, disciplines, countries, keywords."""
    concept_id: str
    """Id within the scheme; for countries ISO alpha-3; for keywords the label itself."""
    origin: Origin
    score: float
    """1.0 for publisher and editor. For suggestions the calibrated probability, 0 to 1."""
    evidence: tuple[str, ...] = ()
    """Ids of the passages that speak most for it, best first."""
    model: str = ""
    """Version of the model that suggested it."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that became no result, and why."""

    stage: str
    source_id: str
    locator: str
    reason: str
    """Machine word: empty, too_large, not_text, no_body, too_short, broken_pdf, encrypted_pdf,
    needs_ocr, broken_office, encrypted_file, too_complex, timeout, broken_record, missing_field,
    ..."""
    detail: str
    """One sentence for a person: what was found and what to do next."""
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class StageReport:
    """What one stage did in one run."""

    stage: str
    n_in: int
    """Inputs that the ledger did not yet hold."""
    n_out: int
    n_rejected: int
    n_known: int = 0
    """Inputs that needed no work."""
    seconds: float = 0.0
    note: str = ""

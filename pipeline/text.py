"""One shape for every text: paragraphs split by one blank line, and passages cut from them."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from pipeline.records import Document, Passage

MIN_WORDS = 120  # from here on a passage may close: the embedding model's 256 tokens are half full
MAX_WORDS = 250  # about 330 tokens; MiniLM reads 256, and evidence longer than this is not read
MAX_JOINED_WORDS = 300  # a rest shorter than MIN_WORDS may stretch its passage this far

# Characters that no reader sees: controls, soft hyphens, zero-width and direction marks,
# private use (icon fonts), lone surrogates (which cannot be written as UTF-8).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff]"
)
# Joiners decide how Arabic and Indic words are written; anywhere else they are dirt.
_JOINER = re.compile("(?<![\u0600-\u0dff])[\u200c\u200d]")
# Ligatures of old fonts, as PDFs hold them; no search finds a word that is written with one.
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Chinese and Japanese have no spaces: each character counts; a "word" of over 40 is no word.
_WORD = re.compile(f"[{_CJK}]|[^\\s{_CJK}]{{1,40}}")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”\u2019»)\]]*\s+(?=[^\sa-z])|(?<=[\u3002\uff01\uff1f])")

Span = tuple[int, int]


def normalise(text: str) -> str:
    """Bring a text into the shape that `Document.text` promises.

    Returns:
        NFC text without invisible characters; paragraphs (blocks between blank lines) are
        separated by exactly one blank line, and inside them any white space is one space.
    """
    text = _LINE_BREAK.sub("\n", text).replace("\u2029", "\n\n")
    text = _JOINER.sub("", _INVISIBLE.sub("", text)).translate(_LIGATURES)
    text = unicodedata.normalize("NFC", text)
    blocks = (" ".join(block.split()) for block in _PARAGRAPH_BREAK.split(text))
    return "\n\n".join(block for block in blocks if block)


def count_words(text: str) -> int:
    """Count words; a Chinese or Japanese character counts as one."""
    return sum(1 for _ in _WORD.finditer(text))


def paragraphs(text: str) -> list[Span]:
    """Return the half-open code-point span of each paragraph of a normalised text."""
    spans = []
    start = 0
    for paragraph in text.split("\n\n"):
        if paragraph:
            spans.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return spans


def passages(document: Document) -> tuple[Passage, ...]:
    """Cut a document into runs of whole paragraphs of about 120 to 250 words.

    A paragraph of more than MAX_WORDS is cut at sentence ends, a sentence of more than that
    anywhere between words. A short rest joins the passage before it. No passage reaches over the
    end of a section. The title is no part.
    """
    text = document.text
    spans: list[tuple[Span, str]] = []
    for (start, end), title in _sections(document):
        inside = [span for span in paragraphs(text) if start <= span[0] < end]
        units = [piece for span in inside for piece in _cut(text, span)]
        spans += [(span, title) for span in _group(text, units)]
    return tuple(_passage(document, n, span, title) for n, (span, title) in enumerate(spans))


def _sections(document: Document) -> list[tuple[Span, str]]:
    """Return the span and title of each section; what stands before the first has no title."""
    stated = [(section.start, section.title) for section in document.sections]
    starts = [(0, ""), *stated] if not stated or stated[0][0] > 0 else stated
    ends = [*(start for start, _ in starts[1:]), len(document.text)]
    return [((a, b), title) for (a, title), b in zip(starts, ends, strict=True) if a < b]


def _passage(document: Document, ordinal: int, span: Span, section: str) -> Passage:
    text = document.text[span[0] : span[1]]
    return Passage(
        id=f"{document.id}-{ordinal:03d}",
        document_id=document.id,
        ordinal=ordinal,
        start=span[0],
        end=span[1],
        n_words=count_words(text),
        text=text,
        language=document.language,
        section=section,
    )


def _group(text: str, units: list[Span]) -> list[Span]:
    """Join neighbouring units to passages."""
    grouped: list[tuple[Span, int]] = []
    for unit in units:
        n_words = count_words(text[unit[0] : unit[1]])
        if grouped and _belongs(grouped[-1][1], n_words):
            _join_last(grouped, (unit, n_words))
        else:
            grouped.append((unit, n_words))
    if len(grouped) > 1 and grouped[-1][1] < MIN_WORDS:
        last = grouped.pop()
        if grouped[-1][1] + last[1] <= MAX_JOINED_WORDS:
            _join_last(grouped, last)
        else:
            grouped.append(last)
    return [span for span, _ in grouped]


def _join_last(grouped: list[tuple[Span, int]], unit: tuple[Span, int]) -> None:
    (start, _), n_words = grouped[-1]
    grouped[-1] = ((start, unit[0][1]), n_words + unit[1])


def _belongs(n_before: int, n_words: int) -> bool:
    most = MAX_JOINED_WORDS if n_before < MIN_WORDS else MAX_WORDS
    return n_before + n_words <= most


def _cut(text: str, span: Span) -> list[Span]:
    """Cut one paragraph into pieces of at most MAX_WORDS, of about equal length."""
    n_words = count_words(text[span[0] : span[1]])
    if n_words <= MAX_WORDS:
        return [span]
    target = n_words / -(-n_words // MAX_WORDS)
    pieces: list[tuple[Span, int]] = []
    for start, end in _sentences(text, span):
        n_sentence = count_words(text[start:end])
        if pieces and pieces[-1][1] < target and pieces[-1][1] + n_sentence <= MAX_WORDS:
            pieces[-1] = ((pieces[-1][0][0], end), pieces[-1][1] + n_sentence)
        else:
            pieces.append(((start, end), n_sentence))
    return [piece for piece, _ in pieces]


def _sentences(text: str, span: Span) -> list[Span]:
    """Return the sentences of a paragraph; one of more than MAX_WORDS comes in parts."""
    start, end = span
    edges = [start, *(m.end() for m in _SENTENCE_END.finditer(text, start, end)), end]
    spans = [_stripped(text, a, b) for a, b in pairwise(edges) if text[a:b].strip()]
    return [part for sentence in spans for part in _parts(text, sentence)]


def _stripped(text: str, start: int, end: int) -> Span:
    return start, start + len(text[start:end].rstrip())


def _parts(text: str, span: Span) -> list[Span]:
    words = list(_WORD.finditer(text, *span))
    runs = [words[i : i + MAX_WORDS] for i in range(0, len(words), MAX_WORDS)]
    return [(run[0].start(), run[-1].end()) for run in runs]

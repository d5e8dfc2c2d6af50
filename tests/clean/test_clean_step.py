import datetime as dt

from pipeline.clean.cleaner import Cleaner, load_cleaner
from pipeline.clean.parts import Parts
from pipeline.declarations import Source
from pipeline.records import Capture, Document, Rejected, Section
from pipeline.steps.cleaning import clean_body

SOURCE = Source(id="s", name="S", kind="folder", path="s")
CAPTURE = Capture(
    document_id="0" * 16,
    revision=1,
    source_id="s",
    locator="s:a.txt",
    media_type="text/plain",
    sha256="",
    n_bytes=1,
    fetched_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    warc_file="",
    warc_offset=0,
)


class Fake(Cleaner):
    """Gives a text that no store can hold."""

    def clean(self, capture: Capture, body: bytes, source: Source) -> Document | Rejected:
        if not body:
            raise RecursionError("too deep")
        text = "One\x00.\n\n\ud800Two.\n\nThree."
        sections = tuple(Section(text.index(word), 1, word) for word in ("One", "Two", "Three"))
        return Document(capture.document_id, 1, source.id, "", text, sections=sections)


def test_sections_keep_their_places_where_characters_cannot_be_stored() -> None:
    document = clean_body(Fake(1, {}), CAPTURE, b"x", SOURCE)
    assert isinstance(document, Document)
    starts = [document.text[one.start :].split(".")[0] for one in document.sections]
    assert starts == ["One", "Two", "Three"]


def test_what_nobody_foresaw_is_told() -> None:
    outcome = clean_body(Fake(1, {}), CAPTURE, b"", SOURCE)
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "unforeseen"


def test_sections_move_by_the_title_even_where_the_text_repeats_it() -> None:
    parts = Parts("News\n\nNews\n\nNews", title="News", sections=(Section(12, 1, "News"),))
    sound = load_cleaner(min_characters=1)._sound(parts)
    assert isinstance(sound, Parts)
    assert [one.start for one in sound.sections] == [6]

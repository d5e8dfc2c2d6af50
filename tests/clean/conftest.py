import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.clean import load_cleaner
from pipeline.clean.cleaner import LabelScheme
from pipeline.declarations import Source
from pipeline.records import Capture, Document, Rejected, document_id

Clean = Callable[..., Document | Rejected]

KNOWN: dict[LabelScheme, tuple[str, ...]] = {
    "themes": ("Cultural diplomacy", "Cultural policy", "Soft power", "Museum education"),
    "disciplines": ("Performing arts", "Visual arts", "Music"),
    "countries": ("Asia", "Belgium", "Czech Republic", "Europe", "France"),
}


def make_source(**values: object) -> Source:
    return Source.model_validate(
        {"id": "example", "name": "Example", "kind": "folder", "path": "x", **values}
    )


@pytest.fixture(scope="session")
def clean() -> Clean:
    cleaner = load_cleaner(min_characters=40, known_labels=KNOWN)

    def run(
        body: bytes | str,
        media_type: str = "text/plain",
        *,
        url: str | None = None,
        **values: object,
    ) -> Document | Rejected:
        data = body.encode() if isinstance(body, str) else body
        capture = Capture(
            document_id=document_id("example:item"),
            revision=1,
            source_id="example",
            locator="example:item",
            media_type=media_type,
            sha256="0" * 64,
            n_bytes=len(data),
            fetched_at=dt.datetime(2025, 6, 30, 12, tzinfo=dt.UTC),
            warc_file="a.warc.gz",
            warc_offset=0,
            url=url,
        )
        return cleaner.clean(capture, data, make_source(**values))

    return run

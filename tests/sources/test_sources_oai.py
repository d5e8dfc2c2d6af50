import json
from pathlib import Path

import pytest

from pipeline.declarations import Source
from pipeline.records import Window, document_id
from pipeline.sources import WEB

OAI = "https://x.example/oai"
ASKED = f"{OAI}?verb=ListRecords&metadataPrefix=oai_dc"
ENVELOPE = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2024-01-01T00:00:00Z
</responseDate><request verb="ListRecords">https://x.example/oai</request>%s</OAI-PMH>"""
RECORD = """<record><header><identifier>oai:x.example:1/7</identifier>
<datestamp>2024-05-03T10:00:00Z</datestamp></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">%s</oai_dc:dc></metadata></record>"""
FULL = """<dc:title>Reading rooms &amp; workshops</dc:title><dc:title>Second title</dc:title>
<dc:creator>Okoro, Mira</dc:creator><dc:creator>Lindqvist, Jo</dc:creator>
<dc:subject>libraries</dc:subject><dc:subject>exchange</dc:subject>
<dc:description>First paragraph.</dc:description><dc:description>Second one.</dc:description>
<dc:date>2024-05-03T09:59:00Z</dc:date><dc:date>2023-11</dc:date><dc:date>2023</dc:date>
<dc:language>eng</dc:language><dc:identifier>doi:10.1234/rooms.7</dc:identifier>
<dc:identifier>https://x.example/files/7.pdf</dc:identifier>
<dc:identifier>https://hdl.handle.net/1/7</dc:identifier>
<dc:identifier>https://x.example/reports/7</dc:identifier><dc:identifier>ISBN 1</dc:identifier>
<dc:relation>https://x.example/files/7.pdf</dc:relation>"""
DELETED = """<record><header status="deleted"><identifier>oai:x.example:9</identifier>
<datestamp>2024-05-04</datestamp></header></record>"""


def _list(*parts: str) -> str:
    return ENVELOPE % f"<ListRecords>{''.join(parts)}</ListRecords>"


def _error(code: str, said: str = "said") -> str:
    return ENVELOPE % f'<error code="{code}">{said}</error>'


def _starts(url: str, window: Window | None = None, **keys) -> list[str]:
    source = Source(id="web", name="Web", kind="oai", url=url, **keys)
    return [lead.url for lead in WEB["oai"].starts(source, Path(), window or Window()).leads]


def test_records_are_asked_for_by_set_prefix_and_whole_days(window):
    assert _starts(OAI) == [ASKED]
    oai = {"set": "col:1", "prefix": "qdc"}
    assert _starts(OAI + "?verb=Identify", window("2024-01-05", "2024-02-01"), oai=oai) == [
        f"{OAI}?verb=ListRecords&metadataPrefix=qdc&set=col%3A1&from=2024-01-05&until=2024-01-31"
    ]
    journal = "https://x.example/index.php?journal=a&page=oai"
    assert _starts(journal) == [f"{journal}&verb=ListRecords&metadataPrefix=oai_dc"]


def test_a_record_has_the_fields_of_dublin_core(follow):
    reading = follow("oai", ASKED, _list(RECORD % FULL), files=[".pdf"])
    (item,) = reading.items
    assert (item.locator, item.url) == ("web#oai:x.example:1/7", "https://x.example/reports/7")
    assert json.loads(item.body) == {
        "id": "oai:x.example:1/7",
        "title": "Reading rooms & workshops",
        "text": "First paragraph.\n\nSecond one.",
        "text_format": "text",
        "published": "2023-11",
        "authors": ["Okoro, Mira", "Lindqvist, Jo"],
        "keywords": ["libraries", "exchange"],
        "language": "eng",
        "url": "https://x.example/reports/7",
    }
    assert item.hints == (("oai-updated", "2024-05-03T10:00:00Z"),)
    (file,) = reading.leads
    assert (file.url, file.role) == ("https://x.example/files/7.pdf", "file")
    assert document_id(file.parent) == document_id(item.locator)


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        (("2024-05-03", "2021-02-01T08:00:00Z"), "2021-02-01T08:00:00Z"),
        (("2024-05-03T08:00:00Z", "2024", "2024-03-01"), "2024-03-01"),
        (("2019", "2020"), "2019"),
        (("May 2019",), "May 2019"),
        ((), None),
    ],
)
def test_of_several_dates_the_earliest_counts_as_finely_as_it_is_stated(follow, dates, published):
    stated = "".join(f"<dc:date>{date}</dc:date>" for date in dates)
    (item,) = follow("oai", ASKED, _list(RECORD % stated)).items
    assert json.loads(item.body).get("published") == published


def test_records_may_lead_to_their_pages(follow):
    reading = follow("oai", ASKED, _list(RECORD % FULL), content="page", files=["pdf"])
    page, file = reading.leads
    assert (page.url, page.role, page.stated) == (
        "https://x.example/reports/7",
        "page",
        "2024-05-03T10:00:00Z",
    )
    assert ("oai-date", "2023-11") in page.hints
    assert ("oai-author", "Okoro, Mira") in page.hints
    assert file.parent == page.url
    without = follow("oai", ASKED, _list(RECORD % "<dc:title>T</dc:title>"), content="page")
    assert [item.locator for item in without.items] == ["web#oai:x.example:1/7"]
    away = "<dc:identifier>https://hdl.handle.net/1/7</dc:identifier>"
    reading = follow("oai", ASKED, _list(RECORD % away), content="page")
    assert [one.reason for one in reading.rejected] == ["other_host"]


def test_downloads_without_an_ending_are_files_and_no_pages(follow):
    download = "https://x.example/cgi/viewcontent.cgi?article=7&amp;context=a"
    links = f"<dc:identifier>{download}</dc:identifier><dc:identifier>https://x.example/a/7"
    body = _list(RECORD % f"{links}</dc:identifier>")
    reading = follow("oai", ASKED, body, content="page", files=["pdf"])
    assert [(lead.url, lead.role) for lead in reading.leads] == [
        ("https://x.example/a/7", "page"),
        (download.replace("&amp;", "&"), "file"),
    ]
    assert len(follow("oai", ASKED, body, content="page").leads) == 1


def test_deleted_records_are_gone(follow):
    reading = follow("oai", ASKED, _list(RECORD % FULL, DELETED))
    assert reading.gone == ("web#oai:x.example:9",)
    assert len(reading.items) == 1


def test_a_window_is_held_to_the_second(follow, window):
    day = follow("oai", ASKED, _list(RECORD % FULL, DELETED), window=window("2024-05-04"))
    assert (day.items, day.gone) == ((), ("web#oai:x.example:9",))


def test_lists_go_on_by_their_token(follow):
    token = "<resumptionToken cursor='0'> a|b=1&amp;c </resumptionToken>"
    reading = follow("oai", ASKED, _list(RECORD % FULL, token))
    (lead,) = reading.leads
    assert lead.url == f"{OAI}?verb=ListRecords&resumptionToken=a%7Cb%3D1%26c"
    again = follow("oai", lead.url, _list(RECORD % FULL, token.replace("a|", "z|")),
                   hints=lead.hints)  # fmt: skip
    assert again.leads == ()
    assert [(one.locator, one.reason) for one in again.rejected] == [(lead.url, "damaged_index")]
    last = follow("oai", lead.url, _list(RECORD % FULL, "<resumptionToken/>"))
    assert (last.leads, last.rejected) == ((), ())
    same = follow("oai", lead.url, _list(RECORD % "", token))
    assert same.leads == ()


@pytest.mark.parametrize(
    ("body", "reason", "said"),
    [
        (_error("badResumptionToken"), "bad_resumption_token", "begins anew"),
        (_error("cannotDisseminateFormat"), "broken_index", "mend 'prefix'"),
        (_error("noSetHierarchy"), "broken_index", "remove 'set'"),
        (_error("badVerb", "x" * 5000), "broken_index", "mend 'url'"),
        ("<html><body>moved</body></html>", "broken_index", "mend 'url'"),
        ("", "broken_index", "mend 'url'"),
        ('<!DOCTYPE o [<!ENTITY a "b">]>' + _list(), "broken_index", "entities"),
    ],
)
def test_errors_are_told_with_what_to_do(follow, body, reason, said):
    reading = follow("oai", ASKED, body)
    assert [(one.locator, one.reason) for one in reading.rejected] == [(ASKED, reason)]
    assert said in reading.rejected[0].detail
    assert len(reading.rejected[0].detail) < 500


def test_the_page_of_a_record_may_be_its_relation_where_its_identifiers_are_files(follow):
    stated = (
        "<dc:title>Rooms</dc:title><dc:relation>https://x.example/77/</dc:relation>"
        "<dc:relation>https://x.example/</dc:relation>"
        "<dc:identifier>https://x.example/77/1/rooms.pdf</dc:identifier>"
        "<dc:identifier>  Marin, Jo (2021) Rooms.  </dc:identifier>"
    )
    (item,) = follow("oai", ASKED, _list(RECORD % stated)).items
    assert item.url == "https://x.example/77/"


def test_no_records_match_is_no_error(follow):
    reading = follow("oai", ASKED, _error("noRecordsMatch"))
    assert (reading.rejected, reading.items, reading.n_stated) == ((), (), 0)


def test_entities_of_html_and_halves_of_characters_do_no_harm(follow):
    stated = "<dc:title>R&eacute;sum&eacute;&nbsp;one &#xd800;&made;</dc:title><dc&nbsp;/>"
    (item,) = follow("oai", ASKED, _list(RECORD % stated)).items
    assert json.loads(item.body)["title"].startswith("Résumé one")


def test_a_list_that_breaks_off_is_read_as_far_as_it_goes_and_told(follow):
    body = _list(RECORD % FULL, DELETED, RECORD % FULL)
    reading = follow("oai", ASKED, body[: body.rindex("<dc:subject>")])
    assert len(reading.items) == 1
    assert reading.gone
    assert [(one.locator, one.reason) for one in reading.rejected] == [(ASKED, "damaged_index")]

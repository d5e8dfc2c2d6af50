"""Word, OpenDocument, e-books and RTF, as small real files."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest

from pipeline.records import Document, Rejected
from pipeline.sources.sniff import DOCX, EPUB, ODT, RTF, media_type

Clean = Callable[..., Document | Rejected]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = "The puppets of the harbour travel by boat, by train and in the bags of their friends."
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title>'
    "<dc:creator>{creator}</dc:creator><cp:keywords>puppets, museum education</cp:keywords>"
    "<dcterms:created>2019-05-06T10:00:00Z</dcterms:created>"
    "<dcterms:modified>2019-06-07T10:00:00Z</dcterms:modified></cp:coreProperties>"
)
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="berschrift1">'
    '<w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Chapter">'
    '<w:name w:val="House chapter"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="House part"/>'
    '<w:basedOn w:val="Chapter"/></w:style><w:style w:type="paragraph" w:styleId="Titel">'
    '<w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="V1">'
    '<w:name w:val="toc 1"/></w:style></w:styles>'
)


def packed(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def paragraph(content: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = content if content.startswith("<") else f"<w:r><w:t>{content}</w:t></w:r>"
    return f"<w:p>{properties}{run}</w:p>"


def docx(*content: str, title: str = "", creator: str = "Maria Lopez") -> bytes:
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{"".join(content)}'
            "</w:body></w:document>",
            "word/styles.xml": STYLES,
            "word/header1.xml": f'<w:hdr xmlns:w="{W}">{paragraph("Running head")}</w:hdr>',
            "docProps/core.xml": CORE.format(title=title, creator=creator),
        }
    )


def read(clean: Clean, body: bytes, media: str) -> Document:
    assert media_type(body, "") == media
    outcome = clean(body, media)
    assert isinstance(outcome, Document), outcome
    return outcome


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def test_a_word_file_gives_text_title_sections_and_properties(clean: Clean) -> None:
    body = docx(
        paragraph("Puppets on the", "Titel"),
        paragraph("Move", "Titel"),
        paragraph("Maria Lopez"),
        paragraph("12 May 2018"),
        paragraph("Contents 3", "V1"),
        paragraph("Background", "berschrift1"),
        paragraph(TEXT),
        "<w:tbl>" + row("Country", "Visits") + row("Ghana", "12") + "</w:tbl>",
        paragraph("Results", "Part"),
        paragraph("They came home."),
        title="Template for reports",
    )
    document = read(clean, body, DOCX)
    assert document.title == "Puppets on the Move"
    assert document.text.split("\n\n") == [
        "Background", TEXT, "Country Visits", "Ghana 12", "Results", "They came home.",
    ]  # fmt: skip
    assert [(s.level, s.title) for s in document.sections] == [(1, "Background"), (1, "Results")]
    assert [document.text[s.start :][:7] for s in document.sections] == ["Backgro", "Results"]
    assert document.authors == ("Maria Lopez",)
    assert [label.text for label in document.labels] == ["puppets", "museum education"]
    assert [(d.kind, d.start, d.confidence, d.read_from) for d in document.dates] == [
        ("published", dt.date(2018, 5, 12), 0.6, "text"),
        ("published", dt.date(2019, 5, 6), 0.2, "properties"),
        ("modified", dt.date(2019, 6, 7), 0.2, "properties"),
    ]


def test_deletions_notes_fields_and_hidden_text_of_word_are_left_out(clean: Clean) -> None:
    deleted_end = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>"
    control = "<w:sdt><w:sdtPr><w:{}/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = control.format("showingPlcHdr", paragraph("Click here to enter text"))
    contents = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj'
    listed = control.replace("<w:{}/>", contents + ">").format(paragraph("Aim 1"))
    tracked = (
        "<w:r><w:t>We kept </w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>all</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:rPr><w:vanish/></w:rPr>'
        "<w:t>hidden</w:t></w:r><w:r><w:instrText>PAGE 7</w:instrText></w:r>"
        "<w:r><w:tab/><w:t>puppets.</w:t><w:br/></w:r>"
    )
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('gone')}</w:tc></w:tr>"
    body = docx(
        prompt, listed, paragraph(TEXT), deleted_end, paragraph("paragraph."), paragraph(tracked),
        f"<w:tbl>{gone}{row('a', 'b')}</w:tbl>",
    )  # fmt: skip
    document = read(clean, body, DOCX)
    assert document.text.split("\n\n") == [TEXT, "One paragraph.", "We kept all puppets.", "a b"]


def test_a_text_box_stands_once_and_behind_its_paragraph(clean: Clean) -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    inside = f"<w:txbxContent>{paragraph('Boxed words.')}</w:txbxContent>"
    box = (
        f'<w:r><w:t>Before </w:t><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice><wp:posOffset '
        f'xmlns:wp="urn:wp">4711</wp:posOffset>{inside}</mc:Choice><mc:Fallback>{inside}'
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>after.</w:t></w:r>"
    )
    document = read(clean, docx(paragraph(TEXT), paragraph(box)), DOCX)
    assert document.text.split("\n\n") == [TEXT, "Before after.", "Boxed words."]


def test_a_table_that_arranges_a_page_is_read_cell_by_cell(clean: Clean) -> None:
    cell = paragraph("Aim", "berschrift1") + paragraph(TEXT)
    layout = f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{paragraph('Aside.')}</w:tc></w:tr></w:tbl>"
    document = read(clean, docx(layout, paragraph("The end of it.")), DOCX)
    assert document.title == "Aim"
    assert document.text.split("\n\n") == [TEXT, "Aside.", "The end of it."]


@pytest.mark.parametrize(
    ("creator", "authors"),
    [
        ("Microsoft Office User", ()),
        ("python-docx", ()),
        ("jlopez2", ()),
        ("Admin", ()),
        ("Example Council", ("Example Council",)),
        ("Maria Lopez; Jo van Dyk", ("Maria Lopez", "Jo van Dyk")),
    ],
)
def test_machines_are_no_authors(clean: Clean, creator: str, authors: tuple[str, ...]) -> None:
    document = read(clean, docx(paragraph(TEXT), creator=creator), DOCX)
    assert document.authors == authors
    has_created = any(date.kind == "published" for date in document.dates)
    assert has_created is (creator != "python-docx"), "its template's day is no date of the text"


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Puppets of the North", "Puppets of the North"),
        ("report_final.docx", "A first line of words"),
        ("Document1", "A first line of words"),
        ("Microsoft Word - x", "A first line of words"),
    ],
)
def test_a_poor_title_gives_way_to_the_first_line(clean: Clean, stated: str, title: str) -> None:
    body = docx(paragraph("A first line of words"), paragraph(TEXT), title=stated)
    assert read(clean, body, DOCX).title == title


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odt(content: str, manifest: str = "<manifest/>") -> bytes:
    return packed(
        {
            "mimetype": ODT,
            "content.xml": f"<office:document-content {ODF}><office:automatic-styles><style:style "
            'style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>'
            f"<office:body><office:text>{content}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {ODF}><office:meta><meta:initial-creator>Anna "
            "Weber</meta:initial-creator><dc:creator>Jo Typist</dc:creator><dc:language>de-DE"
            "</dc:language><meta:creation-date>2017-02-03T04:05:06</meta:creation-date><dc:date>"
            "2018-02-03T04:05:06</dc:date><meta:keyword>Kunst</meta:keyword></office:meta>"
            "</office:document-meta>",
            "META-INF/manifest.xml": manifest,
        }
    )


def test_an_opendocument_text_gives_the_same(clean: Clean) -> None:
    body = odt(
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:p "
        'text:style-name="P1">Puppets at Home</text:p><text:table-of-content><text:p>Aim 1'
        '</text:p></text:table-of-content><text:h text:outline-level="2">Aim</text:h><text:p>We'
        '<text:s text:c="3"/>look<text:note><text:p>note</text:p></text:note> at<text:tab/>'
        "<text:span>them</text:span>.<draw:frame><draw:text-box><text:p>Boxed.</text:p>"
        "</draw:text-box></draw:frame> Always.</text:p><text:list><text:list-item><text:p>one"
        "</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item>"
        "</text:list><table:table><table:table-row><table:table-cell><text:p>Ghana</text:p>"
        "</table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    document = read(clean, body, ODT)
    assert document.title == "Puppets at Home"
    assert document.text.split("\n\n") == [
        "Aim", "We look at them. Always.", "Boxed.", "one", "two", "Ghana 12",
    ]  # fmt: skip
    assert [(s.start, s.level, s.title) for s in document.sections] == [(0, 1, "Aim")]
    assert (document.authors, document.language) == (("Anna Weber",), "de")
    assert [(d.kind, d.start.year) for d in document.dates] == [
        ("published", 2017), ("modified", 2018),
    ]  # fmt: skip


def chapter(content: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html '
        'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head>'
        f"<title/><script/></head><body>{content}</body></html>"
    )


def epub(chapters: dict[str, str], extra: dict[str, str] | None = None) -> bytes:
    items = "".join(f'<item id="{n}" href="{n}.xhtml"/>' for n in chapters)
    spine = "".join(f'<itemref idref="{n}"/>' for n in chapters)
    nav = "".join(f'<a href="{n}.xhtml#x">Title of {n}</a>' for n in chapters)
    return packed(
        {
            "mimetype": EPUB,
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b/p.opf"/>'
            "</rootfiles></container>",
            "b/p.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:opf="http://www.idpf.org/2007/opf"><metadata><dc:title>The Puppet Book'
            '</dc:title><dc:creator opf:role="aut">Maria Lopez</dc:creator><dc:creator '
            'opf:role="ill">Ill Ustrator</dc:creator><dc:language>en</dc:language><dc:date>2016'
            '</dc:date><dc:date opf:event="creation">2020-01-01</dc:date><dc:subject>Puppets'
            "</dc:subject><dc:subject>Travel, Europe</dc:subject></metadata><manifest><item "
            f'id="nav" href="nav.xhtml" properties="nav"/>{items}</manifest><spine><itemref '
            f'idref="nav"/>{spine}</spine></package>',
            "b/nav.xhtml": chapter(f'<nav epub:type="toc">{nav}</nav>'),
            **{f"b/{n}.xhtml": chapter(content) for n, content in chapters.items()},
            **(extra or {}),
        }
    )


def test_a_book_gives_its_chapters_in_order_of_reading(clean: Clean) -> None:
    body = epub(
        {
            "two": f"<p>{TEXT} Caf&eacute;&nbsp;au lait.</p>"
            "<aside epub:type='footnote'>note</aside>",
            "one": '<section epub:type="chapter"><h2>Home</h2><p>Broken <b>mark-up<br>here.</p>'
            "<p hidden=''>unseen</p>",
        }
    )
    document = read(clean, body, EPUB)
    assert document.title == "The Puppet Book"
    assert document.text.split("\n\n")[:2] == [f"{TEXT} Café au lait.", "Home"]
    assert "unseen" not in document.text
    assert [(s.level, s.title) for s in document.sections] == [(1, "Title of two"), (2, "Home")]
    assert (document.authors, document.language) == (("Maria Lopez",), "en")
    assert [label.text for label in document.labels] == ["Puppets", "Travel, Europe"]
    assert document.published == dt.date(2016, 1, 1)
    assert (document.published_precision, document.published_confidence) == ("year", 0.8)


RTF_FILE = (
    r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fnil\fcharset204 Times;}}{\info{\title "
    r"\'cf\'f0\'e8\'e2\'e5\'f2 \u1084?\u1080?\u1088?}{\author Anna Petrova}"
    r"{\creatim\yr2018\mo3\dy4}{\keywords art; museums}}{\header Running head}\pard First "
    r"{\b bold} "
    r"paragraph \'cf\'f0\'e8\'e2\'e5\'f2 of three.{\footnote note}\par \trowd\cellx1\pard\intbl "
    r"Ghana\cell 12\cell\row \pard\bullet  {\field{\*\fldinst{HYPERLINK "
    '"http://x.example"'
    r"}}{\fldrslt linked}} {\deleted gone}{\v hid}\u-10179?\u-8704? words\line and more."
    r"{\pict\pngblip 89504e47}\par}"
)


def test_rtf_gives_paragraphs_rows_and_properties(clean: Clean) -> None:
    document = read(clean, RTF_FILE.encode("latin-1"), RTF)
    assert document.title == "Привет мир"
    assert document.text.split("\n\n") == [
        "First bold paragraph Привет of three.", "Ghana 12", "linked 😀 words and more.",
    ]  # fmt: skip
    assert document.authors == ("Anna Petrova",)
    assert [label.text for label in document.labels] == ["art", "museums"]
    assert [(d.start, d.confidence) for d in document.dates] == [(dt.date(2018, 3, 4), 0.2)]

"""What servers send is what its bytes say; what they declare decides the rest."""

import pytest

from pipeline.sources.sniff import web_type

XML, JSON, HTML, PLAIN = "application/xml", "application/json", "text/html", "text/plain"
BINARY = "application/octet-stream"


@pytest.mark.parametrize(
    ("body", "declared", "expected"),
    [
        (b"<?xml version='1.0'?><rss/>", "", XML),
        (b"\n\n <rss version='2.0'><channel>", "text/html", XML),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "", XML),
        (b"<?xml version='1.0'?><!-- a > b --><!DOCTYPE feed [<!ENTITY a 'b'>]><feed>", "", XML),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<urlset>", "text/plain", XML),
        ("<?xml version='1.0'?><OAI-PMH>".encode("utf-16"), "", XML),
        ("<?xml version='1.0'?><OAI-PMH>".encode("utf-16-le"), "", XML),
        (b"<sm:urlset xmlns:sm='x'>", "", XML),
        (b"<records><p>x</p></records>", "application/xml", XML),
        (b"<rss><channel><description>&lt;p><p>x</p>", "text/html", XML),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html><head>", "text/xml", HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", "", HTML),
        (b"<html><body>", "application/xml", HTML),
        (b"<!-- long -->" * 900 + b"<html>", "text/html; charset=x", HTML),
        (b"<custom-element>words", "text/html", HTML),
        (b"words alone", "text/html", HTML),
        (b"words alone", "", PLAIN),
        (b"How to write <p> and <div>", "text/plain", PLAIN),
        (b"How to write <p> and <div>", "", HTML),
        (b"<!DOCTYPE html><p>x", "text/plain", HTML),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "text/html", JSON),
        (b' [\n {"id": 1, "content": "<p>x</p>"}]', "application/json; charset=utf-8", JSON),
        (b"[]", "text/html", JSON),
        (b"{}", "", JSON),
        (b"[1, 2]", "", JSON),
        (b"[Update] The festival has moved", "", PLAIN),
        (b"{{template}} words", "", PLAIN),
        (b"\x1f\x8b\x08" + bytes(20), "application/xml", BINARY),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "text/html", BINARY),
        (b"%PDF-1.4", "text/html", "application/pdf"),
    ],
)
def test_types_are_told(body: bytes, declared: str, expected: str) -> None:
    assert web_type(body, "", declared) == expected

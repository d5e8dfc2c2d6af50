"""Files of office programs through the folder source and the steps of ingest and clean."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from pipeline.settings import open_workspace
from pipeline.steps import run_stages

TEXT = "The museum sent its puppets to Ghana, where children gave each of them a name and a song. "


def word() -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>" for _ in range(4))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{w}"><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
            f"<w:r><w:t>Puppets in Ghana</w:t></w:r></w:p>{paragraphs}</w:body></w:document>",
        )
    return out.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["From"] = "Museum News <news@museum.example>"
    message["Subject"] = "Puppets on tour"
    message["Date"] = "Tue, 03 May 2022 10:14:00 +0200"
    message["Message-ID"] = "<1@museum.example>"
    message.set_content(f"{TEXT}\n\n{TEXT}\n")
    return message.as_bytes()


def test_a_folder_of_office_files_becomes_documents_or_reasons(
    make_root: Callable[[str], Path], add_source: Callable[[Path, str, dict[str, bytes]], None]
) -> None:
    root = make_root("office")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    rtf = (r"{\rtf1\ansi Letters from the road\par " + TEXT * 2 + r"\par}").encode()
    files = {
        "a.docx": word(), "b.eml": mail(), "c.rtf": rtf, "d.doc": old, "e.docx": word()[:200],
    }  # fmt: skip
    add_source(root, "office", files)
    workspace = open_workspace(root, {})
    run_stages(workspace, ("ingest", "clean"), "test", lambda *_: None)
    with sqlite3.connect(workspace.store_dir / "culturescope.sqlite") as store:
        titles = store.execute("SELECT title, published FROM documents ORDER BY title").fetchall()
        reasons = store.execute("SELECT locator, reason FROM rejected ORDER BY locator").fetchall()
    assert titles == [
        ("Letters from the road", None),
        ("Puppets in Ghana", None),
        ("Puppets on tour", "2022-05-03"),
    ]
    assert reasons == [("office:d.doc", "not_text"), ("office:e.docx", "broken_office")]

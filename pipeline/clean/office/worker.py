"""What the confined child does with a file of an office program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from pipeline.clean.office.archive import Archive
from pipeline.clean.office.content import Content, UnreadableError
from pipeline.clean.parts import too_large
from pipeline.sources.sniff import DOCX, EPUB, MAIL, ODT, RTF

MAX_ERROR = 100  # characters of what a library says


def read(body: bytes, media_type: str) -> dict[str, object]:
    """Read a file.

    Returns:
        The fields of `Content`, or {"problem": [reason, detail]}.
    """
    try:
        content = _READERS[media_type](body)
        problem = too_large("\n".join(block.text for block in content.blocks))
        return {"problem": [problem.reason, problem.detail]} if problem else asdict(content)
    except UnreadableError as error:
        return {"problem": [error.problem.reason, error.problem.detail]}
    except MemoryError:
        raise
    except Exception as error:
        # Libraries fail on damaged files with whatever they meet; nothing outlives this call.
        found = f"{type(error).__name__}: {error}"[:MAX_ERROR]
        detail = f"The file is damaged ({found}); open it in its program and save it anew."
        return {"problem": ["broken_office", detail]}


def _docx(body: bytes) -> Content:
    from pipeline.clean.office.docx import read_docx

    return read_docx(Archive(body))


def _odt(body: bytes) -> Content:
    from pipeline.clean.office.odt import read_odt

    return read_odt(Archive(body))


def _epub(body: bytes) -> Content:
    from pipeline.clean.office.epub import read_epub

    return read_epub(Archive(body))


def _rtf(body: bytes) -> Content:
    from pipeline.clean.office.rtf import read_rtf

    return read_rtf(body)


def _mail(body: bytes) -> Content:
    from pipeline.clean.office.mail import read_mail

    return read_mail(body)


_READERS: dict[str, Callable[[bytes], Content]] = {
    DOCX: _docx,
    ODT: _odt,
    EPUB: _epub,
    RTF: _rtf,
    MAIL: _mail,
}

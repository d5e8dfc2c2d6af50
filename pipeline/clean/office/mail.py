"""Mails: subject, sender, day and the message itself; attachments are no part of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

from pipeline.clean.decode import decode
from pipeline.clean.office.blocks import blocks
from pipeline.clean.office.content import Block, Content, Stated, UnreadableError
from pipeline.clean.office.epub import page_tree
from pipeline.clean.office.mail_text import plain_blocks, without_quotes
from pipeline.clean.office.properties import is_person, sound
from pipeline.clean.parts import too_large

SENT_CONFIDENCE = 0.9  # the sender's clock; a newsletter goes out on the day it is published
FORWARDED_CONFIDENCE = 0.92  # what is passed on came out when it was first sent
MAX_ENCLOSED = 3  # mails inside mails
MAX_HEAD = 500_000  # bytes; servers allow a tenth of it
MAX_NAMED = 10  # attachments
MAX_NAMED_LENGTH = 300  # characters
MIN_SHARE = 0.8  # of the plain text's length: HTML with less is only a frame around pictures

_BROKEN_HEADER = (ValueError, IndexError, AttributeError, TypeError, LookupError)
_HEAD = re.compile(rb"\r?\n\r?\n")
_REPLY = re.compile(r"^(?:\s*(?:re|aw|sv|fwd?|wg|tr|rv|antw)\s*(?:\[\d+\])?\s*:)+\s*", re.I)
_SAVED = re.compile(r"<?saved by ", re.I)  # as browsers sign their archives
_FORWARD = re.compile(r"^\s*(?:fwd?|wg|tr|rv)\s*:", re.I)
_LIST = re.compile(r"^\[[^\]]{1,40}\]\s+(?=\S)")


def read_mail(body: bytes) -> Content:
    """Read one mail; of a mail that only encloses another, the enclosed one."""
    body = body.removeprefix(codecs.BOM_UTF8).lstrip()
    if len(_HEAD.split(body, 1)[0]) > MAX_HEAD:
        detail = "Its head alone is longer than any mail's; save the message itself as text."
        raise UnreadableError("too_large", detail)
    message = message_from_bytes(body, policy=policy.default)
    if _raw(message, "snapshot-content-location") or _SAVED.match(_raw(message, "from")):
        detail = "It is a web page saved as MHTML; save it as plain HTML and take that."
        raise UnreadableError("not_text", detail)
    for _ in range(MAX_ENCLOSED):
        found, forwarded = _message_blocks(message)
        enclosed = _enclosed(message)
        if found or enclosed is None:
            break
        message = enclosed
    if not found:
        n_attached = sum(part.get_filename() is not None for part in message.walk())
        raise UnreadableError(
            "no_body",
            f"The mail holds no text of its own (attachments: {n_attached}); save those that "
            "should count as files of their own.",
        )
    return Content(
        blocks=found,
        title=_title(_header(message, "subject")),
        shown_title=_title(_header(message, "subject")),
        authors=_sender(message),
        language=_header(message, "content-language").split(",")[0],
        dates=tuple(_dates(message, forwarded)),
        keywords=tuple(filter(None, [_header(message, "keywords")])),
        gaps=_gaps(message),
    )


def _gaps(message: EmailMessage) -> tuple[str, ...]:
    """Tell of attachments; pictures that the text shows are none."""
    names = [
        part.get_filename() or part.get_content_type()
        for part in message.walk()
        if isinstance(part, EmailMessage) and part.is_attachment()
    ]
    if not names:
        return ()
    shown = ", ".join(names[:MAX_NAMED]) + ", ..." * (len(names) > MAX_NAMED)
    return (f"{len(names)} attachment{'s' * (len(names) > 1)} ({shown[:MAX_NAMED_LENGTH]})",)


def _message_blocks(message: EmailMessage) -> tuple[tuple[Block, ...], str]:
    """Return the text of a mail, from HTML if that says as much, and when it was first sent."""
    is_forward = _FORWARD.match(_header(message, "subject")) is not None
    text = "\n\n".join(_texts(message, "plain"))
    if problem := too_large(text):  # quoted or not: no person wrote it
        raise UnreadableError(problem.reason, problem.detail)
    plain, forwarded = plain_blocks(text, is_forward=is_forward)
    marked, forwarded_html = _from_html(_texts(message, "html"), is_forward=is_forward)
    is_fuller = _length(marked) >= MIN_SHARE * _length(plain)
    return (marked, forwarded_html) if marked and is_fuller else (plain, forwarded)


def _from_html(pages: list[str], *, is_forward: bool) -> tuple[tuple[Block, ...], str]:
    found: list[Block] = []
    for page in pages:
        tree = page_tree(page.encode())
        if tree is not None:
            without_quotes(tree)
            found += blocks(tree)
    text = "\n\n".join(block.text for block in found)
    kept, forwarded = plain_blocks(text, is_forward=is_forward)
    texts = {block.text for block in kept}
    return tuple(block for block in found if block.text in texts), forwarded


def _length(found: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in found)


def _texts(message: EmailMessage, subtype: str) -> list[str]:
    """Return the texts of a kind that are no attachment and in no enclosed mail.

    Pictures between paragraphs cut a message into several.
    """
    return [
        _text(part, is_html=subtype == "html")
        for part in _own_parts(message)
        if part.get_content_type() == f"text/{subtype}"
        and part.get_content_disposition() != "attachment"
        and not part.get_filename()
    ]


def _own_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        yield part
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            inner = [each for each in part.iter_parts() if isinstance(each, EmailMessage)]
            waiting = [*inner, *waiting]


def _text(part: EmailMessage, *, is_html: bool) -> str:
    """Return a part's text; where the declared encoding is wrong, what the bytes are."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset("")
    try:
        return payload.decode("cp1252" if charset == "iso-8859-1" else charset or "ascii")
    except (UnicodeDecodeError, LookupError):
        return decode(payload, is_html=is_html) or ""


def _enclosed(message: EmailMessage) -> EmailMessage | None:
    for part in _own_parts(message):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
                return inner[0]
    return None


def _header(message: EmailMessage, name: str) -> str:
    """Return a header decoded, as one line; headers too broken to parse count as missing."""
    try:
        value = str(message[name] or "")
    except _BROKEN_HEADER:
        return ""
    if "\ufffd" in value:  # bytes beyond ASCII, which headers may not hold and often do
        value = decode(_raw(message, name).encode("utf-8", "surrogateescape")) or ""
    return " ".join(sound(value).split())


def _raw(message: EmailMessage, name: str) -> str:
    """Return a header as it stands, bytes beyond ASCII as lone surrogates."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name)
    return next(values, "").strip()


def _title(subject: str) -> str:
    return _LIST.sub("", _REPLY.sub("", _LIST.sub("", subject)))


def _sender(message: EmailMessage) -> tuple[str, ...]:
    """Return the sender's name; an address alone is none."""
    names = (" ".join(name.split()) for name, _ in getaddresses([_header(message, "from")]))
    return tuple(name for name in names if is_person(name))


def _dates(message: EmailMessage, forwarded: str) -> Iterator[Stated]:
    if forwarded:
        yield Stated(forwarded, FORWARDED_CONFIDENCE, "mail")
    if sent := _header(message, "date"):
        yield Stated(sent, SENT_CONFIDENCE, "mail")

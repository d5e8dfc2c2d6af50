"""Mails: newsletters, answers, mails passed on, and what is wrong with their headers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from pipeline.records import Document, Rejected
from pipeline.sources.sniff import MAIL, media_type

Clean = Callable[..., Document | Rejected]

TEXT = (
    "The puppets of the harbour travel by boat, by train and in the bags of their friends, and "
    "nobody asks them where they want to go."
)
LATER = "In the end all forty of them came home, except for one who had married."


def mail(plain: str = "", html: str = "", *, subject: str = "Puppets") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Éva Müller <eva@example.org>"
    message["To"] = "readers@example.org"
    message["Subject"] = subject
    message["Date"] = "Tue, 03 May 2022 23:14:00 -0500"
    message["Message-ID"] = "<1@example.org>"
    if plain:
        message.set_content(plain)
    if html:
        (message.add_alternative if plain else message.set_content)(html, subtype="html")
    return message


def read(clean: Clean, message: EmailMessage | bytes) -> Document:
    body = message if isinstance(message, bytes) else message.as_bytes()
    assert media_type(body, "") == MAIL
    outcome = clean(body, MAIL)
    assert isinstance(outcome, Document), outcome
    return outcome


def test_a_newsletter_gives_its_html(clean: Clean) -> None:
    html = (
        "<html><head><style>p {}</style></head><body><div style='display: none'>Preview</div>"
        "<a href='x'>View this email in your browser</a><table><tr><td><h2>Travel</h2>"
        f"<p>{TEXT}</p><p>{LATER}</p></td></tr></table><p>Unsubscribe here</p></body></html>"
    )
    message = mail(
        "Open it in a browser, please.", html, subject="[news] Puppets \u201eon tour\u201c"
    )
    message["Keywords"] = "puppets, museum education"
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    document = read(clean, message)
    assert document.title == "Puppets „on tour“"
    assert document.text.split("\n\n") == ["Travel", TEXT, LATER]
    assert document.authors == ("Éva Müller",)
    assert (document.published, document.published_confidence) == (dt.date(2022, 5, 3), 0.9)
    assert document.published_from == "mail"
    assert [label.text for label in document.labels] == ["puppets", "museum education"]


def test_html_that_says_less_gives_way_to_plain_text(clean: Clean) -> None:
    document = read(clean, mail(f"{TEXT}\n\n{LATER}\n", "<p>See the picture.</p><img src='x'>"))
    assert document.text.split("\n\n") == [TEXT, LATER]


def test_a_message_around_a_picture_is_read_to_its_end(clean: Clean) -> None:
    message = mail(TEXT)
    message.add_attachment(b"GIF8", maintype="image", subtype="gif", disposition="inline")
    message.add_attachment(LATER, disposition="inline")
    assert read(clean, message).text.split("\n\n") == [TEXT, LATER]


def test_quotations_and_signatures_are_left_out(clean: Clean) -> None:
    plain = (
        f"{TEXT}\n\nOn Mon, 2 May 2022 at 9:00, Bob wrote:\n> Where are they?\n>> Who?\n\n"
        f"{LATER}\n\n-- \nEva\nHead of puppets\n"
    )
    assert read(clean, mail(plain)).text.split("\n\n") == [TEXT, LATER]
    html = f"<p>{TEXT}</p><blockquote type='cite'><p>Where are they?</p></blockquote><p>{LATER}</p>"
    assert read(clean, mail(html=html)).text.split("\n\n") == [TEXT, LATER]


def test_a_quotation_without_answer_is_the_message(clean: Clean) -> None:
    document = read(clean, mail(f"See below.\n\n> {TEXT}\n"))
    assert document.text.split("\n\n") == ["See below.", TEXT]


HEADERS = "From: Council <a@b.example>\n{}: Mon, 2 May 2022 at 9:00\nSubject: Old\nTo: <all>\n\n"
GMAIL = "---------- Forwarded message ---------\n" + HEADERS.format("Date")
OUTLOOK = "\n" + HEADERS.format("Sent")


@pytest.mark.parametrize("head", [GMAIL, OUTLOOK])
def test_what_is_passed_on_is_kept_with_its_own_date(clean: Clean, head: str) -> None:
    message = mail(f"{TEXT}\n\n{head}{LATER}\n", subject="FW: Old")
    document = read(clean, message)
    assert document.title == "Old"
    assert document.text.split("\n\n") == [TEXT, LATER]
    assert document.published == dt.date(2022, 5, 2)


def test_what_is_answered_in_the_manner_of_outlook_is_cut_off(clean: Clean) -> None:
    document = read(clean, mail(f"{TEXT}\n\n{OUTLOOK}{LATER}\n", subject="RE: Old"))
    assert (document.title, document.text) == ("Old", TEXT)
    assert document.published == dt.date(2022, 5, 3)


def test_an_enclosed_mail_stands_for_an_empty_one(clean: Clean) -> None:
    outer = mail("\n", subject="Outer")
    outer.add_attachment(mail(TEXT, subject="Inner"))
    document = read(clean, outer)
    assert (document.title, document.text) == ("Inner", TEXT)


def test_undeclared_and_wrong_encodings_are_read_all_the_same(clean: Clean) -> None:
    sender = "\ufeffFrom: Café Club <a@b.example>\r\n"
    head = f"{sender}Subject: Naïve – news\r\nMessage-ID: <1>\r\n".encode()
    body = b"Content-Type: text/plain; charset=bogus\r\n\r\n" + f"Zürich. {TEXT}".encode("latin-1")
    document = read(clean, head + body)
    assert (document.title, document.authors) == ("Naïve – news", ("Café Club",))
    assert document.text == f"Zürich. {TEXT}"
    assert document.published is None


def test_a_mail_of_attachments_says_what_to_do(clean: Clean) -> None:
    message = mail()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    outcome = clean(message.as_bytes(), MAIL)
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "no_body"
    assert "(attachments: 1); save those" in outcome.detail

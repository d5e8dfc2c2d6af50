"""Plain text, Markdown and records that are endless, deep or no text; the table of bad_input."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from tests.benchmarks.bad_case import Case

TEXT, MARKDOWN, JSON = "text/plain", "text/markdown", "application/json"
SENTENCE = "The puppets of the harbour travel by boat and by train. "
MB = 1_000_000


def _filled(unit: str, n_characters: int) -> bytes:
    return (unit * (n_characters // len(unit))).encode()


def _lines(n_lines: int) -> bytes:
    return "".join(f"{n} {SENTENCE}\n" for n in range(n_lines)).encode()


def _page_lines(n_lines: int) -> bytes:
    """Repeat the furniture of a pasted page."""
    furniture = "Share\nRead more\nAccept all cookies\nTags: puppets\n\nRelated articles\n"
    return f"{furniture}{SENTENCE}\n".encode() * (n_lines // 7)


def _capitals(n_lines: int) -> bytes:
    return b"THE PUPPETS OF THE HARBOUR TRAVEL BY BOAT AND\n" * n_lines


def _front(yaml: str, text: str = SENTENCE * 5) -> bytes:
    return f"---\n{yaml}\n---\n\n{text}\n".encode()


def _laughs(depth: int) -> str:
    """Name a list of ten of the list before, and so on."""
    rows = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    for n in range(1, depth):
        rows.append(f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]")
    return "\n".join([*rows, f"title: *a{depth - 1}", f"tags: *a{depth - 1}"])


def _merged(depth: int) -> str:
    rows = ["a0: &a0 {k: v}"]
    for n in range(1, depth):
        rows.append(f"a{n}: &a{n} {{<<: [" + ", ".join([f"*a{n - 1}"] * 10) + "]}")
    return "\n".join(rows)


def _record(text: str, **fields: str) -> bytes:
    more = "".join(f', "{key}": {value}' for key, value in fields.items())
    return f'{{"title": "Puppets", "text": {text}{more}}}'.encode()


_TEXTS: Mapping[str, Callable[[], bytes]] = {
    "text of 20 MB in one line": lambda: _filled(SENTENCE, 20 * MB),
    "text of 4.9 MB in one line": lambda: _filled(SENTENCE, 4_900_000),
    "text of 20 MB in one word": lambda: b"a" * 20 * MB,
    "text of 4.9 MB in one word": lambda: b"a" * 4_900_000,
    "text of a million lines": lambda: _lines(1_000_000),
    "text of 4.9 MB of lines": lambda: _lines(75_000),
    "text of a million short lines": lambda: b"a b\n" * 1_000_000,
    "text of 1.2 million lines of one letter": lambda: b"a\n\n" * 1_200_000,
    "text of 4.9 MB in capitals": lambda: _capitals(100_000),
    "text of 4.9 MB of joined lines": lambda: b"and so the puppets went by boat and by\n" * 120_000,
    "text of 4.9 MB of hyphens": lambda: b"and so the puppets went by boat and by ex-\n" * 110_000,
    "text of 100,000 lines of furniture": lambda: _page_lines(100_000),
    "text of 9,000 lines of furniture": lambda: _page_lines(9_000),
    "text of 4.9 MB of labels": lambda: b"Tags: puppets, boats\nPublished 3 April 1940\n" * 112_000,
    "text of 4.9 MB of dates": lambda: b"3 April 1940 and 2 May 2001 " * 175_000,
    "text of 4.9 MB of brackets": lambda: b"[" * 4_900_000,
    "text of 4.9 MB of asterisks": lambda: b"*" * 4_900_000,
    "text of 4.9 MB of links": lambda: b"[a](b" * 980_000,
    "text of 4.9 MB of bold": lambda: b"**a " * 1_220_000,
    "text of 4.9 MB of dots": lambda: b". " * 2_450_000,
    "text of 4.9 MB of quotes": lambda: b'"' * 4_900_000,
    "text of 4.9 MB of joiners": lambda: "\u200d".encode() * 1_600_000,
    "text of 4.9 MB of accents": lambda: ("e" + "\u0301" * 2_400_000).encode(),
    "text of 4.9 MB of ellipses": lambda: "…".encode() * 1_600_000,
    "text of 1.6 million Chinese signs": lambda: "文化関係研究所図書館".encode() * 160_000,
    "text of 4.9 MB of mojibake": lambda: "cafÃ© Ã¼ber â€œall ".encode() * 196_000,
    "text of zero bytes": lambda: bytes(MB),
    "text of words between zero bytes": lambda: b"words\x00and\x00" * 100_000,
    "text of random bytes": lambda: random.Random(4).randbytes(200_000),
    "text of 20 MB of random bytes": lambda: random.Random(4).randbytes(20 * MB),
    "text of random high bytes": lambda: bytes(
        random.Random(4).randrange(128, 256) for _ in range(MB)
    ),
    "text of random letters": lambda: bytes(
        random.Random(4).choice(b"abcdefghij ") for _ in range(MB)
    ),
    "text of base64": lambda: bytes(
        random.Random(4).choice(b"abcdefghijKLMNOPQR0123456789+/") for _ in range(MB)
    ),
    "text in UTF-16 without mark": lambda: (SENTENCE * 20).encode("utf-16-le"),
    "text in UTF-16 without mark, 10 MB": lambda: (
        _filled(SENTENCE, 5 * MB).decode().encode("utf-16-be")
    ),
    "text of half a UTF-16 character": lambda: (SENTENCE * 20).encode("utf-16")[:-1],
    "text of 5 million blanks": lambda: b" " * 5 * MB,
    "text of 5 million blanks and words": lambda: b" " * 5 * MB + SENTENCE.encode() * 5,
    "text of 5 million blank lines and words": lambda: (
        SENTENCE.encode() * 5 + b"\n \t" * 1_600_000 + SENTENCE.encode() * 5
    ),
    "text of 5 million controls": lambda: b"\x01" * 5 * MB,
    "text of a mark alone": lambda: b"\xef\xbb\xbf",
}
_MARKDOWN: Mapping[str, Callable[[], bytes]] = {
    "Markdown of 20 MB": lambda: _filled(f"# Head\n\n{SENTENCE}\n\n- item\n\n", 20 * MB),
    "Markdown of 4.9 MB": lambda: _filled(f"# Head\n\n{SENTENCE}\n\n- item\n\n", 4_900_000),
    "Markdown of 1 MB": lambda: _filled(f"# Head\n\n{SENTENCE}\n\n- item\n\n", MB),
    "Markdown of a million brackets": lambda: b"[" * MB,
    "Markdown of a million links": lambda: b"[a](" * MB,
    "Markdown of a million pictures": lambda: b"![a](" * MB,
    "Markdown of a million asterisks": lambda: b"**a *b " * 140_000,
    "Markdown of a million backticks": lambda: b"`a``b" * 200_000,
    "Markdown of 100,000 quotes in quotes": lambda: b">" * 100_000 + b" word",
    "Markdown of nested lists": lambda: "".join("  " * n + "- a\n" for n in range(1500)).encode(),
    "Markdown of a million shortcodes": lambda: b"{{< a " * 160_000,
    "Markdown of a million braces": lambda: b"{%" * 500_000,
    "Markdown of a million entities": lambda: b"&amp" * 250_000,
    "Markdown of a million open tags": lambda: b"<a" * 500_000,
    "Markdown of 100,000 nested div": lambda: b"<div>" * 100_000 + SENTENCE.encode(),
    "Markdown table of a million cells": lambda: b"a|b\n-|-\n" + b"a|b\n" * 250_000,
    "Markdown table of 20,000 columns": lambda: (
        b"|".join([b"a"] * 20_000) + b"\n" + b"|".join([b"-"] * 20_000) + b"\n" + b"a\n" * 2000
    ),
    "Markdown of 50,000 references": lambda: b"".join(
        b"[a%d]: b\n[a%d]\n\n" % (n, n) for n in range(50_000)
    ),
    "front matter of laughs": lambda: _front(_laughs(9)),
    "front matter of laughs in the title": lambda: _front(_laughs(7)),
    "front matter of merges": lambda: _front(_merged(9)),
    "front matter of itself": lambda: _front("title: &a [*a]\ntags: &b {x: *b}"),
    "front matter of brackets": lambda: _front("title: " + "[" * 50_000),
    "front matter of braces": lambda: _front("title: " + "{a: " * 20_000),
    "front matter of indents": lambda: _front("\n".join(" " * n + f"k{n}:" for n in range(440))),
    "front matter of 99,000 characters": lambda: _front(
        "\n".join(f"key{n}: value" for n in range(5500))
    ),
    "front matter of a date there is none": lambda: _front("date: 2024-13-45\ntitle: x"),
    "front matter of a huge number": lambda: _front("title: " + "9" * 50_000),
    "front matter of base 60": lambda: _front("title: 1" + ":59" * 20_000),
    "front matter that makes objects": lambda: _front("title: !!python/object/apply:os.getcwd []"),
    "front matter of an unknown tag": lambda: _front("title: !x y"),
    "front matter of a list as key": lambda: _front("? [a, b]\n: c"),
    "front matter without end": lambda: b"---\ntitle: x\n" * 400_000,
    "TOML front matter of brackets": lambda: b"+++\na = " + b"[" * 19_000 + b"\n+++\nwords\n",
    "TOML front matter of dots": lambda: b"+++\n" + b"a." * 9_000 + b"a = 1\n+++\nwords\n",
}
_RECORDS: Mapping[str, Callable[[], bytes]] = {
    "record of 100,000 levels": lambda: b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "record of 20 MB and 100,000 levels": lambda: b'{"text": ' + b'[{"a": ' * 2_800_000,
    "record of 900 levels": lambda: _record('"x"', title="[" * 900 + "]" * 900),
    "record of 20 MB of text": lambda: _record('"' + SENTENCE * 350_000 + '"'),
    "record of 4.9 MB of text": lambda: _record('"' + SENTENCE * 87_000 + '"'),
    "record of 20 MB of escapes": lambda: _record('"' + "\\u00e9" * 3_300_000 + '"'),
    "record of half a character": lambda: _record('"' + "\\ud800 " * 30_000 + '"'),
    "record of a number of 5 MB": lambda: _record("9" * 5 * MB),
    "record of 1e999": lambda: _record("1e999"),
    "record of a million fields": lambda: _record('""', **{f"f{n}": "1" for n in range(1_000_000)}),
    "record with a million labels": lambda: _record(
        '"' + SENTENCE * 5 + '"', tags="[" + ",".join(f'"t{n}"' for n in range(MB)) + "]"
    ),
    "record with a title of 5 MB": lambda: _record(
        '"' + SENTENCE * 5 + '"', title='"' + SENTENCE * 89_000 + '"'
    ),
    "record with authors of 5 MB": lambda: _record(
        '"' + SENTENCE * 5 + '"', authors='"' + "Anna and Bert, " * 330_000 + '"'
    ),
    "record with a date of 5 MB": lambda: _record(
        '"' + SENTENCE * 5 + '"', date='"' + "1 " * 2_500_000 + '"'
    ),
    "record of random bytes": lambda: random.Random(6).randbytes(MB),
    "record of zero bytes": lambda: _record('"' + "\\u0000" * 100_000 + '"'),
}
_FIELDS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "record field of 20 MB of nested tags": ("html", lambda: _record('"' + "<div>" * 4 * MB + '"')),
    "record field of 100,000 nested tags": (
        "html",
        lambda: _record('"' + "<div>" * 100_000 + SENTENCE + '"'),
    ),
    "record field of 20 MB of paragraphs": (
        "html",
        lambda: _record('"' + f"<p>{SENTENCE}</p>" * 320_000 + '"'),
    ),
    "record field of 4.9 MB of paragraphs": (
        "html",
        lambda: _record('"' + f"<p>{SENTENCE}</p>" * 77_000 + '"'),
    ),
    "record field of 1 million breaks": ("html", lambda: _record('"' + "a<br>" * MB + '"')),
    "record field of 400,000 attributes": (
        "html",
        lambda: _record('"<p ' + " ".join(f"a{n}=1" for n in range(400_000)) + f'>{SENTENCE}"'),
    ),
    "record field of 2 MB of open tags": ("html", lambda: _record('"' + "<a" * MB + '"')),
    "record field of 20 MB of Markdown": (
        "markdown",
        lambda: _record('"' + f"# Head\\n\\n{SENTENCE}\\n\\n" * 290_000 + '"'),
    ),
}
_SLOW = ("MB", "million", "100,000", "random", "laughs", "of a number", "base64", "50,000")
_BY_TYPE = ((TEXT, _TEXTS), (MARKDOWN, _MARKDOWN), (JSON, _RECORDS))


def _is_quick(name: str) -> bool:
    return not any(word in name for word in _SLOW)


CASES = (
    *(
        Case(name, media_type, make, quick=_is_quick(name))
        for media_type, cases in _BY_TYPE
        for name, make in cases.items()
    ),
    *(
        Case(name, JSON, make, card={"text_format": text_format})
        for name, (text_format, make) in _FIELDS.items()
    ),
)
